"""Watching a source: which alarms stand, told from its history, the time, and those that stood before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pipeline.alarm_blocked import of_refusals
from pipeline.alarm_pages import of_pages
from pipeline.alarm_routes import of_routes
from pipeline.alarm_silent import of_silence
from pipeline.alarms import FLOW, Alarm, History
from pipeline.pace import Pace, pace_of


def watch(
    history: History,
    standing: Mapping[str, Alarm],
    now: datetime,
    looked: datetime | None = None,
    pace: Pace | None = None,
) -> dict[str, Alarm]:
    """The alarms that stand by now, by kind; one that stood and is not among them has ended.

    `looked` is when this was asked last; `pace` that of the source where it was told already today.
    """
    pace = pace or pace_of(history.arrivals, history.zone, now, history.without(*FLOW))
    refused = of_refusals(history, standing, now)
    others = [
        *of_silence(history, pace, standing, now),
        *of_routes(history, standing, now, looked),
        *of_pages(history, standing, looked),
    ]
    # What a site refuses can neither be new nor whole: that is one alarm, not five.
    found = [*refused, *(each for each in others if not refused or each.kind in standing)]
    told: dict[str, Alarm] = {}
    for each in found:
        told.setdefault(each.kind, standing.get(each.kind) or replace(each, seen_at=now))
    return told

"""In which zone the clock of a page runs, where its time of publication is declared in UTC."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from pipeline.moments import OFFSET, STATED, Moment, zone_of

SAME = timedelta(hours=36)  # a time within this of the publication is taken for one of the same article
CLOCKS = timedelta(minutes=30)  # all zones are whole halves of an hour from UTC, but for a few of three quarters
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)


def in_page_zone(published: Moment, others: Iterable[Moment], printed: Iterable[Moment]) -> Moment:
    """The same instant with the offset of the page's own clock, where it is told; as it was where nothing tells it.

    Systems declare a time in UTC and print it as it is where they stand: the day of 04:30 UTC is not known by itself.
    It is told by an offset that another time of the page states (`others`), else by a clock that is `printed` without
    a zone and differs from the declared one by an offset that is in use, to the minute.
    """
    if published.zone != STATED or published.precision not in ("second", "minute"):
        return published
    for other in others:
        if OFFSET.fullmatch(other.zone) and abs(other.at - published.at) <= SAME:
            return replace(published, zone=other.zone)
    for other in printed:
        if other.precision in ("second", "minute") and other.zone != STATED and not OFFSET.fullmatch(other.zone):
            ahead = _ahead(other.at.astimezone(zone_of(other.zone)), published.at)
            if ahead % CLOCKS == timedelta(0) and WEST <= ahead <= EAST:
                return replace(published, zone=published.at.astimezone(timezone(ahead)).isoformat()[-6:])
    return published


def _ahead(printed: datetime, declared: datetime) -> timedelta:
    """How far a printed clock is ahead of a declared instant, both to the minute."""
    clock = printed.replace(second=0, microsecond=0, tzinfo=None)
    return clock - declared.replace(second=0, microsecond=0, tzinfo=None)

"""Health from facts alone: each bound from both sides, and what a service that has just begun need not do yet."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline.rhythm import Rhythm
from service.duty import Bounds
from service.health import Facts, health_of
from storage.progress import Progress
from tests.builders import NOW

BOUNDS = Bounds(tick=2.0, deadline=1200.0, grace=20.0)
PROGRESS = Progress(
    sources=12,
    due=0,
    overdue=0,
    overdue_seconds=0.0,
    held=1,
    failing=0,
    longest_seconds=900.0,
    begun_at=NOW - timedelta(seconds=30),
    last_success_at=NOW - timedelta(seconds=60),
    worker_seen_at=None,
)
FACTS = Facts(
    command="serve",
    run=1,
    at=NOW,
    up_seconds=86_400.0,
    tick_age_seconds=1.0,
    paused="",
    database="",
    keeps_schedule=True,
    needs_workers=False,
    progress=PROGRESS,
)
OF_PROGRESS = set(Progress.__dataclass_fields__)
STUCK = 1200 + 2 * 20
QUIET = 2 * 900 + 1200


def facts(**changes: Any) -> Facts:
    """Healthy facts with changes, those of the progress among them; ages are in seconds, None is never."""
    progress: dict[str, Any] = {}
    for name in OF_PROGRESS & changes.keys():
        value = changes.pop(name)
        progress[name] = NOW - timedelta(seconds=value) if name.endswith("_at") and value is not None else value
    return replace(FACTS, **({"progress": replace(PROGRESS, **progress)} | changes))


@pytest.mark.parametrize(
    ("changes", "ok", "reasons"),
    [
        ({}, True, []),
        # ticks: ten of them, or a minute where that is longer
        ({"tick_age_seconds": 60.0}, True, []),
        ({"tick_age_seconds": 60.1}, False, ["no tick has ended well for 1 min"]),
        # the disk
        ({"paused": "the disk is full: 3 MiB are left"}, False, ["paused: the disk is full: 3 MiB are left"]),
        # the database, of which nothing else is known then
        ({"database": "the database is locked", "progress": None}, False, ["the database is locked"]),
        # what is overdue while crawls begin is to be known, and no failure
        (
            {"due": 4, "overdue": 4, "overdue_seconds": 960.0},
            True,
            ["4 sources are overdue, the longest has waited for 16 min"],
        ),
        (
            {"due": 1, "overdue": 1, "overdue_seconds": 960.0, "begun_at": STUCK},
            True,
            ["1 source is overdue, the longest has waited for 16 min"],
        ),
        (
            {"due": 1, "overdue": 1, "overdue_seconds": 960.0, "begun_at": STUCK + 1},
            False,
            ["1 source is overdue, the longest has waited for 16 min, and no crawl has begun for 20 min"],
        ),
        (
            {"due": 1, "overdue": 1, "overdue_seconds": 960.0, "begun_at": None},
            False,
            ["1 source is overdue, the longest has waited for 16 min, and no crawl has begun for 1 day"],
        ),
        ({"due": 1, "begun_at": 86_400}, True, []),  # due, and not for long
        (
            {"due": 1, "overdue": 1, "overdue_seconds": QUIET + 1.0},
            False,
            ["1 source is overdue, the longest has waited for 50 min"],
        ),
        # success: twice the longest interval and the deadline of a crawl
        ({"last_success_at": QUIET}, True, []),
        ({"last_success_at": QUIET + 1}, False, ["no source has answered for 50 min"]),
        ({"last_success_at": QUIET + 1, "longest_seconds": 901.0}, True, []),
        ({"last_success_at": QUIET + 1, "sources": 0}, True, []),
        ({"last_success_at": None}, False, ["no source has answered for 1 day"]),
        ({"last_success_at": None, "up_seconds": QUIET}, True, []),
        ({"last_success_at": -3600}, True, []),  # the clock was set back
        # workers, where it needs any
        ({"needs_workers": True}, True, []),
        ({"needs_workers": True, "due": 1, "worker_seen_at": 180}, True, []),
        (
            {"needs_workers": True, "due": 1, "worker_seen_at": 181},
            False,
            ["1 source is due, and no worker was seen for 3 min"],
        ),
        ({"needs_workers": True, "due": 2}, False, ["2 sources are due, and no worker was seen at all"]),
        ({"needs_workers": True, "due": 2, "up_seconds": 180.0}, True, []),
        ({"worker_seen_at": 86_400, "due": 2}, True, []),
        # the first five minutes
        ({"up_seconds": 299.0, "last_success_at": None}, True, ["starting"]),
        ({"up_seconds": 299.0, "last_success_at": 86_400}, True, ["starting"]),
        ({"up_seconds": 300.0, "last_success_at": 86_400}, False, ["no source has answered for 1 day"]),
        ({"up_seconds": 299.0, "last_success_at": 298}, True, []),
        ({"up_seconds": 299.0, "needs_workers": True, "due": 9, "last_success_at": None}, True, ["starting"]),
        ({"up_seconds": 100.0, "last_success_at": None, "paused": "full"}, False, ["paused: full"]),
        (
            {"up_seconds": 100.0, "tick_age_seconds": 100.0, "last_success_at": None},
            False,
            ["no tick has ended well for 1 min"],
        ),
        # a worker of a queue answers for itself alone
        ({"keeps_schedule": False, "overdue": 9, "overdue_seconds": 1e6, "last_success_at": None}, True, []),
        ({"keeps_schedule": False, "paused": "full"}, False, ["paused: full"]),
        # all of it at once
        (
            {
                "paused": "full",
                "tick_age_seconds": 90.0,
                "due": 1,
                "overdue": 1,
                "overdue_seconds": 1e6,
                "last_success_at": 1_000_000,
                "needs_workers": True,
            },
            False,
            [
                "no tick has ended well for 1 min",
                "paused: full",
                "1 source is overdue, the longest has waited for 11 days",
                "no source has answered for 11 days",
                "1 source is due, and no worker was seen at all",
            ],
        ),
    ],
)
def test_health(changes: dict[str, Any], ok: bool, reasons: list[str]) -> None:
    found = health_of(facts(**changes), BOUNDS)
    assert (found.ok, [*found.reasons]) == (ok, reasons)


@pytest.mark.parametrize(("tick", "age", "ok"), [(10.0, 100.0, True), (10.0, 100.1, False), (0.1, 60.0, True)])
def test_a_slow_tick_may_take_longer(tick: float, age: float, ok: bool) -> None:
    assert health_of(facts(tick_age_seconds=age), replace(BOUNDS, tick=tick)).ok == ok


def test_a_service_without_sources_is_well() -> None:
    nothing = facts(sources=0, begun_at=None, last_success_at=None, longest_seconds=0.0)
    assert health_of(nothing, Bounds(rhythm=Rhythm())).ok

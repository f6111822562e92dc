"""How far the work has come, on both sides of each bound of time."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from storage.database import reading, writing
from storage.progress import Progress, progress
from storage.runs import start_run
from storage.schedule import LEASE, claim
from storage.schema import run, schedule
from tests.builders import NOW, database

WEEK = NOW - timedelta(days=7)
HEALTHY: dict[str, Any] = {"due_at": NOW + timedelta(minutes=5), "interval": 900, "failures": 0, "fence": 0}
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def look(tmp_path: Path, *rows: dict[str, Any], since: datetime = WEEK, ids: Any = ("harbour",)) -> Progress:
    """The progress that these rows of the schedule give."""
    engine = database(tmp_path)
    with writing(engine) as connection:
        for source_id, row in zip(("harbour", "beihai", "lantau"), rows, strict=False):
            connection.execute(sa.insert(schedule).values(HEALTHY | {"source_id": source_id} | row))
    with reading(engine) as connection:
        return progress(connection, ids, since, NOW, Rhythm())


@pytest.mark.parametrize(
    ("row", "since", "due", "overdue", "seconds"),
    [
        ({}, WEEK, 0, 0, 0),
        ({"due_at": NOW}, WEEK, 1, 0, 0),
        ({"due_at": NOW - 15 * MINUTE}, WEEK, 1, 0, 0),
        ({"due_at": NOW - 15 * MINUTE - SECOND}, WEEK, 1, 1, 901),
        ({"due_at": NOW - 59 * MINUTE, "interval": 3600}, WEEK, 1, 0, 0),
        ({"due_at": NOW - 61 * MINUTE, "interval": 3600}, WEEK, 1, 1, 3660),
        ({"due_at": NOW - 16 * MINUTE, "interval": 300}, WEEK, 1, 1, 960),
        # held by a live lease, by one that ran out, by one of a clock that was wrong
        ({"due_at": NOW - 99 * MINUTE, "lease_until": NOW + SECOND}, WEEK, 0, 0, 0),
        ({"due_at": NOW - 99 * MINUTE, "lease_until": NOW}, WEEK, 1, 1, 99 * 60),
        ({"due_at": NOW - 99 * MINUTE, "lease_until": NOW + 3 * LEASE}, WEEK, 1, 1, 99 * 60),
        # due since before the service began: it can not have come sooner
        ({"due_at": NOW - timedelta(days=3)}, NOW - 15 * MINUTE, 1, 0, 0),
        ({"due_at": NOW - timedelta(days=3)}, NOW - 16 * MINUTE, 1, 1, 960),
        # due in a time that no rule sets
        ({"due_at": NOW + timedelta(days=99)}, WEEK, 1, 0, 0),
    ],
)
def test_what_is_overdue(
    tmp_path: Path, row: dict[str, Any], since: datetime, due: int, overdue: int, seconds: float
) -> None:
    found = look(tmp_path, row, since=since)
    assert (found.due, found.overdue, found.overdue_seconds) == (due, overdue, seconds)


@pytest.mark.parametrize(
    ("row", "longest"),
    [
        ({}, 900),
        ({"interval": 86_400, "last_success_at": NOW}, 86_400),
        # its routes asked for an hour
        ({"due_at": NOW + 50 * MINUTE, "last_success_at": NOW - 10 * MINUTE}, 3600),
        # a wait after failures is no rest
        ({"due_at": NOW + 50 * MINUTE, "last_success_at": NOW - 10 * MINUTE, "failures": 2}, 900),
        # no longer than any rule sets it
        ({"due_at": NOW + timedelta(days=99), "last_success_at": NOW}, 4 * 3600),
    ],
)
def test_how_long_a_source_is_to_rest(tmp_path: Path, row: dict[str, Any], longest: float) -> None:
    assert look(tmp_path, row).longest_seconds == longest


def test_of_several_sources(tmp_path: Path) -> None:
    found = look(
        tmp_path,
        {"last_success_at": NOW - 5 * MINUTE, "failures": 3},
        {"last_success_at": NOW - 3 * MINUTE, "lease_until": NOW + SECOND, "failures": 2},
        {"last_success_at": NOW, "interval": 99_999, "due_at": NOW - timedelta(days=9)},
        ids=("harbour", "beihai"),
    )
    assert (found.sources, found.failing, found.held, found.due) == (2, 1, 1, 0)
    assert found.last_success_at == NOW - 3 * MINUTE
    assert found.longest_seconds == 900


def test_of_nothing(tmp_path: Path) -> None:
    assert look(tmp_path, ids=()) == Progress(0, 0, 0, 0.0, 0, 0, 0.0, None, None, None)
    assert look(tmp_path).sources == 1  # known from its file, and not in the schedule yet


def test_when_a_crawl_began_and_a_worker_was_seen(tmp_path: Path) -> None:
    engine = database(tmp_path)
    with writing(engine) as connection:
        connection.execute(sa.insert(schedule).values(HEALTHY | {"source_id": "harbour", "due_at": NOW - MINUTE}))
        claim(connection, ["harbour"], NOW, Rhythm())
        for command, seen, state in (
            ("work", 9, "running"),
            ("work", 3, "running"),
            ("work", 0, "done"),
            ("serve", 0, "running"),
        ):
            of_run = run.c.id == start_run(connection, NOW, command)
            connection.execute(sa.update(run).where(of_run).values(seen_at=NOW - seen * MINUTE, state=state))
    with reading(engine) as connection:
        found = progress(connection, ["harbour"], WEEK, NOW, Rhythm())
    assert (found.begun_at, found.worker_seen_at, found.held) == (NOW, NOW - 3 * MINUTE, 1)


def test_sources_in_their_quiet_hours_are_not_waited_for(tmp_path: Path) -> None:
    late = {"due_at": NOW - timedelta(hours=5)}
    engine = database(tmp_path)
    with writing(engine) as connection:
        for source_id in ("harbour", "beihai"):
            connection.execute(sa.insert(schedule).values(HEALTHY | {"source_id": source_id} | late))
    with reading(engine) as connection:
        found = progress(connection, ["harbour", "beihai"], WEEK, NOW, Rhythm(), quiet={"beihai"})
    assert (found.sources, found.due, found.overdue) == (1, 1, 1)

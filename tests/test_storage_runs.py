"""Runs: a dead one gives back all that it held, a living one nothing."""

import subprocess
import time
from datetime import timedelta

import psutil
import pytest
import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from pipeline.values import Found, Link, Route
from storage import frontier, hosts, looks
from storage.runs import alive, end_run, machine, recover, seen, start_run, started
from storage.schedule import LEASE, adopt, due
from storage.schema import host, rounds, run, schedule, visit
from tests.builders import NOW, contents, leased

FEED = Route("https://harbour.example/feed", "feed")
LATER = NOW + timedelta(minutes=1)
NOBODY = 2**22 + 1  # more than any pid


def crawling(connection: sa.Connection, source_id: str, command: str = "crawl") -> int:
    """A run that holds a source, its host and one of its two visits."""
    run_id = start_run(connection, NOW, command)
    adopt(connection, leased(connection, source_id), run_id)
    links = (Link(f"https://{source_id}.example/1"), Link(f"https://{source_id}.example/2"))
    looks.add_found(connection, run_id, source_id, FEED, Found(links), NOW)
    frontier.claim(connection, run_id, source_id, 1, NOW)
    hosts.take(connection, run_id, f"{source_id}.example:443", NOW)
    return run_id


def row(connection: sa.Connection, run_id: int) -> sa.Row[tuple[object, ...]]:
    return connection.execute(sa.select(run).where(run.c.id == run_id)).one()


def test_a_run_says_who_it_is_and_that_it_lives(connection: sa.Connection) -> None:
    first, second = start_run(connection, NOW), start_run(connection, NOW, "serve")
    seen(connection, second, LATER)
    one, other = row(connection, first), row(connection, second)
    assert (one.command, one.state, one.host, one.seen_at, one.ended_at) == ("crawl", "running", machine(), NOW, None)
    assert (other.command, other.started_at, other.seen_at) == ("serve", NOW, LATER)
    assert alive(other.pid, other.process_started)


def test_the_end_of_a_run_gives_back_what_it_did_not_finish(connection: sa.Connection) -> None:
    run_id, other = crawling(connection, "harbour"), crawling(connection, "beihai")
    end_run(connection, run_id, "done", LATER)
    assert (row(connection, run_id).state, row(connection, run_id).ended_at) == ("done", LATER)
    assert connection.execute(sa.select(visit.c.run_id).order_by(visit.c.id)).scalars().all() == [
        None,
        None,
        other,
        None,
    ]
    assert connection.execute(sa.select(host.c.run_id).order_by(host.c.host)).scalars().all() == [other, None]
    assert row(connection, other).state == "running"


@pytest.mark.parametrize(
    ("place", "pid", "silent", "is_dead"),
    [
        ("here", "mine", timedelta(days=9), False),
        ("here", "another's", timedelta(0), True),  # the pid is used again
        ("here", NOBODY, timedelta(0), True),
        ("as before 0002", NOBODY, timedelta(0), True),
        ("as before 0002", "mine", timedelta(days=9), False),
        ("elsewhere", NOBODY, timedelta(0), False),
        ("elsewhere", NOBODY, 3 * LEASE, False),
        ("elsewhere", "mine", 3 * LEASE + timedelta(seconds=1), True),
        ("elsewhere", "mine", timedelta(days=-9), False),
    ],
)
def test_which_runs_are_dead(
    connection: sa.Connection, place: str, pid: str | int, silent: timedelta, is_dead: bool
) -> None:
    run_id = crawling(connection, "harbour")
    values: dict[str, object] = {"seen_at": NOW - silent}
    values["host"] = {"here": machine(), "as before 0002": machine().partition("/")[0]}.get(place, "elsewhere/1")
    if pid != "mine":
        values |= {"pid": 1, "process_started": 12345.0} if pid == "another's" else {"pid": pid}
    connection.execute(sa.update(run).values(values))
    before = contents(connection)
    assert recover(connection, NOW) == int(is_dead)
    assert row(connection, run_id).state == ("interrupted" if is_dead else "running")
    assert (contents(connection) == before) is not is_dead


def test_a_run_that_never_said_anything_is_as_old_as_its_start(connection: sa.Connection) -> None:
    crawling(connection, "harbour")
    connection.execute(sa.update(run).values(host="elsewhere", seen_at=None))
    assert recover(connection, NOW + 3 * LEASE) == 0
    assert recover(connection, NOW + 3 * LEASE + timedelta(seconds=1)) == 1


def test_what_a_dead_run_held_is_free_at_once(connection: sa.Connection) -> None:
    dead, living = crawling(connection, "harbour"), crawling(connection, "beihai")
    connection.execute(sa.update(run).where(run.c.id == dead).values(pid=NOBODY))
    assert recover(connection, LATER) == 1
    assert recover(connection, LATER) == 0
    both = ["harbour", "beihai"]
    assert [each.source_id for each in due(connection, both, LATER, Rhythm())] == ["harbour"]
    assert dict(connection.execute(sa.select(rounds.c.source_id, rounds.c.state)).all()) == {
        "harbour": "lost",
        "beihai": "running",
    }
    assert hosts.take(connection, living, "harbour.example:443", LATER) == LATER
    assert len(frontier.claim(connection, living, "harbour", 9, LATER)) == 2
    assert (row(connection, dead).state, row(connection, dead).ended_at) == ("interrupted", NOW)
    held = connection.execute(sa.select(schedule.c.lease_until).where(schedule.c.source_id == "beihai")).scalar_one()
    assert held == NOW + LEASE


def test_a_closed_run_is_not_closed_again(connection: sa.Connection) -> None:
    run_id = crawling(connection, "harbour")
    end_run(connection, run_id, "done", NOW)
    connection.execute(sa.update(run).values(pid=NOBODY))
    before = contents(connection)
    assert recover(connection, LATER) == 0
    assert contents(connection) == before


def test_a_process_is_alive_until_it_ends_though_nobody_has_asked_for_its_end() -> None:
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    since = started(child.pid)
    assert alive(child.pid, since)
    assert not alive(child.pid, since - 1)
    assert child.stdin is not None
    child.stdin.close()
    until = time.monotonic() + 10
    while psutil.Process(child.pid).status() != psutil.STATUS_ZOMBIE and time.monotonic() < until:
        time.sleep(0.01)
    assert not alive(child.pid, since)
    child.wait()
    assert not alive(child.pid, since)


def test_a_run_that_was_taken_for_dead_lives_again(connection: sa.Connection) -> None:
    silent, ended = start_run(connection, NOW, "work"), start_run(connection, NOW, "work")
    connection.execute(sa.update(run).values(host="elsewhere"))
    end_run(connection, ended, "done", NOW)
    recover(connection, NOW + 4 * LEASE)
    assert row(connection, silent).state == "interrupted"
    for each in (silent, ended):
        seen(connection, each, NOW + 5 * LEASE)
    assert (row(connection, silent).state, row(connection, silent).ended_at) == ("running", None)
    assert (row(connection, ended).state, row(connection, ended).ended_at) == ("done", NOW)

"""The end of a round: what its run wrote decides when its source is due again, and a stale lease decides nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from pipeline.values import Found, Link, Route
from storage import frontier, holds, looks
from storage.rounds import STATES, Plan, end, interrupt
from storage.runs import start_run
from storage.schedule import LEASE, Lease, adopt, claim
from storage.schema import discovery, rounds, schedule
from tests.builders import NOW, contents, leased

RHYTHM = Rhythm()
MINUTE = timedelta(minutes=1)
ENDED = NOW + MINUTE
FEED = Route("https://harbour.example/feed", "feed")
NEWS = Route("https://harbour.example/news.xml", "news")
HOST, OTHER = "harbour.example:443", "cdn.harbour.example:443"
PLAN = Plan(None, (FEED,), frozenset({HOST}))


def begun(connection: sa.Connection, *given: tuple[str, int]) -> tuple[Lease, int]:
    """A round of a source under its lease, whose run has looked at routes: outcome and number of new links of each."""
    (lease,) = leased(connection, "harbour")
    run_id = start_run(connection, NOW)
    adopt(connection, [lease], run_id)
    for outcome, new in given:
        looks.note_discovery(connection, run_id, "harbour", FEED, NOW, outcome, found=9, new=new)
    return lease, run_id


def line(connection: sa.Connection) -> Any:
    """The source's line of the schedule."""
    return connection.execute(sa.select(schedule).where(schedule.c.source_id == "harbour")).one()


def newest(connection: sa.Connection) -> Any:
    """The round that was begun last."""
    return connection.execute(sa.select(rounds).order_by(rounds.c.id.desc()).limit(1)).one()


@pytest.mark.parametrize(
    ("state", "given", "failures", "expected", "due", "interval", "following"),
    [
        ("done", [("found", 3)], 0, "done", 7.5, 450, 0),
        ("done", [("found", 0)], 0, "done", 18.75, 1125, 0),
        ("done", [("unchanged", 0)], 2, "done", 18.75, 1125, 0),
        ("done", [("unreachable", 0), ("found", 1)], 0, "done", 7.5, 450, 0),
        ("done", [], 2, "done", 15, 900, 0),  # every route rested, as it had asked for
        ("done", [("unreachable", 0), ("bad-status", 0)], 0, "failed", 30, 900, 1),
        ("failed", [("timeout", 0)], 2, "failed", 120, 900, 3),
        ("crashed", [("found", 3)], 0, "crashed", 30, 900, 1),
        ("crashed", [], 9, "crashed", 240, 900, 10),
    ],
)
def test_how_a_round_ends(
    connection: sa.Connection,
    state: str,
    given: list[tuple[str, int]],
    failures: int,
    expected: str,
    due: float,
    interval: int,
    following: int,
) -> None:
    lease, _ = begun(connection, *given)
    connection.execute(sa.update(schedule).values(failures=failures))
    found = end(connection, lease, state, "why", PLAN, RHYTHM, ENDED)
    assert found is not None
    row, ended = line(connection), newest(connection)
    assert found.due_at == row.due_at == NOW + due * MINUTE
    assert (row.interval, row.failures, row.lease_until, row.fence) == (interval, following, None, 1)
    assert row.last_success_at == (None if following else ENDED)
    silent = state == "done" and expected == "failed"  # then the routes tell why, each with its outcome
    why = "; ".join(f"{FEED.url}: {outcome}" for outcome, _ in given) if silent else "why"
    assert (ended.state, ended.detail, ended.ended_at, ended.attempts) == (expected, why, ENDED, 1)
    assert ended.state in STATES


def test_only_what_this_run_found_of_this_source_counts(connection: sa.Connection) -> None:
    lease, run_id = begun(connection, ("unreachable", 0))
    earlier = start_run(connection, NOW)
    looks.note_discovery(connection, run_id, "beihai", FEED, NOW, "found", new=3)
    looks.note_discovery(connection, earlier, "harbour", FEED, NOW - MINUTE, "found", new=3)
    found = end(connection, lease, "done", "", PLAN, RHYTHM, ENDED)
    assert (found and found.failures, newest(connection).state) == (1, "failed")


def test_a_round_that_no_run_took_up_ends_too(connection: sa.Connection) -> None:
    (lease,) = leased(connection, "harbour")
    assert end(connection, lease, "crashed", "it did not start", PLAN, RHYTHM, ENDED) is not None
    assert (newest(connection).state, line(connection).failures) == ("crashed", 1)


def test_a_fixed_interval_is_kept(connection: sa.Connection) -> None:
    lease, run_id = begun(connection, ("found", 3))
    waiting(connection, run_id, 12)
    late = NOW + 100 * MINUTE
    end(connection, lease, "done", "", Plan(30 * MINUTE, (FEED,), frozenset()), RHYTHM, late)
    assert (line(connection).due_at, line(connection).interval) == (NOW + 120 * MINUTE, 1800)
    assert newest(connection).overlapped == 3


@pytest.mark.parametrize(
    ("hints", "routes", "due"),
    [
        ({}, (FEED,), 18.75),
        ({FEED: 3600}, (FEED,), 60),
        ({FEED: 60}, (FEED,), 18.75),
        ({FEED: 3600, NEWS: 2400}, (FEED, NEWS), 40),  # the least that all ask for
        ({FEED: 3600}, (FEED, NEWS), 18.75),  # the other asks for nothing
        ({FEED: 3600, NEWS: 0}, (FEED, NEWS), 18.75),
        ({NEWS: 3600}, (FEED,), 18.75),  # that is no route of the source any more
        ({FEED: 10**8}, (FEED,), 240),
        ({FEED: 3600}, (), 18.75),
    ],
)
def test_what_routes_ask_for(
    connection: sa.Connection, hints: dict[Route, int], routes: tuple[Route, ...], due: float
) -> None:
    lease, _ = begun(connection, ("unchanged", 0))
    for of, seconds in hints.items():
        looks.set_validators(connection, "harbour", of, "", "", seconds, NOW)
        looks.set_validators(connection, "beihai", of, "", "", 0, NOW)
    end(connection, lease, "done", "", Plan(None, routes, frozenset({HOST})), RHYTHM, ENDED)
    assert line(connection).due_at == NOW + due * MINUTE


@pytest.mark.parametrize(("asked", "due"), [(0, 60), (0.5, 60.5), (5, 65), (7, 60)])
def test_a_round_waits_a_moment_for_a_route_that_rests_yet(connection: sa.Connection, asked: float, due: float) -> None:
    lease, _ = begun(connection, ("unchanged", 0))
    looks.set_validators(connection, "harbour", FEED, "", "", 3600, NOW + asked * MINUTE)
    end(connection, lease, "done", "", Plan(60 * MINUTE, (FEED,), frozenset({HOST})), RHYTHM, ENDED)
    assert line(connection).due_at == NOW + due * MINUTE


@pytest.mark.parametrize(
    ("hint", "asked", "now", "rests"),
    [
        (0, -30, 1, False),
        (3600, -30, 1, True),
        (3600, -30, 31, False),
        (0, 0.5, 1, True),  # by an earlier attempt at this round
        (0, None, 1, False),  # it named further routes, which may not have been asked
        (3600, 5, 1, False),  # a clock that was set back
    ],
)
def test_routes_that_a_round_does_not_ask(
    connection: sa.Connection, hint: int, asked: float | None, now: float, rests: bool
) -> None:
    at = None if asked is None else NOW + asked * MINUTE
    looks.set_validators(connection, "harbour", FEED, "", "", hint, at)
    expected = {("harbour", FEED.url)} if rests else set()
    assert looks.rested(connection, {"harbour": NOW}, NOW + now * MINUTE, RHYTHM) == expected
    assert looks.rested(connection, {}, NOW + now * MINUTE, RHYTHM) == set()


def test_another_attempt_counts_what_the_first_one_saw(connection: sa.Connection) -> None:
    lease, _ = begun(connection, ("found", 3))
    later = NOW + LEASE + MINUTE
    (second,) = claim(connection, ["harbour"], later, RHYTHM)
    assert second.due_at == lease.due_at
    adopt(connection, [second], start_run(connection, later))
    end(connection, second, "done", "", PLAN, RHYTHM, later + MINUTE)
    assert (line(connection).interval, newest(connection).attempts) == (450, 2)  # faster, for there was news


@pytest.mark.parametrize(
    ("held", "hosts", "due"),
    [
        ({}, {HOST}, 30),
        ({HOST: 55}, {HOST}, 55),
        ({HOST: 20}, {HOST}, 30),  # it may be asked again before that
        ({HOST: 1}, {HOST}, 30),  # over by then
        ({HOST: 55}, {HOST, OTHER}, 30),  # the other may be asked
        ({HOST: 55, OTHER: 45}, {HOST, OTHER}, 45),
        ({OTHER: 55}, {HOST}, 30),
        ({HOST: 55}, set(), 30),
        ({HOST: 60 * 24 * 365}, {HOST}, 30),  # a clock that was wrong
    ],
)
def test_hosts_that_ask_for_patience(
    connection: sa.Connection, held: dict[str, float], hosts: set[str], due: float
) -> None:
    lease, _ = begun(connection, ("bad-status", 0))
    for host, minutes in held.items():
        holds.hold_host(connection, host, NOW + minutes * MINUTE, "answered 429")
    end(connection, lease, "done", "", Plan(None, (FEED,), frozenset(hosts)), RHYTHM, ENDED)
    assert line(connection).due_at == NOW + due * MINUTE


def waiting(connection: sa.Connection, run_id: int, minutes: float, source_id: str = "harbour") -> frontier.Visit:
    """A link whose visit is due so many minutes from now, made at once."""
    url, at = f"https://{source_id}.example/1", NOW + minutes * MINUTE
    looks.add_found(connection, run_id, source_id, FEED, Found((Link(url),)), at)
    # The look that found it was an earlier round's; what this round saw each test says itself.
    connection.execute(sa.update(discovery).where(discovery.c.run_id == run_id).values(fetched_at=NOW - MINUTE))
    (visit,) = frontier.claim(connection, run_id, source_id, 1, at)
    return visit


@pytest.mark.parametrize(
    ("source_id", "minutes", "outcome", "state", "due"),
    [
        ("harbour", 12, "", "done", 12),
        ("harbour", 2, "", "done", 6),  # five minutes after the end at least
        ("harbour", 0.5, "", "done", 18.75),  # left by a round that made all it could: its host wants to be left alone
        ("harbour", 0.5, "", "cut", 6),  # left because the time was over
        ("harbour", 100, "", "done", 18.75),
        ("harbour", 12, "stored", "done", 18.75),
        ("beihai", 12, "", "done", 18.75),
    ],
)
def test_a_visit_that_waits_brings_the_next_round_forward(
    connection: sa.Connection, source_id: str, minutes: float, outcome: str, state: str, due: float
) -> None:
    lease, run_id = begun(connection, ("unchanged", 0))
    visit = waiting(connection, start_run(connection, NOW), minutes, source_id)
    if outcome:
        frontier.finish(connection, visit, run_id + 1, outcome, NOW, revisit=False)
    end(connection, lease, state, "", PLAN, RHYTHM, ENDED)
    assert line(connection).due_at == NOW + due * MINUTE


def test_an_interrupted_round_is_tried_again(connection: sa.Connection) -> None:
    lease, _ = begun(connection, ("found", 3))
    connection.execute(sa.update(schedule).values(failures=2))
    interrupt(connection, lease, "stopped", ENDED)
    row, ended = line(connection), newest(connection)
    assert (row.due_at, row.interval, row.failures, row.lease_until) == (NOW, 900, 2, None)
    assert (ended.state, ended.detail, ended.ended_at) == ("cut", "stopped", ENDED)
    assert claim(connection, ["harbour"], ENDED, RHYTHM) == (Lease("harbour", 2, NOW, ENDED),)
    assert (newest(connection).id, newest(connection).attempts, newest(connection).state) == (ended.id, 2, "running")


@pytest.mark.parametrize("taken_at", [NOW + LEASE, NOW + timedelta(days=365)])
def test_a_stale_lease_ends_nothing(connection: sa.Connection, taken_at: datetime) -> None:
    stale, _ = begun(connection, ("found", 3))
    (lease,) = claim(connection, ["harbour"], taken_at, RHYTHM)
    before = contents(connection)
    assert end(connection, stale, "done", "late", PLAN, RHYTHM, taken_at + MINUTE) is None
    interrupt(connection, stale, "late", taken_at + MINUTE)
    assert contents(connection) == before
    assert end(connection, lease, "done", "", PLAN, RHYTHM, taken_at + MINUTE) is not None


def test_a_round_has_one_end(connection: sa.Connection) -> None:
    lease, _ = begun(connection, ("found", 3))
    end(connection, lease, "done", "", PLAN, RHYTHM, ENDED)
    before = contents(connection)
    assert end(connection, lease, "crashed", "", PLAN, RHYTHM, ENDED + MINUTE) is None
    interrupt(connection, lease, "stopped", ENDED + MINUTE)
    assert contents(connection) == before


def test_a_lease_that_ran_out_and_that_nobody_took_ends_its_round(connection: sa.Connection) -> None:
    lease, _ = begun(connection, ("unchanged", 0))
    assert end(connection, lease, "done", "x" * 3000, PLAN, RHYTHM, NOW + 10 * LEASE) is not None
    assert (newest(connection).state, len(newest(connection).detail)) == ("done", 2000)

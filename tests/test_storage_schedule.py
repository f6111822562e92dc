"""The schedule: a source is claimed by one at a time, and whoever lost it changes nothing of it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from pipeline.values import Found, Link, Route
from storage import frontier, looks
from storage.database import reading, transact, writing
from storage.runs import start_run
from storage.schedule import LEASE, Due, Lease, adopt, claim, due, enrol, fences, forget, missing, renew
from storage.schema import rounds, schedule, visit
from tests.builders import NOW, contents, leased
from tests.threads import at_once

RHYTHM = Rhythm()
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
YEAR = timedelta(days=365)
FEED = Route("https://harbour.example/feed", "feed")


def put(
    connection: sa.Connection, source_id: str = "harbour", due_at: datetime = NOW, lease_until: datetime | None = None
) -> None:
    """A source of the schedule as it is after some rounds."""
    values = {"source_id": source_id, "due_at": due_at, "lease_until": lease_until, "interval": 900, "fence": 7}
    connection.execute(sa.insert(schedule).values(values))


def leases(connection: sa.Connection) -> dict[str, datetime | None]:
    return dict(connection.execute(sa.select(schedule.c.source_id, schedule.c.lease_until)).all())


def states(connection: sa.Connection) -> list[tuple[datetime, str, int, int]]:
    """Due time, state, attempts and fence of each round, in the order in which they were begun."""
    query = sa.select(rounds.c.due_at, rounds.c.state, rounds.c.attempts, rounds.c.fence).order_by(rounds.c.id)
    return [tuple(row) for row in connection.execute(query)]


def test_a_new_source_is_due_at_once_and_an_old_one_stays_as_it_is(connection: sa.Connection) -> None:
    assert missing(connection, ["harbour", "beihai"]) == {"harbour", "beihai"}
    assert enrol(connection, ["harbour"], NOW, RHYTHM) == 1
    assert enrol(connection, ["harbour", "beihai", "beihai"], NOW + MINUTE, RHYTHM) == 1
    assert enrol(connection, [], NOW, RHYTHM) == 0
    rows = connection.execute(sa.select(schedule).order_by(schedule.c.source_id)).all()
    assert [(row.source_id, row.due_at, row.interval, row.fence, row.lease_until) for row in rows] == [
        ("beihai", NOW + MINUTE, 900, 0, None),
        ("harbour", NOW, 900, 0, None),
    ]
    assert missing(connection, ["harbour", "beihai", "jiangnan"]) == {"jiangnan"}
    assert missing(connection, []) == set()


@pytest.mark.parametrize(
    ("due_at", "lease_until", "expected", "early"),
    [
        (NOW, None, NOW, NOW),
        (NOW - MINUTE, None, NOW - MINUTE, NOW - MINUTE),
        (NOW + MINUTE, None, None, NOW),  # a round of its own
        (NOW + YEAR, None, NOW + YEAR, NOW + YEAR),  # a due time from a wrong clock
        (NOW, NOW + SECOND, None, None),  # another has it
        (NOW, NOW + LEASE, None, None),
        (NOW, NOW + 2 * LEASE, None, None),  # its clock may be ahead of ours
        (NOW, NOW, NOW, NOW),  # the lease ran out
        (NOW, NOW - YEAR, NOW, NOW),
        (NOW, NOW + 2 * LEASE + SECOND, NOW, NOW),  # a lease from a wrong clock
        (NOW, NOW + YEAR, NOW, NOW),
        (NOW + MINUTE, NOW + MINUTE, None, None),
        (NOW + MINUTE, NOW - MINUTE, None, NOW),
    ],
)
def test_what_can_be_claimed(
    connection: sa.Connection,
    due_at: datetime,
    lease_until: datetime | None,
    expected: datetime | None,
    early: datetime | None,
) -> None:
    put(connection, due_at=due_at, lease_until=lease_until)
    for is_early, at in ((False, expected), (True, early)):
        with connection.begin_nested() as undone:
            listed = due(connection, ["harbour"], NOW, RHYTHM)
            found = claim(connection, ["harbour"], NOW, RHYTHM, early=is_early)
            assert found == (() if at is None else (Lease("harbour", 8, at, NOW),))
            assert leases(connection) == {"harbour": NOW + LEASE if found else lease_until}
            assert fences(connection, ["harbour"]) == {"harbour": 8 if found else 7}
            assert states(connection) == ([(at, "running", 1, 8)] if found else [])
            undone.rollback()
        assert listed == ([] if expected is None else [Due("harbour", expected)])


def test_only_what_is_in_the_schedule_is_claimed(connection: sa.Connection) -> None:
    put(connection)
    before = contents(connection)
    assert claim(connection, [], NOW, RHYTHM) == ()
    assert claim(connection, ["nobody"], NOW, RHYTHM, early=True) == ()
    assert due(connection, ["nobody"], NOW, RHYTHM) == due(connection, [], NOW, RHYTHM) == []
    assert fences(connection, ["nobody"]) == fences(connection, []) == {}
    assert contents(connection) == before


def test_the_longest_overdue_comes_first_and_claims_keep_the_order_asked_for(connection: sa.Connection) -> None:
    for source_id, late in (("a", 1), ("b", 3), ("c", 3), ("d", -1)):
        put(connection, source_id, NOW - late * MINUTE)
    ids = ["d", "c", "a", "b"]
    assert [each.source_id for each in due(connection, ids, NOW, RHYTHM)] == ["b", "c", "a"]
    assert [each.source_id for each in claim(connection, ids, NOW, RHYTHM)] == ["c", "a", "b"]


def test_a_lease_that_ran_out_may_be_left_alone(connection: sa.Connection) -> None:
    put(connection, "free")
    put(connection, "left", lease_until=NOW - MINUTE)
    put(connection, "held", lease_until=NOW + MINUTE)
    ids = ["free", "left", "held"]
    assert [each.source_id for each in due(connection, ids, NOW, RHYTHM)] == ["free", "left"]
    assert [each.source_id for each in due(connection, ids, NOW, RHYTHM, take_over=False)] == ["free"]


def test_due_times_that_passed_are_counted_with_the_round(connection: sa.Connection) -> None:
    put(connection, due_at=NOW - 65 * MINUTE)
    claim(connection, ["harbour"], NOW, RHYTHM)
    assert connection.execute(sa.select(rounds.c.missed)).scalar_one() == 4


def test_a_round_whose_lease_ran_out_is_tried_again(connection: sa.Connection) -> None:
    (first,) = leased(connection, "harbour")
    adopt(connection, [first], start_run(connection, NOW))
    assert claim(connection, ["harbour"], NOW + LEASE - SECOND, RHYTHM) == ()
    later = NOW + LEASE
    assert claim(connection, ["harbour"], later, RHYTHM) == (Lease("harbour", 2, NOW, later),)
    assert states(connection) == [(NOW, "running", 2, 2)]
    row = connection.execute(sa.select(rounds)).one()
    assert (row.run_id, row.claimed_at, row.ended_at) == (None, later, None)


def test_a_round_that_was_left_is_lost_where_another_takes_its_place(connection: sa.Connection) -> None:
    put(connection, due_at=NOW + 10 * MINUTE)
    claim(connection, ["harbour"], NOW, RHYTHM, early=True)
    later = NOW + 10 * MINUTE
    claim(connection, ["harbour"], later, RHYTHM)
    assert states(connection) == [(NOW, "lost", 1, 8), (later, "running", 1, 9)]
    lost = connection.execute(sa.select(rounds).where(rounds.c.state == "lost")).one()
    assert (lost.ended_at, lost.detail) == (later, "its lease ran out")


@pytest.mark.parametrize(
    ("fence", "after", "is_lost"),
    [
        (1, SECOND, False),
        (1, LEASE, False),
        (1, YEAR, False),  # it ran out, but nobody wanted it
        (0, SECOND, True),
        (2, SECOND, True),
    ],
)
def test_a_lease_is_renewed_by_its_fence(
    connection: sa.Connection, fence: int, after: timedelta, is_lost: bool
) -> None:
    leased(connection, "harbour", "beihai")
    assert renew(connection, {"harbour": fence}, NOW + after) == ({"harbour"} if is_lost else set())
    until = NOW + LEASE if is_lost else NOW + after + LEASE
    assert leases(connection) == {"harbour": until, "beihai": NOW + LEASE}


def test_what_was_given_back_or_never_held_is_not_renewed(connection: sa.Connection) -> None:
    put(connection)
    before = contents(connection)
    assert renew(connection, {"harbour": 7, "nobody": 1}, NOW) == {"harbour", "nobody"}
    assert renew(connection, {}, NOW) == set()
    assert contents(connection) == before


def visits(connection: sa.Connection) -> list[tuple[str, int | None, str]]:
    query = sa.select(visit.c.source_id, visit.c.run_id, visit.c.outcome).where(visit.c.due_at <= NOW)
    return [tuple(row) for row in connection.execute(query.order_by(visit.c.id))]


def discovered(connection: sa.Connection, run_id: int, source_id: str, number: int) -> list[frontier.Visit]:
    """So many links of a source, all visits but one of them claimed by the run."""
    links = tuple(Link(f"https://{source_id}.example/{each}") for each in range(number))
    looks.add_found(connection, run_id, source_id, FEED, Found(links), NOW)
    return frontier.claim(connection, run_id, source_id, number - 1, NOW)


def test_adopting_gives_back_what_an_earlier_run_had_claimed(connection: sa.Connection) -> None:
    old, new = start_run(connection, NOW), start_run(connection, NOW)
    first, *_ = discovered(connection, old, "harbour", 3)
    frontier.finish(connection, first, old, "stored", NOW, revisit=False)
    discovered(connection, old, "beihai", 2)
    leased(connection, "harbour")
    (lease,) = leased(connection, "harbour", now=NOW + LEASE)
    assert adopt(connection, [lease], new) == (lease,)
    assert visits(connection) == [
        ("harbour", old, "stored"),
        ("harbour", None, ""),
        ("harbour", None, ""),
        ("beihai", old, ""),
        ("beihai", None, ""),
    ]
    assert connection.execute(sa.select(rounds.c.run_id)).scalar_one() == new
    frontier.claim(connection, new, "harbour", 9, NOW)
    mine = visits(connection)
    assert adopt(connection, [lease], new) == (lease,)  # a second time takes nothing from itself
    assert visits(connection) == mine


def test_a_stale_lease_adopts_nothing(connection: sa.Connection) -> None:
    old, new = start_run(connection, NOW), start_run(connection, NOW)
    (stale,) = leased(connection, "harbour")
    (lease, other) = leased(connection, "harbour", "beihai", now=NOW + LEASE)
    adopt(connection, [lease], new)
    discovered(connection, new, "harbour", 3)
    before = contents(connection)
    assert adopt(connection, [stale], old) == adopt(connection, [], old) == ()
    assert adopt(connection, [replace(stale, source_id="nobody")], old) == ()
    assert contents(connection) == before
    assert adopt(connection, [stale, other], old) == (other,)


def test_what_a_dead_run_held_is_free_and_tried_again(connection: sa.Connection) -> None:
    dead, living = start_run(connection, NOW), start_run(connection, NOW)
    one, another = leased(connection, "harbour", "beihai")
    adopt(connection, [one], dead)
    adopt(connection, [another], living)
    forget(connection, dead, NOW + SECOND)
    assert leases(connection) == {"harbour": None, "beihai": NOW + LEASE}
    assert states(connection) == [(NOW, "lost", 1, 1), (NOW, "running", 1, 1)]
    assert [each.source_id for each in due(connection, ["harbour", "beihai"], NOW + SECOND, RHYTHM)] == ["harbour"]
    assert renew(connection, {"harbour": 1}, NOW + SECOND) == {"harbour"}
    (again,) = claim(connection, ["harbour", "beihai"], NOW + SECOND, RHYTHM)
    assert (again.fence, again.due_at) == (2, NOW)
    assert states(connection)[0] == (NOW, "running", 2, 2)


def test_a_dead_run_takes_nothing_from_whoever_came_after_it(connection: sa.Connection) -> None:
    dead, living = start_run(connection, NOW), start_run(connection, NOW)
    adopt(connection, leased(connection, "harbour"), dead)
    lease = leased(connection, "harbour", now=NOW + LEASE)
    for adopted in ((), lease):
        adopt(connection, adopted, living)
        before = contents(connection)
        forget(connection, dead, NOW + LEASE)
        assert contents(connection) == before


def test_each_source_is_claimed_once_by_those_who_claim_at_once(engine: sa.Engine) -> None:
    ids = [f"s{number}" for number in range(12)]
    with writing(engine) as connection:
        enrol(connection, ids, NOW, RHYTHM)
    for fence in (1, 2):
        claimed = wanted_by_four(engine, ids, NOW + (fence - 1) * LEASE)
        assert sorted(each.source_id for each in claimed) == sorted(ids)
        assert {each.fence for each in claimed} == {fence}
        with reading(engine) as connection:
            assert states(connection) == [(NOW, "running", fence, fence)] * len(ids)


def wanted_by_four(engine: sa.Engine, ids: Sequence[str], now: datetime) -> list[Lease]:
    """What four threads claim that want all of the sources, two at a time, each in an order of its own."""
    claimed: list[Lease] = []

    def want(seed: int) -> None:
        mixed = random.Random(seed).sample(ids, len(ids))
        for first in range(0, len(mixed), 2):
            pair = mixed[first : first + 2]
            claimed.extend(transact(engine, partial(claim, source_ids=pair, now=now, rhythm=RHYTHM)))

    at_once(*(partial(want, seed) for seed in range(4)))
    return claimed

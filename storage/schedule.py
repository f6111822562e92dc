"""The schedule: which sources are due, and who may crawl each of them, by a lease with a fencing number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.rhythm import Rhythm, is_due, missed
from storage.schema import rounds, schedule, visit

LEASE = timedelta(seconds=90)
RENEW = 20.0  # seconds between two renewals of a lease
FENCES = sa.select(schedule.c.source_id, schedule.c.fence).where(
    schedule.c.source_id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to crawl one source: whoever claims it next has a higher fence, and then this one writes no more."""

    source_id: str
    fence: int
    due_at: datetime
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A source that waits to be crawled."""

    source_id: str
    due_at: datetime


def enrol(connection: sa.Connection, source_ids: Collection[str], now: datetime, rhythm: Rhythm) -> int:
    """Put sources that are new into the schedule, due at once; return how many were."""
    known = set(connection.scalars(sa.select(schedule.c.source_id).where(schedule.c.source_id.in_(source_ids))))
    interval = int(rhythm.minutes(rhythm.first).total_seconds())
    new = [{"source_id": each, "due_at": now, "interval": interval} for each in sorted(set(source_ids) - known)]
    if new:
        connection.execute(sa.insert(schedule), new)
    return len(new)


def due(
    connection: sa.Connection, source_ids: Collection[str], now: datetime, rhythm: Rhythm, take_over: bool = True
) -> list[Due]:
    """The sources among these that are due and that nobody holds, the longest overdue first.

    Without `take_over` a lease that ran out is left alone too, as it should be after the clock was set.
    """
    rows = connection.execute(sa.select(schedule).where(schedule.c.source_id.in_(source_ids))).all()
    free = [row for row in rows if row.lease_until is None or (take_over and is_free(row, now))]
    found = [Due(row.source_id, row.due_at) for row in free if waits(row, now, rhythm)]
    return sorted(found, key=lambda each: (each.due_at, each.source_id))


def missing(connection: sa.Connection, source_ids: Collection[str]) -> set[str]:
    """The sources among these that are not in the schedule yet."""
    return set(source_ids) - set(connection.scalars(sa.select(schedule.c.source_id)))


def waits(row: Any, now: datetime, rhythm: Rhythm) -> bool:
    """True where the source of a row is due."""
    return is_due(row.due_at, now, timedelta(seconds=row.interval), rhythm)


def is_free(row: Any, now: datetime) -> bool:
    """True where nobody holds the source of a row; a lease longer than any comes of a clock that was wrong."""
    return row.lease_until is None or not now < row.lease_until <= now + 2 * LEASE


def claim(
    connection: sa.Connection,
    source_ids: Sequence[str],
    now: datetime,
    rhythm: Rhythm,
    early: bool = False,
) -> tuple[Lease, ...]:
    """Take those of the sources that are due and that nobody holds; with `early`, those that are not due too.

    The transaction must be a writing one: there is one at a time, so what is read here is still so when it is written.
    """
    rows = connection.execute(sa.select(schedule).where(schedule.c.source_id.in_(source_ids))).all()
    by_id = {row.source_id: row for row in rows}
    leases = []
    for source_id in source_ids:
        row = by_id.get(source_id)
        if row is None or not is_free(row, now) or not (early or waits(row, now, rhythm)):
            continue
        # A round that was asked for before it was due is one of its own, due when it was asked for.
        due_at = row.due_at if waits(row, now, rhythm) else now
        lease = Lease(source_id, row.fence + 1, due_at, now)
        take(connection, lease, missed(due_at, now, timedelta(seconds=row.interval)))
        leases.append(lease)
    return tuple(leases)


def take(connection: sa.Connection, lease: Lease, of_missed: int) -> None:
    """Write a claim: the lease, and the round, which may be another attempt at one that was not brought to its end."""
    of_source = schedule.c.source_id == lease.source_id
    connection.execute(
        sa.update(schedule).where(of_source).values(fence=lease.fence, lease_until=lease.claimed_at + LEASE)
    )
    left = sa.and_(rounds.c.source_id == lease.source_id, rounds.c.state == "running")
    connection.execute(
        sa.update(rounds)
        .where(left, rounds.c.due_at != lease.due_at)
        .values(state="lost", ended_at=lease.claimed_at, detail="its lease ran out")
    )
    again = {
        "fence": lease.fence,
        "claimed_at": lease.claimed_at,
        "run_id": None,
        "ended_at": None,
        "state": "running",
        "detail": "",
    }
    same = sa.and_(rounds.c.source_id == lease.source_id, rounds.c.due_at == lease.due_at)
    updated = connection.execute(sa.update(rounds).where(same).values(again | {"attempts": rounds.c.attempts + 1}))
    if not updated.rowcount:
        connection.execute(
            sa.insert(rounds).values(
                again | {"source_id": lease.source_id, "due_at": lease.due_at, "missed": of_missed}
            )
        )


def adopt(connection: sa.Connection, leases: Iterable[Lease], run_id: int) -> tuple[Lease, ...]:
    """Name the run that crawls under these leases; return those that still hold.

    What an earlier holder had claimed of the visits and not finished is pending again.
    """
    leases = tuple(leases)
    kept = tuple(each for each in leases if fences(connection, [each.source_id]).get(each.source_id) == each.fence)
    for lease in kept:
        of_round = sa.and_(rounds.c.source_id == lease.source_id, rounds.c.fence == lease.fence)
        connection.execute(sa.update(rounds).where(of_round).values(run_id=run_id))
        left = sa.and_(visit.c.source_id == lease.source_id, visit.c.outcome == "", visit.c.run_id.is_not(None))
        connection.execute(sa.update(visit).where(left, visit.c.run_id != run_id).values(run_id=None))
    return kept


def fences(connection: sa.Connection, source_ids: Iterable[str]) -> dict[str, int]:
    """The newest fence of each source that is in the schedule."""
    return dict(connection.execute(FENCES, {"ids": list(source_ids)}).all())


def renew(connection: sa.Connection, held: Mapping[str, int], now: datetime) -> set[str]:
    """Hold the sources for another while, each by its fence; return those that somebody else has by now."""
    lost = set()
    for source_id, fence in held.items():
        mine = sa.and_(
            schedule.c.source_id == source_id, schedule.c.fence == fence, schedule.c.lease_until.is_not(None)
        )
        if not connection.execute(sa.update(schedule).where(mine).values(lease_until=now + LEASE)).rowcount:
            lost.add(source_id)
    return lost


def forget(connection: sa.Connection, run_id: int, now: datetime) -> None:
    """Free the sources that a dead run held: they stay due, and their rounds are tried again."""
    running = sa.and_(rounds.c.run_id == run_id, rounds.c.state == "running")
    for row in connection.execute(sa.select(rounds.c.source_id, rounds.c.fence).where(running)).all():
        mine = sa.and_(schedule.c.source_id == row.source_id, schedule.c.fence == row.fence)
        connection.execute(sa.update(schedule).where(mine).values(lease_until=None))
    lost = {"state": "lost", "ended_at": now, "detail": "its process died"}
    connection.execute(sa.update(rounds).where(running).values(lost))

"""How far the work of a service has come: what is due, what is late, and when something last succeeded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from storage.schedule import is_free, waits
from storage.schema import rounds, run, schedule


@dataclass(frozen=True, slots=True)
class Progress:
    """What the schedule says of the sources of a service."""

    sources: int  # that are not in their quiet hours
    due: int  # and held by nobody
    overdue: int  # of them, those that have waited for too long
    overdue_seconds: float  # that the longest of these has waited
    held: int  # being crawled
    failing: int  # with three rounds in a row in which no route answered
    longest_seconds: float  # that any source is to rest between two rounds
    begun_at: datetime | None  # when a crawl was last begun
    last_success_at: datetime | None  # when a round last ended in which a route answered
    worker_seen_at: datetime | None  # when any worker last said that it lives


def progress(
    connection: sa.Connection,
    source_ids: Collection[str],
    since: datetime,
    now: datetime,
    rhythm: Rhythm,
    quiet: Collection[str] = (),
) -> Progress:
    """The progress of a service that began at `since`: what was due before has waited for it since then alone.

    Sources in their quiet hours are not waited for.
    """
    rows = connection.execute(sa.select(schedule).where(schedule.c.source_id.in_(source_ids))).all()
    awake = [row for row in rows if row.source_id not in quiet]
    waiting = [row for row in awake if is_free(row, now) and waits(row, now, rhythm)]
    late = [waited(row, since, now) for row in waiting if waited(row, since, now) > patience(row, rhythm)]
    worker = sa.select(sa.func.max(run.c.seen_at)).where(run.c.command == "work", run.c.state == "running")
    return Progress(
        sources=len(source_ids) - len(quiet),
        due=len(waiting),
        overdue=len(late),
        overdue_seconds=max(late, default=timedelta(0)).total_seconds(),
        held=sum(not is_free(row, now) for row in rows),
        failing=sum(row.failures >= 3 for row in rows),
        longest_seconds=max((rest(row, rhythm) for row in rows), default=timedelta(0)).total_seconds(),
        begun_at=connection.execute(sa.select(sa.func.max(rounds.c.claimed_at))).scalar_one(),
        last_success_at=max((row.last_success_at for row in rows if row.last_success_at), default=None),
        worker_seen_at=connection.execute(worker).scalar_one(),
    )


def waited(row: Any, since: datetime, now: datetime) -> timedelta:
    """How long a source that is due has waited for a service that began at `since`."""
    waiting: timedelta = now - max(row.due_at, since)
    return waiting


def patience(row: Any, rhythm: Rhythm) -> timedelta:
    """How long a source may be due before it counts as overdue."""
    return max(rhythm.minutes(15), timedelta(seconds=row.interval))


def rest(row: Any, rhythm: Rhythm) -> timedelta:
    """How long a source is to rest: its interval, or what its routes and hosts asked for beyond that."""
    interval = timedelta(seconds=row.interval)
    if row.failures or row.last_success_at is None:
        return interval
    asked: timedelta = row.due_at - row.last_success_at
    return min(max(interval, asked), max(interval, rhythm.minutes(rhythm.longest)))

"""The plan of each source: when it is due next, how often, and who crawls it now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.schedule import is_free
from storage.schema import rounds, schedule

LONGEST = timedelta(days=2)  # of a crawl: so the rounds that are long past need not be looked at


@dataclass(frozen=True, slots=True)
class Planned:
    """What the schedule says of a source."""

    due_at: datetime
    interval: int  # seconds
    failures: int  # rounds in a row in which no route answered
    last_success_at: datetime | None  # when a round last ended in which one did
    held: bool  # it is being crawled
    held_by: int | None  # the run that does; None where it has not begun yet


def planned(connection: sa.Connection, source_ids: Collection[str], now: datetime) -> dict[str, Planned]:
    """The plan of each of these sources that has one."""
    rows = connection.execute(sa.select(schedule).where(schedule.c.source_id.in_(source_ids))).all()
    held = {row.source_id: row.fence for row in rows if not is_free(row, now)}
    by = holders(connection, held, now)
    return {
        row.source_id: Planned(
            due_at=row.due_at,
            interval=row.interval,
            failures=row.failures,
            last_success_at=row.last_success_at,
            held=row.source_id in held,
            held_by=by.get(row.source_id),
        )
        for row in rows
    }


def holders(connection: sa.Connection, held: Mapping[str, int], now: datetime) -> dict[str, int]:
    """The runs that crawl the sources held, each by its fence."""
    if not held:
        return {}
    rows = connection.execute(
        sa.select(rounds.c.source_id, rounds.c.fence, rounds.c.run_id).where(
            rounds.c.claimed_at >= now - LONGEST,
            rounds.c.state == "running",
            rounds.c.source_id.in_(tuple(held)),
            rounds.c.run_id.is_not(None),
        )
    )
    return {row.source_id: row.run_id for row in rows if row.fence == held[row.source_id]}

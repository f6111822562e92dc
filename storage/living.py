"""The services that live: which run, since when, on which machine."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.runs import dead_runs
from storage.schema import run

SERVICES = ("serve", "work")


@dataclass(frozen=True, slots=True)
class Living:
    """A run whose process lives, as far as can be told from here."""

    id: int
    command: str
    since: datetime
    seen_at: datetime
    machine: str
    pid: int


def living(connection: sa.Connection, now: datetime) -> tuple[Living, ...]:
    """Every run that lives, the oldest first; a crawl is one too."""
    dead = set(dead_runs(connection, now))
    rows = connection.execute(sa.select(run).where(run.c.state == "running").order_by(run.c.id)).all()
    return tuple(
        Living(row.id, row.command, row.started_at, row.seen_at or row.started_at, row.host, row.pid)
        for row in rows
        if row.id not in dead
    )


def services(found: tuple[Living, ...]) -> tuple[Living, ...]:
    """Those that keep the schedule or work for it."""
    return tuple(each for each in found if each.command in SERVICES)

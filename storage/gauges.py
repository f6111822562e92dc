"""Numbers for the metrics of a service, each by an index: none takes longer for all that was visited before."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from storage.alarms import standing
from storage.holds import holds
from storage.living import living
from storage.plans import Planned, planned
from storage.schema import article, hold, rounds, visit

# As it stands in the index of what is pending; a parameter need not be taken for it.
NOTHING: "sa.ColumnElement[str]" = sa.literal_column("''")


class Rounds(NamedTuple):
    """What the rounds of a source that ended in one state came to."""

    number: int
    missed: int  # due times that passed before they began
    overlapped: int  # due times that passed while they ran


@dataclass(frozen=True, slots=True)
class Gauges:
    """What changes from minute to minute."""

    visits: Mapping[tuple[str, str], int]  # of the last day, by source and outcome
    visits_due: Mapping[str, int]
    planned: Mapping[str, Planned]
    rounds: Mapping[tuple[str, str], Rounds]  # of the last day, by source and state
    alive: Mapping[str, int]  # runs by command
    hosts_held: int
    jobs: Mapping[str, int] | None  # of the queue, by status; None where there is no queue
    database_bytes: int
    alarms: Mapping[tuple[str, str], int]  # that stand, by source and kind; of all sources together by *


def gauges(connection: sa.Connection, source_ids: Collection[str], now: datetime) -> Gauges:
    """The numbers of these sources, and of the whole."""
    since = now - timedelta(days=1)
    return Gauges(
        visits=visits_since(connection, source_ids, since),
        visits_due=visits_due(connection, source_ids, now),
        planned=planned(connection, source_ids, now),
        rounds=rounds_since(connection, since),
        alive=Counter(each.command for each in living(connection, now)),
        hosts_held=number(connection, sa.select(sa.func.count()).select_from(hold).where(holds(now))),
        jobs=jobs(connection),
        database_bytes=size(connection),
        alarms=Counter((each.source, each.kind) for each in standing(connection)),
    )


def visits_since(connection: sa.Connection, source_ids: Collection[str], since: datetime) -> dict[tuple[str, str], int]:
    """How many visits ended since a time, by source and outcome."""
    rows = connection.execute(
        sa.select(visit.c.source_id, visit.c.outcome, sa.func.count())
        .where(visit.c.source_id.in_(source_ids), visit.c.finished_at >= since, visit.c.outcome != NOTHING)
        .group_by(visit.c.source_id, visit.c.outcome)
    )
    return {(source, outcome): times for source, outcome, times in rows}


def visits_due(connection: sa.Connection, source_ids: Collection[str], now: datetime) -> dict[str, int]:
    """How many visits of each source are due and not made."""
    rows = connection.execute(
        sa.select(visit.c.source_id, sa.func.count())
        .where(visit.c.outcome == NOTHING, visit.c.source_id.in_(source_ids), visit.c.due_at <= now)
        .group_by(visit.c.source_id)
    )
    return dict(rows.all())


def rounds_since(connection: sa.Connection, since: datetime) -> dict[tuple[str, str], Rounds]:
    """The rounds that began since a time, by source and state."""
    sums = (sa.func.sum(rounds.c.missed), sa.func.sum(rounds.c.overlapped))
    rows = connection.execute(
        sa.select(rounds.c.state, rounds.c.source_id, sa.func.count(), *sums)
        .where(rounds.c.claimed_at >= since)
        .group_by(rounds.c.state, rounds.c.source_id)  # the other way round SQLite takes an index that is of no use
    )
    return {(source, state): Rounds(times, int(missed), int(over)) for state, source, times, missed, over in rows}


def jobs(connection: sa.Connection) -> dict[str, int] | None:
    """How many jobs the queue has, by status; None where there is no queue."""
    if not has_queue(connection):
        return None
    rows = connection.execute(sa.text("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status"))
    return {row[0]: row[1] for row in rows}


def has_queue(connection: sa.Connection) -> bool:
    """True where the tables of the queue are there, which only PostgreSQL can have."""
    if connection.dialect.name != "postgresql":
        return False
    return bool(connection.execute(sa.text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")).scalar_one())


def size(connection: sa.Connection) -> int:
    """The bytes that the database takes on the disk."""
    if connection.dialect.name == "postgresql":
        return number(connection, sa.text("SELECT pg_database_size(current_database())"))
    name = connection.engine.url.database or ""
    files = (Path(f"{name}{ending}") for ending in ("", "-wal"))
    return sum(each.stat().st_size for each in files if each.is_file())


class Stored(NamedTuple):
    """Articles by source and language, and the last id that was counted."""

    upto: int = 0
    articles: Mapping[tuple[str, str], int] = {}


def stored(connection: sa.Connection, before: Stored) -> Stored:
    """The articles counted before, and those that came since."""
    rows = connection.execute(
        sa.select(article.c.source_id, article.c.language, sa.func.count(), sa.func.max(article.c.id))
        .where(article.c.id > before.upto)
        .group_by(article.c.source_id, article.c.language)
    ).all()
    found = Counter(before.articles)
    for source, language, times, _ in rows:
        found[source, language] += times
    return Stored(max((row[3] for row in rows), default=before.upto), found)


def quarantined(connection: sa.Connection) -> int:
    """How many visits broke the parser, of all there were; it reads them all: 0.2 s for a million."""
    return number(connection, sa.select(sa.func.count()).select_from(visit).where(visit.c.outcome == "quarantined"))


def number(connection: sa.Connection, query: Any) -> int:
    """The one number that a query gives."""
    return int(connection.execute(query).scalar_one())

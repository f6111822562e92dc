"""The runs and their rounds, newest first: a handful of statements, however many runs there are."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.values import KEPT
from storage.runs import dead_runs
from storage.schema import discovery, rounds, run, visit

BATCH = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One crawl of one source, when it was due."""

    source: str
    due_at: datetime
    claimed_at: datetime
    ended_at: datetime | None
    late: timedelta  # from when it was due to its last attempt
    attempts: int
    missed: int  # due times that passed before it began
    overlapped: int  # due times that passed while it ran
    state: str  # running, done, failed, cut, crashed, lost
    detail: str
    run: int | None  # that made the last attempt


@dataclass(frozen=True, slots=True)
class RunRow:
    """One process: a crawl, or a service that starts crawls."""

    id: int
    command: str
    started_at: datetime
    ended_at: datetime | None
    seen_at: datetime | None
    state: str  # running, done, interrupted; died where nobody has closed it yet
    machine: str
    pid: int
    sources: tuple[str, ...]
    kept: int  # visits
    not_kept: int
    rounds: tuple[RoundRow, ...]

    @property
    def detail(self) -> str:
        """What became of the first of its rounds that did not end well, with its source where there are several."""
        wrong = next((each for each in self.rounds if each.state not in ("running", "done")), None)
        if wrong is None:
            return ""
        told = f"{wrong.state}: {wrong.detail}" if wrong.detail else wrong.state
        return f"{wrong.source} {told}" if len(self.rounds) > 1 else told


@dataclass(frozen=True, slots=True)
class Times:
    """Due times of a while that no round of their own was made for."""

    missed: int
    overlapped: int


def run_table(
    connection: sa.Connection, now: datetime, limit: int | None = None, source_id: str = ""
) -> tuple[RunRow, ...]:
    """The newest runs, or those that crawled one source, each with what it did."""
    query = sa.select(run).order_by(run.c.id.desc()).limit(limit)
    if source_id:
        of_rounds = sa.select(rounds.c.run_id).where(rounds.c.source_id == source_id, rounds.c.run_id.is_not(None))
        of_looks = sa.select(discovery.c.run_id).where(discovery.c.source_id == source_id)
        query = query.where(run.c.id.in_(of_rounds.union(of_looks)))
    rows = connection.execute(query).all()
    dead = set(dead_runs(connection, now))
    found = []
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        ids = [row.id for row in some]
        held, visited, looked = rounds_of_runs(connection, ids), visits_of(connection, ids), looks_of(connection, ids)
        found += [row_of(row, row.id in dead, held[row.id], visited[row.id], looked[row.id]) for row in some]
    return tuple(found)


def row_of(
    row: Any, is_dead: bool, held: Sequence[RoundRow], visits: Mapping[tuple[str, str], int], looked: set[str]
) -> RunRow:
    """A run with what was found of it."""
    kept = sum(times for (_, outcome), times in visits.items() if outcome in KEPT)
    sources = {each.source for each in held} | {source for source, _ in visits} | looked
    return RunRow(
        id=row.id,
        command=row.command,
        started_at=row.started_at,
        ended_at=row.ended_at,
        seen_at=row.seen_at,
        state="died" if is_dead else row.state,
        machine=row.host,
        pid=row.pid,
        sources=tuple(sorted(sources)),
        kept=kept,
        not_kept=sum(visits.values()) - kept,
        rounds=tuple(held),
    )


def round_table(connection: sa.Connection, source_id: str, limit: int | None = None) -> tuple[RoundRow, ...]:
    """The newest rounds of a source, also those that no run was ever begun for."""
    query = sa.select(rounds).where(rounds.c.source_id == source_id).order_by(rounds.c.due_at.desc()).limit(limit)
    return tuple(of_rounds(connection.execute(query)))


def of_rounds(rows: Any) -> Iterator[RoundRow]:
    """Rounds as values."""
    for row in rows:
        yield RoundRow(
            source=row.source_id,
            due_at=row.due_at,
            claimed_at=row.claimed_at,
            ended_at=row.ended_at,
            late=max(row.claimed_at - row.due_at, timedelta(0)),
            attempts=row.attempts,
            missed=row.missed,
            overlapped=row.overlapped,
            state=row.state,
            detail=row.detail,
            run=row.run_id,
        )


def rounds_of_runs(connection: sa.Connection, ids: Sequence[int]) -> Mapping[int, list[RoundRow]]:
    """The rounds of each run, by source."""
    query = sa.select(rounds).where(rounds.c.run_id.in_(ids)).order_by(rounds.c.source_id, rounds.c.due_at)
    found: dict[int, list[RoundRow]] = defaultdict(list)
    for each in of_rounds(connection.execute(query)):
        assert each.run is not None
        found[each.run].append(each)
    return found


def visits_of(connection: sa.Connection, ids: Sequence[int]) -> Mapping[int, Mapping[tuple[str, str], int]]:
    """How many visits each run finished, by source and outcome."""
    rows = connection.execute(
        sa.select(visit.c.run_id, visit.c.source_id, visit.c.outcome, sa.func.count())
        .where(visit.c.run_id.in_(ids), visit.c.outcome != "")
        .group_by(visit.c.run_id, visit.c.source_id, visit.c.outcome)
    )
    found: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for run_id, source, outcome, times in rows:
        found[run_id][source, outcome] = times
    return found


def looks_of(connection: sa.Connection, ids: Sequence[int]) -> Mapping[int, set[str]]:
    """The sources whose routes each run looked at."""
    query = sa.select(discovery.c.run_id, discovery.c.source_id).where(discovery.c.run_id.in_(ids)).distinct()
    found: dict[int, set[str]] = defaultdict(set)
    for run_id, source in connection.execute(query):
        found[run_id].add(source)
    return found


def times_since(connection: sa.Connection, since: datetime) -> Times:
    """The due times that rounds begun since then missed and overlapped."""
    sums = (sa.func.coalesce(sa.func.sum(rounds.c.missed), 0), sa.func.coalesce(sa.func.sum(rounds.c.overlapped), 0))
    row = connection.execute(sa.select(*sums).where(rounds.c.claimed_at >= since)).one()
    return Times(int(row[0]), int(row[1]))

"""What each source has given: articles, links, outcomes, and how its routes answered last."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from pipeline.values import KEPT
from storage.reports import count_by
from storage.schema import article, discovery, link, visit


@dataclass(frozen=True, slots=True)
class RouteLook:
    """What one look at a route gave: found, unchanged, or why nothing."""

    url: str
    kind: str
    fetched_at: datetime
    outcome: str
    detail: str
    found: int
    new: int
    refused: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one source has given so far."""

    id: str
    articles: int
    links: int
    pending: int
    outcomes: Mapping[str, int]  # of the visits finished within the last day
    last_success: datetime | None  # when a visit last ended with an article
    routes: tuple[RouteLook, ...]  # of the last run that looked at any of them


def source_table(connection: sa.Connection, now: datetime) -> tuple[SourceRow, ...]:
    """What each source that was ever looked at has given, in the order of their ids."""
    stored = count_by(connection, article.c.source_id)
    links = count_by(connection, link.c.source_id)
    pending = count_by(connection, visit.c.source_id, visit.c.outcome == "")
    success = last_kept(connection)
    last_day = outcomes_by_source(connection, [*links], now - timedelta(days=1), now)
    routes = last_looks(connection)
    return tuple(
        SourceRow(
            id=each,
            articles=stored[each],
            links=links[each],
            pending=pending[each],
            outcomes=last_day.get(each, {}),
            last_success=success.get(each),
            routes=tuple(routes.get(each, ())),
        )
        for each in sorted({*stored, *links, *routes})
    )


def last_kept(connection: sa.Connection) -> dict[str, datetime | None]:
    """When a visit of each source that has links last ended with an article.

    Each is found from the newest visit back: the greatest of all would be looked for in all of them.
    """
    source = sa.select(link.c.source_id).distinct().subquery()
    newest = (
        sa.select(visit.c.finished_at)
        .where(visit.c.source_id == source.c.source_id, visit.c.outcome.in_(KEPT))
        .order_by(visit.c.finished_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return dict(connection.execute(sa.select(source.c.source_id, newest)).all())


def outcomes_by_source(
    connection: sa.Connection, source_ids: Sequence[str], since: datetime, until: datetime
) -> dict[str, "Counter[str]"]:
    """How many visits of these sources that ended in a period had each outcome, by source."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = connection.execute(
        sa.select(visit.c.source_id, visit.c.outcome, sa.func.count())
        .where(visit.c.source_id.in_(source_ids), visit.c.outcome != "")
        .where(visit.c.finished_at >= since, visit.c.finished_at <= until)
        .group_by(visit.c.source_id, visit.c.outcome)
    )
    for source, outcome, times in rows:
        found[source][outcome] = times
    return dict(found)


def last_looks(connection: sa.Connection) -> dict[str, list[RouteLook]]:
    """The looks at the routes of each source in the last run that looked at any."""
    last = (
        sa.select(discovery.c.source_id, sa.func.max(discovery.c.run_id).label("run_id"))
        .group_by(discovery.c.source_id)
        .subquery()
    )
    columns = (discovery.c.url, discovery.c.kind, discovery.c.fetched_at, discovery.c.outcome)
    numbers = (discovery.c.detail, discovery.c.found, discovery.c.new, discovery.c.refused)
    rows = connection.execute(
        sa.select(discovery.c.source_id, *columns, *numbers)
        .join(
            last,
            sa.and_(last.c.source_id == discovery.c.source_id, last.c.run_id == discovery.c.run_id),
        )
        .order_by(discovery.c.id)
    )
    found: dict[str, list[RouteLook]] = defaultdict(list)
    for source, *rest in rows:
        found[source].append(RouteLook(*rest))
    return dict(found)

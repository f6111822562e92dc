"""Reports: counts of everything stored, what each source gave, which articles are copies, which changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.values import KEPT, OUTCOMES
from storage.schema import article, copy, discovery, link, revision, visit


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


@dataclass(frozen=True, slots=True)
class CopyPair:
    """An article and the first one stored with the same letters."""

    id: int
    source: str
    title: str
    of_id: int
    of_source: str
    of_title: str


@dataclass(frozen=True, slots=True)
class Change:
    """One text of an article and the text that took its place."""

    id: int
    source: str
    number: int  # of the older text
    old_title: str
    old_text: str
    new_title: str
    new_text: str
    last_seen_at: datetime  # of the older text


def counts(connection: sa.Connection) -> dict[str, Any]:
    """How many there are of everything; visits are pending or have one outcome, metadata is a part of the total."""
    languages = count_by(connection, article.c.language)
    looked_at = sa.union(sa.select(discovery.c.source_id), sa.select(link.c.source_id)).subquery()
    return {
        "sources": count(connection, sa.select(sa.func.count()).select_from(looked_at)),
        "links": count(connection, sa.select(sa.func.count(link.c.id))),
        "visits": {
            "pending": count(connection, sa.select(sa.func.count(visit.c.id)).where(visit.c.outcome == "")),
            "total": count(connection, sa.select(sa.func.count(visit.c.id))),
        },
        "outcomes": dict(outcomes(connection)),
        "articles": {
            "total": sum(languages.values()),
            "zh": languages["zh"],
            "en": languages["en"],
            "metadata": count(connection, sa.select(sa.func.count(article.c.id)).where(article.c.metadata_only)),
        },
        "copies": count(connection, sa.select(sa.func.count()).select_from(copy).where(copy.c.kind == "exact")),
        "revisions": count(connection, sa.select(sa.func.count(revision.c.id))),
    }


def outcomes(
    connection: sa.Connection,
    since: datetime | None = None,
    until: datetime | None = None,
    sources: Iterable[str] | None = None,
) -> "Counter[str]":
    """How many visits ended with each outcome that occurs, in the order of the closed list."""
    where = [visit.c.outcome != ""]
    if since:
        where.append(visit.c.finished_at >= since)
    if until:
        where.append(visit.c.finished_at < until)
    if sources is not None:
        where.append(visit.c.source_id.in_(tuple(sources)))
    found = count_by(connection, visit.c.outcome, *where)
    return Counter({word: found[word] for word in OUTCOMES if found[word]})


def source_table(connection: sa.Connection, now: datetime) -> tuple[SourceRow, ...]:
    """What each source that was ever looked at has given, in the order of their ids."""
    stored = count_by(connection, article.c.source_id)
    links = count_by(connection, link.c.source_id)
    pending = count_by(connection, visit.c.source_id, visit.c.outcome == "")
    success = dict(
        connection.execute(
            sa.select(visit.c.source_id, sa.func.max(visit.c.finished_at))
            .where(visit.c.outcome.in_(KEPT))
            .group_by(visit.c.source_id)
        )
        .tuples()
        .all()
    )
    last_day = outcomes_by_source(connection, now - timedelta(days=1), now)
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


def exact_copies(connection: sa.Connection) -> tuple[CopyPair, ...]:
    """Each article that repeats the letters of an earlier one, with that one; grouped by the earlier one."""
    one, first = article.alias(), article.alias()
    rows = connection.execute(
        sa.select(
            one.c.id,
            one.c.source_id.label("source"),
            one.c.title,
            first.c.id.label("of_id"),
            first.c.source_id.label("of_source"),
            first.c.title.label("of_title"),
        )
        .select_from(copy)
        .join(one, one.c.id == copy.c.article_id)
        .join(first, first.c.id == copy.c.of_id)
        .where(copy.c.kind == "exact")
        .order_by(first.c.id, one.c.id)
    )
    return tuple(CopyPair(**row) for row in rows.mappings())


def revisions(connection: sa.Connection) -> tuple[Change, ...]:
    """Every change of a text, by article, the oldest change of each first."""
    later = revision.alias()
    rows = connection.execute(
        sa.select(
            article.c.id,
            article.c.source_id.label("source"),
            revision.c.number,
            revision.c.title.label("old_title"),
            revision.c.text.label("old_text"),
            sa.func.coalesce(later.c.title, article.c.title).label("new_title"),
            sa.func.coalesce(later.c.text, article.c.text).label("new_text"),
            revision.c.fetched_at.label("last_seen_at"),
        )
        .select_from(revision)
        .join(article, article.c.id == revision.c.article_id)
        .outerjoin(
            later,
            sa.and_(later.c.article_id == revision.c.article_id, later.c.number == revision.c.number + 1),
        )
        .order_by(article.c.id, revision.c.number)
    )
    return tuple(Change(**row) for row in rows.mappings())


def count(connection: sa.Connection, query: "sa.Select[tuple[int]]") -> int:
    """The one number a query gives."""
    return connection.execute(query).scalar_one()


def count_by(connection: sa.Connection, column: "sa.Column[str]", *where: "sa.ColumnElement[bool]") -> "Counter[str]":
    """How many rows there are of each value of a column."""
    rows = connection.execute(sa.select(column, sa.func.count()).where(*where).group_by(column))
    return Counter(dict(rows.tuples().all()))


def outcomes_by_source(connection: sa.Connection, since: datetime, until: datetime) -> dict[str, "Counter[str]"]:
    """How many visits that ended in a period had each outcome, by source."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = connection.execute(
        sa.select(visit.c.source_id, visit.c.outcome, sa.func.count())
        .where(visit.c.outcome != "", visit.c.finished_at >= since, visit.c.finished_at <= until)
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

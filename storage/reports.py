"""Reports: counts of everything stored, which articles are copies, which changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.values import OUTCOMES
from storage.schema import article, copy, discovery, kin, link, revision, tombstone, visit


@dataclass(frozen=True, slots=True)
class CopyPair:
    """An article and the one whose letters it repeats."""

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
        "families": count(connection, sa.select(sa.func.count(kin.c.family_id.distinct()))),
        "revisions": count(connection, sa.select(sa.func.count(revision.c.id))),
        "gone": count(connection, sa.select(sa.func.count(tombstone.c.article_id))),
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


def exact_copies(connection: sa.Connection) -> tuple[CopyPair, ...]:
    """Each article that repeats the letters of another one, with that one; grouped by the one repeated.

    An article that names the other as its origin repeats it; else the later published one does; else the later stored.
    """
    one, first = article.alias(), article.alias()
    rows = connection.execute(
        sa.select(*of_copy(one, "one"), *of_copy(first, "first"))
        .select_from(copy)
        .join(one, one.c.id == copy.c.article_id)
        .join(first, first.c.id == copy.c.of_id)
        .where(copy.c.kind == "exact")
    )
    pairs = [oriented(row) for row in rows.mappings()]
    return tuple(sorted(pairs, key=lambda pair: (pair.of_id, pair.id)))


def of_copy(table: "sa.FromClause", prefix: str) -> "list[sa.ColumnElement[Any]]":
    """The columns of one article of a pair, each named with the prefix."""
    names = ("id", "source_id", "title", "url", "declared_origin", "published_at")
    return [table.c[name].label(f"{prefix}_{name}") for name in names]


def oriented(row: "sa.RowMapping") -> CopyPair:
    """The pair of a row, the article that repeats the other first."""
    later, earlier = ("first", "one") if first_repeats(row) else ("one", "first")
    return CopyPair(
        id=row[f"{later}_id"],
        source=row[f"{later}_source_id"],
        title=row[f"{later}_title"],
        of_id=row[f"{earlier}_id"],
        of_source=row[f"{earlier}_source_id"],
        of_title=row[f"{earlier}_title"],
    )


def first_repeats(row: "sa.RowMapping") -> bool:
    """True where the article that was stored first is the one that repeats the other."""
    declares = row["first_declared_origin"] == row["one_url"], row["one_declared_origin"] == row["first_url"]
    if declares[0] != declares[1]:
        return bool(declares[0])
    published, other = row["first_published_at"], row["one_published_at"]
    if published and other and published != other:
        return bool(published > other)
    return bool(row["first_id"] > row["one_id"])


def next_visit(connection: sa.Connection, sources: Iterable[str]) -> datetime | None:
    """When the next visit of these sources is due; None where none is planned."""
    query = sa.select(sa.func.min(visit.c.due_at)).where(visit.c.outcome == "", visit.c.source_id.in_(tuple(sources)))
    found: datetime | None = connection.execute(query).scalar_one()
    return found


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


def count(connection: sa.Connection, query: "sa.Select[Any]") -> int:
    """The one number a query gives."""
    return int(connection.execute(query).scalar_one())


def count_by(connection: sa.Connection, column: "sa.Column[str]", *where: "sa.ColumnElement[bool]") -> "Counter[str]":
    """How many rows there are of each value of a column."""
    rows = connection.execute(sa.select(column, sa.func.count()).where(*where).group_by(column))
    return Counter(dict(rows.all()))

"""Queries: which articles are meant, and reading them newest first, with their texts or without."""

from collections import defaultdict
from collections.abc import Collection, Generator, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from pipeline.fold import fold
from pipeline.values import Language
from storage.marking import NO_MARKS, marks_of
from storage.schema import article, copy, folded, kin, on_topic
from storage.stored import FULL, SHORT, Listed, StoredArticle

AT = sa.func.coalesce(article.c.published_at, article.c.first_seen_at)
BATCH = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are meant; what is None or empty narrows nothing down, but no source at all selects none.

    Ownership and country stand in the sources' files, so whoever asks for them turns them into ids of sources.
    """

    sources: tuple[str, ...] | None = None
    language: Language | None = None
    since: datetime | None = None
    until: datetime | None = None  # not part of the period itself
    words: str = ""  # each must stand in title, dek or text, in either script
    limit: int | None = None
    offset: int = 0
    topic: str = ""  # id of a topic that they are on; those not looked at for it are left out
    facet: str = ""  # of that topic
    leave_out: frozenset[int] = frozenset()  # ids, as of those that repeat another one of their family


def articles(connection: sa.Connection, selection: Selection) -> Generator[StoredArticle, None, None]:
    """The selected articles in full, newest first, a batch at a time."""
    for row, others in of_selection(connection, sa.select(*FULL), selection):
        yield StoredArticle(**row, **others)


def listed(connection: sa.Connection, selection: Selection) -> Iterator[Listed]:
    """The selected articles without their texts, newest first, a batch at a time."""
    for row, others in of_selection(connection, sa.select(*SHORT), selection):
        yield Listed(**row, **others)


def number(connection: sa.Connection, selection: Selection) -> int:
    """How many articles are selected, were there no limit."""
    query = selected(sa.select(sa.func.count(article.c.id)), selection)
    return int(connection.execute(query).scalar_one()) - len(selection.leave_out)


def of_families(connection: sa.Connection, selection: Selection) -> dict[int, set[int]]:
    """The ids of the selected articles of each family, were there no limit."""
    query = selected(sa.select(kin.c.family_id, article.c.id).join(kin, kin.c.article_id == article.c.id), selection)
    found: dict[int, set[int]] = defaultdict(set)
    for family_id, article_id in connection.execute(query):
        found[family_id].add(article_id)
    return found


def by_source(connection: sa.Connection) -> dict[str, int]:
    """How many articles each source has that has any."""
    counted = sa.select(article.c.source_id, sa.func.count()).group_by(article.c.source_id)
    return dict(connection.execute(counted.order_by(article.c.source_id)).all())


def newest_at(connection: sa.Connection) -> datetime | None:
    """When the newest article was published; None where there is none."""
    found: datetime | None = connection.execute(sa.select(AT.label("at")).order_by(AT.desc()).limit(1)).scalar()
    return found


def of_selection(
    connection: sa.Connection, query: "sa.Select[Any]", selection: Selection
) -> Iterator[tuple[sa.RowMapping, dict[str, Any]]]:
    """The rows of the articles selected, in the order of lists, each with its copies and topics."""
    if not selection.leave_out:
        return in_batches(connection, newest_first(query, selection))
    rows = in_batches(connection, newest_first(query, replace(selection, limit=None, offset=0)))
    kept = ((row, others) for row, others in rows if row["id"] not in selection.leave_out)
    stop = None if selection.limit is None else selection.offset + selection.limit
    return islice(kept, selection.offset, stop)


def newest_first(query: "sa.Select[Any]", selection: Selection) -> "sa.Select[Any]":
    """The query on the articles selected, in the order of lists."""
    query = selected(query, selection).order_by(AT.desc(), article.c.id.desc())
    if selection.limit is not None:
        query = query.limit(selection.limit)
    elif selection.offset:
        query = query.limit(2**62)  # SQLite knows no OFFSET without a LIMIT
    return query.offset(selection.offset) if selection.offset else query


def selected(query: "sa.Select[Any]", selection: Selection) -> "sa.Select[Any]":
    """The query narrowed down to the articles selected."""
    if selection.sources is not None:
        query = query.where(article.c.source_id.in_(selection.sources))
    if selection.language:
        query = query.where(article.c.language == selection.language)
    if selection.since:
        query = query.where(selection.since <= AT)
    if selection.until:
        query = query.where(selection.until > AT)
    if selection.topic:
        query = query.join(on_topic, on_topic.c.article_id == article.c.id)
        query = query.where(on_topic.c.topic == selection.topic, on_topic.c.is_on)
        if selection.facet:
            query = query.where(on_topic.c.facets.contains(f" {selection.facet} ", autoescape=True))
    words = dict.fromkeys(fold(selection.words).text.split())
    if words:
        query = query.join(folded, folded.c.article_id == article.c.id)
    for word in words:
        query = query.where(folded.c.text.contains(word, autoescape=True))
    return query


def in_batches(connection: sa.Connection, query: "sa.Select[Any]") -> Iterator[tuple[sa.RowMapping, dict[str, Any]]]:
    """The rows of a query on articles, each with the ids of its copies and its topics; memory holds one batch."""
    with connection.execute(query, execution_options={"yield_per": BATCH}) as result:
        for rows in result.mappings().partitions():
            others = others_of(connection, [row["id"] for row in rows])
            for row in rows:
                yield row, others[row["id"]]


def others_of(connection: sa.Connection, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What is listed of each article and stands in other tables: the ids of its copies, and its topics."""
    copies, marks = copies_of(connection, ids), marks_of(connection, ids)
    return {each: {"copies": copies.get(each, ()), **asdict(marks.get(each, NO_MARKS))} for each in ids}


def copies_of(connection: sa.Connection, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The ids of the exact copies of each article that has any.

    All copies of a text are tied to its first article and to nothing else, so two steps find them all.
    """
    exact = sa.select(copy.c.article_id, copy.c.of_id).where(copy.c.kind == "exact")
    firsts = dict(connection.execute(exact.where(copy.c.article_id.in_(ids))).all())
    stars: dict[int, set[int]] = defaultdict(set)
    for one, first in connection.execute(exact.where(copy.c.of_id.in_({*ids, *firsts.values()}))):
        stars[first] |= {one, first}
    found = {each: stars[firsts.get(each, each)] - {each} for each in ids}
    return {each: tuple(sorted(others)) for each, others in found.items() if others}

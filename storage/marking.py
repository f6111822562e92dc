"""Marking articles with their topics: which are on one, and which of its facets they have."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from config.topic import Topic
from pipeline.topics import topics_of, version_of
from storage.behind import work_behind
from storage.schema import article, on_topic

BATCH = 50  # texts in memory, and in one transaction

KEY = ["article_id", "topic"]
AGAIN = ("version", "is_on", "facets")
OF_SQLITE, OF_POSTGRESQL = sqlite.insert(on_topic), postgresql.insert(on_topic)
PUT = {
    "sqlite": OF_SQLITE.on_conflict_do_update(
        index_elements=KEY, set_={name: OF_SQLITE.excluded[name] for name in AGAIN}
    ),
    "postgresql": OF_POSTGRESQL.on_conflict_do_update(
        index_elements=KEY, set_={name: OF_POSTGRESQL.excluded[name] for name in AGAIN}
    ),
}
MARKED = sa.select(on_topic.c.article_id).where(
    on_topic.c.topic == sa.bindparam("of_topic"), on_topic.c.version == sa.bindparam("of_version")
)
UNMARKED = (
    sa.select(article.c.id, article.c.title, article.c.text, article.c.language, article.c.letters)
    .where(article.c.id.not_in(MARKED), article.c.id < sa.bindparam("last"))
    .order_by(article.c.id.desc())
    .limit(sa.bindparam("most"))
)
NEWEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Marks:
    """The topics that an article is on and off, by their ids; in neither are those that it was not looked at for."""

    topics: tuple[str, ...] = ()
    off_topics: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()  # of all topics that it is on, as topic/facet


NO_MARKS = Marks()


def mark_articles(
    engine: sa.Engine, topic: Topic, most: int | None = None, step: Callable[[int], None] = lambda articles: None
) -> int:
    """Look at the texts that were not looked at for this topic as it is now, the newest first; return how many.

    With `most` at no more than so many. `step` is told how many more are done.
    """
    asked = {"of_topic": topic.id, "of_version": version_of(topic)}
    return work_behind(engine, UNMARKED, asked, NEWEST, partial(_row, topic=topic), _put, BATCH, most, step)


def number_unmarked(connection: sa.Connection, topic: Topic) -> int:
    """How many texts were not looked at for this topic as it is now."""
    asked = {"of_topic": topic.id, "of_version": version_of(topic)}
    query = sa.select(sa.func.count()).select_from(article).where(article.c.id.not_in(MARKED))
    return int(connection.execute(query, asked).scalar_one())


def topics_marked(connection: sa.Connection) -> tuple[str, ...]:
    """The ids of the topics that articles were looked at for."""
    return tuple(connection.execute(sa.select(on_topic.c.topic).distinct().order_by(on_topic.c.topic)).scalars())


def unmark(connection: sa.Connection, ids: Collection[int]) -> None:
    """Forget what was found in earlier texts of these articles."""
    if ids:
        connection.execute(sa.delete(on_topic).where(on_topic.c.article_id.in_(list(ids))))


def marks_of(connection: sa.Connection, ids: Collection[int]) -> dict[int, Marks]:
    """The topics of each article that was looked at for any, in the order of their ids."""
    found: dict[int, list[Any]] = {}
    for row in connection.execute(
        sa.select(on_topic).where(on_topic.c.article_id.in_(list(ids))).order_by(on_topic.c.topic)
    ):
        found.setdefault(row.article_id, []).append(row)
    return {article_id: _marks(rows) for article_id, rows in found.items()}


def _marks(rows: Iterable[Any]) -> Marks:
    rows = list(rows)
    return Marks(
        tuple(row.topic for row in rows if row.is_on),
        tuple(row.topic for row in rows if not row.is_on),
        tuple(f"{row.topic}/{facet}" for row in rows for facet in row.facets.split()),
    )


def _row(of: Any, topic: Topic) -> dict[str, object]:
    found = topics_of(of.title, of.text, of.language, topic)
    facets = f" {' '.join(found.facets)} " if found.facets else ""
    marked = {"topic": topic.id, "version": version_of(topic), "is_on": found.on_topic, "facets": facets}
    return {"article_id": of.id, **marked}


def _put(connection: sa.Connection, rows: Mapping[int, dict[str, object]]) -> None:
    connection.execute(PUT[connection.dialect.name], list(rows.values()))

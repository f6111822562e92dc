"""Who told a story when: the articles of many stories without their texts, a story at a time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from pipeline.lags import First
from storage.queries import AT
from storage.schema import article, kin, telling

CHUNK = 500  # stories that are read at once
UNSURE = {"day": timedelta(days=1), "month": timedelta(days=31)}  # how much later it may have been
UNTOLD = (
    sa.select(article.c.language, article.c.source_id.label("source"), AT.label("at"))
    .where(
        article.c.id.not_in(sa.select(telling.c.article_id)), sa.bindparam("since") <= AT, sa.bindparam("until") >= AT
    )
    .order_by(AT)
)
STORIES = sa.select(telling.c.story_id).where(telling.c.article_id.in_(sa.bindparam("ids", expanding=True))).distinct()
REPORTS = (
    sa.select(
        telling.c.story_id,
        *(article.c[name] for name in ("id", "title", "language", "published_at", "published_precision")),
        article.c.source_id.label("source"),
        AT.label("at"),
        kin.c.family_id,
    )
    .join(article, article.c.id == telling.c.article_id)
    .outerjoin(kin, kin.c.article_id == article.c.id)
    .where(telling.c.story_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(telling.c.story_id, AT, article.c.id)
)


@dataclass(frozen=True, slots=True)
class Report:
    """An article of a story, and between what times it was published; None where its page told no time."""

    id: int
    title: str
    language: str
    source: str
    at: datetime
    text: tuple[str, int]  # what is the same for all that carry one text
    first: First | None


def stories_of(connection: sa.Connection, ids: Collection[int]) -> set[int]:
    """The stories that these articles tell; those that no story has been found for tell none."""
    found: set[int] = set()
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        found.update(connection.execute(STORIES, {"ids": wanted[start : start + CHUNK]}).scalars())
    return found


def reports_of(connection: sa.Connection, stories: Collection[int]) -> Iterator[tuple[int, tuple[Report, ...]]]:
    """Each story with its articles, the earliest first; memory holds some hundred stories."""
    wanted = sorted(stories)
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(REPORTS, {"ids": wanted[start : start + CHUNK]}).all()
        for story_id, its in groupby(rows, key=lambda row: row.story_id):
            yield story_id, tuple(map(_report, its))


def untold(connection: sa.Connection, since: datetime, until: datetime) -> Iterator[Any]:
    """The articles between two times that were put into no story yet, the earliest first."""
    yield from connection.execute(UNTOLD, {"since": since, "until": until})


def text_key(row: Any) -> tuple[str, int]:
    """What is the same for all articles of a family, and for no others."""
    return ("article", row.id) if row.family_id is None else ("family", row.family_id)


def _report(row: Any) -> Report:
    first = None
    if row.published_at:
        unsure = UNSURE.get(row.published_precision, timedelta())
        first = First(row.published_at, row.published_at + unsure)
    return Report(row.id, row.title, row.language, row.source, row.at, text_key(row), first)

"""Whom stored articles say they retell: read behind the writer, each text once, and again where it became another."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import sqlalchemy as sa

from pipeline.citations import Citation, Said, citations_of
from pipeline.newsrooms import newsroom
from storage.behind import work_behind
from storage.forgetting import forget_citations
from storage.queries import Selection, newest_first, selected
from storage.schema import article, citation, cited

CITATIONS_VERSION = 2  # raised whenever a text may be found to cite others
BATCH = 50  # texts in memory, and in one transaction
MOST_SAID = 40  # sentences of one outlet that are kept

LOOKED = sa.select(cited.c.article_id).where(cited.c.version == CITATIONS_VERSION)
UNLOOKED = (
    sa.select(
        *(
            article.c[name]
            for name in ("id", "text", "language", "published_at", "published_precision", "published_zone", "account")
        ),
        article.c.source_id,
        article.c.letters,
    )
    .where(article.c.id.not_in(LOOKED), article.c.id > sa.bindparam("last"))
    .order_by(article.c.id)
    .limit(sa.bindparam("most"))
)
CITED = (
    sa.select(citation)
    .where(citation.c.article_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(citation.c.article_id, citation.c.number)
)


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """An outlet that an article names as its source, the day of its report where told, and where it says so."""

    outlet: str
    day: date | None
    said: tuple[Said, ...]


def look_for_citations(
    engine: sa.Engine,
    own: Mapping[str, str],
    most: int | None = None,
    step: Callable[[int], None] = lambda articles: None,
) -> int:
    """Look for citations in the texts that were not looked at; return how many. With `most`, no more than so many.

    `own` has the outlet that each source is, as far as that is known: an article does not cite its own.
    """
    return work_behind(engine, UNLOOKED, {}, 0, partial(_citations, own=own), _put, BATCH, most, step)


def number_unlooked(connection: sa.Connection) -> int:
    """How many texts were not looked at for citations."""
    query = sa.select(sa.func.count()).select_from(article).where(article.c.id.not_in(LOOKED))
    return int(connection.execute(query).scalar_one())


def citations_in(connection: sa.Connection, ids: Collection[int]) -> dict[int, tuple[StoredCitation, ...]]:
    """The citations of each article that has any."""
    found: dict[int, list[StoredCitation]] = {}
    for row in connection.execute(CITED, {"ids": sorted(ids)}):
        day = date.fromisoformat(row.day) if row.day else None
        its = StoredCitation(row.outlet, day, tuple(Said(**each) for each in row.said))
        found.setdefault(row.article_id, []).append(its)
    return {article_id: tuple(its) for article_id, its in found.items()}


def citing(connection: sa.Connection, selection: Selection, outlet: str, limit: int, offset: int) -> list[int]:
    """The ids of the selected articles that cite an outlet, or any where none is named, the newest first."""
    query = newest_first(_citing(sa.select(article.c.id), outlet), replace(selection, limit=limit, offset=offset))
    return list(connection.execute(query).scalars())


def number_citing(connection: sa.Connection, selection: Selection, outlet: str) -> int:
    """How many of the selected articles cite an outlet, or any where none is named."""
    query = selected(_citing(sa.select(sa.func.count(article.c.id)), outlet), selection)
    return int(connection.execute(query).scalar_one())


def _citing(query: "sa.Select[Any]", outlet: str) -> "sa.Select[Any]":
    its = sa.select(citation.c.article_id)
    return query.where(article.c.id.in_(its.where(citation.c.outlet == outlet) if outlet else its))


def _citations(of: Any, own: Mapping[str, str]) -> tuple[Citation, ...]:
    its = newsroom(of.account) or own.get(of.source_id)
    at = None if of.published_precision == "month" else of.published_at  # yesterday is of no known day
    return citations_of(of.text, of.language, at, of.published_zone or "UTC", its)


def _put(connection: sa.Connection, kept: Mapping[int, tuple[Citation, ...]]) -> None:
    forget_citations(connection, kept.keys())
    connection.execute(sa.insert(cited), [{"article_id": each, "version": CITATIONS_VERSION} for each in kept])
    rows = [
        {
            "article_id": article_id,
            "number": number,
            "outlet": each.outlet.id,
            "day": each.date.isoformat() if each.date else None,
            "said": [asdict(said) for said in each.said[:MOST_SAID]],
        }
        for article_id, its in kept.items()
        for number, each in enumerate(its)
    ]
    if rows:
        connection.execute(sa.insert(citation), rows)

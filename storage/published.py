"""What was published in a period, article by article without its text, and the texts of some of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from pipeline.values import Language
from storage.queries import AT, Selection, selected
from storage.schema import article, citation, kin
from storage.vectors import said

BATCH = 200  # texts in memory
ROWS = 2_000  # rows without texts in memory
IDS = "ids"
SHORT = sa.select(
    *(article.c[name] for name in ("id", "language", "published_at", "first_seen_at")),
    *(article.c[name] for name in ("published_precision", "published_zone")),
    article.c.source_id.label("source"),
    kin.c.family_id,
).outerjoin(kin, kin.c.article_id == article.c.id)
TEXTS = sa.select(*(article.c[name] for name in ("id", "language", "title", "dek", "text"))).where(
    article.c.id.in_(sa.bindparam(IDS, expanding=True))
)
CITED = (
    sa.select(citation.c.article_id, citation.c.outlet)
    .where(citation.c.article_id.in_(sa.bindparam(IDS, expanding=True)))
    .distinct()
)


@dataclass(frozen=True, slots=True)
class Text:
    """The title, the line below and the text of an article, as one."""

    id: int
    language: Language
    text: str


def published(connection: sa.Connection, selection: Selection) -> Iterator[Any]:
    """The articles of a period and of some sources, on any topic, the earliest first; memory holds some thousands."""
    query = selected(SHORT, whole(selection)).order_by(AT, article.c.id)
    with connection.execute(query, execution_options={"yield_per": ROWS}) as result:
        yield from result


def whole(selection: Selection) -> Selection:
    """The selection of all that the same sources published in the same period."""
    return replace(selection, language=None, topic="", facet="", words="", limit=None, offset=0)


def ids_of(connection: sa.Connection, selection: Selection) -> set[int]:
    """The ids of the selected articles."""
    return set(connection.execute(selected(sa.select(article.c.id), selection)).scalars())


def texts_of(connection: sa.Connection, ids: Sequence[int]) -> Iterator[Text]:
    """The texts of these articles in their order; memory holds one batch."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        rows = {row.id: row for row in connection.execute(TEXTS, {IDS: batch})}
        yield from (Text(each, rows[each].language, said(rows[each])) for each in batch if each in rows)


def outlets_cited(connection: sa.Connection, ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """The articles that cite outlets, each with one of them."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), ROWS):
        for row in connection.execute(CITED, {IDS: wanted[start : start + ROWS]}):
            yield row.article_id, row.outlet

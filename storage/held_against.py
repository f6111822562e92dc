"""A text that is not stored held against all that is: whose report it retells, who carries it, what is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import sqlalchemy as sa

from config.topic import Topic
from pipeline.copies import Copy, copy_of, prepared
from pipeline.learned import NOTHING, Reading, reading_of
from pipeline.pairs import Tie, pair_of
from pipeline.relays import Relay, Text, is_compiled
from pipeline.retelling import retelling_of
from pipeline.shared import NONE
from pipeline.source_outlets import Newsrooms
from pipeline.stories import TOGETHER, WINDOW, scale_of
from pipeline.term_index import TermIndex
from pipeline.term_vector import term_vector
from pipeline.values import Article
from storage.candidates import Fresh, candidates_of
from storage.details import texts_of, with_ids
from storage.queries import AT
from storage.relays import ends_of
from storage.schema import article, vector
from storage.stored import Listed
from storage.vectors import frequencies_known, said, unpacked

MOST = 5  # articles that are nearest
MOST_LOOKED_AT = 5000  # the newest within the window, or of all times for a text that has no date
TIES = 8  # terms
ORIGINAL = sa.select(article.c.title, article.c.dek, article.c.text, article.c.language).where(
    article.c.id == sa.bindparam("of_article")
)
# Of articles with the same letters only the first has a signature, by which it can be found.
SAME_LETTERS = sa.select(article.c.id).where(
    article.c.letters.in_(sa.select(article.c.letters).where(article.c.id.in_(sa.bindparam("ids", expanding=True))))
)
NEWEST = (
    sa.select(article.c.id, article.c.language, vector.c.terms)
    .join(vector, vector.c.article_id == article.c.id)
    .order_by(AT.desc(), article.c.id.desc())
    .limit(MOST_LOOKED_AT)
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A stored article that carries a text, whole or in part."""

    article: Listed
    copy: Copy


@dataclass(frozen=True, slots=True)
class Near:
    """A stored article that may tell of the same event, how near it is (1 being the median of two that do), and why."""

    article: Listed
    score: float
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """What is stored beside a text."""

    relays: tuple[Relay, ...]
    carriers: tuple[Carrier, ...]
    nearest: tuple[Near, ...]


def held_against(
    connection: sa.Connection,
    of: Article,
    cited: Sequence[tuple[str, date | None]],
    newsrooms: Newsrooms,
    topic: Topic,
) -> HeldAgainst:
    """A text that is not stored, or was pasted, beside what is stored; `cited` are the outlets and days it names.

    Nothing is written. Of those that carry it none is told again as one that is near.
    """
    vector_of = term_vector(said(of), of.language, topic)
    its = Text(
        0, of.language, of.published_at, len(of.text), vector_of, label=of.title, is_compiled=is_compiled(of.text)
    )
    zone = of.published_zone or "UTC"
    carriers = _carriers(connection, reading_of(of, NOTHING))
    known = {each.article.id for each in carriers}
    return HeldAgainst(
        ends_of(connection, its, cited, newsrooms, zone, frequencies_known, partial(_shares, connection, of, topic)),
        carriers,
        tuple(each for each in _nearest(connection, its) if each.article.id not in known),
    )


def _shares(connection: sa.Connection, of: Article, topic: Topic, original_id: int) -> tuple[float, float] | None:
    """Which part of an original a text kept, and which part of the text that is."""
    row = connection.execute(ORIGINAL, {"of_article": original_id}).one_or_none()
    if row is None:
        return None
    told = retelling_of(row.text or f"{row.title}\n{row.dek}", of.text, (row.language, of.language), topic)
    return told.share, told.share_of_retelling


def _carriers(connection: sa.Connection, of: Reading) -> tuple[Carrier, ...]:
    """The articles with the same letters or with passages of a text, the likest first."""
    if of.letters is None:
        return ()
    ids = set(connection.execute(sa.select(article.c.id).where(article.c.letters == of.letters)).scalars())
    common = NONE
    if of.signature is not None:
        number = connection.execute(sa.select(sa.func.max(article.c.id))).scalar_one() or 0
        fresh = Fresh(number + 1, of.letters, of.article.text, of.signature)
        candidates = candidates_of(connection, [fresh]).candidates[0]
        ids |= {*candidates.ids, *connection.execute(SAME_LETTERS, {"ids": candidates.ids}).scalars()}
        common = candidates.common
    here = prepared(of.article.text)
    found: dict[int, Copy] = {}
    for article_id, text in texts_of(connection, tuple(sorted(ids))).items():
        if copy := copy_of(here, prepared(text), common):
            found[article_id] = copy
    listed = {each.id: each for each in with_ids(connection, tuple(found))}
    order = sorted(found, key=lambda each: (-found[each].score, each))
    return tuple(Carrier(listed[each], found[each]) for each in order)


def _nearest(connection: sa.Connection, of: Text) -> tuple[Near, ...]:
    """The articles near enough to be of one story with a text, the nearest first."""
    query = NEWEST
    if of.published:
        query = query.where(of.published - WINDOW <= AT, of.published + WINDOW >= AT)
    rows = connection.execute(query).all()
    vectors = [unpacked(row.terms, row.language) for row in rows]
    frequencies = frequencies_known(connection, {term for each in (of.vector, *vectors) for term in each.terms})
    near = TermIndex(vectors, frequencies).nearest(of.vector, max(1, len(vectors)))
    scored = [(score / scale_of(of.language, rows[at].language), at) for at, score in near]
    chosen = sorted((each for each in scored if each[0] >= TOGETHER), key=lambda each: (-each[0], rows[each[1]].id))[
        :MOST
    ]
    listed = {each.id: each for each in with_ids(connection, tuple(rows[at].id for _, at in chosen))}
    return tuple(
        Near(listed[rows[at].id], score, pair_of(of.vector, vectors[at], frequencies, TIES).ties)
        for score, at in chosen
    )

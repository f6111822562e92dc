"""What stored texts are about: a vector of terms of each, and how many texts have each term."""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa

from config.rules import rules
from config.topic import Topic
from pipeline.pairs import Frequencies
from pipeline.term_vector import VECTOR_VERSION, TermVector, term_vector
from pipeline.topics import version_of
from pipeline.values import Language
from storage import marks
from storage.behind import work_behind
from storage.forgetting import count_terms, take_out
from storage.schema import article, term_frequency, vector

LOOKED = "stories-texts"  # the mark that says how many texts there were when stories were last made anew
BATCH = 100  # texts in memory, and in one transaction
FEW = 300  # texts, of which a term's rarity is known badly
TERMS = 10_000  # that one query asks for: below what either database takes

MADE = sa.select(vector.c.article_id).where(vector.c.version == sa.bindparam("of_version"))
UNMADE = (
    sa.select(article.c.id, article.c.title, article.c.dek, article.c.text, article.c.language, article.c.letters)
    .where(article.c.id.not_in(MADE), article.c.id > sa.bindparam("last"))
    .order_by(article.c.id)
    .limit(sa.bindparam("most"))
)
HELD = sa.select(vector.c.article_id, vector.c.terms, article.c.language).join(
    article, article.c.id == vector.c.article_id
)
PUT = sa.insert(vector)


def make_vectors(
    engine: sa.Engine, topic: Topic, most: int | None = None, step: Callable[[int], None] = lambda texts: None
) -> int:
    """Make the vectors of texts that have none by this topic's names, `most` at the most; return how many."""
    version = vector_version(topic)
    put = partial(put_vectors, version=version)
    return work_behind(
        engine, UNMADE, {"of_version": version}, 0, partial(_vector, topic=topic), put, BATCH, most, step
    )


def number_unmade(connection: sa.Connection, topic: Topic) -> int:
    """How many texts have no vector by this topic's names."""
    query = sa.select(sa.func.count()).select_from(article).where(article.c.id.not_in(MADE))
    return int(connection.execute(query, {"of_version": vector_version(topic)}).scalar_one())


def vector_version(topic: Topic) -> str:
    """What is the same for vectors that can be compared."""
    return f"{VECTOR_VERSION}/{version_of(topic)}"


def said(of: Any) -> str:
    """What of an article its vector is made of: of one that is metadata only, its title and the line below."""
    return "\n".join(filter(None, (of.title, of.dek, of.text)))


def vectors_of(connection: sa.Connection, ids: Collection[int]) -> dict[int, TermVector]:
    """The vectors of these articles, of those that have one."""
    rows = connection.execute(HELD.where(vector.c.article_id.in_(list(ids))))
    return {row.article_id: unpacked(row.terms, row.language) for row in rows}


def frequencies_for(connection: sa.Connection, terms: Collection[str]) -> Frequencies:
    """How many texts there are, and how many have each of these terms."""
    texts = connection.execute(sa.select(sa.func.count()).select_from(vector)).scalar_one()
    wanted = sorted(terms)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), TERMS):
        asked = term_frequency.c.term.in_(wanted[start : start + TERMS])
        found |= dict(connection.execute(sa.select(term_frequency).where(asked)).all())
    return Frequencies(texts, found)


def frequencies_known(connection: sa.Connection, terms: Collection[str]) -> Frequencies:
    """The same, but where few texts are stored with those of the topic at large added.

    In a store of one text all its terms are common, and in one of other news all terms of the topic are rare.
    """
    found = frequencies_for(connection, terms)
    if found.texts >= FEW:
        return found
    known: dict[str, int] = rules("linking")["beforehand"]
    return Frequencies(found.texts + 100, {term: found.of.get(term, 0) + known.get(term, 0) for term in terms})


def packed(of: TermVector) -> bytes:
    """A vector as bytes, about 1.4 kB."""
    weights = [round(weight, 3) for weight in of.weights]
    return zlib.compress(json.dumps([of.terms, weights, of.printed], ensure_ascii=False).encode("utf-8", "replace"))


def unpacked(held: bytes, language: Language) -> TermVector:
    """The vector of those bytes."""
    terms, weights, printed = json.loads(zlib.decompress(held))
    return TermVector(language, tuple(terms), tuple(weights), tuple(printed))


def _vector(of: Any, topic: Topic) -> TermVector:
    return term_vector(said(of), of.language, topic)


def put_vectors(connection: sa.Connection, made: Mapping[int, TermVector], version: str) -> None:
    """Write the vectors of articles, in the place of those they had, and count their terms."""
    if take_out(connection, made.keys()):  # made by other names: the stories of the last days are looked at anew
        marks.put(connection, LOOKED, "0")
    connection.execute(
        PUT, [{"article_id": each, "version": version, "terms": packed(its)} for each, its in made.items()]
    )
    count_terms(connection, Counter(_terms(made.values())))


def _terms(vectors: Iterable[TermVector]) -> Iterable[str]:
    return (term for each in vectors for term in each.terms)

"""What was found in texts that are no more is forgotten, in the transaction that puts others in their place.

Apart from what finds it: the writer of every crawl needs this, and the words of two languages take long to import.
"""

import json
import zlib
from collections import Counter
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.schema import citation, cited, telling, term_frequency, vector

OF_SQLITE, OF_POSTGRESQL = sqlite.insert(term_frequency), postgresql.insert(term_frequency)
COUNT = {
    "sqlite": OF_SQLITE.on_conflict_do_update(
        index_elements=["term"], set_={"texts": term_frequency.c.texts + OF_SQLITE.excluded.texts}
    ),
    "postgresql": OF_POSTGRESQL.on_conflict_do_update(
        index_elements=["term"], set_={"texts": term_frequency.c.texts + OF_POSTGRESQL.excluded.texts}
    ),
}


def forget_vectors(connection: sa.Connection, ids: Collection[int]) -> None:
    """Take out the vectors of articles whose texts are no more, and the stories that were found by them."""
    if ids:
        take_out(connection, ids)
        connection.execute(sa.delete(telling).where(telling.c.article_id.in_(list(ids))))


def take_out(connection: sa.Connection, ids: Collection[int]) -> bool:
    """Take out the vectors of these articles; return whether there was any."""
    its = list(ids)
    held = connection.execute(sa.select(vector.c.terms).where(vector.c.article_id.in_(its))).scalars()
    counted = Counter(term for packed in held for term in json.loads(zlib.decompress(packed))[0])
    if counted:
        count_terms(connection, {term: -number for term, number in counted.items()})
        connection.execute(sa.delete(vector).where(vector.c.article_id.in_(its)))
    return bool(counted)


def forget_citations(connection: sa.Connection, ids: Collection[int]) -> None:
    """Forget what was found in earlier texts of these articles."""
    for table in (citation, cited):
        connection.execute(sa.delete(table).where(table.c.article_id.in_(list(ids))))


def count_terms(connection: sa.Connection, counted: Mapping[str, int]) -> None:
    """Add to the number of texts that have each term; what is below zero takes away."""
    rows = [{"term": term, "texts": number} for term, number in sorted(counted.items())]
    if rows:
        connection.execute(COUNT[connection.dialect.name], rows)

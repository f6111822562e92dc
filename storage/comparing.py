"""What is compared of an article whose text is new or changed, in the transaction that stores it."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from pipeline.learned import Reading
from storage.copies import tie
from storage.families import gather
from storage.forgetting import forget_citations, forget_vectors
from storage.marking import unmark


def compare(
    connection: sa.Connection, texts: Mapping[int, Reading], now: datetime, new: Collection[int] = frozenset()
) -> None:
    """Tie articles to their copies and put them into the families that these make, in their order; forget their topics.

    In the same transaction as their texts: two copies that arrive together would miss each other otherwise. Of those
    that are `new`, which never had another text, there is nothing to forget.
    """
    tie(connection, list(texts.items()))
    gather(connection, texts.keys(), now)
    changed = texts.keys() - new
    if changed:
        unmark(connection, changed)
        forget_vectors(connection, changed)
        forget_citations(connection, changed)

"""Signing texts again where the program gives other signatures than those that are stored, or where there are none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import sqlalchemy as sa

from pipeline.fold import letters
from pipeline.signature import SIGNATURE_VERSION, VERSIONS, signature_of
from storage.candidates import Fresh
from storage.copies import UNSIGN, UNTIE, tie_fresh
from storage.database import consult, transact
from storage.families import gather
from storage.schema import article, article_band, article_passage, signature

BATCH = 100  # texts in memory, and in one transaction
KEYS = 10_000  # that one transaction looks at

UNSIGNED = (
    sa.select(article.c.id, article.c.letters, article.c.text)
    .outerjoin(signature, sa.and_(signature.c.article_id == article.c.id, signature.c.version == SIGNATURE_VERSION))
    .where(article.c.letters.is_not(None), signature.c.article_id.is_(None), article.c.id > sa.bindparam("after"))
    .order_by(article.c.id)
    .limit(BATCH)
)


@dataclass(frozen=True, slots=True)
class Resigned:
    """What signing again came to."""

    looked_at: int  # articles without a signature of this version
    signed: int  # of them; the others are exact copies of signed ones, or too short
    removed: int  # keys of other versions


def number_unsigned(connection: sa.Connection) -> int:
    """How many articles have a text and no signature of this version of their own."""
    with_text = sa.select(sa.func.count()).select_from(article).where(article.c.letters.is_not(None))
    signed = sa.select(sa.func.count()).select_from(signature).where(signature.c.version == SIGNATURE_VERSION)
    return int(connection.execute(with_text).scalar_one() - connection.execute(signed).scalar_one())


def resign(engine: sa.Engine, step: Callable[[int], None] = lambda articles: None) -> Resigned:
    """Sign all texts that have no signature of this version and tie them anew; crawls may go on meanwhile.

    Killed and begun again it goes on where it was: each batch is one transaction, and what is signed is passed over.
    Memory holds one batch. `step` is told how many more articles are done.
    """
    removed = sum(remove_others(engine, table) for table in (article_band, article_passage))
    after = looked_at = signed = 0
    while True:
        ids, number = transact(engine, partial(sign_batch, after=after, now=datetime.now(UTC)))
        if not ids:
            return Resigned(looked_at, signed, removed)
        after = ids[-1]
        looked_at += len(ids)
        signed += number
        step(len(ids))


def sign_batch(connection: sa.Connection, after: int, now: datetime) -> tuple[list[int], int]:
    """Sign the next articles behind an id and gather their families; return their ids, and how many were signed."""
    rows = connection.execute(UNSIGNED, {"after": after}).all()
    fresh: list[Fresh] = []
    for row in rows:
        if connection.execute(UNSIGN, {"of_article": row.id}).rowcount:  # a signature of another version
            for untie in UNTIE:
                connection.execute(untie, {"of_article": row.id})
        made = signature_of(letters(row.text))
        if made is not None:
            fresh.append(Fresh(row.id, row.letters, row.text, made))
    signed = tie_fresh(connection, fresh) if fresh else 0
    gather(connection, [row.id for row in rows], now)
    return [row.id for row in rows], signed


def remove_others(engine: sa.Engine, table: sa.Table) -> int:
    """Take the keys of other versions out of a table, some in each transaction; return how many."""
    after, removed = -1, 0
    while (upto := consult(engine, partial(next_key, table=table, after=after))) is not None:
        removed += transact(engine, partial(remove_range, table=table, after=after, upto=upto))
        after = upto
    return removed


def next_key(connection: sa.Connection, table: sa.Table, after: int) -> int | None:
    """The last of the next keys behind a key; None where there is none."""
    some = sa.select(table.c.h).where(table.c.h > after).order_by(table.c.h).limit(KEYS).subquery()
    last: int | None = connection.execute(sa.select(sa.func.max(some.c.h))).scalar_one()
    return last


def remove_range(connection: sa.Connection, table: sa.Table, after: int, upto: int) -> int:
    """Take the keys of other versions out of a range; return how many."""
    others = table.c.h % VERSIONS != SIGNATURE_VERSION % VERSIONS
    return connection.execute(sa.delete(table).where(table.c.h > after, table.c.h <= upto, others)).rowcount

"""Work on stored texts behind the writer, each text once: topics, terms, citations."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.database import consult, transact
from storage.schema import article

# A text that was replaced while it was looked at keeps what was found in it from being written.
STILL = sa.select(article.c.id, article.c.letters).where(article.c.id.in_(sa.bindparam("ids", expanding=True)))

Found = TypeVar("Found")


def work_behind(
    engine: sa.Engine,
    query: "sa.Select[Any]",
    asked: Mapping[str, object],
    first: int,
    look: Callable[[Any], Found],
    put: Callable[[sa.Connection, Mapping[int, Found]], None],
    batch: int,
    most: int | None,
    step: Callable[[int], None],
) -> int:
    """Look at the texts that a query gives, and put what was found; return how many, with `most` no more than so many.

    The query tells id and letters among else, beginning behind the id `last`, at first `first`, at most `most` of them.
    Memory holds one batch, and no transaction is open while texts are looked at. Killed and begun again it goes on
    where it was. `step` is told how many more are done.
    """
    done, last = 0, first
    while most is None or done < most:
        these = {**asked, "last": last, "most": batch if most is None else min(batch, most - done)}
        rows = consult(engine, partial(_rows, query=query, asked=these))
        if not rows:
            break
        last = rows[-1].id
        found = {each.id: look(each) for each in rows}
        letters = {each.id: each.letters for each in rows}
        transact(engine, partial(_put, found=found, letters=letters, put=put))
        done += len(rows)
        step(len(rows))
    return done


def _rows(connection: sa.Connection, query: "sa.Select[Any]", asked: Mapping[str, object]) -> list[Any]:
    return list(connection.execute(query, asked))


def _put(
    connection: sa.Connection,
    found: Mapping[int, Found],
    letters: Mapping[int, str | None],
    put: Callable[[sa.Connection, Mapping[int, Found]], None],
) -> None:
    still = dict(connection.execute(STILL, {"ids": list(letters)}).all())
    kept = {each: its for each, its in found.items() if still.get(each, "") == letters[each]}
    if kept:
        put(connection, kept)

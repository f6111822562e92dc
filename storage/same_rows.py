"""Giving a database the rows of another: what is gone is deleted first, then what differs is written, in chunks."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage import marks
from storage.chunks import Adder, Key, Line, Step, Sum, chunks, tables
from storage.database import reading
from storage.schema import mark

Work = Callable[..., None]  # takes a connection
Write = Callable[[Work], None]  # runs work in one transaction


def remove_others(view: sa.Connection, target: sa.Engine, write: Write) -> None:
    """Delete the rows of the target that the view has not, each before those that it names."""
    for table in reversed(tables()):
        after: Key | None = None
        while True:
            with reading(target) as connection:
                theirs = keys(connection, table, after, None)
            if not theirs:
                break
            upto = theirs[-1]
            gone = sorted(set(theirs) - set(keys(view, table, after, upto)))
            if gone:
                write(partial(delete, table=table, gone=gone))
            after = upto


def copy_rows(view: sa.Connection, target: sa.Engine, write: Write, step: Step) -> dict[str, Sum]:
    """Write the rows that differ on the target; return the sum of every table of the view."""
    found: dict[str, Sum] = {}
    for table in tables():
        adder = Adder()
        after: Key | None = None
        for chunk in chunks(view, table):
            with reading(target) as connection:
                theirs = digests(connection, table, after, chunk[-1].key)
            differing = [line for line in chunk if theirs.get(line.key) != line.digest]
            if differing:
                write(partial(upsert, table=table, lines=differing))
            for line in chunk:
                adder.add(line)
            after = chunk[-1].key
            step(len(chunk))
        found[table.name] = adder.sum()
    return found


def remove_all(write: Write) -> None:
    """Delete all rows of the target, each before those that it names."""
    for table in reversed(tables()):
        write(partial(empty, table=table))


def keys(connection: sa.Connection, table: sa.Table, after: Key | None, upto: Key | None) -> list[Key]:
    """The keys of a range: all of them, or a chunk where the range has no end."""
    found: list[Key] = []
    for chunk in chunks(connection, table, after, upto, tuple(table.primary_key)):
        found += [line.key for line in chunk]
        if upto is None:
            break
    return found


def digests(connection: sa.Connection, table: sa.Table, after: Key | None, upto: Key) -> dict[Key, bytes]:
    """The digests of the rows of a range."""
    return {line.key: line.digest for chunk in chunks(connection, table, after, upto) for line in chunk}


def upsert(connection: sa.Connection, table: sa.Table, lines: Sequence[Line]) -> None:
    """Write rows, in the place of those with the same keys."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement: Any = insert(table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    of_key = list(table.primary_key)
    if others:
        statement = statement.on_conflict_do_update(index_elements=of_key, set_=others)
    else:  # a table that is all key has nothing to change
        statement = statement.on_conflict_do_nothing(index_elements=of_key)
    names = table.columns.keys()
    connection.execute(statement, [dict(zip(names, line.values, strict=True)) for line in lines])


def delete(connection: sa.Connection, table: sa.Table, gone: Sequence[Key]) -> None:
    """Delete the rows with these keys."""
    same = [column == sa.bindparam(f"k{number}") for number, column in enumerate(table.primary_key)]
    rows = [{f"k{number}": part for number, part in enumerate(key)} for key in gone]
    connection.execute(sa.delete(table).where(*same), rows)


def empty(connection: sa.Connection, table: sa.Table) -> None:
    """Delete all rows of a table that are of the collection."""
    connection.execute(sa.delete(table).where(mark.c.name.not_in(marks.LOCAL)) if table is mark else sa.delete(table))

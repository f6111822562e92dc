"""Reading whole tables in the order of their keys, a chunk at a time, with a digest of each row.

Rows are read through the types of their columns, so their digests are the same on every database.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from hashlib import blake2b, sha256
from typing import Any

import sqlalchemy as sa

from pipeline.values import Repair, Reservation
from storage import marks
from storage.schema import mark, metadata
from storage.types import Text

ROWS = 1000  # in a chunk at most
BYTES = 2**22  # of all values of a chunk, about; one with long texts has fewer rows
FETCHED = 100  # rows in memory beside the chunk

Key = tuple[Any, ...]
Step = Callable[[int], None]  # is told how many more rows are done


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its key, its values in the order of the columns, and their digest and size."""

    key: Key
    values: tuple[Any, ...]
    digest: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table has, and the hash of all of them in the order of their keys."""

    rows: int
    hash: str


@dataclass(slots=True)
class Adder:
    """Adds up rows to a sum."""

    rows: int = 0
    hash: Any = field(default_factory=sha256)

    def add(self, line: Line) -> None:
        """Add one row."""
        self.rows += 1
        self.hash.update(line.digest)

    def sum(self) -> Sum:
        """The sum so far."""
        return Sum(self.rows, self.hash.hexdigest())


def tables() -> list[sa.Table]:
    """All tables, each behind those that its foreign keys name."""
    return list(metadata.sorted_tables)


def sums(connection: sa.Connection, step: Step = lambda rows: None) -> dict[str, Sum]:
    """The sum of every table."""
    return {table.name: sum_of(connection, table, step=step) for table in tables()}


def sum_of(
    connection: sa.Connection,
    table: sa.Table,
    columns: "Sequence[sa.Column[Any]] | None" = None,
    step: Step = lambda rows: None,
) -> Sum:
    """The sum of a table, of all its columns or of those given."""
    adder = Adder()
    for chunk in chunks(connection, table, columns=columns):
        for line in chunk:
            adder.add(line)
        step(len(chunk))
    return adder.sum()


def chunks(
    connection: sa.Connection,
    table: sa.Table,
    after: Key | None = None,
    upto: Key | None = None,
    columns: "Sequence[sa.Column[Any]] | None" = None,
) -> Iterator[list[Line]]:
    """The rows whose keys lie behind `after` and not behind `upto`, in chunks; memory holds one of them."""
    chunk: list[Line] = []
    size = 0
    for line in lines(connection, table, after, upto, columns or tuple(table.columns)):
        chunk.append(line)
        size += line.size
        if len(chunk) >= ROWS or size >= BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def lines(
    connection: sa.Connection,
    table: sa.Table,
    after: Key | None,
    upto: Key | None,
    columns: "Sequence[sa.Column[Any]]",
) -> Iterator[Line]:
    """The rows of a range of keys; each query begins behind the last row of the one before."""
    keys = tuple(table.primary_key)
    width = len(keys)
    while True:
        number = 0
        query = page(connection, table, (*keys, *columns), after, upto)
        with connection.execute(query, execution_options={"yield_per": FETCHED}) as rows:
            for row in rows:
                number += 1
                after, values = tuple(row[:width]), tuple(row[width:])
                digest, size = digest_of(values)
                yield Line(after, values, digest, size)
        if number < ROWS:
            return


def page(
    connection: sa.Connection,
    table: sa.Table,
    columns: "Sequence[sa.Column[Any]]",
    after: Key | None,
    upto: Key | None,
) -> "sa.Select[Any]":
    """The query of the next rows of a range of keys. What is noted of the one database alone is no row of it."""
    order = [ordered(column, connection.dialect) for column in table.primary_key]
    query = sa.select(*(each.label(f"c{number}") for number, each in enumerate(columns)))
    if after is not None:
        query = query.where(compared(order) > compared(bound(table, after)))
    if upto is not None:
        query = query.where(compared(order) <= compared(bound(table, upto)))
    if table is mark:
        query = query.where(mark.c.name.not_in(marks.LOCAL))
    return query.order_by(*order).limit(ROWS)


def ordered(column: "sa.Column[Any]", dialect: sa.Dialect) -> "sa.ColumnElement[Any]":
    """A column of a key in the order of its bytes, as SQLite has it; PostgreSQL has the order of its language."""
    is_text = isinstance(column.type, sa.String | Text)
    return sa.collate(column, "C") if is_text and dialect.name == "postgresql" else column


def bound(table: sa.Table, key: Key) -> "list[sa.ColumnElement[Any]]":
    """A key as parameters of a query."""
    return [sa.literal(value, column.type) for value, column in zip(key, table.primary_key, strict=True)]


def compared(parts: "Sequence[sa.ColumnElement[Any]]") -> "sa.ColumnElement[Any]":
    """A key of one or of several columns as one value."""
    return parts[0] if len(parts) == 1 else sa.tuple_(*parts)


def digest_of(values: Sequence[Any]) -> tuple[bytes, int]:
    """The digest of a row's values, and how many bytes they are."""
    line = json.dumps(values, ensure_ascii=False, default=plain, separators=(",", ":")).encode()
    return blake2b(line, digest_size=16).digest(), len(line)


def plain(value: Any) -> Any:
    """What JSON does not know as what it knows; times are in UTC on every database."""
    if isinstance(value, Repair | Reservation):
        return astuple(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"a column of {type(value).__name__} can not be copied yet")

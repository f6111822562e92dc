"""The tables of keys: writing the keys of articles, taking them out, and finding who has a key.

An article has 42 bands and about a hundred passages, so a group of articles is one statement with one list for its
parameter: what SQLAlchemy does for each value of an ordinary statement would cost more than the database's own work.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

KeyRows = NDArray[np.int64]  # in two columns: a key, and the article that has it
# Rows of one statement of SQLite: stepped one by one they took twice as long. Few sizes, so that few statements are
# compiled; before 3.32 one took 999 values at most.
SIZES = (2000, 100) if sqlite3.sqlite_version_info >= (3, 32) else (499, 25)


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The statements on one table of keys; SQLite's take plain rows, PostgreSQL's arrays."""

    insert: str  # before its rows
    put: sa.TextClause
    take_rows: str
    take: sa.TextClause
    find_rows: str
    find: str  # with PART for which it is of what is asked at once

    def put_rows(self, number: int) -> str:
        """SQLite's statement that puts so many rows."""
        return _put_rows(self.insert, number)


@dataclass(frozen=True, slots=True)
class Asked:
    """Keys of a table of which is asked who has them: so many articles of each at most."""

    table: KeyTable
    keys: Collection[int]
    most: int


def key_table(name: str) -> KeyTable:
    """The statements on the table of that name."""

    def of(statement: str) -> str:
        return statement.replace("KEYS", name)

    return KeyTable(
        of("INSERT OR IGNORE INTO KEYS VALUES "),
        sa.text(
            of(
                "INSERT INTO KEYS SELECT * FROM unnest(CAST(:keys AS bigint[]), CAST(:articles AS integer[]))"
                " ON CONFLICT DO NOTHING"
            )
        ),
        of("DELETE FROM KEYS WHERE h = ? AND article_id = ?"),
        sa.text(of("DELETE FROM KEYS WHERE article_id = :article_id AND h = ANY(CAST(:keys AS bigint[]))")),
        of(
            "SELECT value, ids FROM (SELECT value, (SELECT group_concat(article_id) FROM (SELECT article_id FROM KEYS"
            " WHERE h = value ORDER BY article_id DESC LIMIT ?)) AS ids FROM json_each(?)) WHERE ids IS NOT NULL"
        ),
        of(
            "SELECT PART, value, ids FROM unnest(CAST(:keys_PART AS bigint[])) AS value CROSS JOIN LATERAL"
            " (SELECT array_agg(article_id) AS ids FROM (SELECT article_id FROM KEYS WHERE h = value"
            " ORDER BY article_id DESC LIMIT :most_PART) AS newest) AS found WHERE ids IS NOT NULL"
        ),
    )


BANDS = key_table("article_band")
PASSAGES = key_table("article_passage")


def put(connection: sa.Connection, table: KeyTable, rows: KeyRows) -> None:
    """Write which articles have which keys; what is there already stays. Sorted rows are written faster."""
    if not len(rows):
        return
    if connection.dialect.name == "sqlite":
        values = rows.ravel().tolist()
        at = 0
        for size in SIZES:
            while at + 2 * size <= len(values):
                connection.exec_driver_sql(table.put_rows(size), tuple(values[at : at + 2 * size]))
                at += 2 * size
        if at < len(values):
            connection.exec_driver_sql(table.put_rows(1), list(zip(values[at::2], values[at + 1 :: 2], strict=True)))
        return
    keys, articles = rows.T.tolist()
    connection.execute(table.put, {"keys": keys, "articles": articles})


def take_out(connection: sa.Connection, table: KeyTable, article_id: int, keys: Sequence[int]) -> None:
    """Take keys of an article out; those that it has not are passed over."""
    if not keys:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(table.take_rows, [(key, article_id) for key in keys])
        return
    connection.execute(table.take, {"keys": list(keys), "article_id": article_id})


def find(connection: sa.Connection, asked: Sequence[Asked]) -> list[dict[int, list[int]]]:
    """The articles that have each key, the newest first; keys that no article has are left out.

    PostgreSQL is asked for all at once: of 2 ms that a lookup took, half were two ways there and back.
    """
    if connection.dialect.name == "sqlite":
        return [_with_keys(connection, each) for each in asked]
    values: dict[str, object] = {}
    for at, each in enumerate(asked):
        # As PostgreSQL writes an array: psycopg looks at each number of a list.
        values |= {f"keys_{at}": f"{{{','.join(map(str, each.keys))}}}", f"most_{at}": each.most}
    found: list[dict[int, list[int]]] = [{} for _ in asked]
    for at, key, ids in connection.execute(_at_once(tuple(each.table for each in asked)), values):
        found[at][key] = list(ids)
    return found


def _with_keys(connection: sa.Connection, asked: Asked) -> dict[int, list[int]]:
    rows = connection.exec_driver_sql(asked.table.find_rows, (asked.most, json.dumps(list(asked.keys)))).all()
    return {key: list(map(int, ids.split(","))) for key, ids in rows}


@cache
def _put_rows(insert: str, number: int) -> str:
    return insert + ",".join(["(?,?)"] * number)


@cache
def _at_once(tables: tuple[KeyTable, ...]) -> sa.TextClause:
    return sa.text(" UNION ALL ".join(table.find.replace("PART", str(at)) for at, table in enumerate(tables)))

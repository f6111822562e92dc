"""Copying a collection from one database into another, so that it goes on where it was cut off."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config.errors import ConfigError
from storage import marks, sequences
from storage.chunks import Step, Sum, sums, tables
from storage.database import reading, transact
from storage.marks import CopyMark
from storage.migrate import ready
from storage.same_rows import copy_rows, remove_all, remove_others
from storage.schema import mark


@dataclass(frozen=True, slots=True)
class Compared:
    """One table on both sides."""

    table: str
    here: Sum
    there: Sum

    @property
    def equal(self) -> bool:
        """True where both sides have the same rows."""
        return self.here == self.there


class CopyRefused(ConfigError):
    """The target is no place for a copy of this collection."""

    def __init__(self, message: str) -> None:
        super().__init__(None, None, "the target", message)


def copy_collection(
    view: sa.Connection, of: str, target: sa.Engine, step: Step = lambda rows: None
) -> tuple[Compared, ...]:
    """Make the target hold what the view holds, a collection of this id; return every table as it is on both sides.

    Killed at any moment and begun again it ends right. The view must be a reading transaction, both sides at the newest
    schema. Raises CopyRefused where the target holds something else. Each row is told of twice, copied and compared.
    """
    ready(target)
    mine = CopyMark(of, by=secrets.token_hex(8))
    before = fitting(target, of)
    transact(target, partial(take, before=before, mine=mine))
    write = partial(write_as, target, mine)
    try:
        remove_others(view, target, write)
        here = copy_rows(view, target, write, step)
    except sa.exc.IntegrityError:
        # What the target has of an older state stands in the way, as a link's key that another row has now.
        remove_all(write)
        here = copy_rows(view, target, write, lambda rows: None)
    highest = sequences.highest(view)
    for table in sequences.numbered():
        write(partial(sequences.raise_to, table=table, number=highest[table.name]))
    with reading(target) as connection:
        there = sums(connection, step)
    if here == there:
        write(partial(marks.put_copy_mark, value=replace(mine, whole=True, hash=hash_of(there))))
    return tuple(Compared(name, here[name], there[name]) for name in here)


def fitting(target: sa.Engine, of: str) -> CopyMark | None:
    """The mark of a target that may become a copy; raises CopyRefused where that would lose something."""
    with reading(target) as connection:
        found = marks.copy_mark(connection)
        if found is None and not is_empty(connection):
            raise CopyRefused("holds a collection of its own: name an empty database")
        if found is not None and found.of != of:
            raise CopyRefused("holds a copy of another collection: name an empty database")
        if found is not None and found.whole and found.hash != hash_of(sums(connection)):
            raise CopyRefused(
                "was written to or upgraded after it was copied: name an empty database, so nothing is lost"
            )
    return found


def take(connection: sa.Connection, before: CopyMark | None, mine: CopyMark) -> None:
    """Mark the target as a copy that is being made, unless it is no more what it was found to be."""
    if marks.copy_mark(connection) != before or (before is None and not is_empty(connection)):
        raise CopyRefused("is being written to by another process")
    marks.put_copy_mark(connection, mine)


def write_as(target: sa.Engine, mine: CopyMark, work: Callable[[sa.Connection], Any]) -> None:
    """Run the work in one transaction, unless another process has begun a copy into the target since."""

    def fenced(connection: sa.Connection) -> None:
        if marks.copy_mark(connection) != mine:
            raise CopyRefused("is another copy's by now, which was begun later and goes on alone")
        work(connection)

    transact(target, fenced)


def is_empty(connection: sa.Connection) -> bool:
    """True where no table but the marks has a row."""
    others = (table for table in tables() if table is not mark)
    return not any(connection.execute(sa.select(1).select_from(table).limit(1)).first() for table in others)


def hash_of(of: Mapping[str, Sum]) -> str:
    """One hash of the sums of all tables."""
    return sha256(repr(sorted((name, each.rows, each.hash) for name, each in of.items())).encode()).hexdigest()


def is_same(one: sa.Engine, other: sa.Engine) -> bool:
    """True where both engines lead to one and the same database."""
    if one.dialect.name != other.dialect.name:
        return False
    return place_of(one) == place_of(other)


def place_of(engine: sa.Engine) -> tuple[Any, ...]:
    """What tells a database from every other: its file, or its server's start and its number there."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            _, _, file = connection.execute(sa.text("PRAGMA database_list")).one()
            there = Path(file).stat()
            return there.st_dev, there.st_ino
        query = "SELECT oid, pg_postmaster_start_time() FROM pg_database WHERE datname = current_database()"
        return tuple(connection.execute(sa.text(query)).one())

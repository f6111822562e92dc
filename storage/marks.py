"""Marks: what the program notes of a database itself, and of the collection in it."""

import json
import secrets
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from config.errors import ConfigError
from storage.database import reading, transact
from storage.schema import mark

LOCAL = ("copy", "queue")  # of the one database; every other mark is of the collection and goes with it


@dataclass(frozen=True, slots=True)
class CopyMark:
    """That a database is a copy: of which collection, who makes it, and once it is whole the hash of all its rows."""

    of: str
    by: str
    whole: bool = False
    hash: str = ""  # whoever works with the copy changes it


class NotWhole(ConfigError):
    """A database is a copy that was begun and not brought to its end."""

    def __init__(self) -> None:
        message = "is a copy that is not whole: run the same `duizhao db copy` or `duizhao restore` again"
        super().__init__(None, None, "database", message)


def get(connection: sa.Connection, name: str) -> str | None:
    """The value of a mark, or None."""
    return connection.execute(sa.select(mark.c.value).where(mark.c.name == name)).scalar_one_or_none()


def put(connection: sa.Connection, name: str, value: str) -> None:
    """Set a mark."""
    drop(connection, name)
    connection.execute(sa.insert(mark).values(name=name, value=value))


def drop(connection: sa.Connection, name: str) -> None:
    """Take a mark away."""
    connection.execute(sa.delete(mark).where(mark.c.name == name))


def copy_mark(connection: sa.Connection) -> CopyMark | None:
    """The mark of a copy; None where the database is none."""
    value = get(connection, "copy")
    return None if value is None else CopyMark(**json.loads(value))


def put_copy_mark(connection: sa.Connection, value: CopyMark) -> None:
    """Set the mark of a copy."""
    put(connection, "copy", json.dumps(asdict(value)))


def refuse_partial(engine: sa.Engine) -> None:
    """Raise NotWhole where a database is a copy that was not brought to its end."""
    with reading(engine) as connection:
        found = copy_mark(connection)
    if found is not None and not found.whole:
        raise NotWhole


def collection_of(engine: sa.Engine) -> str:
    """The random id of the collection in a database, made where it has none yet."""
    with reading(engine) as connection:
        found = get(connection, "collection")
    return found or transact(engine, named)


def named(connection: sa.Connection) -> str:
    """The id of the collection; a new one is stored where there is none."""
    found = get(connection, "collection")
    if found is None:
        found = secrets.token_hex(16)
        put(connection, "collection", found)
    return found

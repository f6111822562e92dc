"""A snapshot of a collection in an SQLite file of its own, whatever database the collection lives in."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from config.errors import ConfigError
from storage import marks
from storage.chunks import Step, Sum, sums
from storage.copying import copy_collection
from storage.database import connect, reading, writing
from storage.marks import collection_of
from storage.migrate import ready


def snapshot(engine: sa.Engine, file: Path, step: Step = lambda rows: None) -> Mapping[str, Sum]:
    """Write what the database holds at one moment to a new file; return the sum of each table, equal on both sides."""
    of = collection_of(engine)
    target = connect(f"sqlite:///{file}")
    try:
        with reading(engine) as view:
            if engine.dialect.name == "sqlite":
                here = sums(view, step)  # its first statement fixes the moment that the file is taken from
                clone(view, file)
                with reading(target) as connection:
                    there = sums(connection, step)
            else:
                ready(target)
                compared = copy_collection(view, of, target, step)
                here = {each.table: each.here for each in compared}
                there = {each.table: each.there for each in compared}
        if here != there:
            raise ConfigError(None, None, "backup", "the snapshot of the database differs from it: try it again")
        with writing(target) as connection:
            for name in marks.LOCAL:
                marks.drop(connection, name)
    finally:
        target.dispose()
    finish(file)
    return here


def clone(view: sa.Connection, file: Path) -> None:
    """Copy an SQLite database to a file page by page, as its reading transaction sees it."""
    source = view.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)
    into = sqlite3.connect(file)
    try:
        source.backup(into)
    finally:
        into.close()


def finish(file: Path) -> None:
    """Bring all of an SQLite database into its one file."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        connection.close()

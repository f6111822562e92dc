"""Restoring a backup into an empty place: unpacked and verified beside it, then renamed, the database last."""

import filecmp
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from config.errors import ConfigError
from storage import marks
from storage.about import DATABASE, About, BadBackup
from storage.copying import copy_collection, is_empty
from storage.database import connect, reading, transact, writing
from storage.files import sync_directory
from storage.migrate import ready, refuse_newer, upgrade, version
from storage.release import release
from storage.snapshot import finish
from storage.unpacking import look, unpack
from storage.verifying import PagesRead, verify_pages, verify_rows
from storage.workroom import alone, sync_file, workroom

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: what the backup says of itself, and how many raw pages were read."""

    about: About
    pages: PagesRead


def restore(
    file: Path, data: Path, target: Path | sa.Engine, now: datetime, every: bool = False, step: Step = lambda rows: None
) -> Restored:
    """Restore a backup into a data directory and a database: an SQLite file, or the engine of any other.

    Nothing is there until all of it is verified; of one that was killed no part of a collection is seen, and begun
    again it ends right. Raises BadBackup or ConfigError, and leaves everything as it was.
    """
    about = look(file)
    refuse_newer(about.schema)
    refuse_taken(about, data, target)
    with alone(data), workroom(data) as room:
        about = unpack(file, room)
        pages = prepare(room, about, now, every, step)
        refuse_taken(about, data, target)
        move_pages(room / "warc", data / "warc")
        if isinstance(target, Path):
            move_database(room / DATABASE, target)
        else:
            fill(room / DATABASE, about, target)
    return Restored(about, pages)


def refuse_taken(about: About, data: Path, target: Path | sa.Engine) -> None:
    """Raise ConfigError where anything stands in the place of the collection or of its raw pages."""
    if isinstance(target, Path):
        if target.exists():
            engine = connect(f"sqlite:///{target}")
            try:
                refuse_filled(about, engine)
            finally:
                engine.dispose()  # a connection left open keeps its -wal and -shm beside a collection that stays
    else:
        refuse_filled(about, target)
    for name, size in about.warc.items():
        path = data / "warc" / name
        # One of the same size may be what a restore that was killed left; its content is compared when it is unpacked.
        if os.path.lexists(path) and not (path.is_file() and path.stat().st_size == size):
            raise ConfigError(path, None, "", "is there already: restore into an empty data directory (DUIZHAO_DATA)")


def refuse_filled(about: About, engine: sa.Engine) -> None:
    """Raise ConfigError where a database holds a collection; one that a killed restore left unfinished is none."""
    with reading(engine) as connection:
        if version(connection) is None:
            return
    ready(engine)
    with reading(engine) as connection:
        begun = marks.copy_mark(connection)
        unfinished = begun is not None and begun.of == about.collection and not begun.whole
        if not unfinished and not is_empty(connection):
            message = "holds a collection already: restore into an empty place (DUIZHAO_DATA, DUIZHAO_DATABASE)"
            raise ConfigError(None, None, "database", message)


def prepare(room: Path, about: About, now: datetime, every: bool, step: Step) -> PagesRead:
    """Verify what was unpacked, bring it to the newest schema, and free what processes held when it was backed up."""
    engine = connect(f"sqlite:///{room / DATABASE}")
    try:
        with reading(engine) as connection:
            refuse_strange(connection)
            verify_rows(connection, about)
        upgrade(engine)
        pages = PagesRead(0, 0)
        if about.pages:
            with reading(engine) as connection:
                pages = verify_pages(connection, about, room / "warc", every, step)
        with writing(engine) as connection:
            release(connection, now)
    except sa.exc.DBAPIError as error:
        raise BadBackup(f"its database can not be read: {error.orig}") from error
    finally:
        engine.dispose()
    finish(room / DATABASE)
    sync_file(room / DATABASE)
    return pages


def refuse_strange(connection: sa.Connection) -> None:
    """Raise BadBackup where an unpacked database would do things by itself: no schema of ours has triggers or views."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    strange = connection.scalars(sa.text(query)).first()
    if strange is not None:
        raise BadBackup(f"its database has a trigger or view {strange[:100]!r}, which is no part of a collection")


def move_pages(unpacked: Path, directory: Path) -> None:
    """Move the files of raw pages to their directory; raises ConfigError where another one stands there."""
    names = sorted(path.name for path in unpacked.iterdir())
    if not names:
        return
    directory.mkdir(exist_ok=True)
    new = [name for name in names if not os.path.lexists(directory / name)]
    for name in set(names) - set(new):
        if not filecmp.cmp(unpacked / name, directory / name, shallow=False):
            raise ConfigError(directory / name, None, "", "is there already, and is another file than the backup's")
    moved = []
    try:
        for name in new:
            (unpacked / name).rename(directory / name)
            moved.append(name)
    except OSError:
        for name in moved:
            (directory / name).unlink()
        raise
    sync_directory(directory)
    sync_directory(directory.parent)


def move_database(unpacked: Path, target: Path) -> None:
    """Put the database in its place, an empty one out of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        try:
            finish(target)  # so that nothing of it stays in the files beside it
        except sqlite3.OperationalError as error:
            raise ConfigError(target, None, "database", "is open in another process: end that first") from error
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    with workroom(target.absolute().parent) as room:  # it may be on another disk
        shutil.move(unpacked, room / DATABASE)
        sync_file(room / DATABASE)
        (room / DATABASE).replace(target)
        sync_directory(target.absolute().parent)


def fill(unpacked: Path, about: About, target: sa.Engine) -> None:
    """Copy the unpacked database into an empty one of another kind."""
    source = connect(f"sqlite:///{unpacked}")
    try:
        ready(target)
        with reading(source) as view:
            compared = copy_collection(view, about.collection, target)
    finally:
        source.dispose()
    if not all(each.equal for each in compared):
        raise ConfigError(None, None, "database", "does not hold what was restored into it: restore again")
    transact(target, partial(marks.drop, name="copy"))

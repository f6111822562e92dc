"""Backing up a collection while it is written to: the database of one moment, then the raw pages that it names."""

import hashlib
import os
import sqlite3
import tarfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from config.errors import ConfigError
from storage.about import DATABASE, WARC_NAME, About, TableIn
from storage.chunks import Step, Sum
from storage.data_sheet import product_version
from storage.files import sync_directory
from storage.marks import collection_of
from storage.migrate import newest
from storage.schema import metadata
from storage.snapshot import snapshot
from storage.workroom import alone, workroom

Tell = Callable[[int, int], None]  # bytes written, of how many


def back_up(
    engine: sa.Engine,
    data: Path,
    file: Path,
    now: datetime,
    pages: bool = True,
    replace: bool = False,
    step: Step = lambda rows: None,
    tell: Tell = lambda done, of: None,
) -> About:
    """Write a backup to a file that appears whole or not at all; return what it says of itself.

    Records are on the disk before the rows that name them are committed. So what the snapshot names is there when it is
    taken, and what a growing file gets later belongs to no row of it.
    """
    refuse_taken(file, replace)
    with alone(data), workroom(file.absolute().parent) as room:
        sums = snapshot(engine, room / DATABASE, step)
        warc, missing = named(room / DATABASE, data / "warc") if pages else ({}, ())
        about = About(
            duizhao=product_version(),
            schema=newest(),
            made_at=now.isoformat(),
            collection=collection_of(engine),
            sha256=hash_of(room / DATABASE),
            tables=as_tables(sums),
            pages=pages,
            warc=warc,
            missing=missing,
        )
        pack(room / "backup.tar", about, room / DATABASE, data / "warc", tell)
        refuse_taken(file, replace)
        (room / "backup.tar").replace(file)
        sync_directory(file.absolute().parent)
    return about


def refuse_taken(file: Path, replace: bool) -> None:
    """Raise ConfigError where a backup can not be written there."""
    if not file.absolute().parent.is_dir():
        raise ConfigError(None, None, "FILE", f"there is no directory {file.absolute().parent}")
    if file.is_dir():
        raise ConfigError(file, None, "FILE", "is a directory")
    if not replace and os.path.lexists(file):
        raise ConfigError(file, None, "FILE", "is there already: name another, or say --replace")


def as_tables(sums: Mapping[str, Sum]) -> dict[str, TableIn]:
    """The sums with the columns that they were made over."""
    return {
        name: TableIn(each.rows, each.hash, tuple(metadata.tables[name].columns.keys())) for name, each in sums.items()
    }


def named(database: Path, directory: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    """The files of raw pages that rows of a snapshot name, with their sizes now, and those that are not there."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT DISTINCT warc FROM page WHERE pruned_at IS NULL")]
    there = [each for each in sorted(names) if WARC_NAME.fullmatch(each) and (directory / each).is_file()]
    return {each: (directory / each).stat().st_size for each in there}, tuple(sorted(set(names) - set(there)))


def hash_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def pack(into: Path, about: About, database: Path, directory: Path, tell: Tell) -> None:
    """Write the one file of a backup, and bring it to the disk."""
    made_at = int(datetime.fromisoformat(about.made_at).timestamp())
    total = database.stat().st_size + sum(about.warc.values())
    done = 0
    with into.open("xb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            text = about.to_json()
            add(tar, "about.json", BytesIO(text), len(text), made_at)
            for name, path, size in (
                (DATABASE, database, database.stat().st_size),
                *((f"warc/{name}", directory / name, size) for name, size in about.warc.items()),
            ):
                with path.open("rb") as content:
                    add(tar, name, content, size, made_at)
                done += size
                tell(done, total)
        file.flush()
        os.fsync(file.fileno())


def add(tar: tarfile.TarFile, name: str, content: BinaryIO | BytesIO, size: int, made_at: int) -> None:
    """Add the first bytes of a file, as many as it had when it was looked at."""
    member = tarfile.TarInfo(name)
    member.size, member.mtime = size, made_at
    tar.addfile(member, content)

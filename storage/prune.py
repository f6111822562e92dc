"""Throwing away raw pages for their age: whole files, first their rows, then the files themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.database import reading, transact
from storage.files import sync_directory
from storage.schema import article, page, run, visit
from storage.workroom import alone

OF_RUN = re.compile(r"run-(\d+)-")
SLACK = timedelta(days=1)  # that the clocks of a database and of a disk may differ
GROUP = 100  # files in one transaction


@dataclass(frozen=True, slots=True)
class Pruned:
    """One file of raw pages that goes or went."""

    file: str
    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Pruning:
    """What went, or what would, and the files that are none of this collection's: they are left alone."""

    went: tuple[Pruned, ...]
    strange: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What rows say of one file of raw pages."""

    pages: int  # that are not thrown away yet
    newest: datetime | None  # of them


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says of files and runs."""

    named: dict[str, Named]
    busy: set[str]  # files with pages of runs that are not closed
    kept: set[str]  # files with a page that the text of an article was read from
    runs: dict[int, Any]


def prune(
    engine: sa.Engine, data: Path, cut: datetime, now: datetime, keep_latest: bool = False, dry_run: bool = False
) -> Pruning:
    """Throw away the files whose pages were all fetched before the cut; return what went, or what would.

    A file that no row names, as one torn by a kill, goes by the time of its last change. A file of a running crawl is
    not touched, nor with `keep_latest` one with a page that the text of an article was read from.
    """
    directory = data / "warc"
    if dry_run:
        return old(engine, directory, cut, keep_latest)
    with alone(data):
        found = old(engine, directory, cut, keep_latest)
        for start in range(0, len(found.went), GROUP):
            group = [each.file for each in found.went[start : start + GROUP]]
            transact(engine, partial(give_up, files=group, now=now))
            for file in group:
                (directory / file).unlink()
        if found.went:
            sync_directory(directory)
    return found


def old(engine: sa.Engine, directory: Path, cut: datetime, keep_latest: bool) -> Pruning:
    """The files that go."""
    there = {path.name: path.stat() for path in sorted(directory.glob("*.warc.gz")) if path.is_file()}
    with reading(engine) as connection:  # after the files were listed: the run of each is there before its file
        known = known_of(connection, keep_latest)
    went, strange = [], []
    for name, seen in there.items():
        of, writer = known.named.get(name), run_of(name, known)
        changed = datetime.fromtimestamp(seen.st_mtime, UTC)
        if name in known.busy or name in known.kept or (writer and writer.state == "running"):
            continue
        if of is None and not was_writing(writer, changed):
            strange.append(name)
        elif of is None and changed < cut:
            went.append(Pruned(name, 0, seen.st_size))
        elif of is not None and (of.newest is None or of.newest < cut):  # of none a kill left the file, without rows
            went.append(Pruned(name, of.pages, seen.st_size))
    return Pruning(tuple(went), tuple(strange))


def run_of(name: str, known: Known) -> Any:
    """The row of the run of a file's number, or None."""
    of = OF_RUN.match(name)
    return known.runs.get(int(of[1])) if of else None


def was_writing(writer: Any, changed: datetime) -> bool:
    """True where the run of a file's number ran when the file was changed last.

    Another database may use the directory too, and have runs of the same numbers, but not at the same time.
    """
    return bool(writer and writer.started_at - SLACK <= changed <= (writer.ended_at or changed) + SLACK)


def known_of(connection: sa.Connection, keep_latest: bool) -> Known:
    """What the database says of files and runs."""
    there = page.c.pruned_at.is_(None)
    named = sa.select(
        page.c.warc,
        sa.func.count(sa.case((there, 1))).label("pages"),
        sa.func.max(sa.case((there, page.c.fetched_at))).label("newest"),
    ).group_by(page.c.warc)
    of_runs = sa.select(page.c.warc).join(visit, visit.c.id == page.c.visit_id).join(run, run.c.id == visit.c.run_id)
    busy = of_runs.where(run.c.state == "running").distinct()
    kept = sa.select(page.c.warc).join(article, article.c.page_id == page.c.id).distinct()
    runs = sa.select(run.c.id, run.c.state, run.c.started_at, run.c.ended_at)
    return Known(
        named={row.warc: Named(row.pages, row.newest) for row in connection.execute(named)},
        busy=set(connection.scalars(busy)),
        kept=set(connection.scalars(kept)) if keep_latest else set(),
        runs={row.id: row for row in connection.execute(runs)},
    )


def give_up(connection: sa.Connection, files: Sequence[str], now: datetime) -> None:
    """Note that the pages of files are thrown away; a crawl that is over writes no more into them."""
    of_files = sa.and_(page.c.warc.in_(files), page.c.pruned_at.is_(None))
    connection.execute(sa.update(page).where(of_files).values(pruned_at=now))

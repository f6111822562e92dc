"""The commands `backup` and `restore`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config.settings import settings
from service.copying import number_of
from service.databases import existing
from service.output import moment_text, plural, print_json, size_text
from service.progress import progress
from service.workplace import engine_of, file_of
from storage.about import About
from storage.backup import back_up, refuse_taken
from storage.chunks import tables
from storage.database import reading
from storage.restore import Restored, restore


def run_backup(file: Path, pages: bool, replace: bool, as_json: bool) -> int:
    """Write a backup; return 0, or 1 where files of raw pages that rows name were missing."""
    refuse_taken(file, replace)
    here = settings()
    with existing(here.database, "database") as engine:
        with reading(engine) as connection:
            total = 2 * sum(number_of(connection, table) for table in tables())
        with progress("backing up", total) as step:
            about = back_up(engine, here.data, file, datetime.now(UTC), pages=pages, replace=replace, step=step)
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size, **as_object(about)})
    else:
        line = f"{contents(about)}, as of {made_at(about)}, are in {file} ({size_text(file.stat().st_size)})"
        sys.stdout.write(line + "\n")
    for name in about.missing:
        sys.stderr.write(f"{here.data / 'warc' / name}: is not there, so its pages are not in the backup\n")
    return 1 if about.missing else 0


def run_restore(file: Path, every: bool, as_json: bool) -> None:
    """Restore a backup into the data directory and the database of the settings, and say what came back."""
    here = settings()
    target: Path | sa.Engine = file_of(here.database) or engine_of(here.database)
    try:
        with progress("reading pages back", None) as step:
            done = restore(file, here.data, target, datetime.now(UTC), every, step)
    finally:
        if isinstance(target, sa.Engine):
            target.dispose()
    if as_json:
        read = {"pages_read": done.pages.read, "pages_named": done.pages.of}
        print_json({"file": str(file), **as_object(done.about), **read})
    else:
        show(done, here.data)


def show(done: Restored, data: Path) -> None:
    """Print what came back, and what did not."""
    about = done.about
    lines = [f"{contents(about)}, as of {made_at(about)}, are back; all rows are those that were backed up"]
    if about.pages:
        lines.append(f"{done.pages.read:,} of {plural(done.pages.of, 'raw page')} were read back whole")
    else:
        lines.append(f"the raw pages are not in this backup: put their files into {data / 'warc'}")
    if about.missing:
        lines.append(f"{plural(len(about.missing), 'file')} of raw pages were missing when it was made")
    sys.stdout.write("\n".join(lines) + "\n")


def contents(about: About) -> str:
    """What is in a backup, in words."""
    parts = [plural(about.tables[name].rows, name) for name in ("article", "visit") if name in about.tables]
    return ", ".join((*parts, f"{plural(len(about.warc), 'file')} of raw pages" if about.pages else "no raw pages"))


def made_at(about: About) -> str:
    """When a backup was made."""
    return moment_text(datetime.fromisoformat(about.made_at), UTC)


def as_object(about: About) -> dict[str, Any]:
    """A backup for JSON."""
    return {
        "duizhao": about.duizhao,
        "schema": about.schema,
        "made_at": about.made_at,
        "tables": {name: {"rows": each.rows, "hash": each.hash} for name, each in about.tables.items()},
        "pages": about.pages,
        "warc": dict(about.warc),
        "missing": list(about.missing),
    }

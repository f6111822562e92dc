"""The command `doctor`: what is right, what is wrong, and what to do about it."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from rich.table import Table
from rich.text import Text

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.settings import Settings, settings
from crawler.contact import is_loopback
from service.attendance import attendance
from service.finding import Finding
from service.output import console, print_json
from service.workplace import engine_of, missing_file
from storage.database import reading, writing
from storage.migrate import newest, version

ROOM = 2**30  # a day of a dozen sources takes tens of megabytes, most of it raw pages


def run_doctor(as_json: bool) -> int:
    """Look at everything; print the findings; return 0 where all is good, 1 otherwise."""
    findings = examine()
    if as_json:
        print_json([asdict(each) for each in findings])
    else:
        show(findings)
    return 0 if all(each.good for each in findings) else 1


def examine() -> list[Finding]:
    """All findings, in the order in which one would mend them."""
    findings = [python()]
    try:
        here = settings()
    except ConfigError as error:
        return [*findings, Finding("settings", False, str(error), "correct the environment variable")]
    checks: tuple[Callable[[Settings], Finding], ...] = (contact, directory, disk, database)
    findings += [check(here) for check in checks]
    return [*findings, *(serving(here) if findings[-1].good else []), *sources(here)]


def python() -> Finding:
    """The version of Python."""
    return Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0], "use Python 3.11 or newer")


def contact(here: Settings) -> Finding:
    """Whether those who are crawled can write to someone."""
    advice = "export DUIZHAO_CONTACT=you@example.org: nothing but this machine is crawled without it"
    return Finding("contact", bool(here.contact), here.contact or "not set", advice)


def directory(here: Settings) -> Finding:
    """Whether the data directory can be written."""
    nearest = there(here.data)
    advice = f"make {nearest} a directory that you can write, or set DUIZHAO_DATA"
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return Finding("data directory", True, str(here.data), advice)
    except OSError as error:
        return Finding("data directory", False, f"{here.data}: {nearest}: {error.strerror}", advice)


def there(path: Path) -> Path:
    """The path itself if something stands there, else the nearest one above it where something does."""
    return next(each for each in (path, *path.absolute().parents) if os.path.lexists(each))


def disk(here: Settings) -> Finding:
    """Whether there is room for pages."""
    try:
        free = shutil.disk_usage(there(here.data)).free
    except OSError as error:
        return Finding("disk", False, str(error.strerror), "see the data directory")
    return Finding("disk", free >= ROOM, f"{free / 2**30:.1f} GiB free", "free at least 1 GiB")


def database(here: Settings) -> Finding:
    """Whether the database answers, is at the newest schema, and can be written."""
    try:
        if missing_file(here.database):
            return Finding("database", True, "not there yet; the first crawl makes it")
        engine = engine_of(here.database)
    except (ConfigError, OSError) as error:
        return Finding("database", False, str(error), "see DUIZHAO_DATABASE")
    try:
        with writing(engine) as connection:
            current = version(connection)
    except Exception as error:  # whatever the driver raises is what the person needs to read
        return Finding("database", False, f"{type(error).__name__}: {error}".splitlines()[0], "see DUIZHAO_DATABASE")
    finally:
        engine.dispose()
    if current is None:
        return Finding("database", True, "empty yet; the first crawl, or duizhao db upgrade, makes its tables")
    return Finding("database", current == newest(), f"schema {current}", "run duizhao db upgrade")


def serving(here: Settings) -> list[Finding]:
    """Which services run, where there is a database that can tell."""
    if missing_file(here.database):
        return []
    engine = engine_of(here.database)
    try:
        with reading(engine) as connection:
            current = version(connection)
        return [] if current is None else list(attendance(engine))
    finally:
        engine.dispose()


def sources(here: Settings) -> list[Finding]:
    """The source files: how many are good, and each error of one that is not."""
    catalogue = load_catalogue(here.sources)
    findings = [Finding("source file", False, str(error), "correct the line") for error in catalogue.errors]
    standing_in = [each for each in catalogue.overridden if each in catalogue.sources]
    own = f", your own stand in for {', '.join(standing_in)}" if standing_in else ""
    outside = sum(not is_loopback(each.home) for each in catalogue.sources.values())
    count = f"{len(catalogue.sources)} good, {outside} of them on the network{own}"
    return [Finding("sources", bool(catalogue.sources), count, "see docs/source-file.md"), *findings]


def show(findings: list[Finding]) -> None:
    """Print the findings as a table."""
    table = Table(show_header=False, box=None)
    for each in findings:
        mark = Text("good", "green") if each.good else Text("mend", "red")
        found = Text(each.found) if each.good else Text.assemble(each.found, "\n", (each.advice, "dim"))
        table.add_row(mark, each.what, found)
    console().print(table)

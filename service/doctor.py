"""The command `doctor`: what is right, what is wrong, and what to do about it."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.settings import Settings, settings
from crawler.crawl import is_loopback
from service.output import print_json
from storage.database import connect, writing
from storage.migrate import newest, version

ROOM = 2**30  # a day of a dozen sources takes tens of megabytes, most of it raw pages


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: good, or bad with what to do."""

    what: str
    good: bool
    found: str
    advice: str = ""


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
    return [*findings, *(check(here) for check in checks), *sources(here)]


def python() -> Finding:
    """The version of Python."""
    return Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0], "use Python 3.11 or newer")


def contact(here: Settings) -> Finding:
    """Whether those who are crawled can write to someone."""
    advice = "export DUIZHAO_CONTACT=you@example.org: nothing but this machine is crawled without it"
    return Finding("contact", bool(here.contact), here.contact or "not set", advice)


def directory(here: Settings) -> Finding:
    """Whether the data directory can be written."""
    nearest = next(each for each in (here.data, *here.data.absolute().parents) if each.exists())
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    return Finding("data directory", writable, str(here.data), f"make {nearest} writable, or set DUIZHAO_DATA")


def disk(here: Settings) -> Finding:
    """Whether there is room for pages."""
    nearest = next(each for each in (here.data, *here.data.absolute().parents) if each.exists())
    free = shutil.disk_usage(nearest).free
    return Finding("disk", free >= ROOM, f"{free / 2**30:.1f} GiB free", "free at least 1 GiB")


def database(here: Settings) -> Finding:
    """Whether the database answers, is at the newest schema, and can be written."""
    path = Path(here.database.removeprefix("sqlite:///"))
    if here.database.startswith("sqlite:///") and not path.exists():
        return Finding("database", True, "not there yet; the first crawl makes it")
    engine = connect(here.database)
    try:
        with writing(engine) as connection:
            current = version(connection)
    except Exception as error:  # whatever the driver raises is what the person needs to read
        return Finding("database", False, f"{type(error).__name__}: {error}".splitlines()[0], "see DUIZHAO_DATABASE")
    finally:
        engine.dispose()
    good = current in (None, newest())
    return Finding("database", good, f"schema {current or 'none'}", "run duizhao db upgrade")


def sources(here: Settings) -> list[Finding]:
    """The source files: how many are good, and each error of one that is not."""
    catalogue = load_catalogue(here.sources)
    findings = [Finding("source file", False, str(error), "correct the line") for error in catalogue.errors]
    own = f", your own stand in for {', '.join(catalogue.overridden)}" if catalogue.overridden else ""
    outside = sum(not is_loopback(each.home) for each in catalogue.sources.values())
    count = f"{len(catalogue.sources)} good, {outside} of them on the network{own}"
    return [Finding("sources", bool(catalogue.sources), count, "see docs/source-file.md"), *findings]


def show(findings: list[Finding]) -> None:
    """Print the findings as a table."""
    table = Table(show_header=False, box=None)
    for each in findings:
        mark = "[green]good[/]" if each.good else "[red]mend[/]"
        table.add_row(mark, each.what, each.found if each.good else f"{each.found}\n[dim]{each.advice}[/]")
    Console().print(table)

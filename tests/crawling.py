"""The real command `crawl` for tests: in a process of its own, its limits shorter, and what it left in the database."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests import warm
from tests.warm import Ended

ROOT = Path(__file__).resolve().parent.parent
CONTACT = "desk@example.org"
# The command itself; only what a crawl takes for too long is shorter. It says what memory it took on standard error.
QUICK = """
import crawler.early
{prelude}
import atexit, resource, sys
from functools import partial
import crawler.stopping, service.crawling, storage.database
from crawler.limits import Limits
from service.cli import main
limits = Limits({limits})
storage.database.BUSY_SECONDS = crawler.stopping.GRACE = 1
service.crawling.crawl = partial(service.crawling.crawl, limits=limits)
if {file_size}:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({file_size}, {file_size}))
def peak():  # ru_maxrss would begin with that of the process that started this one
    if sys.platform != "linux":
        return 0
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
atexit.register(lambda: print("peak", peak(), file=sys.stderr))
main()
"""


def begin(
    data: Path,
    sources: Path,
    *arguments: str,
    limits: Mapping[str, float] | None = None,
    file_size: int = 0,
    prelude: str = "",
    more: Mapping[str, str] | None = None,
) -> "subprocess.Popen[str]":
    """Start a crawl of all sources in the directory; it runs the prelude first, with `more` in its environment."""
    script, ids = quick(sources, limits, file_size, prelude)
    return subprocess.Popen(
        [sys.executable, "-c", script, "crawl", "--json", *arguments, *ids],
        env=surroundings(data, sources, more),
        cwd=sources.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def end(process: "subprocess.Popen[str]", seconds: float = 60) -> Ended:
    """Wait for a crawl's end; one that does not end is killed and fails the test."""
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return Ended(process.returncode, output, errors)


def crawl(
    data: Path,
    sources: Path,
    *arguments: str,
    limits: Mapping[str, float] | None = None,
    file_size: int = 0,
    prelude: str = "",
    more: Mapping[str, str] | None = None,
) -> Ended:
    """Crawl all sources in the directory once, in a process that has its imports."""
    script, ids = quick(sources, limits, file_size, prelude)
    asked = ("crawl", "--json", *arguments, *ids)
    return warm.run(asked, surroundings(data, sources, more), sources.parent, script=script, seconds=60)


def quick(sources: Path, limits: Mapping[str, float] | None, file_size: int, prelude: str) -> tuple[str, list[str]]:
    """The script of a crawl, and the ids of all sources in the directory."""
    given = ", ".join(f"{name}={value}" for name, value in (limits or {}).items())
    script = QUICK.format(limits=given, file_size=file_size, prelude=prelude)
    return script, sorted(path.stem for path in sources.glob("*.yml"))


def surroundings(data: Path, sources: Path, more: Mapping[str, str] | None) -> dict[str, str]:
    """The environment of a crawl, with `more` in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    return kept | {
        "DUIZHAO_DATA": str(data),
        "DUIZHAO_SOURCES": str(sources),
        "DUIZHAO_CONTACT": CONTACT,
        "PYTHONPATH": str(ROOT),
        **(more or {}),
    }


def rows(data: Path, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with closing(sqlite3.connect(data / "duizhao.sqlite", timeout=5)) as connection:
        return connection.execute(query, values).fetchall()


def outcomes(data: Path, source: str) -> dict[str, str]:
    """The outcome of each link's first visit by its path; empty where it is pending."""
    query = (
        "SELECT link.url, visit.outcome FROM visit JOIN link ON link.id = visit.link_id"
        " WHERE link.source_id = ? GROUP BY link.id HAVING min(visit.id)"
    )
    return {urlsplit(url).path: outcome for url, outcome in rows(data, query, [source])}


def details(data: Path, source: str) -> dict[str, str]:
    """The details of each link's first visit by its path."""
    query = (
        "SELECT link.url, visit.detail FROM visit JOIN link ON link.id = visit.link_id"
        " WHERE link.source_id = ? GROUP BY link.id HAVING min(visit.id)"
    )
    return {urlsplit(url).path: detail for url, detail in rows(data, query, [source])}


def children_of(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Every process that a crawl started, and those they started."""
    return psutil.Process(process.pid).children(recursive=True)

"""What runs in a child process: pages and lists are parsed here, within limits, and nowhere else."""

import ctypes
import importlib
import importlib.util
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from pipeline.read import read as read_by_data
from pipeline.read import read_metadata as read_claims

from config.source import Source
from pipeline.discover import find as find_by_data
from pipeline.values import Article, Found, Link, Page, Route

MEMORY = 1536 * 2**20
CPU_SECONDS = 10.0
PR_SET_PDEATHSIG = 1

Value = TypeVar("Value")


def prepare() -> None:
    """Limit this process for good: memory, no core files, and it dies with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which ends its children itself
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The parent is the fork server, which ends when the crawl's end of its pipe closes.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:
            os._exit(1)


def limited(task: Callable[[], Value]) -> Value:
    """What the task returns; past its CPU time the process dies of SIGPROF, even inside a C loop."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        return task()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def find(page: Page, route: Route, source: Source) -> Found:
    """The links of one answer of a route, by the source's own finder where it has one."""
    own = override("crawler.spiders", "spiders", source.id, source.path)
    return limited(lambda: (own.find if own else find_by_data)(page, route, source))


def read(page: Page, source: Source, link: Link) -> Article:
    """The article of a page, by the source's own reader where it has one."""
    own = override("pipeline.readers", "readers", source.id, source.path)
    return limited(lambda: (own.read if own else read_by_data)(page, source, link))


def metadata(source: Source, link: Link, fetched_at: datetime) -> Article:
    """The article that a route's claims alone make."""
    return limited(lambda: read_claims(source, link, fetched_at))


@cache
def override(package: str, folder: str, source_id: str, path: Path | None) -> ModuleType | None:
    """The module that stands in for the general way, found by the source's id.

    For a shipped source it stands in the package, for a user's own in a folder beside its YAML file.
    """
    name = source_id.replace("-", "_")
    if path is not None and (path.parent / folder / f"{name}.py").is_file():
        spec = importlib.util.spec_from_file_location(f"own_{folder}_{name}", path.parent / folder / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    full = f"{package}.{name if name[0].isalpha() else 's' + name}"
    return importlib.import_module(full) if importlib.util.find_spec(full) else None

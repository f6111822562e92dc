"""What runs in a child process: pages and lists are parsed here, within limits, and nowhere else."""

import importlib
import importlib.util
import multiprocessing
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from config.source import Source
from crawler.forking import begin_as, die_with_parent
from crawler.limits import Limits
from crawler.wording import LONGEST_DETAIL, said
from pipeline.boilerplate import Boilerplate
from pipeline.discover import find as find_by_data
from pipeline.learned import Reading, reading_of
from pipeline.read import read as read_by_data
from pipeline.read import read_metadata as read_claims
from pipeline.reservations_page import metas_of
from pipeline.reservations_site import rules_of
from pipeline.scouting_data import list_in
from pipeline.scouting_feed import look_at_feed
from pipeline.scouting_page import look
from pipeline.urls import normalise
from pipeline.values import Article, Drop, Found, Link, Page, Route

Value = TypeVar("Value")


def serve(pipe: "Connection[Any, Any]", limits: Limits) -> None:
    """Do one task after another until the crawl closes its end of the pipe or is no more."""
    prepare(limits)
    while True:
        try:
            task, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send_bytes(answer(task, arguments, limits))


def prepare(limits: Limits) -> None:
    """Limit this process for good: memory, no core files, and it dies with its parent, the fork server."""
    begin_as("duizhao-parser")
    crawl = multiprocessing.parent_process()
    if crawl is not None and crawl.pid is not None:
        with suppress(OSError):  # it is no more, and so is the pipe
            os.setpgid(0, os.getpgid(crawl.pid))  # a service ends a crawl's whole group
    os.dup2(2, 1)  # what a reader prints would stand in the middle of the command's JSON
    lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        lower(resource.RLIMIT_AS, limits.memory)
    die_with_parent()


def lower(kind: int, most: int) -> None:
    """Set a limit of this process, unless whoever started it set a narrower one."""
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def answer(task: str, arguments: tuple[Any, ...], limits: Limits) -> bytes:
    """What a task returned or refused, pickled; past its CPU time the process dies of SIGPROF, even in a C loop.

    Whatever else is raised goes home as words: not every exception can be unpickled, a StopIteration can not be set
    on a future, and a SystemExit would end the crawl.
    """
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    try:
        value = pickle.dumps(TASKS[task](*arguments))
        if len(value) <= limits.answer:
            return value
        drop = Drop("quarantined", f"the parser gave {len(value)} bytes")
    except Drop as error:
        drop = Drop(error.reason, str(error.detail)[:LONGEST_DETAIL])
    except BaseException as error:
        drop = Drop("quarantined", said(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return pickle.dumps(drop)


def find(page: Page, route: Route, source: Source) -> Found:
    """The links of one answer of a route, by the source's own finder where it has one."""
    own = override("crawler.spiders", "spiders", source.id, source.path)
    return fit(of_kind(Found, own.find(page, route, source))) if own else find_by_data(page, route, source)


def read(page: Page, source: Source, link: Link) -> Article:
    """The article of a page, by the source's own reader where it has one."""
    own = override("pipeline.readers", "readers", source.id, source.path)
    return of_kind(Article, (own.read if own else read_by_data)(page, source, link))


def read_without(page: Page, source: Source, link: Link, boilerplate: Boilerplate) -> Reading:
    """The article of a page without what is known of its host's lines."""
    return reading_of(read(page, source, link), boilerplate)


def metadata(source: Source, link: Link, fetched_at: datetime) -> Article:
    """The article that a route's claims alone make."""
    return read_claims(source, link, fetched_at)


TASKS: Mapping[str, Callable[..., Any]] = {
    "find": find,
    "read": read_without,
    "metadata": metadata,
    "list_in": list_in,
    "look": look,
    "look_at_feed": look_at_feed,
    "metas": metas_of,
    "rules": rules_of,
}


def of_kind(kind: type[Value], value: object) -> Value:
    """The value, if it is of this very kind; what somebody's own module made is not taken on trust."""
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} in place of {kind.__name__}")
    return value


def fit(found: Found) -> Found:
    """What a finder of somebody's own gave without the links that are none, which are counted as refused."""
    links = tuple(each for each in found.links if type(each) is Link and is_url(each.url))
    return Found(links, found.routes, found.refused + len(found.links) - len(links))


def is_url(url: str) -> bool:
    """True where a URL has a normal form, and so can be a link's key."""
    try:
        return bool(normalise(url))
    except ValueError:
        return False


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

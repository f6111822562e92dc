"""The demo: the real spiders crawl a small newsroom on this machine, and the terminal shows what came of it."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.source import Source
from service.demo_events import as_object, events_of, show_events
from service.demo_tables import show, total_line
from service.newsroom import Newsroom
from service.output import console as console_for
from service.output import print_json
from storage.database import connect, reading
from storage.reports import counts

SECONDS = 300  # a crawl of the newsroom takes about five


@dataclass(frozen=True, slots=True)
class Round:
    """A crawl of the newsroom: what time it is there, which edition is printed, and what is asked for beside."""

    title: str
    at: str
    edition: int
    options: tuple[str, ...] = ()


# The newsroom has days of its own. That a side did not cover a story can be said only where somebody looked at its
# sources from a day before until three days after: so they are crawled every day until then, at those times.
FIRST = (Round("first crawl", "2026-10-14T18:30+00:00", 1),)
SECOND = (Round("second crawl, of every known link again", "2026-10-15T18:00+00:00", 2, ("--again",)),)
WATCH = tuple(
    Round(f"and a day later, {each[:10]}", each, 2)
    for each in ("2026-10-16T17:30+00:00", "2026-10-17T17:00+00:00", "2026-10-18T16:30+00:00")
)


@dataclass(frozen=True, slots=True)
class Demo:
    """Where a demo keeps its things, and the newsroom that it crawls."""

    directory: Path
    newsroom: Newsroom

    @property
    def database(self) -> str:
        """The URL of the demo's database."""
        return f"sqlite:///{(self.directory / 'data' / 'duizhao.sqlite').as_posix()}"


def run_demo(as_json: bool, serve: bool, port: int, keep: Path | None) -> None:
    """Crawl both editions of the newsroom and three days more, print what came of it, and serve it where asked."""
    console = console_for(stderr=as_json)
    with place(keep) as directory, Newsroom() as newsroom:
        demo = Demo(directory, newsroom)
        sources = prepare(demo)
        console.print(f"A newsroom of {len(sources)} invented sites stands on 127.0.0.1, with days of its own.")
        crawls = {
            name: [crawl(demo, sources, console, each) for each in rounds]
            for name, rounds in (("first crawl", FIRST), ("second crawl", SECOND), ("three days more", WATCH))
        }
        engine = connect(demo.database)
        try:
            with reading(engine) as connection:
                happened = events_of(connection, sources)
                if as_json:
                    print_json(counts(connection) | as_object(happened))
                else:
                    show(console, connection, sources, crawls)
                    show_events(console, happened, sources)
                    console.print(total_line(connection), highlight=False)
            if keep:
                console.print(f"Kept. {how_to_look(directory)}", markup=False, highlight=False, soft_wrap=True)
            if serve:
                serve_pages(engine, sources, port, console)
        finally:
            engine.dispose()


@contextmanager
def place(keep: Path | None) -> Iterator[Path]:
    """A directory for the demo: the one given, which must be new or empty, else one that is gone afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="duizhao-demo-") as name:
            yield Path(name)
        return
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise ConfigError(None, None, "--keep", f"{keep} is there and not empty: name a new directory")
    keep.mkdir(parents=True, exist_ok=True)
    yield keep


def how_to_look(directory: Path) -> str:
    """A line for the shell that lists what a demo kept."""
    data, sources = (shlex.quote(str(directory.absolute() / name)) for name in ("data", "sources"))
    return f"DUIZHAO_DATA={data} DUIZHAO_SOURCES={sources} duizhao articles"


def prepare(demo: Demo) -> Mapping[str, Source]:
    """Write the newsroom's source files; return its sources."""
    directory = demo.directory / "sources"
    directory.mkdir(exist_ok=True)
    demo.newsroom.write_sources(directory)
    catalogue = load_catalogue(directory)
    return {each: catalogue.sources[each] for each in demo.newsroom.ports}


def crawl(demo: Demo, sources: Mapping[str, Source], console: Console, of: Round) -> dict[str, dict[str, Any]]:
    """Run the real command in a process of its own, at the newsroom's time; return what each source gave."""
    demo.newsroom.publish(of.edition)
    console.print(f"{of.at[:16].replace('T', ' ')} UTC there: {of.title} …", highlight=False)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    environment |= {
        "DUIZHAO_DATA": str(demo.directory / "data"),
        "DUIZHAO_SOURCES": str(demo.directory / "sources"),
    }
    command = [sys.executable, "-m", "service", "crawl", *sources, "--clock", of.at, *of.options, "--json"]
    ended = subprocess.run(  # noqa: S603  # our own command with our own ids
        command, env=environment, stdout=subprocess.PIPE, timeout=SECONDS, check=False
    )
    if ended.returncode:  # it has said why
        raise ConfigError(None, None, "demo", f"a crawl of it ended with {ended.returncode}")
    told: dict[str, dict[str, Any]] = json.loads(ended.stdout)["sources"]
    return told


def serve_pages(engine: sa.Engine, sources: Mapping[str, Source], port: int, console: Console) -> None:
    """Serve the page that lists the articles, until Ctrl-C."""
    from web.app import make_server

    server = make_server(engine, sources, port)
    console.print(f"The articles are at http://127.0.0.1:{server.server_port}/ — Ctrl-C ends it.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        console.print("Ended.")
    finally:
        server.server_close()

"""The demo: the real spiders crawl a small newsroom on this machine twice, and the terminal shows what came of it."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.source import Source
from pipeline.compare import side_by_side
from service.newsroom import Newsroom
from service.output import console as console_for
from service.output import plural, print_json
from service.tables import changes_table, copies_table, outcomes_table, plain, sides_table
from storage.database import connect, reading
from storage.queries import Selection, listed
from storage.reports import counts, exact_copies, revisions

SECONDS = 300  # a crawl of the newsroom takes about five


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
    """Crawl both editions of the newsroom, print what came of it, and serve it where asked."""
    console = console_for(stderr=as_json)
    with place(keep) as directory, Newsroom() as newsroom:
        demo = Demo(directory, newsroom)
        sources = prepare(demo)
        console.print(f"A newsroom of {len(sources)} invented sites stands on 127.0.0.1.")
        first = crawl(demo, sources, console, "First crawl")
        newsroom.publish(2)
        second = crawl(demo, sources, console, "Second crawl, of every known link again", "--again")
        engine = connect(demo.database)
        try:
            with reading(engine) as connection:
                if as_json:
                    print_json(counts(connection))
                else:
                    show(console, connection, sources, {"first crawl": first, "second crawl": second})
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


def crawl(
    demo: Demo, sources: Mapping[str, Source], console: Console, title: str, *options: str
) -> dict[str, dict[str, Any]]:
    """Run the real command in a process of its own; return what each source gave."""
    console.print(f"{title} …")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    environment |= {
        "DUIZHAO_DATA": str(demo.directory / "data"),
        "DUIZHAO_SOURCES": str(demo.directory / "sources"),
    }
    command = [sys.executable, "-m", "service", "crawl", *sources, *options, "--json"]
    ended = subprocess.run(  # noqa: S603  # our own command with our own ids
        command, env=environment, stdout=subprocess.PIPE, timeout=SECONDS, check=True
    )
    told: dict[str, dict[str, Any]] = json.loads(ended.stdout)["sources"]
    return told


def show(
    console: Console,
    connection: sa.Connection,
    sources: Mapping[str, Source],
    crawls: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> None:
    """Print the tables: sources, outcomes, copies, changes, sides."""
    console.print(sources_table(sources, crawls["first crawl"], crawls["second crawl"]))
    console.print(outcomes_table({title: total(told) for title, told in crawls.items()}))
    console.print(copies_table(exact_copies(connection), sources))
    console.print(changes_table(revisions(connection), sources))
    rows = tuple(listed(connection, Selection()))
    console.print(sides_table(side_by_side(rows, "day", UTC), sources, "day"))
    found = counts(connection)
    articles = found["articles"]
    console.print(
        f"{plural(articles['total'], 'article')} ({articles['zh']} Chinese, {articles['en']} English), "
        f"{plural(found['copies'], 'exact copy', 'exact copies')}, {plural(found['revisions'], 'revision')}; "
        f"every one of {found['visits']['total'] - found['visits']['pending']} visits has its outcome, "
        f"{found['visits']['pending']} are planned."
    )


def total(told: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """The outcomes of a crawl over all its sources."""
    found: dict[str, int] = {}
    for source in told.values():
        for word, number in source["outcomes"].items():
            found[word] = found.get(word, 0) + number
    return found


def sources_table(
    sources: Mapping[str, Source],
    first: Mapping[str, Mapping[str, Any]],
    second: Mapping[str, Mapping[str, Any]],
) -> Table:
    """What each source gave in both crawls."""
    table = plain("What each source gave")
    table.add_column("source", no_wrap=True)
    table.add_column("found by", no_wrap=True)
    table.add_column("links", justify="right")
    table.add_column("first crawl", overflow="fold")
    table.add_column("second crawl", overflow="fold")
    for source in sources.values():
        one, two = first.get(source.id, {}), second.get(source.id, {})
        links = one.get("new", 0) + two.get("new", 0)
        told = (words(each.get("outcomes", {})) for each in (one, two))
        table.add_row(source.name, ", ".join(routes(source)), str(links), *told)
    return table


def routes(source: Source) -> list[str]:
    """The kinds of routes that a source has."""
    kinds = {
        "feed": source.feeds,
        "news sitemap": source.news,
        "sitemap": source.sitemaps,
        "section page": source.sections,
        "JSON API": source.api,
    }
    return [kind for kind, each in kinds.items() if each]


def words(outcomes: Mapping[str, int]) -> str:
    """Outcomes in one line."""
    return ", ".join(f"{word} {number}" for word, number in outcomes.items())


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

"""The options of the commands that collect, and of those that watch them: each a command of its own."""

from typing import Annotated

import typer

from service.keeping import Json

AtOnce = Annotated[int, typer.Option(min=1, max=64, help="How many crawls at once, each some 100 MiB.")]
Listen = Annotated[str, typer.Option(metavar="HOST:PORT", help="Where /healthz and /metrics are told, or off.")]


def crawl(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Visit every known link of these sources now.")] = False,
    json_: Json = False,
    clock: Annotated[str, typer.Option(hidden=True, help="The time that it is on the sites of a demo.")] = "",
) -> None:
    """Ask sources for links, fetch and read what is due, and store it."""
    from crawler import early  # noqa: F401  before all else
    from service.crawling import run_crawl

    raise typer.Exit(run_crawl(sources or [], again=again, as_json=json_, clock=clock))


def serve(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all.")] = None,
    at_once: AtOnce = 3,
    listen: Listen = "127.0.0.1:8321",
) -> None:
    """Keep the schedule: crawl what is due, or on PostgreSQL queue it for `duizhao work`, until stopped.

    Where it listens on this machine alone, a browser gets the articles there.
    """
    from service.duty import Bounds
    from service.serving import run_serve

    raise typer.Exit(run_serve(sources or [], Bounds(at_once=at_once), listen))


def work(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all.")] = None,
    at_once: AtOnce = 3,
    listen: Listen = "off",
) -> None:
    """Crawl what `duizhao serve` queues on PostgreSQL; on SQLite, what is due. Any number may run, until stopped."""
    from service.duty import Bounds
    from service.working import run_work

    raise typer.Exit(run_work(sources or [], Bounds(at_once=at_once), listen))


def health(
    url: Annotated[str, typer.Option(help="Where the service tells it.")] = "http://127.0.0.1:8321/healthz",
) -> None:
    """Ask a running service whether it does its work; ends with 0 where it does."""
    from service.asking import run_health

    raise typer.Exit(run_health(url))


def runs(
    limit: Annotated[int, typer.Option(min=1, help="How many at the most, newest first.")] = 20,
    source: Annotated[str, typer.Option("--source", help="Only those that crawled this source, and its rounds.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="All of them, whatever --limit says.")] = False,
    json_: Json = False,
) -> None:
    """List crawls and services, newest first, and say which services run."""
    from service.runs import show_runs

    show_runs(None if all_ else limit, source, as_json=json_)


def list_sources(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all.")] = None,
    json_: Json = False,
) -> None:
    """List the sources and what each has given."""
    from service.sources import show_sources

    raise typer.Exit(show_sources(as_json=json_, ids=sources or ()))

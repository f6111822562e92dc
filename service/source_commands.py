"""The commands that add sources and look after them; `service.cli` gives them their places."""

from typing import Annotated

import typer

from service.keeping import Json


def new(
    url: Annotated[str, typer.Argument(help="A front page, a section page or a feed of the site.")],
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="The source's id; without it, by host or name.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the file and write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Take the place of a file or a shipped source.")] = False,
    spider: Annotated[bool, typer.Option("--spider", help="Beside it a finder of its own with its test.")] = False,
    reader: Annotated[bool, typer.Option("--reader", help="Beside it a reader of its own with its test.")] = False,
    private: Annotated[bool, typer.Option("--private", help="The site is on your own network.")] = False,
    json_: Json = False,
) -> None:
    """Look at a site, rank its feeds, sitemaps and section pages, and write its source file into DUIZHAO_SOURCES.

    Ends with 0 where all keys are known, 3 where lines of the file are to be checked, 1 where no route was found.
    """
    from service.new_source import Wish, run_new

    raise typer.Exit(run_new(url, Wish(id_, dry_run, force, spider, reader, private), as_json=json_))


def try_(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the source.")],
    url: Annotated[str, typer.Argument(help="One article; without it, the newest of its routes.")] = "",
    number: Annotated[int, typer.Option(min=1, max=20, help="How many articles of its routes.")] = 3,
    json_: Json = False,
) -> None:
    """Fetch a few articles of a source, store nothing, and print each field with its layer and what is missing."""
    from service.trying import run_try

    raise typer.Exit(run_try(source_id, url, number, as_json=json_))

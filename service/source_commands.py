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
    from crawler import early  # noqa: F401  before all else
    from service.new_source import Wish, run_new

    raise typer.Exit(run_new(url, Wish(id_, dry_run, force, spider, reader, private), as_json=json_))


def try_(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the source.")],
    url: Annotated[str, typer.Argument(help="One article; without it, the newest of its routes.")] = "",
    number: Annotated[int, typer.Option(min=1, max=20, help="How many articles of its routes.")] = 3,
    json_: Json = False,
) -> None:
    """Fetch a few articles of a source, store nothing, and print each field with its layer and what is missing."""
    from crawler import early  # noqa: F401  before all else
    from service.trying import run_try

    raise typer.Exit(run_try(source_id, url, number, as_json=json_))


def save(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the source.")],
    url: Annotated[str, typer.Argument(help="One of its articles.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="The page's name; without it, by the URL.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Take the place of a saved page of that name.")] = False,
    json_: Json = False,
) -> None:
    """Save an article as a test page: ask field by field what is to be read of it, and mask its text.

    Nothing is expected that you did not confirm. The page and a file of what you said go into DUIZHAO_SOURCES/pages/ID.
    """
    from crawler import early  # noqa: F401  before all else
    from service.saving import run_save

    raise typer.Exit(run_save(source_id, url, name, force, as_json=json_))


def check(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids; none means all.")] = None,
    saved: Annotated[bool, typer.Option("--saved", help="Read saved pages, and ask no site.")] = False,
    json_: Json = False,
) -> None:
    """Ask sources whether their routes answer, are fresh and lead to whole articles, and say what changed.

    Ends with 0 where all is right, 1 where something is wrong, 2 where it could not be asked.
    """
    from crawler import early  # noqa: F401  before all else
    from service.checking import run_check

    raise typer.Exit(run_check(sources or (), saved=saved, as_json=json_))

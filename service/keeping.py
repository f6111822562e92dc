"""The commands that look after a collection, apart from the others; `service.cli` gives them their places."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def db_upgrade() -> None:
    """Bring the database to the newest schema."""
    from service.upkeep import run_upgrade

    run_upgrade()


def db_resign(json_: Json = False) -> None:
    """Sign texts by which copies are found: those of an older program, and those whose signatures are outdated."""
    from service.resigning import run_resign

    run_resign(as_json=json_)


def db_copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="File or URL of the database to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="File or URL of an empty database, or of its copy.")],
    json_: Json = False,
) -> None:
    """Copy a collection into another database, of either kind; a copy that was cut off goes on where it was."""
    from service.copying import run_copy

    raise typer.Exit(run_copy(source, target, as_json=json_))


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write, a name such as backup.tar.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a file of that name.")] = False,
    pages: Annotated[bool, typer.Option(help="With the raw pages, or the database alone.")] = True,
    json_: Json = False,
) -> None:
    """Write the whole collection into one file, while crawls go on."""
    from service.backing import run_backup

    raise typer.Exit(run_backup(file, pages=pages, replace=replace, as_json=json_))


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `duizhao backup` wrote.")],
    verify_all: Annotated[bool, typer.Option("--verify-all", help="Read every raw page, not 200 of them.")] = False,
    json_: Json = False,
) -> None:
    """Put the collection of a backup into an empty place."""
    from service.backing import run_restore

    run_restore(file, every=verify_all, as_json=json_)


def boilerplate(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all hosts.")] = None,
    forget: Annotated[
        list[int] | None, typer.Option("--forget", metavar="ID", help="Cut this line no more; may be repeated.")
    ] = None,
    json_: Json = False,
) -> None:
    """List the lines that were learned as those of their host, and that are cut from its articles."""
    from service.boilerplate import run_boilerplate

    run_boilerplate(sources or [], forget or [], as_json=json_)


def reread(
    sources: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    json_: Json = False,
) -> None:
    """Read the stored pages again with the present reader; what it reads otherwise is no revision."""
    from service.rereading import run_reread

    run_reread(sources or [], dry_run=dry_run, as_json=json_)


def prune(
    older_than: Annotated[
        int, typer.Option("--older-than", min=1, max=36500, metavar="DAYS", help="Age of pages to throw away.")
    ],
    keep_latest: Annotated[
        bool, typer.Option("--keep-latest", help="Keep the page that each article's text was read from.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
    json_: Json = False,
) -> None:
    """Throw away old raw pages, whole files at a time; articles all stay."""
    from service.pruning import run_prune

    run_prune(older_than, keep_latest=keep_latest, dry_run=dry_run, as_json=json_)


def topic_check(
    file: Annotated[
        Path | None, typer.Argument(help="JSON Lines of texts, labelled or not; none means all stored articles.")
    ] = None,
    topic: Annotated[str, typer.Option(help="Id of the topic.")] = "us-china-ai",
    json_: Json = False,
) -> None:
    """Count how often each term of a topic matched, and score its queries against the labels of a file."""
    from service.topics import run_check

    run_check(file, topic, as_json=json_)

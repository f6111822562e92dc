"""The command line. What a command needs is imported when it runs, so that `--help` answers at once."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from service import collect_commands as collecting
from service import compare_command as comparing
from service import event_commands as events
from service import keeping, relations
from service import source_commands as adding
from service.guarding import guarded, have_streams, speak_utf8
from service.keeping import Json

app = typer.Typer(
    name="duizhao",
    help="duizhao 对照 sets Chinese and English news on the AI competition side by side.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
db = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(db, name="db")
of_topics = typer.Typer(help="Look at what is followed.", no_args_is_help=True)
app.add_typer(of_topics, name="topic")

Since = Annotated[str, typer.Option(help="First day or time, as 2026-10-12 or 2026-10-12T09:00.")]
Until = Annotated[str, typer.Option(help="End of the period, not part of it itself.")]
Zone = Annotated[str, typer.Option("--tz", help="Time zone of bare dates, and of the days in tables.")]
SourceIds = Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")]
Ownerships = Annotated[list[str] | None, typer.Option("--ownership", help="Only this ownership; may be repeated.")]
Words = Annotated[str, typer.Option(help="Words that must all be in title or text, in either script.")]
OnePerFamily = Annotated[
    bool,
    typer.Option("--one-per-family", help="Of each family one article: its origin if it is selected, or the earliest."),
]
TopicId = Annotated[str, typer.Option("--topic", help="Only articles on this topic, as us-china-ai.")]
Facet = Annotated[str, typer.Option(help="Only those that have this facet of the topic, as chips.")]
Language = Annotated[str, typer.Option(help="Only zh or en.")]


def print_version(wanted: bool) -> None:
    """Print the version and end, where it is wanted."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"duizhao {version('duizhao')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=print_version, is_eager=True)
    ] = False,
) -> None:
    """duizhao 对照 sets Chinese and English news on the AI competition side by side."""


@app.command(epilog="Example: duizhao demo --serve")
def demo(
    json_: Json = False,
    serve: Annotated[bool, typer.Option("--serve", help="Go on with a page that lists the articles.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of that page; 0 takes a free one.")] = 0,
    keep: Annotated[Path | None, typer.Option(help="Keep what was collected in this directory.")] = None,
) -> None:
    """Run the whole way once, on a small newsroom of invented articles on this machine."""
    from service.demo import run_demo

    run_demo(as_json=json_, serve=serve, port=port, keep=keep)


app.command(epilog="Example: duizhao crawl guardian chinanews")(collecting.crawl)
app.command(epilog="Example: duizhao serve")(collecting.serve)
app.command(epilog="Example: duizhao work --at-once 4")(collecting.work)
app.command(epilog="Example: duizhao health")(collecting.health)
app.command(epilog="Example: duizhao runs --source guardian")(collecting.runs)
app.command("sources", epilog="Example: duizhao sources guardian")(collecting.list_sources)


@app.command(epilog="Example: duizhao articles --language zh --since 2026-10-12 --words '芯片 出口'")
def articles(
    source: SourceIds = None,
    language: Language = "",
    ownership: Ownerships = None,
    since: Since = "",
    until: Until = "",
    words: Words = "",
    topic: TopicId = "",
    facet: Facet = "",
    limit: Annotated[int, typer.Option(min=1, help="How many at the most, newest first.")] = 50,
    once: OnePerFamily = False,
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """List stored articles, newest first."""
    from service.listing import show_articles
    from service.selecting import select

    selection = select(source or [], language, ownership or [], since, until, words, limit, zone, topic, facet)
    show_articles(selection, as_json=json_, one_per_family=once)


@app.command(epilog="Example: duizhao show 12")
def show(
    article_id: Annotated[int, typer.Argument(metavar="ID")],
    page: Annotated[bool, typer.Option("--page", help="Write the archived page as it came, and nothing else.")] = False,
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """Show one article with all its fields, revisions and copies."""
    from service.showing import show_article, write_page

    if page:
        write_page(article_id)
    else:
        show_article(article_id, zone, as_json=json_)


@app.command(epilog="Example: duizhao read page.html --url https://example.com/a.html")
def read(
    file: Annotated[str, typer.Argument(help="A saved page or a text; - reads standard input.")],
    url: Annotated[str, typer.Option(help="The address that the page was saved from.")] = "",
    source: Annotated[str, typer.Option("--source", help="Read it by the rules of this source.")] = "",
    data: Annotated[str, typer.Option(metavar="DIR", help="The collection that it is held against.")] = "",
    json_: Json = False,
) -> None:
    """Read one saved page or pasted text: every field, whose report it retells, and what of it is stored."""
    from service.reading import run_read

    raise typer.Exit(run_read(file, url, source, as_json=json_, data=data))


@app.command(epilog="Example: duizhao export articles.csv --since 2026-10-01 --language zh")
def export(
    file: Annotated[Path, typer.Argument(help="Where to write: a name that ends in .csv or .jsonl.")],
    since: Since = "",
    until: Until = "",
    language: Language = "",
    source: SourceIds = None,
    ownership: Ownerships = None,
    words: Words = "",
    topic: TopicId = "",
    facet: Facet = "",
    once: OnePerFamily = False,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Pairs across languages, and retellings with originals.")
    ] = False,
    with_reserved: Annotated[
        bool,
        typer.Option("--with-reserved", help="Texts too of which a use is reserved; who gets the file may have them."),
    ] = False,
    zone: Zone = "UTC",
) -> None:
    """Write articles to a spreadsheet (CSV) or a notebook (JSON Lines); with --pairs, which of them belong together."""
    from service.exporting import form_of, run_export, run_export_pairs
    from service.selecting import select

    form = form_of(file)
    selection = select(source or [], language, ownership or [], since, until, words, None, zone, topic, facet)
    if pairs:
        run_export_pairs(file, form, selection, one_per_family=once)  # terms alone, no texts
    else:
        run_export(file, form, selection, one_per_family=once, with_reserved=with_reserved)


@app.command(epilog="Example: duizhao doctor")
def doctor(json_: Json = False) -> None:
    """Check settings, sources, database and disk, and say what to do about what is wrong."""
    from service.doctor import run_doctor

    raise typer.Exit(run_doctor(as_json=json_))


app.command(epilog="Example: duizhao compare --topic us-china-ai --since 2026-10-12 --cut edited_in")(comparing.compare)
app.command(epilog="Example: duizhao stories --topic us-china-ai --since 2026-10-12")(events.stories)
app.command(epilog="Example: duizhao story 12")(events.story)
app.command(epilog="Example: duizhao relays --outlet 金融时报 --end linked")(events.relays)
app.command(epilog="Example: duizhao beside 12")(events.beside)
app.command(epilog="Example: duizhao copies 12")(relations.copies)
app.command(epilog="Example: duizhao family 12")(relations.family)
app.command(epilog="Example: duizhao revisions 12 --diff")(relations.revisions)
app.command(epilog="Example: duizhao new https://www.harbor.example/")(adding.new)
app.command("try", epilog="Example: duizhao try harbor")(adding.try_)
app.command(epilog="Example: duizhao save harbor https://www.harbor.example/a/12")(adding.save)
app.command(epilog="Example: duizhao check harbor")(adding.check)
app.command(epilog="Example: duizhao backup backup.tar")(keeping.backup)
app.command(epilog="Example: duizhao restore backup.tar")(keeping.restore)
app.command(epilog="Example: duizhao boilerplate netease --forget 12")(keeping.boilerplate)
app.command(epilog="Example: duizhao reread guardian --dry-run")(keeping.reread)
app.command(epilog="Example: duizhao prune --older-than 365 --dry-run")(keeping.prune)
db.command("copy", epilog="Example: duizhao db copy data/duizhao.sqlite postgresql+psycopg://host/duizhao")(
    keeping.db_copy
)
db.command("resign", epilog="Example: duizhao db resign")(keeping.db_resign)
db.command("upgrade", epilog="Example: duizhao db upgrade")(keeping.db_upgrade)
of_topics.command("check", epilog="Example: duizhao topic check labelled.jsonl")(keeping.topic_check)


def main() -> None:
    """The entry point of the command duizhao."""
    have_streams()
    speak_utf8()
    sys.exit(guarded(app))

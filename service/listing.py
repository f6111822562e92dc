"""The commands that show what is stored: sources, articles, show, compare."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from config.errors import ConfigError
from config.source import Source
from pipeline.compare import side_by_side
from service.output import print_json
from service.selecting import Selected, one_of
from service.tables import articles_table, name_of, plain, sides_table
from service.workplace import open_workplace
from storage.database import reading
from storage.details import Detail, article
from storage.queries import listed, number
from storage.source_table import SourceRow, source_table

WIDE = 96  # columns of a terminal that has room for everything


def show_sources(as_json: bool) -> int:
    """Print the sources and what each has given; return 1 where a source's file is broken."""
    place = open_workplace()
    with reading(place.engine) as connection:
        states = {state.id: state for state in source_table(connection, datetime.now(UTC))}
    if as_json:
        sources = [source_object(each, states.get(each.id)) for each in place.catalogue.sources.values()]
        errors = [str(error) for error in place.catalogue.errors]
        print_json({"sources": sources, "errors": errors, "overridden": place.catalogue.overridden})
    else:
        console = Console()
        console.print(sources_table(place.catalogue.sources, states, console.width >= WIDE))
        for source_id in place.catalogue.overridden:
            console.print(f"{source_id}: your own file stands in for the shipped one", markup=False)
    return 1 if place.catalogue.errors else 0


def source_object(source: Source, state: SourceRow | None) -> dict[str, Any]:
    """A source and its state for a JSON writer."""
    told = {name: getattr(source, name) for name in ("id", "name", "home", "language", "script", "country")}
    told |= {name: getattr(source, name) for name in ("edited_in", "ownership", "metadata_only")}
    return told | {"state": jsonable(state) if state else None}


def sources_table(sources: Mapping[str, Source], states: Mapping[str, SourceRow], wide: bool) -> Table:
    """The sources, a line each; their ownership only where there is room."""
    table = plain("")
    longest = max((len(each) for each in sources), default=2)
    table.add_column("id", no_wrap=True, min_width=longest)  # it has to be typed, so it is never cut
    table.add_column("name", no_wrap=True, max_width=14)
    table.add_column("what it is", no_wrap=True)
    table.add_column("articles", justify="right", min_width=8)
    table.add_column("planned", justify="right", min_width=7)
    table.add_column("success", no_wrap=True, min_width=11)
    for source in sources.values():
        state = states.get(source.id)
        language = f"{source.language}-{source.script}" if source.script else source.language
        told = (source.id, source.name, f"{language} {source.edited_in}" + (f" {source.ownership}" if wide else ""))
        if state is None:
            table.add_row(*told, "·", "·", "never")
            continue
        success = f"{state.last_success:%m-%d %H:%M}" if state.last_success else "none"
        table.add_row(*told, str(state.articles), str(state.pending), success)
    return table


def show_articles(selected: Selected, as_json: bool) -> None:
    """Print the selected articles, newest first."""
    with reading(selected.place.engine) as connection:
        rows = list(listed(connection, selected.selection))
        total = number(connection, selected.selection)
    if as_json:
        print_json({"total": total, "articles": [jsonable(row) for row in rows]})
        return
    console = Console()
    if rows:
        console.print(articles_table(rows, selected.place.catalogue.sources, selected.zone))
    console.print(f"{len(rows)} of {total} articles" if len(rows) < total else f"{total} articles")


def show_article(article_id: int, as_json: bool) -> int:
    """Print one article; return 1 where there is none of that id."""
    place = open_workplace()
    with reading(place.engine) as connection:
        detail = article(connection, article_id)
    if detail is None:
        raise ConfigError(None, None, "ID", f"there is no article {article_id}; `duizhao articles` lists them")
    if as_json:
        print_json(jsonable(detail))
    else:
        show_detail(detail, place.catalogue.sources)
    return 0


def show_detail(detail: Detail, sources: Mapping[str, Source]) -> None:
    """Print an article's fields, its text, and what is known of it beside."""
    console = Console()
    this = detail.article
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in jsonable(this).items():
        if name not in ("text", "copies") and value not in ("", None, [], False, 0):
            table.add_row(name, Text("、".join(value) if isinstance(value, list) else str(value)))
    console.print(table)
    console.print()
    console.print(this.text or "(metadata only: the text is not kept)", markup=False, highlight=False)
    console.print()
    for copy in detail.copies:
        console.print(f"same text: {copy.id} {name_of(sources, copy.source)} {copy.url}", markup=False)
    for earlier in detail.revisions:
        seen = f"until {earlier.fetched_at:%Y-%m-%d %H:%M} UTC"
        console.print(f"earlier text {earlier.number} {seen}: {earlier.title}", markup=False)
    if detail.page:
        console.print(f"page as it came: {detail.page.warc} at {detail.page.offset}", markup=False)


def show_comparison(selected: Selected, by: str, as_json: bool) -> None:
    """Print both languages' articles side by side."""
    one_of("--by", by, ("day", "week"))
    with reading(selected.place.engine) as connection:
        rows = tuple(listed(connection, selected.selection))
    slots = side_by_side(rows, "week" if by == "week" else "day", selected.zone)
    if as_json:
        print_json({"by": by, "slots": [jsonable(slot) | {"counts": counts(slot)} for slot in slots]})
        return
    console = Console()
    if not slots:
        console.print("no articles in this period")
        return
    console.print(sides_table(slots, selected.place.catalogue.sources, by))


def counts(slot: Any) -> dict[str, int]:
    """How many articles each side of a slot has."""
    return {"zh": len(slot.zh), "en": len(slot.en)}


def jsonable(value: Any) -> Any:
    """A value of ours as what JSON can say: times in ISO 8601."""
    if is_dataclass(value):
        return {field.name: jsonable(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value

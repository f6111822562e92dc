"""The command `sources`: which sources there are, and what each has given."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from config.source import Source
from service.output import console, jsonable, print_json
from service.tables import plain
from service.workplace import open_workplace
from storage.database import reading
from storage.source_table import SourceRow, source_table

NUMBERS = {"articles": 8, "planned": 7, "last success": 13}  # columns that are never cut, with their widths
ROOMY = 100  # columns of a terminal in which there is also room for what a source is


def show_sources(as_json: bool) -> int:
    """Print the sources and what each has given; return 1 where a source's file is broken."""
    place = open_workplace(all_errors=True)
    place.tell()
    catalogue = place.catalogue
    with reading(place.engine) as connection:
        states = {state.id: state for state in source_table(connection, datetime.now(UTC))}
    own = [each for each in catalogue.overridden if each in catalogue.sources]
    if as_json:
        sources = [source_object(each, states.get(each.id)) for each in catalogue.sources.values()]
        errors = [str(error) for error in catalogue.errors]
        print_json({"sources": sources, "errors": errors, "overridden": own})
    else:
        at = console()
        at.print(sources_table(catalogue.sources, states, at.width))
        if own:
            at.print(f"Files of your own stand in for the shipped {', '.join(own)}.", markup=False, highlight=False)
    return 1 if catalogue.errors else 0


def source_object(source: Source, state: SourceRow | None) -> dict[str, Any]:
    """A source and its state for a JSON writer."""
    told = {name: getattr(source, name) for name in ("id", "name", "home", "language", "script", "country")}
    told |= {name: getattr(source, name) for name in ("edited_in", "ownership", "metadata_only")}
    return told | {"state": jsonable(state) if state else None}


def sources_table(sources: Mapping[str, Source], states: Mapping[str, SourceRow], width: int) -> Table:
    """The sources, a line each; where the width is short the name is cut, and what a source is left out."""
    longest = max((len(each) for each in sources), default=2)
    roomy = width >= ROOMY
    rest = width - longest - sum(NUMBERS.values()) - 3 * (len(NUMBERS) + 1) - 2  # what Rich puts between columns
    table = plain("")
    table.add_column("id", no_wrap=True, min_width=longest)
    table.add_column("name", no_wrap=True, max_width=20 if roomy else max(4, min(20, rest)))
    if roomy:
        table.add_column("what it is", no_wrap=True)
    for head, least in NUMBERS.items():
        justify: Any = "left" if head == "last success" else "right"
        table.add_column(head, no_wrap=True, min_width=least, justify=justify)
    for source in sources.values():
        language = f"{source.language}-{source.script}" if source.script else source.language
        kind = [f"{language} {source.edited_in} {source.ownership}"] if roomy else []
        table.add_row(source.id, source.name, *kind, *numbers(states.get(source.id)))
    return table


def numbers(state: SourceRow | None) -> tuple[str, str, str]:
    """The cells of what a source has given."""
    if state is None:
        return "·", "·", "never crawled"
    success = f"{state.last_success:%m-%d %H:%M}" if state.last_success else "none"
    return str(state.articles), str(state.pending), success

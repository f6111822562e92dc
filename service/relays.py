"""The command `relays`: whose reports articles retell, and the originals where they are stored."""

from collections.abc import Mapping
from typing import Any, get_args

from rich.table import Table
from rich.text import Text

from pipeline.newsrooms import name_of as outlet_name
from pipeline.newsrooms import newsroom
from pipeline.outlets import outlets
from pipeline.relays import End
from pipeline.source_outlets import Newsrooms, newsrooms_in
from service.output import console, jsonable, plural, print_json
from service.progress import progress
from service.selecting import Selected, one_of, wrong
from service.stories import look_at_all
from service.tables import name_of, plain, ties_text, when
from service.workplace import Workplace
from storage.citing import look_for_citations, number_unlooked
from storage.database import consult, reading
from storage.details import with_ids
from storage.queries import listed
from storage.relays import StoredRelay, relays_of
from storage.stored import Listed

SHOWN = 90  # characters of the sentence that says so
TIES = 6  # terms


def show_relays(selected: Selected, outlet: str, end: str, as_json: bool) -> None:
    """Print the relays among the selected articles, newest first; raises ConfigError where the end is none."""
    one_of("--end", end, get_args(End))
    place, newsrooms = selected.place, newsrooms_in(selected.place.catalogue.sources)
    wanted = wanted_outlet(outlet, newsrooms)
    look_at_all(place)
    look_whom_they_cite(place, newsrooms)
    with reading(place.engine) as connection:
        rows = {each.id: each for each in listed(connection, selected.selection)}
        relays = relays_of(connection, rows, newsrooms)
        found = [
            each
            for article_id in rows
            for each in relays.get(article_id, ())
            if wanted in ("", each.relay.outlet) and end in ("", each.relay.end)
        ]
        originals = {
            each.id: each for each in with_ids(connection, tuple({each.relay.of for each in found if each.relay.of}))
        }
    if as_json:
        print_json({"relays": [relay_as_object(each, rows[each.article_id]) for each in found]})
        return
    at = console()
    if found:
        at.print(relays_table(found, rows, originals, selected))
    at.print(plural(len(found), "relay"))


def wanted_outlet(name: str, newsrooms: Newsrooms) -> str:
    """The id of the outlet of that name, empty for the empty one; raises ConfigError where no outlet is called so."""
    wanted = newsroom(name) if name else ""
    if wanted in ("", *outlets(), *newsrooms.by_outlet):
        return wanted
    names = (called for each in outlets().values() for called in (each.id, *each.names))
    raise wrong("--outlet", f"{name!r} is the name of no outlet", name, tuple(names))


def look_whom_they_cite(place: Workplace, newsrooms: Newsrooms) -> None:
    """Look for citations in the articles that were not looked at, with a bar that shows how far that is."""
    with progress("citations", consult(place.engine, number_unlooked)) as step:
        look_for_citations(place.engine, newsrooms.own, step=step)


def relays_table(
    found: list[StoredRelay], rows: Mapping[int, Listed], originals: Mapping[int, Listed], selected: Selected
) -> Table:
    """Relays, a line each, with the original or why there is none, and below it what says so."""
    sources = selected.place.catalogue.sources
    table = plain("")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("published", no_wrap=True)
    table.add_column("source", overflow="fold", max_width=16)
    table.add_column("retells", overflow="fold", max_width=24)
    table.add_column("of day", no_wrap=True)
    table.add_column("as", no_wrap=True)
    table.add_column("original", overflow="fold", max_width=30)
    table.add_column("says so, and shares", overflow="fold")
    for each in found:
        row, relay = rows[each.article_id], each.relay
        original = originals.get(relay.of) if relay.of else None
        of = f"{original.id} {original.title} ({relay.score:.1f})" if original else relay.end.replace("-", " ")
        said = each.citation.said[0].sentence[:SHOWN] if each.citation.said else ""
        ties = ties_text(relay.ties, TIES)
        table.add_row(
            str(row.id),
            when(row, selected.zone),
            Text(name_of(sources, row.source)),
            Text(outlet_name(relay.outlet)),
            str(relay.date or ""),
            relay.kind,
            Text(of),
            Text.assemble(said, ("\n" + ties if ties else "", "dim")),
        )
    return table


def relay_as_object(of: StoredRelay, row: Listed) -> dict[str, Any]:
    """A relay for a JSON writer, with the sentences that say so."""
    told: dict[str, Any] = jsonable(of.relay)
    told["said"] = [jsonable(each) for each in of.citation.said]
    return {"article": row.id, "source": row.source, "name": outlet_name(of.relay.outlet)} | told

"""The commands that list what is stored: articles, compare."""

from typing import Any

from pipeline.compare import side_by_side
from service.output import console, jsonable, plural, print_json
from service.selecting import Selected
from service.tables import articles_table, sides_table
from storage.database import reading
from storage.kinship import once
from storage.queries import listed, number


def show_articles(selected: Selected, as_json: bool, one_per_family: bool = False) -> None:
    """Print the selected articles, newest first; of each family one where that is asked for."""
    with reading(selected.place.engine) as connection:
        selection = selected.selection
        if one_per_family:
            selection = once(connection, selection, selected.place.catalogue.sources)
        rows = list(listed(connection, selection))
        total = number(connection, selection)
    if as_json:
        print_json({"total": total, "articles": [jsonable(row) for row in rows]})
        return
    at = console()
    if rows:
        at.print(articles_table(rows, selected.place.catalogue.sources, selected.zone))
    counted = plural(total, "article")
    at.print(f"{len(rows)} of {counted}" if len(rows) < total else counted)


def show_comparison(selected: Selected, by: str, as_json: bool) -> None:
    """Print both languages' articles side by side."""
    with reading(selected.place.engine) as connection:
        rows = tuple(listed(connection, selected.selection))
    slots = side_by_side(rows, "week" if by == "week" else "day", selected.zone)
    if as_json:
        print_json({"by": by, "slots": [jsonable(slot) | {"counts": counts(slot)} for slot in slots]})
        return
    at = console()
    if not slots:
        at.print("no articles in this period")
        return
    at.print(sides_table(slots, selected.place.catalogue.sources, by))


def counts(slot: Any) -> dict[str, int]:
    """How many articles each side of a slot has."""
    return {"zh": len(slot.zh), "en": len(slot.en)}

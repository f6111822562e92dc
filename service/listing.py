"""The command that lists what is stored: articles."""

from service.output import console, jsonable, plural, print_json
from service.selecting import Selected
from service.tables import articles_table
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
        at.print(articles_table(rows, selected.place.catalogue.sources, selected.zone, at.width))
    counted = plural(total, "article")
    at.print(f"{len(rows)} of {counted}" if len(rows) < total else counted)

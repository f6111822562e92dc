"""The command `boilerplate`: which lines were learned as those of their host, and forgetting them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from rich.text import Text

from config.errors import ConfigError
from service.output import console, jsonable, plural, print_json
from service.tables import plain
from service.workplace import Workplace, open_workplace
from storage.boilerplate import LearnedLine, forget, listed
from storage.database import reading, transact


def run_boilerplate(ids: Sequence[str], forgotten: Sequence[int], as_json: bool) -> None:
    """Forget the lines named, then print those of the sources, or all; raises ConfigError where one is unknown."""
    place = open_workplace(ids)
    place.tell()
    of = [each.id for each in place.catalogue.select(ids)] if ids else None
    if forgotten:
        refuse_unknown(place, forgotten)
        transact(place.engine, partial(forget, ids=forgotten, now=datetime.now(UTC)))
    with reading(place.engine) as connection:
        found = listed(connection, of)
    if as_json:
        print_json({"lines": jsonable(found)})
    else:
        show(found)


def refuse_unknown(place: Workplace, asked: Sequence[int]) -> None:
    """Raise ConfigError where no line has one of these ids."""
    with reading(place.engine) as connection:
        unknown = sorted(set(asked) - {each.id for each in listed(connection)})
    if unknown:
        raise ConfigError(None, None, "--forget", f"there is no line {unknown[0]}; `duizhao boilerplate` lists them")


def show(found: Sequence[LearnedLine]) -> None:
    """Print the lines as a table."""
    at = console()
    if found:
        table = plain("Lines that hosts print on many pages; they are cut from the articles")
        table.add_column("id", justify="right", no_wrap=True)
        table.add_column("host", no_wrap=True)
        table.add_column("line", overflow="fold")
        table.add_column("on articles", justify="right", no_wrap=True)
        table.add_column("last seen", no_wrap=True)
        for each in found:
            line = Text.assemble(each.sample, (" (forgotten, it stays in)" if each.forgotten_at else "", "dim"))
            number = f"{each.articles} of {each.of_articles}"
            table.add_row(str(each.id), each.host, line, number, f"{each.last_seen_at:%Y-%m-%d}")
        at.print(table)
    at.print(f"{plural(len(found), 'line')} learned", highlight=False)

"""The command `db copy`."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from rich.text import Text

from config.errors import ConfigError
from service.databases import existing, name_of, url_of
from service.output import console, moment_text, print_json
from service.progress import progress
from service.tables import plain
from service.workplace import engine_of
from storage.chunks import tables
from storage.copying import Compared, copy_collection, is_same
from storage.database import reading
from storage.marks import collection_of
from storage.migrate import SchemaError, ready

SHORT = 12  # digits of a hash that are shown


def run_copy(source: str, target: str, as_json: bool) -> int:
    """Copy a collection into another database; return 0 where both are the same at the end, else 1."""
    here, there = url_of(source, "FROM"), url_of(target, "TO")
    with existing(here, "FROM") as one:
        other = engine_of(there, "TO")
        try:
            at, found = copied(one, other)
        finally:
            other.dispose()
    equal = all(each.equal for each in found)
    names = {"from": name_of(here), "to": name_of(there)}
    if as_json:
        print_json({**names, "view_of": at.isoformat(), "equal": equal, "tables": [as_object(each) for each in found]})
    else:
        show(found)
        what = "holds what" if equal else "does not hold all that"
        line = (
            f"{names['to']} {what} {names['from']} held at {moment_text(at, UTC)}; what was written since is not in it."
        )
        console().print(line, markup=False, highlight=False, soft_wrap=True)
    return 0 if equal else 1


def copied(one: sa.Engine, other: sa.Engine) -> tuple[datetime, tuple[Compared, ...]]:
    """Copy from one database to the other; return the time of the view that was copied, and both sides."""
    try:
        if is_same(one, other):
            raise ConfigError(None, None, "TO", "is the same database as FROM")
        ready(other)
    except sa.exc.DBAPIError as error:
        raise ConfigError(None, None, "TO", f"can not be opened: {error.orig}") from error
    except SchemaError as error:
        raise ConfigError(None, None, "TO", error.message) from error
    of = collection_of(one)
    with reading(one) as view:
        total = 2 * sum(number_of(view, table) for table in tables())
        at = datetime.now(UTC)
        with progress("copying", total) as step:
            return at, copy_collection(view, of, other, step)


def number_of(connection: sa.Connection, table: sa.Table) -> int:
    """How many rows a table has."""
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def as_object(of: Compared) -> dict[str, object]:
    """One table for JSON."""
    return {
        "table": of.table,
        "rows": of.here.rows,
        "hash": of.here.hash,
        "rows_there": of.there.rows,
        "hash_there": of.there.hash,
        "equal": of.equal,
    }


def show(found: Sequence[Compared]) -> None:
    """Print the tables with their rows, the beginning of their hash, and whether both sides are the same."""
    table = plain("")
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("hash")
    table.add_column("equal")
    for each in found:
        rows = (
            f"{each.here.rows:,}" if each.here.rows == each.there.rows else f"{each.here.rows:,} ≠ {each.there.rows:,}"
        )
        table.add_row(each.table, rows, each.here.hash[:SHORT], "yes" if each.equal else Text("no", style="red"))
    console().print(table)

"""The tables of the queue library procrastinate, which only PostgreSQL has: made, and brought to its newest schema."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from config.errors import ConfigError
from storage import marks
from storage.database import transact

MADE = re.compile(r"^CREATE (?:UNIQUE )?(?:TABLE|INDEX|TYPE|FUNCTION|TRIGGER) (\w+)", re.MULTILINE)
PRESENT = sa.text("""
    SELECT relname FROM pg_class WHERE relname = ANY(:names) AND pg_table_is_visible(oid)
    UNION SELECT typname FROM pg_type WHERE typname = ANY(:names) AND pg_type_is_visible(oid)
    UNION SELECT proname FROM pg_proc WHERE proname = ANY(:names) AND pg_function_is_visible(oid)
    UNION SELECT tgname FROM pg_trigger WHERE tgname = ANY(:names)
""")


class QueueError(ConfigError):
    """The queue's tables are of a version that this program can not bring further."""

    def __init__(self, message: str) -> None:
        super().__init__(None, None, "queue", message)


def prepare_queue(engine: sa.Engine) -> str | None:
    """Bring the queue's tables to the schema of the installed procrastinate; return the name of its last migration.

    None, and nothing done, on a database that is not PostgreSQL, and where procrastinate is not installed.
    """
    if engine.dialect.name != "postgresql":
        return None
    try:
        from procrastinate.schema import SchemaManager
    except ModuleNotFoundError:
        return None
    directory = Path(SchemaManager.get_migrations_path())
    names = in_order(path.name for path in directory.glob("*.sql"))
    at = transact(engine, partial(begin, schema=SchemaManager.get_schema(), newest=names[-1]))
    for name in newer(names, at):
        step = (directory / name).read_text(encoding="utf-8")
        at = transact(engine, partial(move, statements=step, before=at, after=name))
    return at


def in_order(names: Iterable[str]) -> list[str]:
    """The names of migrations in the order in which they are applied: by version, in a version pre_ before post_."""
    return sorted(names)


def newer(names: Sequence[str], at: str) -> list[str]:
    """The migrations that come after one; raises QueueError where that one is not known."""
    if at not in names:
        raise QueueError(f"its tables are at {at}, made by a newer procrastinate: use that one")
    return list(names[names.index(at) + 1 :])


def begin(connection: sa.Connection, schema: str, newest: str) -> str:
    """The last migration that the queue's tables have; where there are none yet they are made.

    Tables that procrastinate's own command made have no mark: they are taken where they have all that the schema has.
    """
    at = marks.get(connection, "queue")
    there = connection.execute(sa.text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")).scalar_one()
    if there and at:
        return at
    if not there:
        run(connection, schema)
    elif set(MADE.findall(schema)) - set(connection.scalars(PRESENT, {"names": MADE.findall(schema)})):
        raise QueueError("its tables were made by an older procrastinate, not by duizhao: upgrade them with that one")
    marks.put(connection, "queue", newest)
    return newest


def move(connection: sa.Connection, statements: str, before: str, after: str) -> str:
    """Apply one migration and move the mark, unless another process did; return where the mark stands."""
    at = marks.get(connection, "queue")
    if at == before:
        run(connection, statements)
        marks.put(connection, "queue", after)
        return after
    assert at is not None
    return at


def run(connection: sa.Connection, statements: str) -> None:
    """Run several statements as they are: without parameters, so that no percent sign stands for one."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(statements)

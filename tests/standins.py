"""Stand-ins for what other branches bring. Each does nothing once that is there: then this file goes."""

from collections.abc import Sequence

import sqlalchemy as sa
import typer

from service.cli import app
from storage.database import connect

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
LISTENS = any("--listen" in each.opts for each in COMMANDS["serve"].params)
TELLS_HEALTH = "health" in COMMANDS


def known(arguments: Sequence[str]) -> list[str]:
    """A command line without the option --listen, and another one for `health`, where there is none yet."""
    kept = ["doctor"] if not TELLS_HEALTH and arguments[0] == "health" else list(arguments)
    if not LISTENS and "--listen" in kept:
        at = kept.index("--listen")
        del kept[at : at + 2]
    return kept


def make_queue(url: str) -> None:
    """The queue's tables, where `db upgrade` does not make them yet."""
    from procrastinate.schema import SchemaManager

    engine = connect(url)
    if not sa.inspect(engine).has_table("procrastinate_jobs"):
        with engine.begin() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute(SchemaManager.get_schema())
    engine.dispose()

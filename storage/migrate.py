"""Bringing a database to the newest schema."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from config.errors import ConfigError
from storage.database import consult, reach, transact
from storage.queue_schema import prepare_queue

SCRIPTS = Path(__file__).parent / "migrations"


class SchemaError(ConfigError):
    """The database can not be opened, or its schema is not the one that this program works with."""

    def __init__(self, message: str) -> None:
        super().__init__(None, None, "database", message)


def alembic_config(connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration, without a file; migrations run on the connection given."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The version that this program works with."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None
    return head


def version(connection: sa.Connection) -> str | None:
    """The version of a database; None where it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: sa.Engine) -> tuple[str | None, str]:
    """Bring a database to the newest schema in one transaction; return the versions before and after."""
    reach(engine)  # a wrong password is told soon; only a connection that was there is waited for
    return transact(engine, upgrade_within), newest()


def upgrade_within(connection: sa.Connection) -> str | None:
    """Bring the database of a writing transaction to the newest schema; return the version before."""
    before = version(connection)
    refuse_newer(before)
    command.upgrade(alembic_config(connection), "head")
    return before


def ready(engine: sa.Engine) -> None:
    """Make the schema in an empty database, the queue's too; raise SchemaError where another version stands."""
    try:
        reach(engine)  # a server that is not there is told of soon; only a lost connection is waited for
        current = consult(engine, version)
    except sa.exc.DBAPIError as error:
        raise SchemaError(f"can not be opened: {error.orig}") from error
    if current is None:
        upgrade(engine)
        prepare_queue(engine)
        return
    refuse_newer(current)
    if current != newest():
        raise SchemaError(f"the database has schema {current}, this program {newest()}: run `duizhao db upgrade`")


def refuse_newer(current: str | None) -> None:
    """Raise SchemaError for a version that this program does not know."""
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if current is not None and current not in known:
        raise SchemaError(f"the database has schema {current}, made by a newer program: use that one")

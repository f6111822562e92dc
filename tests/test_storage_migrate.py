"""The migrations give the very schema that the program works with, all of it or nothing."""

import warnings
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import connect
from storage.migrate import SchemaError, newest, ready, upgrade, version
from storage.schema import metadata


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    return connect(f"sqlite:///{tmp_path}/duizhao.sqlite")


def test_an_empty_database_gets_the_schema(engine: sa.Engine) -> None:
    assert upgrade(engine) == (None, newest())
    assert upgrade(engine) == (newest(), newest())
    engine.dispose()


def test_migrations_and_schema_are_the_same(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # expression-based indexes are compared below: SQLite can not reflect them
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        found = names(connection)
    fresh = sa.create_engine("sqlite://")
    metadata.create_all(fresh)
    with fresh.connect() as connection:
        assert found - {"alembic_version"} == names(connection)
    engine.dispose()
    fresh.dispose()


def names(connection: sa.Connection) -> set[str]:
    rows = connection.execute(sa.text("select name from sqlite_master where name not like 'sqlite_%'"))
    return set(rows.scalars())


def test_ready_makes_the_schema_once(engine: sa.Engine) -> None:
    ready(engine)
    ready(engine)
    with engine.connect() as connection:
        assert version(connection) == newest()
    engine.dispose()


@pytest.mark.parametrize("call", [ready, upgrade])
def test_a_newer_schema_is_refused(engine: sa.Engine, call: object) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    assert callable(call)
    with pytest.raises(SchemaError, match="newer"):
        call(engine)
    engine.dispose()


def test_what_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "duizhao.sqlite"
    path.write_text("this is a letter, not a database" * 100)
    engine = connect(f"sqlite:///{path}")
    with pytest.raises(SchemaError, match="not a database") as raised:
        ready(engine)
    assert "\n" not in str(raised.value)
    engine.dispose()

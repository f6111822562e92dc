"""The migrations give the very schema that the program works with, all of it or nothing, and lose no row."""

import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import connect, reading, writing
from storage.migrate import SchemaError, newest, ready, upgrade, version
from storage.queries import Selection, articles
from storage.schema import article, copy, metadata, run, signature
from tests import first_schema
from tests.builders import article as new_article
from tests.builders import visited


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """An engine on a database without tables."""
    made = connect(url)
    yield made
    made.dispose()


def test_an_empty_database_gets_the_schema(engine: sa.Engine) -> None:
    assert upgrade(engine) == (None, newest())
    assert upgrade(engine) == (newest(), newest())


def test_migrations_and_schema_are_the_same(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection, warnings.catch_warnings():
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            warnings.simplefilter("ignore")  # it can not reflect indexes of expressions; they are compared below
        context = MigrationContext.configure(connection, opts={"compare_server_default": not is_sqlite})
        assert compare_metadata(context, metadata) == []
        migrated = names(connection)
    with writing(engine) as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert names(connection) == migrated
        assert migrated


def names(connection: sa.Connection) -> set[str]:
    """What makes each index, and the names of all other things but those that the database itself names."""
    query = {
        "sqlite": "select case type when 'index' then sql else name end from sqlite_master"
        " where name not like 'sqlite_%'",
        "postgresql": "select indexdef from pg_indexes where schemaname = 'public' union"
        " select conname from pg_constraint where connamespace = 'public'::regnamespace",
    }[connection.dialect.name]
    return set(connection.execute(sa.text(query)).scalars())


def test_ready_makes_the_schema_once(engine: sa.Engine) -> None:
    ready(engine)
    ready(engine)
    with engine.connect() as connection:
        assert version(connection) == newest()


@pytest.mark.parametrize("call", [ready, upgrade])
def test_a_newer_schema_is_refused(engine: sa.Engine, call: object) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    assert callable(call)
    with pytest.raises(SchemaError, match="newer"):
        call(engine)


def test_an_older_schema_is_told_of(engine: sa.Engine) -> None:
    first_schema.build(engine)
    with pytest.raises(SchemaError, match="run `duizhao db upgrade`"):
        ready(engine)


@pytest.mark.parametrize("schema", ["0001", "0002", "0003"])
def test_an_upgrade_keeps_every_row(engine: sa.Engine, schema: str) -> None:
    first_schema.build(engine, schema)
    with reading(engine) as connection:
        columns = first_schema.columns(connection)
        before = first_schema.digests(connection, columns)
    assert {table: len(rows) for table, rows in before.items()} == {
        "hold": 1,
        "route": 1,
        "run": 2,
        "discovery": 2,
        "link": 40,
        "visit": 80,
        "page": 30,
        "article": 30,
        "folded": 30,
        "revision": 20,
        "copy": 19,
    } | dict.fromkeys(
        (first_schema.SECOND if schema >= "0002" else ()) + (first_schema.THIRD if schema >= "0003" else ()), 1
    )
    assert upgrade(engine) == (schema, newest())
    with reading(engine) as connection:
        assert first_schema.digests(connection, columns) == before
        command = "" if schema >= "0002" else "crawl"  # what 0002 fills in for runs that were there
        assert connection.execute(sa.select(run.c.command, run.c.seen_at)).all() == [(command, None)] * 2
        row = connection.execute(sa.select(article).where(article.c.id == 1)).one()
        assert (row.byline, row.published_at) == (("Ada Quill", "张三"), row.first_seen_at)
        assert row.first_seen_at == first_schema.BEGAN.replace(minute=16, microsecond=123457)


def test_what_no_reading_told_yet_is_unknown_after_an_upgrade(engine: sa.Engine) -> None:
    first_schema.build(engine, "0002")
    upgrade(engine)
    with reading(engine) as connection:
        found = next(articles(connection, Selection(limit=1)))
    assert (found.original, found.stub, found.words, found.updated_precision) == (None, None, None, None)
    assert (found.layers, found.repairs) == ((), ())
    assert {found.image, found.account, found.learned, found.updated_from, found.updated_zone} == {""}


def test_copies_keep_what_they_are_after_an_upgrade(engine: sa.Engine) -> None:
    first_schema.build(engine, "0003")
    upgrade(engine)
    with reading(engine) as connection:
        rows = connection.execute(sa.select(copy)).all()
        assert len(rows) == 19
        assert {(row.kind, row.score, row.form, row.place, row.share_of) for row in rows} == {
            ("exact", 1, "", None, None)
        }
        assert connection.execute(sa.select(signature)).all() == []


def test_an_upgraded_collection_goes_on(engine: sa.Engine) -> None:
    first_schema.build(engine)
    upgrade(engine)
    run_id = visited(engine, ("https://harbour.example/new", new_article()), source_id="new")
    with reading(engine) as connection:
        assert (run_id, connection.execute(sa.select(sa.func.max(article.c.id))).scalar_one()) == (3, 31)


def test_an_upgrade_that_fails_changes_nothing(engine: sa.Engine) -> None:
    first_schema.build(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("create table mark (x integer)"))  # in the way of the last step
        before = first_schema.columns(connection)
    with pytest.raises(sa.exc.DBAPIError, match="mark"):
        upgrade(engine)
    with engine.connect() as connection:
        assert version(connection) == "0001"
        assert first_schema.columns(connection) == before
        assert not sa.inspect(connection).has_table("schedule")


def test_what_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "duizhao.sqlite"
    path.write_text("this is a letter, not a database" * 100)
    engine = connect(f"sqlite:///{path}")
    with pytest.raises(SchemaError, match="not a database") as raised:
        ready(engine)
    assert "\n" not in str(raised.value)
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://127.0.0.1:1/duizhao", "can not be opened: .*refused"),
        ("postgresql+psycopg:///duizhao?host=/nowhere", "can not be opened: .*No such file"),
    ],
)
def test_a_server_that_is_not_there_is_one_clear_line_at_once(url: str, expected: str) -> None:
    began = time.monotonic()
    engine = connect(url)
    with pytest.raises(SchemaError, match=expected) as raised:
        ready(engine)
    assert "\n" not in str(raised.value)
    assert time.monotonic() - began < 10
    engine.dispose()

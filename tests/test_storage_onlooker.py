"""Connections that only look on: they make and write nothing, and end what takes long."""

import sqlite3
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import connect, reading, transact
from storage.onlooker import onlooker
from tests.builders import database
from tests.postgres_server import new_database

COUNT = sa.text("SELECT count(*) FROM run")


@pytest.mark.parametrize("name", ["duizhao.db", "with ?#% in it.db", "库.db"])
def test_it_reads_while_another_writes(tmp_path: Path, name: str) -> None:
    engine = database(tmp_path)
    engine.dispose()
    (tmp_path / "duizhao.db").rename(tmp_path / name)
    writer = connect(sa.URL.create("sqlite", database=str(tmp_path / name)).render_as_string())
    looking = onlooker(writer.url, 1)
    with writer.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.text("INSERT INTO mark (name) VALUES ('a')"))
        began = time.monotonic()
        with reading(looking) as seen:
            assert seen.execute(COUNT).scalar_one() == 0
        assert time.monotonic() - began < 0.5
    writer.dispose()
    looking.dispose()


def test_it_writes_nothing(tmp_path: Path) -> None:
    engine = database(tmp_path)
    looking = onlooker(engine.url, 1)
    with pytest.raises(sa.exc.OperationalError, match="readonly"), reading(looking) as connection:
        connection.execute(sa.text("INSERT INTO mark (name) VALUES ('a')"))
    looking.dispose()
    engine.dispose()


def test_it_makes_no_file(tmp_path: Path) -> None:
    looking = onlooker(sa.make_url(f"sqlite:///{tmp_path}/gone.db"), 1)
    with pytest.raises(sa.exc.OperationalError, match="unable to open"), reading(looking):
        pass
    looking.dispose()
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_is_given_up_soon(tmp_path: Path) -> None:
    engine = database(tmp_path)
    engine.dispose()
    with sqlite3.connect(tmp_path / "duizhao.db", isolation_level=None) as holder:
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        looking = onlooker(engine.url, 1)
        began = time.monotonic()
        with pytest.raises(sa.exc.OperationalError, match="locked"), reading(looking) as connection:
            connection.execute(COUNT)
        assert time.monotonic() - began < 3
        looking.dispose()
    holder.close()


def test_postgresql_ends_what_takes_long_and_takes_nothing() -> None:
    engine = connect(new_database())
    transact(engine, lambda connection: connection.execute(sa.text("CREATE TABLE t (x int)")))
    looking = onlooker(engine.url, 1)
    began = time.monotonic()
    with pytest.raises(sa.exc.OperationalError, match="statement timeout"), reading(looking) as connection:
        connection.execute(sa.text("SELECT pg_sleep(20)"))
    assert time.monotonic() - began < 5
    with pytest.raises(sa.exc.InternalError, match="read-only"), reading(looking) as connection:
        connection.execute(sa.text("INSERT INTO t VALUES (1)"))
    with reading(looking) as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM t")).scalar_one() == 0
    looking.dispose()
    engine.dispose()


def test_a_server_that_is_not_there_is_given_up_soon() -> None:
    looking = onlooker(sa.make_url("postgresql+psycopg://d@127.0.0.1:1/d"), 1)
    began = time.monotonic()
    with pytest.raises(sa.exc.OperationalError), reading(looking):
        pass
    assert time.monotonic() - began < 5
    looking.dispose()

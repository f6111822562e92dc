"""A writing transaction takes the lock with its first statement; a reading one sees one moment."""

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import connect, reading, writing


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/below/duizhao.sqlite"


def statements(engine: sa.Engine) -> list[str]:
    seen: list[str] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def see(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    return seen


def test_the_first_statement_of_a_writer_is_begin_immediate(url: str) -> None:
    engine = connect(url)
    seen = statements(engine)
    with writing(engine) as connection:
        connection.execute(sa.text("create table t (x)"))
    with reading(engine) as connection:
        connection.execute(sa.text("select x from t"))
    engine.dispose()
    assert seen == ["BEGIN IMMEDIATE", "create table t (x)", "BEGIN", "select x from t"]


def test_an_error_undoes_everything(url: str) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(sa.text("create table t (x)"))
    with pytest.raises(sa.exc.OperationalError), writing(engine) as connection:
        connection.execute(sa.text("insert into t values (1)"))
        connection.execute(sa.text("insert into nowhere values (1)"))
    with reading(engine) as connection:
        assert connection.execute(sa.text("select count(*) from t")).scalar_one() == 0
    engine.dispose()


def test_a_failed_savepoint_undoes_itself_alone(url: str) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(sa.text("create table t (x unique)"))
        connection.execute(sa.text("insert into t values (1)"))
        with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
            connection.execute(sa.text("insert into t values (2)"))
            connection.execute(sa.text("insert into t values (1)"))
        connection.execute(sa.text("insert into t values (3)"))
    with reading(engine) as connection:
        assert connection.execute(sa.text("select x from t order by x")).scalars().all() == [1, 3]
    engine.dispose()


def test_a_reader_sees_one_moment(url: str) -> None:
    engine = connect(url)
    count = sa.text("select count(*) from t")
    with writing(engine) as connection:
        connection.execute(sa.text("create table t (x)"))
    with reading(engine) as reader:
        assert reader.execute(count).scalar_one() == 0
        with writing(engine) as connection:
            connection.execute(sa.text("insert into t values (1)"))
        assert reader.execute(count).scalar_one() == 0
    engine.dispose()


def test_writers_wait_for_one_another(url: str) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(sa.text("create table t (x)"))

    def write() -> None:
        for _ in range(25):
            with writing(engine) as connection:
                number = connection.execute(sa.text("select count(*) from t")).scalar_one()
                connection.execute(sa.text("insert into t values (:x)"), {"x": number})

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as connection:
        assert connection.execute(sa.text("select x from t order by x")).scalars().all() == list(range(100))
    engine.dispose()


def test_commits_reach_the_disk_and_keys_hold(url: str) -> None:
    engine = connect(url)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert sqlite3.sqlite_version_info >= (3, 35)  # RETURNING

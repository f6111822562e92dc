"""A writer has the database to itself, a reader sees one moment, and what is written is written once."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage import database
from storage.database import connect, consult, is_committed, reach, reading, transact, writing
from tests.postgres import Postgres
from tests.proxy import Proxy, proxied
from tests.threads import at_once

COUNT = sa.text("select count(*) from t")
INSERT = sa.text("insert into t values (:x)")
ALL = sa.text("select x from t order by x")


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """An engine on a database with a table of numbers."""
    made = prepared(url)
    yield made
    made.dispose()


@pytest.fixture
def server_url(postgres: Postgres) -> Iterator[str]:
    """The URL of a new database of PostgreSQL."""
    with postgres.database() as made:
        yield made


@pytest.fixture
def remote(server_url: str) -> Iterator[sa.Engine]:
    """The same as `engine`, on PostgreSQL alone."""
    made = prepared(server_url)
    yield made
    made.dispose()


def prepared(url: str) -> sa.Engine:
    made = connect(url)
    with writing(made) as connection:
        connection.execute(sa.text("create table t (x integer unique)"))
    return made


def rows(engine: sa.Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.execute(ALL).scalars())


def statements(engine: sa.Engine) -> list[str]:
    seen: list[str] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def see(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    return seen


def test_the_first_statement_of_a_writer_takes_the_lock(engine: sa.Engine) -> None:
    seen = statements(engine)
    with writing(engine) as connection:
        connection.execute(INSERT, {"x": 1})
    with reading(engine) as connection:
        connection.execute(ALL)
    insert = str(INSERT.compile(engine))
    if engine.dialect.name == "sqlite":
        assert seen == ["BEGIN IMMEDIATE", insert, "BEGIN", ALL.text]
    else:
        assert "pg_advisory_xact_lock" in seen.pop(0)
        assert seen == [insert, ALL.text]


def test_a_reader_can_not_write(remote: sa.Engine) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="read-only"), reading(remote) as connection:
        connection.execute(INSERT, {"x": 1})
    transact(remote, lambda connection: connection.execute(INSERT, {"x": 1}))  # on the same connection
    assert rows(remote) == [1]


def test_an_error_undoes_everything(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="nowhere"), writing(engine) as connection:
        connection.execute(INSERT, {"x": 1})
        connection.execute(sa.text("insert into nowhere values (1)"))
    assert rows(engine) == []


def test_a_failed_savepoint_undoes_itself_alone(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        connection.execute(INSERT, {"x": 1})
        with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
            connection.execute(INSERT, {"x": 2})
            connection.execute(INSERT, {"x": 1})
        connection.execute(INSERT, {"x": 3})
    assert rows(engine) == [1, 3]


def test_a_reader_sees_one_moment(engine: sa.Engine) -> None:
    with reading(engine) as reader:
        assert reader.execute(COUNT).scalar_one() == 0
        with writing(engine) as connection:
            connection.execute(INSERT, {"x": 1})
        assert reader.execute(COUNT).scalar_one() == 0


def test_writers_wait_for_one_another_and_readers_for_nobody(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        connection.execute(sa.text("create table total (number integer)"))
        connection.execute(sa.text("insert into total values (0)"))
    ends: list[float] = []

    def add(connection: sa.Connection) -> None:
        number = connection.execute(COUNT).scalar_one()
        connection.execute(INSERT, {"x": number})
        connection.execute(sa.text("update total set number = number + 1"))

    def write() -> None:
        for _ in range(25):
            transact(engine, add)
        ends.append(time.monotonic())

    def read() -> None:
        while len(ends) < 4:
            with reading(engine) as connection:
                before = connection.execute(COUNT).scalar_one()
                time.sleep(0.001)
                total = connection.execute(sa.text("select number from total")).scalar_one()
                assert (before, connection.execute(COUNT).scalar_one()) == (total, total)

    at_once(write, write, write, write, read)
    assert rows(engine) == list(range(100))


def test_a_writer_gets_its_turn_though_others_write_without_a_pause(engine: sa.Engine) -> None:
    ended = threading.Event()
    turns: list[str] = []

    def hurry() -> None:
        while not ended.is_set():
            with writing(engine):
                turns.append("another's")
                time.sleep(0.03)
            time.sleep(0.003)

    def wait() -> None:
        for _ in range(10):
            with writing(engine):
                turns.append("its own")
            time.sleep(0.02)  # in which the other takes the lock again
        ended.set()

    at_once(hurry, wait)
    # With SQLite's own wait it had 59 to 130.
    assert turns.count("another's") < 35


def test_a_writer_does_not_wait_for_ever(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    engine = prepared(url)
    with writing(engine):
        began = time.monotonic()
        with pytest.raises(sa.exc.OperationalError, match=r"database is locked|lock timeout"):
            transact(engine, lambda connection: connection.execute(INSERT, {"x": 1}))
        assert time.monotonic() - began < 2
    transact(engine, lambda connection: connection.execute(INSERT, {"x": 2}))
    assert rows(engine) == [2]
    engine.dispose()


def test_commits_reach_the_disk_and_keys_hold(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/duizhao.sqlite")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert sqlite3.sqlite_version_info >= (3, 35)  # RETURNING


@pytest.mark.parametrize(
    "statement",
    ["insert into nowhere values (1)", "insert into t values (1), (1)", "selekt 1", "select :x"],
)
def test_an_error_of_the_work_is_raised_at_once(engine: sa.Engine, statement: str) -> None:
    calls: list[object] = []

    def work(connection: sa.Connection) -> None:
        calls.append(connection.execute(INSERT, {"x": 9}))
        connection.execute(sa.text(statement))

    with pytest.raises(sa.exc.StatementError):
        transact(engine, work)
    assert (len(calls), rows(engine)) == (1, [])


@pytest.mark.parametrize("code", ["53100", "57014", "40P01", "55P03"])  # disk full, cancelled, deadlock, lock timeout
def test_an_error_of_the_server_that_keeps_the_connection_is_raised_at_once(remote: sa.Engine, code: str) -> None:
    calls: list[object] = []

    def work(connection: sa.Connection) -> None:
        calls.append(connection.execute(INSERT, {"x": 9}))
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$")

    with pytest.raises(sa.exc.OperationalError):
        transact(remote, work)
    assert (len(calls), rows(remote)) == (1, [])


def test_an_error_at_the_commit_is_raised_at_once(remote: sa.Engine) -> None:
    calls: list[object] = []
    with writing(remote) as connection:
        connection.execute(sa.text("create table late (x integer unique deferrable initially deferred)"))

    def work(connection: sa.Connection) -> None:
        calls.append(connection.execute(sa.text("insert into late values (1), (1)")))

    with pytest.raises(sa.exc.IntegrityError):
        transact(remote, work)
    assert len(calls) == 1


class Killer:
    """Work of two statements whose connection the server ends at one moment, the first time that it comes."""

    def __init__(self, postgres: Postgres, moment: str) -> None:
        self.postgres = postgres
        self.moment = moment
        self.calls = 0

    def at(self, moment: str, connection: sa.Connection) -> None:
        if moment == self.moment:
            self.moment = ""
            driver: Any = connection.connection.driver_connection
            killed = "SELECT pg_terminate_backend(%s, 5000)"
            assert self.postgres.admin.execute(killed, (driver.info.backend_pid,)).fetchone() == (True,)

    def work(self, connection: sa.Connection) -> int:
        self.calls += 1
        self.at("first", connection)
        connection.execute(INSERT, {"x": 1})
        self.at("middle", connection)
        connection.execute(INSERT, {"x": 2})
        self.at("last", connection)
        return self.calls


@pytest.mark.parametrize(
    ("moment", "calls"),
    [("never", 1), ("idle", 1), ("begin", 1), ("first", 2), ("middle", 2), ("last", 2), ("commit", 2)],
)
def test_work_whose_connection_is_ended_is_done_once(
    postgres: Postgres, remote: sa.Engine, moment: str, calls: int
) -> None:
    killer = Killer(postgres, moment)
    with remote.connect() as connection:
        killer.at("idle", connection)
    sa.event.listen(remote, "engine_connect", lambda connection: killer.at("begin", connection))
    sa.event.listen(remote, "commit", lambda connection: killer.at("commit", connection))
    assert transact(remote, killer.work) == calls
    assert rows(remote) == [1, 2]


def test_a_savepoint_whose_connection_is_ended_fails_the_whole(postgres: Postgres, remote: sa.Engine) -> None:
    killer = Killer(postgres, "middle")

    def work(connection: sa.Connection) -> None:
        connection.execute(INSERT, {"x": 0})
        with connection.begin_nested():
            killer.work(connection)

    transact(remote, work)
    assert (killer.calls, rows(remote)) == (2, [0, 1, 2])


def test_a_writer_that_does_nothing_is_ended_and_its_work_done_later(
    remote: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_SECONDS", 0.2)
    calls: list[object] = []
    begun = threading.Event()

    def sleepy(connection: sa.Connection) -> None:
        calls.append(connection.execute(INSERT, {"x": len(calls)}))
        begun.set()
        time.sleep(0.5 if len(calls) == 1 else 0)
        connection.execute(INSERT, {"x": 9})

    def other() -> None:
        begun.wait()
        transact(remote, lambda connection: connection.execute(INSERT, {"x": 5}))

    at_once(lambda: transact(remote, sleepy), other)
    assert len(calls) > 1
    assert rows(remote) == [len(calls) - 1, 5, 9]


@pytest.fixture
def proxy(postgres: Postgres) -> Iterator[Proxy]:
    with proxied(postgres.socket) as made:
        yield made


@pytest.fixture
def distant(proxy: Proxy, server_url: str) -> Iterator[sa.Engine]:
    """The same as `remote`, by way of the proxy."""
    name = sa.make_url(server_url).database
    made = prepared(f"postgresql+psycopg://postgres@127.0.0.1:{proxy.port}/{name}")
    yield made
    made.dispose()


@pytest.mark.parametrize(("cut", "calls"), [("", 1), ("COMMIT", 2), ("answer", 1)])
@pytest.mark.parametrize("refused", [0, 2])
def test_a_commit_without_an_answer_is_looked_up(
    proxy: Proxy, distant: sa.Engine, cut: str, calls: int, refused: int
) -> None:
    done: list[object] = []

    def work(connection: sa.Connection) -> int:
        done.append(connection.execute(INSERT, {"x": len(done)}))
        proxy.cut, proxy.refused = (cut, refused if cut else 0) if len(done) == 1 else ("", 0)
        return len(done)

    assert transact(distant, work) == calls
    assert (len(done), rows(distant), proxy.cut) == (calls, [calls - 1], "")


@pytest.mark.parametrize("statement", ["insert", "COMMIT"])
def test_a_server_that_does_not_hear_of_the_end_of_a_connection(
    proxy: Proxy, distant: sa.Engine, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    for name in ("BUSY_SECONDS", "IDLE_SECONDS"):
        monkeypatch.setattr(database, name, getattr(database, name) / 30)
    calls: list[object] = []

    def work(connection: sa.Connection) -> None:
        calls.append(connection.execute(INSERT, {"x": 1}))
        proxy.lost = statement if len(calls) == 1 else ""
        connection.execute(sa.text("insert into t values (2)"))

    transact(distant, work)
    assert len(calls) > 1
    assert rows(distant) == [1, 2]


def test_a_number_that_a_crashed_server_forgot_was_not_committed(remote: sa.Engine) -> None:
    assert is_committed(remote, str(2**40)) is False


def test_a_question_is_asked_again_where_its_connection_is_ended(postgres: Postgres, remote: sa.Engine) -> None:
    transact(remote, lambda connection: connection.execute(INSERT, {"x": 1}))
    killer = Killer(postgres, "middle")
    calls: list[int] = []

    def question(connection: sa.Connection) -> int:
        calls.append(connection.execute(COUNT).scalar_one())
        killer.at("middle", connection)
        return int(connection.execute(COUNT).scalar_one())

    assert consult(remote, question) == 1
    assert calls == [1, 1]


def test_an_error_of_a_question_is_raised_at_once(engine: sa.Engine) -> None:
    calls: list[int] = []

    def question(connection: sa.Connection) -> None:
        calls.append(connection.execute(COUNT).scalar_one())
        connection.execute(sa.text("select x from nowhere"))

    with pytest.raises(sa.exc.DBAPIError, match="nowhere"):
        consult(engine, question)
    assert calls == [0]


@pytest.mark.parametrize("lost", ["", "pg_catalog.version"])
def test_a_first_connection_that_is_refused_or_ended_is_made_again(proxy: Proxy, server_url: str, lost: str) -> None:
    proxy.refused, proxy.lost = 1, lost
    engine = connect(f"postgresql+psycopg://postgres@127.0.0.1:{proxy.port}/{sa.make_url(server_url).database}")
    reach(engine)
    assert (proxy.refused, proxy.lost) == (0, "")
    engine.dispose()


@pytest.mark.parametrize("do", [transact, consult])
def test_a_database_that_stays_away_is_an_error_in_the_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, do: Callable[[sa.Engine, Any], object]
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.25)
    engine = connect("postgresql+psycopg://127.0.0.1:1/duizhao")
    with pytest.raises(sa.exc.OperationalError, match="refused"):
        do(engine, lambda _: pytest.fail("there is nothing to work on"))
    assert len(caplog.messages) > 1
    assert all("refused" in each and "\n" not in each for each in caplog.messages)
    engine.dispose()

"""The database: an engine, and transactions that read or write."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

BUSY_SECONDS = 30  # that a writer waits for another
LOOK = 0.003  # seconds between two looks whether SQLite's lock is free
# Then PostgreSQL ends a writer that does nothing, as one whose process was stopped, before others give up waiting.
IDLE_SECONDS = 20
PATIENCE = 60.0  # seconds in which a transaction is tried again whose connection is lost: a server starts anew in less
SOON = 1.0  # seconds in which a first connection is tried again: a server that is not there is told of soon
FIRST_WAIT = 0.1  # seconds before the second try; each later wait is twice as long, up to the longest
LONGEST_WAIT = 3.0
ENDED = "57P0"  # class of SQLSTATE: shut down, crashed, starting up; the first query of all is not marked as lost
# A network that swallows everything is noticed within a minute; what the URL says itself goes first.
NETWORK = {
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 50_000,  # milliseconds
}
WRITERS = 0x6475697A68616F  # the advisory lock of all writers: "duizhao" in ASCII
# One round trip: bounds for this transaction, the place in the queue of writers, and the transaction's number.
BEGIN_WRITING = sa.text(
    "SELECT set_config('lock_timeout', :busy, true), set_config('idle_in_transaction_session_timeout', :idle, true),"
    " pg_advisory_xact_lock(:writers), pg_current_xact_id()::text"
)
STATUS = sa.text("SELECT pg_xact_status(CAST(:number AS xid8))")

Value = TypeVar("Value")
logger = logging.getLogger(__name__)


def connect(url: str) -> sa.Engine:
    """An engine for the URL; an SQLite file's directory is made."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        kept = {name: value for name, value in NETWORK.items() if name not in parsed.query}
        engine = sa.create_engine(parsed, pool_pre_ping=True, connect_args=kept)
        sa.event.listen(engine, "begin", begin_postgresql)
        return engine
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    sa.event.listen(engine, "connect", prepare_sqlite)
    sa.event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set one SQLite connection: the driver begins nothing by itself, commits reach the disk."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def begin_sqlite(connection: sa.Connection) -> None:
    """Begin as a writer or a reader.

    A transaction that reads before it writes can not be upgraded while another writes: in a test of four writers a
    deferred BEGIN gave over 159,000 lock errors, BEGIN IMMEDIATE none.
    """
    if connection.get_execution_options().get("writes", False):
        take_turn(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def take_turn(connection: sa.Connection) -> None:
    """Begin as the one writer; raises OperationalError where others write for too long.

    SQLite's own wait sleeps up to 100 ms between two looks, and a writer with little to do between two transactions
    is back sooner: of four who wrote without a pause on a busy machine one got no turn in 30 s. Looks every few
    milliseconds find the moment between two transactions.
    """
    driver, until = connection.connection.driver_connection, time.monotonic() + BUSY_SECONDS
    assert driver is not None
    driver.execute("PRAGMA busy_timeout=0").close()
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except sa.exc.OperationalError as error:
                if time.monotonic() > until or not is_busy(error):
                    raise
            time.sleep(LOOK)
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}").close()


def is_busy(error: sa.exc.DBAPIError) -> bool:
    """True where SQLite says that another has the lock."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return bool(code & 0xFF == sqlite3.SQLITE_BUSY)  # the bits above say why


def begin_postgresql(connection: sa.Connection) -> None:
    """Let writers pass one at a time, as on SQLite.

    So two crawls that find the same link or the same text at once see each other, and none waits for a row of another.
    """
    if connection.get_execution_options().get("writes", False):
        bounds = {"busy": str(BUSY_SECONDS * 1000), "idle": str(IDLE_SECONDS * 1000), "writers": WRITERS}
        connection.info["transaction"] = connection.execute(BEGIN_WRITING, bounds).one()[-1]


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a writing transaction, committed at the end, rolled back on an error."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a reading transaction: one consistent view."""
    view: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        view = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**view) as connection, connection.begin():
        yield connection


def transact(engine: sa.Engine, work: Callable[[sa.Connection], Value]) -> Value:
    """What the work returns, its changes committed once, also where the connection is lost on the way.

    PostgreSQL keeps by its number what became of a transaction, so a COMMIT that was never answered is not done again.
    Raises what the work raises, and DBAPIError where the database stays away.
    """
    done: list[tuple[str, Value]] = []  # the number of a transaction that came as far as its COMMIT, and its value

    def attempt() -> Value:
        if done and is_committed(engine, done[-1][0]):
            return done[-1][1]
        done.clear()
        with writing(engine) as connection:
            value = work(connection)
            done.append((connection.info.get("transaction", ""), value))
        return value

    return persist(engine, attempt)


def consult(engine: sa.Engine, question: Callable[[sa.Connection], Value]) -> Value:
    """What the question returns, asked in a reading transaction, and asked again where the connection is lost."""

    def attempt() -> Value:
        with reading(engine) as connection:
            return question(connection)

    return persist(engine, attempt)


def reach(engine: sa.Engine) -> None:
    """Connect once; raises DBAPIError, after a second of trying at most, where the database can not be reached."""
    persist(engine, lambda: engine.connect().close(), SOON, logging.DEBUG)  # what stays away is told by the error alone


def persist(
    engine: sa.Engine, attempt: Callable[[], Value], patience: float | None = None, level: int = logging.WARNING
) -> Value:
    """What the attempt returns; it is made again, after a longer wait each time, where the connection was lost."""
    wait, until = FIRST_WAIT, time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        try:
            return attempt()
        except sa.exc.DBAPIError as error:
            if engine.dialect.name == "sqlite" or time.monotonic() > until or not is_lost(error):
                raise
            logger.log(level, "the connection to the database was lost: %s", " ".join(str(error.orig).split()))
        time.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


def is_lost(error: sa.exc.DBAPIError) -> bool:
    """True where the connection broke or could not be made, and the work itself is not to blame."""
    if (getattr(error.orig, "sqlstate", None) or "").startswith(ENDED):
        return True
    return error.connection_invalidated or (isinstance(error, sa.exc.OperationalError) and error.statement is None)


def is_committed(engine: sa.Engine, number: str) -> bool:
    """True where the transaction of that number was committed; waits while it is being ended."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            with engine.connect() as connection, connection.begin():
                status = connection.execute(STATUS, {"number": number}).scalar_one()
        except sa.exc.DataError:  # a server that crashed does not know the numbers of which nothing was written
            return False
        if status != "in progress" or time.monotonic() > until:
            return bool(status == "committed")
        time.sleep(0.1)

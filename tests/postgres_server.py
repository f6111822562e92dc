"""Databases of the run's own PostgreSQL for tests that want an empty one: started for the first, gone with the run."""

import atexit
from contextlib import ExitStack
from functools import cache

from tests.postgres import Postgres, running, runtime

left = ExitStack()


@cache
def server() -> Postgres:
    """The server of this run."""
    runtime()  # what is registered last is done first: the server ends while its lock's directory is still there
    atexit.register(left.close)
    return left.enter_context(running())


def new_database() -> str:
    """The URL of a new and empty database."""
    return left.enter_context(server().database())


def socket_directory() -> str:
    """Where the server of this run answers."""
    return str(server().socket)

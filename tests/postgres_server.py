"""Databases of the run's own PostgreSQL for helpers that are no tests: started for the first, gone with the run."""

import atexit
from contextlib import ExitStack
from functools import cache

from tests.postgres import Postgres, running

left = ExitStack()


@cache
def server() -> Postgres:
    """The server of this run."""
    atexit.register(left.close)
    return left.enter_context(running())


def new_database() -> str:
    """The URL of a new and empty database."""
    return left.enter_context(server().database())

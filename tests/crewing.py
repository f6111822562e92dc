"""Crawls of a crew for tests: a line of Python in place of a crawl."""

from collections.abc import Callable
from functools import partial

from service.entry import Assignment


def crawl_of(code: str) -> Callable[[Assignment], int]:
    """What runs the code in the process of a crawl; the code knows the assignment by that name."""
    return partial(run_code, code=code)


def run_code(assignment: Assignment, code: str) -> int:
    """Run the code; return 0, unless it ends the process itself."""
    exec(code, {"assignment": assignment})
    return 0

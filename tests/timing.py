"""How long work takes, told so that a busy machine can not fail a test: what else runs only ever adds to a time."""

from collections.abc import Callable
from time import thread_time

TRIES = 12  # a test that holds ends after one or two


def takes_under(seconds: float, work: Callable[[], object]) -> bool:
    """True where the work takes less CPU time than that, the quickest of several tries."""
    return any(_took(work) < seconds for _ in range(TRIES))


def grows_with_size(work: Callable[[int], Callable[[], object]], size: int, most: float = 2.5) -> bool:
    """True where twice the size takes no more than 2.5 times as long, the quickest of several tries on either side.

    `work` gives for a size what is to be timed, so that what it works on is made before.
    """
    once, twice = work(size), work(2 * size)
    short = long = float("inf")
    for tried in range(TRIES):
        short, long = min(short, _took(once)), min(long, _took(twice))
        # Not the first time: one delay in the short work would let a square pass.
        if tried and long < most * short + 0.01:
            return True
    return False


def _took(work: Callable[[], object]) -> float:
    began = thread_time()
    work()
    return thread_time() - began

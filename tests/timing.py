"""How long work takes, told so that a busy machine can not fail a test: what else runs only ever adds to a time."""

import gc
from collections.abc import Callable
from time import thread_time

TRIES = 12  # a test that holds ends after one or two


def takes_under(seconds: float, work: Callable[[], object]) -> bool:
    """True where the work takes less CPU time than that, the quickest of several tries."""
    return any(_took(work) < seconds for _ in range(TRIES))


def grows_with_size(work: Callable[[int], Callable[[], object]], size: int, most: float = 2.5) -> bool:
    """True where twice the size takes no more than 2.5 times as long, in two of several tries.

    `work` gives for a size what is to be timed, so that what it works on is made before.
    """
    once, twice = work(size), work(2 * size)
    held = 0
    before = _took(once)
    for _ in range(TRIES):
        long, after = _took(twice), _took(once)
        # Beside its neighbours alone: while the other core works the same takes half as long again, and the quickest
        # short work may be of the time before. Twice, and the quicker of two: one delay would let a square pass.
        held += long < most * min(before, after) + 0.01
        if held == 2:
            return True
        before = after
    return False


def _took(work: Callable[[], object]) -> float:
    gc.disable()  # as timeit does: what it takes goes by all that other tests left too
    try:
        began = thread_time()
        work()
        return thread_time() - began
    finally:
        gc.enable()

"""Doing things at the same time."""

import threading
from collections.abc import Callable


def at_once(*works: Callable[[], object]) -> None:
    """Do all at once, each in a thread; raise the first error of any of them."""
    start = threading.Barrier(len(works))
    raised: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        except BaseException as error:  # pytest.fail raises none of Exception's
            raised.append(error)

    threads = [threading.Thread(target=run, args=(each,)) for each in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in raised:
        raise error

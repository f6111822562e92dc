"""Work in a process of its own that is killed at a random moment."""

import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from storage.backup import back_up
from storage.copying import copy_collection
from storage.database import connect, reading
from storage.restore import restore

Work = Callable[..., None]


def run_in_process(work: Work, *arguments: str, kill_after: float | None = None) -> int | None:
    """The exit code of the work, or None where it was killed so many seconds after it began."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # so that a process begins in a hundredth of a second
    hear, say = context.Pipe(duplex=False)
    child = context.Process(target=begin, args=(say, work, arguments))
    child.start()
    say.close()
    hear.recv()
    hear.close()
    child.join(kill_after)
    code = child.exitcode
    child.kill()
    child.join()
    child.close()
    return code


def begin(say: "Connection[None, None]", work: Work, arguments: tuple[str, ...]) -> None:
    """Say that everything is imported, then work."""
    say.send(None)
    work(*arguments)


def lasting(work: Work, *arguments: str) -> float:
    """How many seconds the work lasts, to its good end."""
    begun = time.monotonic()
    assert run_in_process(work, *arguments) == 0
    return time.monotonic() - begun


def kill_times(seed: int, number: int, lasts: float) -> list[float]:
    """So many random moments of work that lasts so long, and a little beyond its end."""
    chance = random.Random(seed)
    return [chance.uniform(0, 1.1 * lasts) for _ in range(number)]


def copying(source: str, target: str, of: str) -> None:
    """Copy a collection from one URL to another."""
    with reading(connect(source)) as view:
        assert all(each.equal for each in copy_collection(view, of, connect(target)))


def restoring(file: str, data: str, url: str) -> None:
    """Restore a backup into a data directory, and into its own SQLite file or another database."""
    target = Path(data) / "duizhao.sqlite" if url == "sqlite" else connect(url)
    restore(Path(file), Path(data), target, datetime.now(UTC))


def backing_up(file: str, data: str) -> None:
    """Back up the collection of a data directory in the place of an older backup."""
    back_up(connect(f"sqlite:///{data}/duizhao.sqlite"), Path(data), Path(file), datetime.now(UTC), replace=True)

"""One crawl as a forked process, awaited: its start, its end, and the end of all that it started."""

import asyncio
import os
import signal
from contextlib import suppress
from multiprocessing.context import ForkServerProcess

from crawler.forking import LOST, begin, end_server, fork_server
from service.entry import FINISHED, STOPPED, Assignment, Work, enter

PATIENCE = 120.0  # seconds for a fork server to import and to fork, which takes it two


async def ready(lock: asyncio.Lock) -> None:
    """Return once the fork server has imported what it forks crawls with; what was claimed before would wait for it.

    Where it can not be had nothing is said: the crawl will say it.
    """
    process = fork_server("service.preload").Process(target=int, name="ready")
    async with lock:
        with suppress(OSError):
            await begun(process)
            await asyncio.to_thread(process.join)
            process.close()


async def begun(process: ForkServerProcess) -> None:
    """Start a process; raises OSError where it can not be. A server that hangs is killed."""
    starting = asyncio.create_task(asyncio.to_thread(begin, process))
    if not (await asyncio.wait((starting,), timeout=PATIENCE))[0]:
        end_server()  # then the task ends, too
    await starting


class Forked:
    """A process of the service's fork server; used by one event loop, in the main thread.

    The lock is one for all of them: to start a process, multiprocessing asks the others whether they have ended, and
    of two threads that ask one process so one would be told that the server died.
    """

    def __init__(self, work: Work, assignment: Assignment, place: str, lock: asyncio.Lock) -> None:
        self.lock = lock
        self.process = fork_server("service.preload").Process(
            target=enter, args=(work, assignment, place), name="crawl"
        )
        self.code: int | None = None

    @property
    def pid(self) -> int:
        """The process id, which is that of its group, too."""
        assert self.process.pid is not None
        return self.process.pid

    async def start(self) -> None:
        """Have it forked, which waits for a fork server that is still importing; raises OSError where it can not be."""
        async with self.lock:
            await begun(self.process)

    async def wait(self) -> int:
        """Wait for its end; return the exit code, below 0 the signal, 255 where the fork server died before it."""
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self.process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self.process.sentinel)
        async with self.lock:
            self.process.join()
            self.code = self.process.exitcode
        assert self.code is not None
        return self.code

    def send(self, number: signal.Signals) -> None:
        """Send it a signal; SIGKILL goes to its whole group."""
        with suppress(ProcessLookupError, PermissionError):
            (os.killpg if number == signal.SIGKILL else os.kill)(self.pid, number)

    async def finish(self) -> None:
        """End it where it has not ended, and what it left in its group."""
        self.send(signal.SIGKILL)
        if self.code is None:
            await self.wait()
        self.process.close()


def end_of(code: int, why: str) -> tuple[str, str]:
    """The state of a crawl's rounds, and what there is to say about it."""
    if why == "stop":
        return "stopped", "the service was stopped"
    if code == FINISHED:
        return "done", ""
    if why == "deadline":
        return "cut", "it took too long; the rest is pending"
    if code in (STOPPED, -signal.SIGTERM):  # by the signal itself where it came before the crawl was ready for it
        return "stopped", "the crawl was stopped"
    if code == LOST:
        return "crashed", "the crawl was lost with the fork server"
    how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    return "crashed", f"the crawl was {how}" if code < 0 else f"the crawl {how}"

"""One child process that parses, seen from the crawl: asked over a pipe of its own, ended when it is dead or worn."""

import pickle
import signal
import time
from multiprocessing.context import ForkServerContext
from typing import Any

import psutil

from crawler.entry import enter
from crawler.forking import LOST, begin
from crawler.limits import Limits


class Child:
    """One child process and the crawl's end of its pipe; used by one thread. Raises OSError where none can be had."""

    def __init__(self, context: ForkServerContext, limits: Limits) -> None:
        self.limits = limits
        self.asked = 0
        self.overdue = False
        self.until: float | None = None  # monotonic time at which it must have answered
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=enter, args=(theirs, limits), name="parser", daemon=True)
        try:
            begin(self.process)
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()
        self.seen: psutil.Process | None = None

    def ask(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """The answer to a task; raises ChildDied where the child ends first, as it does after its time."""
        self.asked += 1
        self.until = time.monotonic() + self.limits.wall_seconds
        try:
            self.pipe.send((name, arguments))
            return pickle.loads(self.pipe.recv_bytes())  # noqa: S301  from our own child
        except (EOFError, ConnectionError) as error:
            raise self.death() from error
        finally:
            self.until = None

    def give_up(self) -> None:
        """Kill the child, whose time is over."""
        self.overdue = True
        self.process.kill()

    def death(self) -> "ChildDied":
        """What the child died of."""
        self.end()
        code = self.process.exitcode or 0
        if self.overdue:
            return ChildDied(f"the parser took over {self.limits.wall_seconds:g} s")
        if code == -signal.SIGPROF:
            return ChildDied(f"the parser took over {self.limits.cpu_seconds:g} s of CPU time", certain=True)
        if code == LOST:
            return ChildDied("the parser was lost with its fork server", blameless=True)
        if code < 0:
            return ChildDied(f"the parser was killed by {signal.Signals(-code).name}")
        return ChildDied(f"the parser ended with exit code {code}")

    def is_worn(self) -> bool:
        """True where the next task needs another child: this one is dead, old, or keeps what an earlier task took."""
        if self.overdue or self.asked >= self.limits.tasks or not self.process.is_alive():
            return True
        try:
            self.seen = self.seen or psutil.Process(self.process.pid)
            return bool(self.seen.memory_info().vms > self.limits.memory // 2)
        except psutil.NoSuchProcess:
            return True

    def end(self) -> None:
        """End the process; one that closed its pipe and lives on is killed."""
        self.pipe.close()
        self.process.join(1)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class ChildDied(Exception):
    """A child ended before it answered; `certain` where its task alone can have been the cause, or `blameless`."""

    def __init__(self, message: str, certain: bool = False, blameless: bool = False) -> None:
        super().__init__(message)
        self.certain = certain
        self.blameless = blameless

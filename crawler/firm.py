"""What `multiprocessing` asks of the module os, and what it does not get over by itself (3.11 to 3.14)."""

import errno
import os
import sys
from multiprocessing import forkserver, reduction, spawn
from pathlib import Path
from typing import Any


class Standing:
    """For whoever starts processes: its directory may have been deleted, and where it was nobody need ask."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def getcwd(self) -> str:
        """The directory that a new process is to stand in: this one's, also where it has no name any more."""
        try:
            return str(Path.cwd())
        except FileNotFoundError:
            if sys.platform != "linux":
                raise
            return f"/proc/{os.getpid()}/cwd"


class Forking(Standing):
    """For the fork server: a fork that fails costs one process, and not the server with all that it forked.

    There may be no process left (`ulimit -u`, TasksMax) or no memory. Whoever asked is told by the end of his pipe.
    """

    def __init__(self) -> None:
        self.received: list[int] = []
        self.receive = reduction.recvfds

    def recvfds(self, *arguments: Any) -> list[int]:
        """The descriptors that come with a request; they are kept for when nothing comes of it."""
        self.received = self.receive(*arguments)
        return self.received

    def fork(self) -> int:
        """Fork; raises the one error after which the server goes on."""
        try:
            return os.fork()
        except OSError as error:
            for each in self.received:
                os.close(each)
            raise OSError(errno.ECONNABORTED, str(error)) from error


def stand() -> None:
    """Have this process start others wherever it stands."""
    spawn.os = Standing()  # type: ignore[attr-defined]


def serve() -> None:
    """Have this process, a fork server, outlast what it can not fork, and what it forks not run the main module again.

    That of the command `duizhao` imports the whole command line, .14 s of CPU for each crawl and each parser.
    """
    spawn._fixup_main_from_path = spawn._fixup_main_from_name = _nothing  # type: ignore[attr-defined]
    forking = Forking()
    forkserver.os, reduction.recvfds = forking, forking.recvfds  # type: ignore[attr-defined,assignment]


def _nothing(_main: str) -> None:
    return

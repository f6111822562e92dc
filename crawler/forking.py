"""Processes that are forked from one with their imports done: these take longer than the work of a short crawl.

A service has one fork server, from which its crawls come and their parsers; a crawl by itself has one for its parsers.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
origin = os.getppid()  # the process that this one was forked from, also when that is no more


def _remember() -> None:
    global origin
    origin = os.getppid()


os.register_at_fork(after_in_child=_remember)


def fork_server(*modules: str) -> ForkServerContext:
    """The context of the fork server that this process came from, or of one of its own with these modules imported.

    One that is no more is started again by the next call. To be called from the main thread: the server ends with the
    thread that started it. Raises OSError where none can be started.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*modules, "crawler.lifeline"])
    if forkserver.get_inherited_fds() is not None:
        _share()
    forkserver._forkserver.ensure_running()
    return context


def _share() -> None:
    """Have this process ask the server that it was forked from, for as long as that lives.

    So multiprocessing says it does, but (3.11 to 3.14) it starts another, for it looks for the pid of one it started.
    """
    server = forkserver._forkserver

    def ensure_running() -> None:
        if os.getppid() != origin:
            forkserver.ForkServer.ensure_running(server)

    server.ensure_running = ensure_running  # type: ignore[method-assign]


def begin_as(name: str) -> None:
    """Give this forked process its name, of up to 15 letters, and the signals that the fork server leaves alone."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _control(PR_SET_NAME, name.encode())


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends, where the kernel knows how."""
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)


def _control(option: int, value: int | bytes) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)

"""Processes that are forked from one with their imports done: these take longer than the work of a short crawl.

A service has one fork server, from which its crawls come and their parsers; a crawl by itself has one for its parsers.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import AuthenticationError, forkserver, process, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
LOST = 255  # the exit code of a process whose fork server died before it
ENDING = 0.1  # seconds that a server takes to end
SIGNALS = (signal.SIGTERM, signal.SIGINT)
server: Any = forkserver._forkserver  # what multiprocessing knows of the server that this process asks
origin = os.getppid()  # the process that this one was forked from, also when that is no more
starting = threading.Lock()
left: list[int] = []  # servers that can be asked no more, and have not ended yet


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
    if forkserver.get_inherited_fds() is not None and server._forkserver_pid is None:
        # From 3.14 on a server forks for those who know its key, and a process that it forked is not told it.
        server._forkserver_authkey = bytes(process.current_process().authkey)
    _stand()
    server.ensure_running = _ensure_running  # multiprocessing itself asks, too
    _ensure_running()
    return context


def _ensure_running() -> None:
    """Have a server to ask: the one that this process was forked from, for as long as that lives, or one of its own.

    So multiprocessing says it does, but (3.11 to 3.14) it always starts one, for it looks for a pid that it started.
    """
    with starting:
        can_be_asked = _is_there(server._forkserver_address)
        if forkserver.get_inherited_fds() is not None and os.getppid() == origin and can_be_asked:
            return
        if not can_be_asked:
            _leave()
        if not _is_running(server._forkserver_pid):
            with _undisturbed():
                forkserver.ForkServer.ensure_running(server)
        if key := getattr(server, "_forkserver_authkey", None):
            process.current_process().authkey = key  # what this process starts is handed that


def _is_there(address: str | None) -> bool:
    """True where the socket of a server is there; what cleans a directory of temporary files may have taken it."""
    return address is not None and (address.startswith("\0") or Path(address).exists())


def _is_running(pid: int | None) -> bool:
    """True where a child of this process has not ended; where it has, nobody is told yet."""
    return pid is not None and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _leave() -> None:
    """Take the next server for a first one. The present one ends after the last process that it forked."""
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        left.append(server._forkserver_pid)
    server._forkserver_address = server._forkserver_alive_fd = server._forkserver_pid = None
    current: Any = process.current_process()
    if not Path(current._config.get("tempdir") or os.sep).is_dir():
        del current._config["tempdir"]
    left[:] = [pid for pid in left if os.waitpid(pid, os.WNOHANG)[0] == 0]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Have what is started meanwhile hold back the signals that end a program, and import what this process would.

    Whoever ends all processes of a service at once would end its server while that imports, and the rounds of all its
    crawls would count as crashed. The server holds them back for good, and a forked process until it is ready for them.
    By itself (3.11 to 3.13) the server looks for modules in the directory that it is started in before all others.
    """
    given = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
    os.environ["PYTHONPATH"] = os.pathsep.join(each or os.curdir for each in sys.path)
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        resource_tracker.ensure_running()  # later it would let the signals through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    finally:
        for name, value in given.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def end_server() -> None:
    """Kill the server that this process started, and with it what it forked."""
    pid = server._forkserver_pid
    if pid is not None and _is_running(pid):
        os.kill(pid, signal.SIGKILL)


def begin(forked: process.BaseProcess) -> None:
    """Start a process of the fork server, of another one where that is just ending; raises OSError."""
    _stand()
    for another in (True, False):
        try:
            forked.start()
            return
        except (EOFError, ConnectionError, AuthenticationError) as error:
            if not another:
                raise OSError("the fork server forked nothing") from error
            time.sleep(ENDING)


def _stand() -> None:
    """Leave a directory that was deleted: a new process is told where this one stands."""
    try:
        Path.cwd()
    except FileNotFoundError:
        os.chdir(os.sep)


def server_pid() -> int | None:
    """The fork server that this process started last, if it did."""
    pid: int | None = server._forkserver_pid
    return pid


def begin_as(name: str) -> None:
    """Give this forked process its name, of up to 15 letters, and let SIGTERM end it, also one that came before.

    Ctrl-C is for whoever started it, and ends it in its own way.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    call(name)


def call(name: str) -> None:
    """Give this process its name."""
    _control(PR_SET_NAME, name.encode())


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends, where the kernel knows how."""
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)


def _control(option: int, value: int | bytes) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)

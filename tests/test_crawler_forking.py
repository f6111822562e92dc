"""Forked processes: one server for a family, another where it is no more, and names that a person can read."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil
import pytest

from crawler.forking import SIGNALS, begin, begin_as, end_server, fork_server

Pipe = Connection


def told(pipe: "Pipe[Any, Any]", child: bool = True) -> None:
    """Tell the server that this process came from, and where it has a child, what that tells."""
    begin_as("duizhao-test")
    name = psutil.Process().name()
    is_default = signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    below = ask(child=False) if child else None
    pipe.send((os.getppid(), name, is_default, below))


def orphan(pipe: "Pipe[Any, Any]") -> None:
    """Wait until the server is gone, then ask for a child: it comes from another."""
    before = os.getppid()
    pipe.send(before)
    while os.getppid() == before:
        time.sleep(0.01)
    pipe.send(ask(child=False))


def known_key(pipe: "Pipe[Any, Any]") -> None:
    """Tell the key that a server is asked with."""
    fork_server()
    pipe.send(getattr(forkserver._forkserver, "_forkserver_authkey"))  # noqa: B009  typeshed has it from 3.14 on


def ready_late(pipe: "Pipe[Any, Any]") -> None:
    """Be ready for signals a while after the start; end by itself only long after."""
    pipe.send(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
    pipe.recv()
    begin_as("duizhao-test")
    time.sleep(60)


def ask(child: bool) -> Any:
    """What a forked process tells."""
    context = fork_server()
    hear, say = context.Pipe(duplex=False)
    process = context.Process(target=told, args=(say, child))
    begin(process)
    say.close()
    answer = hear.recv()
    process.join()
    return answer


def test_the_processes_of_a_family_come_from_one_server() -> None:
    server, name, is_default, (server_of_child, *_) = ask(child=True)
    assert server == server_of_child
    assert (name, is_default) == ("duizhao-test", True)
    assert ask(child=False)[0] == server
    forks = psutil.Process(server)
    assert forks.ppid() == os.getpid()
    assert forks.name() in ("duizhao-forks", "python", "python3")  # or a test before this one started it, bare


def test_a_server_that_is_no_more_is_started_again() -> None:
    context = fork_server()
    hear, say = context.Pipe(duplex=False)
    process = context.Process(target=orphan, args=(say,))
    begin(process)
    say.close()
    server = hear.recv()
    os.kill(server, signal.SIGKILL)
    assert hear.poll(30)
    other, *_ = hear.recv()
    assert other != server
    assert ask(child=False)[0] not in (server, other)
    process.join()


def test_a_forked_process_knows_the_key_of_its_server(monkeypatch: pytest.MonkeyPatch) -> None:
    context = fork_server()
    if not hasattr(forkserver._forkserver, "_forkserver_authkey"):  # 3.14 has it
        monkeypatch.setattr(forkserver._forkserver, "_forkserver_authkey", b"a key", raising=False)
        context = fork_server()
    hear, say = context.Pipe(duplex=False)
    process = context.Process(target=known_key, args=(say,))
    begin(process)
    say.close()
    assert hear.recv() == getattr(forkserver._forkserver, "_forkserver_authkey")  # noqa: B009
    process.join()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_that_comes_too_early_is_none_that_gets_lost(number: signal.Signals) -> None:
    context = fork_server()
    mine, theirs = context.Pipe()
    process = context.Process(target=ready_late, args=(theirs,))
    process.start()
    assert process.pid is not None
    assert set(SIGNALS) <= mine.recv()
    os.kill(process.pid, number)
    mine.send("ready")
    process.join(1)
    is_ended = process.exitcode is not None
    process.kill()
    process.join()
    assert is_ended == (number == signal.SIGTERM)  # Ctrl-C is not for it


def in_a_family_of_its_own(work: Callable[..., None], *arguments: Any) -> Any:
    """What a process that was started from nothing tells, with the servers of no other."""
    context = multiprocessing.get_context("spawn")
    hear, say = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(say, *arguments))
    begin(process)
    say.close()
    try:
        assert hear.poll(60)
        return hear.recv()
    finally:
        process.join(10)
        process.kill()
        process.join()


def server_of_mine() -> int:
    """The server that this process started."""
    pid: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    return pid


def signalled_early(pipe: "Pipe[Any, Any]") -> None:
    """Send a server that only begins to import the signals that end a program."""
    fork_server("decimal")
    first = server_of_mine()
    for number in SIGNALS:
        os.kill(first, number)
    pipe.send((first, ask(child=False)[0]))


def test_a_server_outlasts_signals_while_it_imports() -> None:
    first, then = in_a_family_of_its_own(signalled_early)
    assert first == then


def beside_other_modules(pipe: "Pipe[Any, Any]", place: Path) -> None:
    """Start a server in a directory that is not on this process's path."""
    os.chdir(place)
    fork_server()
    server = ask(child=False)[0]
    pipe.send((psutil.Process(server).name(), server == server_of_mine(), os.environ.get("PYTHONSAFEPATH")))


def test_a_server_imports_what_its_starter_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("crawler", "config", "selectors"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('not this one')\n")
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    name, is_mine, told = in_a_family_of_its_own(beside_other_modules, tmp_path)
    assert name == "duizhao-forks" if sys.platform == "linux" else name
    assert is_mine
    assert told is None  # the environment is as before


def from_nowhere(pipe: "Pipe[Any, Any]", place: Path) -> None:
    """Fork, by a server that was there and by one that was not, in a directory that is no more."""
    os.chdir(place)
    fork_server()
    place.rmdir()
    first = ask(child=True)[0]
    end_server()
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    pipe.send((first, ask(child=True)[0]))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such a directory has no name")
def test_a_directory_that_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    first, second = in_a_family_of_its_own(from_nowhere, tmp_path / "gone")
    assert first != second


def without_socket(pipe: "Pipe[Any, Any]", whole: bool) -> None:
    """Have the socket of the server cleaned away, alone or with its directory."""
    current: Any = multiprocessing.current_process()
    current._config.pop("tempdir", None)  # it was handed down, and other servers have their sockets there
    fork_server()
    first = ask(child=True)[0]
    socket = Path(forkserver._forkserver._forkserver_address)  # type: ignore[attr-defined]
    socket.unlink()
    if whole:
        socket.parent.rmdir()
    second, _, _, (below, *_) = ask(child=True)
    until = time.monotonic() + 10
    while psutil.pid_exists(first) and psutil.Process(first).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.02)
    ask(child=False)
    pipe.send((first, second, below))


@pytest.mark.parametrize("whole", [False, True])
def test_a_server_whose_socket_is_no_more_is_left_for_another(whole: bool) -> None:
    first, second, below = in_a_family_of_its_own(without_socket, whole)
    assert first != second == below


@pytest.mark.parametrize("name", ["duizhao-crawl", "duizhao-parser", "duizhao-forks"])
def test_names_are_as_long_as_a_kernel_takes(name: str) -> None:
    assert len(name) <= 15

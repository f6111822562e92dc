"""Forked processes: one server for a family, another where it is no more, and names that a person can read."""

import os
import signal
import time
from multiprocessing.connection import Connection
from typing import Any

import psutil
import pytest

from crawler.forking import begin_as, fork_server

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


def ask(child: bool) -> Any:
    """What a forked process tells."""
    context = fork_server()
    hear, say = context.Pipe(duplex=False)
    process = context.Process(target=told, args=(say, child))
    process.start()
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
    process.start()
    say.close()
    server = hear.recv()
    os.kill(server, signal.SIGKILL)
    assert hear.poll(30)
    other, *_ = hear.recv()
    assert other != server
    assert ask(child=False)[0] not in (server, other)
    process.join()


@pytest.mark.parametrize("name", ["duizhao-crawl", "duizhao-parser", "duizhao-forks"])
def test_names_are_as_long_as_a_kernel_takes(name: str) -> None:
    assert len(name) <= 15

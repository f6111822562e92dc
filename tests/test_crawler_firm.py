"""What multiprocessing asks of the module os: a directory without a name, and a fork that fails."""

import errno
import os
import socket
import sys
from multiprocessing import reduction
from pathlib import Path

import pytest

from crawler.firm import Forking, Standing


def test_a_directory_has_a_name_for_as_long_as_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Standing().getcwd() == str(tmp_path)
    assert Standing().sep == os.sep  # all else is as it was


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such a directory has no name")
def test_a_directory_that_was_deleted_is_still_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert Path(Standing().getcwd()).stat().st_ino == Path(os.curdir).stat().st_ino


def test_what_came_with_a_request_is_closed_where_nothing_comes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    forking = Forking()
    one, other = socket.socketpair()
    read, write = os.pipe()
    with one, other:
        reduction.sendfds(one, [write])
        forking.recvfds(other, 2)
        os.close(write)
        with pytest.raises(OSError, match="temporarily unavailable") as caught:
            forking.fork()
    assert caught.value.errno == errno.ECONNABORTED
    assert os.read(read, 1) == b""  # who asked sees the end of the pipe
    os.close(read)

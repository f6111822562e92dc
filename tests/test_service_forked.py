"""A crawl as a process: how it ended, by its exit code and by why it was ended."""

import signal

import pytest

from service.forked import end_of


@pytest.mark.parametrize(
    ("code", "why", "state"),
    [
        (0, "", "done"),
        (0, "stop", "stopped"),
        (1, "", "stopped"),
        (1, "deadline", "cut"),
        (-signal.SIGTERM, "", "stopped"),
        (-signal.SIGTERM, "deadline", "cut"),
        (-signal.SIGKILL, "", "crashed"),
        (2, "", "crashed"),
        (70, "", "crashed"),
        (255, "", "crashed"),
        (255, "stop", "stopped"),
    ],
)
def test_end_of(code: int, why: str, state: str) -> None:
    assert end_of(code, why)[0] == state

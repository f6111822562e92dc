"""For a fork server: where a file is, no process can be had, as where their number is at its limit."""

import os
from pathlib import Path

real = os.fork


def fork() -> int:
    """Fork, or not."""
    if Path(os.environ["UNFORKABLE"]).exists():
        raise BlockingIOError(11, "Resource temporarily unavailable")
    return real()


os.fork = fork

"""Work on files that is done by one process alone, and of which nothing stays where it is cut off."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import ConfigError

PREFIX, SUFFIX = ".duizhao-", ".work"


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Hold a data directory: backup, restore and prune do not work in it at once. Raises ConfigError where one does."""
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if not locked(handle):
            raise ConfigError(directory, None, "", "another backup, restore or prune is at work here")
        yield
    finally:
        os.close(handle)  # gives the lock back, as the end of the process does


@contextmanager
def workroom(beside: Path) -> Iterator[Path]:
    """A new directory in a directory, gone at the end; those that killed processes left there go first."""
    for left in beside.glob(f"{PREFIX}*{SUFFIX}"):
        sweep(left)
    room, handle = made(beside)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        os.close(handle)


def made(beside: Path) -> tuple[Path, int]:
    """A new directory and the handle that holds it; another one where a sweep was quicker than the lock."""
    while True:
        room = beside / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
        room.mkdir(mode=0o700)
        try:
            handle = os.open(room, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        if locked(handle) and room.exists():
            return room, handle
        os.close(handle)


def sweep(room: Path) -> None:
    """Remove a workroom that no living process holds."""
    try:
        handle = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        if locked(handle):
            shutil.rmtree(room, ignore_errors=True)
    finally:
        os.close(handle)


def locked(handle: int) -> bool:
    """True where the lock of an open directory is ours now."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sync_file(path: Path) -> None:
    """Bring a file's content to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

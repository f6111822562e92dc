"""The log of a crawl by hand: warnings, one a line, in a file beside the database."""

import logging
from contextlib import suppress
from pathlib import Path

from service.events import form_of

MOST = 10 * 2**20  # bytes; a file over this is put aside when a crawl begins, in place of the one before it


def log_to(directory: Path) -> None:
    """Send warnings to a file in the data directory, so that the terminal stays for progress and tables."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "duizhao.log"
    put_aside(file)
    handler = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
    handler.setLevel(logging.WARNING)
    handler.setFormatter(form_of(person=False))
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(True)


def put_aside(file: Path) -> None:
    """Move a file that has grown too large to `NAME.1`; one is kept."""
    with suppress(FileNotFoundError):
        if file.stat().st_size > MOST:
            file.replace(file.with_name(f"{file.name}.1"))

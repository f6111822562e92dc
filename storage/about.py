"""What a backup says of itself: which program made it, when, and what must be in it."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from config.errors import ConfigError

WARC_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.warc\.gz")
DATABASE = "duizhao.sqlite"  # the database's name in every backup


class BadBackup(ConfigError):
    """A file is no backup, or not whole; nothing of it was restored."""

    def __init__(self, message: str) -> None:
        super().__init__(None, None, "FILE", message)


@dataclass(frozen=True, slots=True)
class TableIn:
    """One table in a backup: its rows, their hash, and the columns that it was made over."""

    rows: int
    hash: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself."""

    duizhao: str  # the version of the program
    schema: str
    made_at: str
    collection: str
    sha256: str  # of the database's file
    tables: Mapping[str, TableIn]
    pages: bool  # whether the raw pages are in it
    warc: Mapping[str, int]  # the files of raw pages, each with its size
    missing: tuple[str, ...]  # files that rows name and that were not there when it was made

    def to_json(self) -> bytes:
        """As it stands in the backup."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2).encode() + b"\n"


def about_of(text: bytes) -> About:
    """The value that a backup's about.json holds; raises BadBackup where it holds none."""
    try:
        found: dict[str, Any] = json.loads(text)
        tables = {
            str(name): TableIn(int(each["rows"]), str(each["hash"]), tuple(map(str, each["columns"])))
            for name, each in found.pop("tables").items()
        }
        warc = {str(name): int(size) for name, size in found.pop("warc").items()}
        about = About(**found | {"tables": tables, "warc": warc, "missing": tuple(map(str, found["missing"]))})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup("its about.json is not one that `duizhao backup` writes") from error
    for name in about.warc:
        if not WARC_NAME.fullmatch(name):
            raise BadBackup(f"its about.json names {name!r}, which is no file of raw pages")
    return about

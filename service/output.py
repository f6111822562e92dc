"""Printing for people and for programs: one console, one JSON writer, times, names and numbers in words."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from rich.console import Console

UNITS = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
WIDE = 160  # columns of what no terminal shows; 80 would cut tables in a file or a pipe for nothing


def console(stderr: bool = False) -> Console:
    """The console for tables: as wide as the terminal, as COLUMNS says, or 160 columns where neither is there.

    What stands in brackets or between colons is printed as it is, for it may come from a page: [/b] would end a table.
    """
    made = Console(stderr=stderr, markup=False, emoji=False)
    if not made.is_terminal and not os.environ.get("COLUMNS", "").isdigit():
        made.width = WIDE
    return made


def print_json(value: Any) -> None:
    """Print one JSON value, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size_text(size: int) -> str:
    """A number of bytes in the unit that suits it."""
    unit = next((each for each in UNITS if size < 1000 * UNITS[each]), "TB")
    return f"{size / UNITS[unit]:.1f} {unit}" if UNITS[unit] > 1 else f"{size} {unit}"


def moment_text(at: datetime, zone: tzinfo) -> str:
    """A time to the second in the zone, with the zone's name."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S} {zone}"


def span_text(seconds: float, parts: int = 1) -> str:
    """A length of time in its one or two largest units, rounded down: 40 s, 12 min, 3 h 20 min, 2 days."""
    left = max(0, int(seconds))
    found: list[tuple[int, str]] = []
    for unit, size in (("day", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        number, left = divmod(left, size)
        if number or found or unit == "s":
            found.append((number, plural(number, unit) if unit == "day" else f"{number} {unit}"))
    return " ".join(text for at, (number, text) in enumerate(found[:parts]) if number or at == 0)


def names_text(names: Sequence[str]) -> str:
    """Names in one line, parted as their script parts them."""
    return ("、" if any("\u4e00" <= letter <= "\u9fff" for name in names for letter in name) else ", ").join(names)


def jsonable(value: Any) -> Any:
    """A value of ours as what JSON can say: times in ISO 8601."""
    if is_dataclass(value):
        return {field.name: jsonable(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value

"""A moment with what is known of its zone and precision, and the parts that it is read from."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipeline.time_forms import HALVES
from pipeline.values import Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)  # how far a page's clock may run before ours
STATED = "stated"
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>[0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC, how precise it was printed, and the zone that it was read in.

    That is an offset such as +08:00 where the page told one, `stated` where it told UTC, else the name of the zone that
    was assumed for it.
    """

    at: datetime
    precision: Precision
    zone: str


def moment(local: datetime, precision: Precision, zone: str) -> Moment:
    """The moment of an aware time."""
    return Moment(local.astimezone(UTC), precision, zone)


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo | timezone:
    """The zone by its name or its offset (+08:00); UTC where a source's file names none that exists."""
    try:
        if found := OFFSET.fullmatch(name):
            offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
            return timezone(-offset if found["sign"] == "-" else offset)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def told_zone(local: datetime) -> str:
    """The offset of an aware time as `+08:00`; `stated` for UTC, in which systems print wherever they stand."""
    return local.isoformat()[-6:] if local.utcoffset() else STATED


def clock_of(part: dict[str, str | None]) -> timedelta:
    """How long after midnight a clock stands, out of one with a.m., p.m., 上午 or 下午; a day and more in the night.

    Raises ValueError for no clock's hour.
    """
    hour = _hour(int(part["hour"] or 0), HALVES.get((part.get("part") or part.get("half") or "").lower(), ""))
    if hour > 24:
        raise ValueError("no such hour")
    return timedelta(hours=hour, minutes=int(part["minute"] or 0), seconds=min(int(part.get("second") or 0), 59))


def _hour(hour: int, half: str) -> int:
    if hour == 12:
        return {"morning": 0, "midnight": 0, "night": 24}.get(half, 12)
    if (
        (half == "later" and hour < 12)
        or (half == "noon" and hour < 6)
        or (half in ("night", "midnight") and 4 < hour < 12)
    ):
        return hour + 12
    return hour


def is_bare(at: datetime, zone: str) -> bool:
    """True for midnight in a zone, which systems print for a bare day."""
    local = at.astimezone(zone_of(zone))
    return (local.hour, local.minute, local.second) == (0, 0, 0)

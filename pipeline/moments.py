"""A moment with what is known of its zone and precision, and the parts that it is read from."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipeline.time_forms import LATER_HALF, OFFSETS, REGIONS
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


def offset_of(stated: str) -> timezone | ZoneInfo | None:
    """What a printed zone means; None where it means different things in different countries."""
    name = stated.lower()
    if name in REGIONS:
        return zone_of(REGIONS[name])
    if name in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[name]))
    digits = re.sub(r"[^\d]", "", name)
    if not digits:
        return None
    sign = -1 if "-" in name else 1
    hours, minutes = (int(digits[:2]), int(digits[2:] or 0)) if len(digits) != 1 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def hour_of(part: dict[str, str | None]) -> int:
    """The hour of a clock of 24 hours, out of one with a.m., p.m., 上午 or 下午."""
    hour = int(part["hour"] or 0)
    half, chinese = (part.get("half") or "").lower(), part.get("part")
    if hour < 12 and (half == "p" or chinese in LATER_HALF):
        return hour + 12
    if hour == 12 and (half == "a" or chinese == "凌晨"):
        return 0
    return hour


def is_bare(at: datetime, zone: str) -> bool:
    """True for midnight in a zone, which systems print for a bare day."""
    local = at.astimezone(zone_of(zone))
    return (local.hour, local.minute, local.second) == (0, 0, 0)

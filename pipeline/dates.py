"""A time as a page, a feed or a list prints it, read into UTC with what is known of its zone and precision."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipeline.time_forms import (
    AGO,
    CLOCK_FIRST,
    COMPACT,
    DAY_FIRST,
    DAYS_BACK,
    EPOCH,
    LATER_HALF,
    MONTH_FIRST,
    MONTHS,
    NUMERIC,
    OFFSETS,
    REGIONS,
    THIS_YEAR,
    UNITS,
    UNIX,
    WORDED,
)
from pipeline.values import Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)  # how far a page's clock may run before ours
LONGEST = 120  # characters looked at: a time is short, and what is longer may be built to be slow
STATED = "stated"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC, how precise it was printed, and `stated` or the zone it was read in."""

    at: datetime
    precision: Precision
    zone: str


def parse_time(text: str | int | float, zone: str, fetched_at: datetime, *, relative: bool = True) -> Moment | None:
    """The first time in a text; None, never an exception, for none and outside 1990..fetched_at + 2 days.

    `zone` is the IANA zone of a source and holds where the text states none; words such as 3小时前 count
    from fetched_at, and are no times where `relative` is False.
    """
    if isinstance(text, int | float):
        text = str(int(text)) if 0 < text < 1e14 else ""
    text = " ".join(text[: LONGEST * 4].split())[:LONGEST]
    if not text:
        return None
    try:
        moment = _read(text, zone) or (_relative(text, zone, fetched_at) if relative else None)
    except (ValueError, OverflowError):
        return None
    if moment is None or not EARLIEST <= moment.at <= fetched_at + AHEAD:
        return None
    return moment


def is_day_only(moment: Moment, zone: str) -> bool:
    """True for a bare day, and for midnight in UTC or the source's zone, which systems print for a bare day."""
    if moment.precision == "day":
        return True
    return any((at.hour, at.minute, at.second) == (0, 0, 0) for at in (moment.at, moment.at.astimezone(_zone(zone))))


def _read(text: str, zone: str) -> Moment | None:
    if EPOCH.fullmatch(text):
        return Moment(
            datetime.fromtimestamp(int(text[:10]) if len(text) < 12 else int(text) / 1000, UTC),
            "second",
            STATED,
        )
    if found := COMPACT.fullmatch(text):
        return _absolute(found, zone)
    for form in (NUMERIC, CLOCK_FIRST, MONTH_FIRST, DAY_FIRST, UNIX):
        if found := form.search(text):
            return _absolute(found, zone)
    return None


def _absolute(found: re.Match[str], zone: str) -> Moment:
    """A full date, with a clock where one is printed."""
    part = found.groupdict()
    month = MONTHS[part["name"].lower()] if part.get("name") else int(part["month"])
    year, day = int(part["year"]), int(part["day"])
    if part.get("hour") is None:
        return _moment(datetime(year, month, day, tzinfo=_zone(zone)), "day", zone)
    hour, precision = _hour(part), _precision(part)
    local = datetime(year, month, day, hour, int(part["minute"]), min(int(part.get("second") or 0), 59))  # noqa: DTZ001  the zone comes next
    stated = part.get("zone") or ""
    if not stated:
        return _moment(local.replace(tzinfo=_zone(zone)), precision, zone)
    offset = _offset(stated)
    if offset is None:
        return _moment(local.replace(tzinfo=_zone(zone)), precision, zone)
    return _moment(local.replace(tzinfo=offset), precision, STATED)


def _relative(text: str, zone: str, fetched_at: datetime) -> Moment | None:
    here = fetched_at.astimezone(_zone(zone))
    # In a longer text 今天 or "3 days ago" is part of a sentence, not a time.
    if found := AGO.match(text) or AGO.fullmatch(text[-16:]):
        return _ago(found, zone, fetched_at)
    if (found := WORDED.match(text)) and (found["hour"] is not None or found.end() == len(text)):
        word = found["word"].lower()
        if word in ("刚刚", "just now"):
            return _moment(fetched_at, "minute", zone)
        day = here - timedelta(days=DAYS_BACK[word])
        if found["hour"] is None:
            return _moment(day.replace(hour=0, minute=0, second=0, microsecond=0), "day", zone)
        part = found.groupdict()
        clock = day.replace(hour=_hour(part), minute=int(part["minute"]), second=0, microsecond=0)
        return _moment(clock, "minute", zone)
    if found := THIS_YEAR.search(text):
        part = found.groupdict()
        clock = datetime(
            here.year,
            int(part["month"]),
            int(part["day"]),
            _hour(part),
            int(part["minute"]),
            tzinfo=_zone(zone),
        )
        # Printed without a year in December and fetched in January: the year before.
        if clock > fetched_at + AHEAD:
            clock = clock.replace(year=here.year - 1)
        return _moment(clock, "minute", zone)
    return None


def _ago(found: re.Match[str], zone: str, fetched_at: datetime) -> Moment:
    count, unit = found["count"].lower(), found["unit"].lower().removeprefix("个")
    seconds = next(length for start, length in UNITS.items() if unit.startswith(start))
    number = int(count) if count.isascii() and count.isdigit() else 0.5 if count.startswith("half") else 1
    at = fetched_at - timedelta(seconds=seconds * number)
    if seconds >= 86400:
        start = at.astimezone(_zone(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        return _moment(start, "day", zone)
    return _moment(at.replace(second=0, microsecond=0), "minute", zone)


def _hour(part: dict[str, str | None]) -> int:
    hour = int(part["hour"] or 0)
    half, chinese = (part.get("half") or "").lower(), part.get("part")
    if hour < 12 and (half == "p" or chinese in LATER_HALF):
        return hour + 12
    if hour == 12 and (half == "a" or chinese == "凌晨"):
        return 0
    return hour


def _precision(part: dict[str, str | None]) -> Precision:
    return "second" if part.get("second") is not None else "minute"


def _offset(stated: str) -> timezone | ZoneInfo | None:
    """What a printed zone means; None where it means different things in different countries."""
    name = stated.lower()
    if name in REGIONS:
        return _zone(REGIONS[name])
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


def _moment(local: datetime, precision: Precision, zone: str) -> Moment:
    return Moment(local.astimezone(UTC), precision, zone)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | timezone:
    """The zone by its name; UTC where a source's file names none that exists."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC

"""A time as a page, a feed or a list prints it, read into UTC with what is known of its zone and precision."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pipeline.moments import AHEAD, EARLIEST, STATED, Moment, clock_of, moment, told_zone, zone_of
from pipeline.relative import relative as relative_time
from pipeline.time_forms import (
    CHANGED,
    CLOCK_BEFORE,
    CLOCK_LATER,
    COMPACT,
    DAY_FIRST,
    EPOCH,
    MONTH_FIRST,
    MONTH_ONLY,
    MONTHS,
    NUMERIC,
    OF_ANOTHER,
    SHORT_AMERICAN,
    SHORT_DAY,
    SHORT_SAID,
    SHORT_WITH_CLOCK,
    SLASHED,
    UNIX,
    YEAR,
)
from pipeline.values import Precision
from pipeline.zones import has_year_first, offset_of, order_of, zone_before

WHOLE = (NUMERIC, MONTH_FIRST, DAY_FIRST, UNIX)
ENGLISH = re.compile(r"\b(?:published|posted|updated|created|modified|date)\b", re.IGNORECASE)
LONGEST = 120  # characters looked at: a time is short, and what is longer may be built to be slow


def parse_time(text: str | int | float, zone: str, fetched_at: datetime, *, relative: bool = True) -> Moment | None:
    """The first time in a text; None, never an exception, for none and outside 1990..fetched_at + 2 days.

    `zone` is the IANA zone of a source and holds where the text states none; words such as 3小时前 count
    from fetched_at, and are no times where `relative` is False. Midnight is a bare day: the day that is printed,
    in the zone of the source. A bare month is one where it stands alone.
    """
    if isinstance(text, int | float):
        text = str(int(text)) if 0 < text < 1e14 else ""
    text = " ".join(text[: LONGEST * 4].split())[:LONGEST]
    return _parsed(text, zone, fetched_at, relative) if text else None


@lru_cache(maxsize=512)  # of the lines and values of a page many are read by several layers
def _parsed(text: str, zone: str, fetched_at: datetime, relative: bool) -> Moment | None:
    try:
        found = _read(text, zone, fetched_at) or (relative_time(text, zone, fetched_at) if relative else None)
    except (ValueError, OverflowError):
        return None
    if found is None or not EARLIEST <= found.at <= fetched_at + AHEAD:
        return None
    return found


def short_day(text: str, zone: str, fetched_at: datetime) -> Moment | None:
    """18-03-08 as a line of its own, where a date begins with its year; no score or number stands so under a title."""
    is_one = has_year_first(zone) and SHORT_DAY.fullmatch(text) is not None
    return parse_time(f"20{text}", zone, fetched_at) if is_one else None


def readings_of(text: str, zone: str, fetched_at: datetime) -> tuple[Moment, ...]:
    """The two moments that a date such as 10/11/2026 can be where the zone does not tell; none for any other text."""
    found = SLASHED.search(text[:LONGEST])
    if found is None or found["mark"] == "." or order_of(zone) or any(form.search(text) for form in WHOLE):
        return ()
    read = tuple(filter(None, (_ordered(found, zone, order, fetched_at) for order in ("month", "day"))))
    return read if len(read) > 1 and read[0] != read[1] else ()


def _read(text: str, zone: str, fetched_at: datetime) -> Moment | None:
    if EPOCH.fullmatch(text):
        at = datetime.fromtimestamp(int(text[:10]) if len(text) < 12 else int(text) / 1000, UTC)
        return Moment(at, "second", STATED)
    if not YEAR.search(text):
        return _with_short_year(text, zone)
    if found := COMPACT.fullmatch(text):
        return _absolute(found, zone)
    for form in WHOLE:
        if found := form.search(text):
            return _absolute(found, zone)
    if found := SLASHED.search(text):
        return _slashed(found, zone, fetched_at)
    for form in MONTH_ONLY:
        if found := form.fullmatch(text):
            return moment(
                datetime(int(found["year"]), _month(found.groupdict()), 1, tzinfo=zone_of(zone)), "month", zone
            )
    return _with_short_year(text, zone)


def _with_short_year(text: str, zone: str) -> Moment | None:
    """北海日报 18-03-08 23:16, where a date begins with its year; the day alone may be anything unless it is said.

    With 年 it can be no other date anywhere. In an English line the year is not first, whatever the zone.
    """
    if order_of(zone) == "month" and (found := SHORT_AMERICAN.search(text)):
        return _absolute(found, zone) if found["hour"] or found["said"] else None
    if ENGLISH.search(text):
        return None
    for form in (SHORT_WITH_CLOCK, SHORT_SAID):
        for found in form.finditer(text):
            before = text[: found.start()]
            is_one = has_year_first(zone) or found["mark"] is None
            if is_one and not OF_ANOTHER.search(before) and not CHANGED.search(before):
                return _absolute(found, zone)
    return None


def _slashed(found: re.Match[str], zone: str, fetched_at: datetime) -> Moment | None:
    """10/12/2026: in America the month comes first, elsewhere the day; None where neither zone nor calendar tells.

    Where both orders are in use, one of them may be no date, or lie ahead.
    """
    order = "day" if found["mark"] == "." else order_of(zone)
    if order:
        first, second = int(found["first"]), int(found["then"])
        order = "day" if first > 12 else "month" if second > 12 else order
        return _absolute(found, zone, (first, second) if order == "month" else (second, first))
    read = list(filter(None, (_ordered(found, zone, order, fetched_at) for order in ("month", "day"))))
    return read[0] if read and read[0] == read[-1] else None


def _ordered(found: re.Match[str], zone: str, order: str, fetched_at: datetime) -> Moment | None:
    """A date that begins so; None where that is no date, or one that lies ahead."""
    first, second = int(found["first"]), int(found["then"])
    try:
        read = _absolute(found, zone, (first, second) if order == "month" else (second, first))
    except (ValueError, OverflowError):
        return None
    return read if EARLIEST <= read.at <= fetched_at + AHEAD else None


def _absolute(found: re.Match[str], zone: str, month_and_day: tuple[int, int] | None = None) -> Moment:
    """A full date, with a clock where one is printed."""
    part = found.groupdict()
    month, day = month_and_day or (_month(part), int(part["day"]))
    year = int(part["year"])
    year += 2000 if year < 100 else 0
    if part.get("sharp"):
        part["hour"] = part["sharp"]
    part = _with_clock(part, found)
    clock = clock_of(part) if part.get("hour") is not None else timedelta(0)
    local = datetime(year, month, day) + clock  # noqa: DTZ001  the zone comes next
    offset = offset_of(part.get("zone") or zone_before(found.string[: found.start()]), local, zone)
    if not clock:
        return moment(datetime(year, month, day, tzinfo=zone_of(zone)), "day", zone)
    precision: Precision = "second" if part.get("second") is not None else "minute"
    if offset is None:
        return moment(local.replace(tzinfo=zone_of(zone)), precision, zone)
    return moment(local.replace(tzinfo=offset), precision, told_zone(local.replace(tzinfo=offset)))


def _with_clock(part: dict[str, str | None], found: re.Match[str]) -> dict[str, str | None]:
    """The parts of a date with those of a clock that is printed before it, else at the end of its line."""
    if part.get("hour") is not None:
        return part
    text = found.string
    clock = CLOCK_BEFORE.search(text, max(0, found.start() - 48), found.start()) if found.start() else None
    clock = clock or CLOCK_LATER.match(text, found.end())
    # 3:45 may be the length of a film, 11:52 and 3:45 PM are none.
    if clock is None or not (len(clock["hour"]) == 2 or clock["half"] or clock["part"] or clock["zone"]):
        return part
    return {**part, **clock.groupdict()}


def _month(part: dict[str, str | None]) -> int:
    name = part.get("name")
    return MONTHS[name[:3].lower()] if name else int(part["month"] or 0)

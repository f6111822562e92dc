"""A time that is told from the moment of reading: 3小时前, yesterday 18:30, 04-05 10:30."""

import re
from datetime import datetime, timedelta

from pipeline.moments import AHEAD, Moment, clock_of, moment, zone_of
from pipeline.time_forms import AGO, DAYS_BACK, THIS_YEAR, UNITS, WORDED

DAY = 86_400


def relative(text: str, zone: str, fetched_at: datetime) -> Moment | None:
    """The moment that a text tells from the time of fetching it; None where it tells none, or tells a story.

    In a longer text 今天 or "3 days ago" is part of a sentence, not a time.
    """
    if found := AGO.match(text) or AGO.fullmatch(text[-16:]):
        return _ago(found, zone, fetched_at)
    if (found := WORDED.match(text)) and (found["hour"] is not None or found.end() == len(text)):
        return _worded(found, zone, fetched_at)
    if found := THIS_YEAR.search(text):
        return _this_year(found, zone, fetched_at)
    return None


def _ago(found: re.Match[str], zone: str, fetched_at: datetime) -> Moment:
    count, unit = found["count"].lower(), found["unit"].lower().removeprefix("个")
    seconds = next(length for start, length in UNITS.items() if unit.startswith(start))
    number = int(count) if count.isascii() and count.isdigit() else 0.5 if count.startswith("half") else 1
    at = fetched_at - timedelta(seconds=seconds * number)
    if seconds >= DAY:
        start = at.astimezone(zone_of(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        return moment(start, "day", zone)
    return moment(at.replace(second=0, microsecond=0), "minute", zone)


def _worded(found: re.Match[str], zone: str, fetched_at: datetime) -> Moment:
    word = found["word"].lower()
    if word in ("刚刚", "just now"):
        return moment(fetched_at, "minute", zone)
    day = fetched_at.astimezone(zone_of(zone)) - timedelta(days=DAYS_BACK[word])
    if found["hour"] is None:
        return moment(day.replace(hour=0, minute=0, second=0, microsecond=0), "day", zone)
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment(_at(midnight, found), "minute", zone)


def _this_year(found: re.Match[str], zone: str, fetched_at: datetime) -> Moment:
    year = fetched_at.astimezone(zone_of(zone)).year
    clock = _at(datetime(year, int(found["month"]), int(found["day"]), tzinfo=zone_of(zone)), found)
    # Printed without a year in December and fetched in January: the year before.
    if clock > fetched_at + AHEAD:
        clock = clock.replace(year=year - 1)
    return moment(clock, "minute", zone)


def _at(midnight: datetime, found: re.Match[str]) -> datetime:
    """The clock of a time on the day that begins with a midnight, to the minute."""
    return (midnight + clock_of(found.groupdict())).replace(second=0)

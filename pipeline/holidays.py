"""Holidays: which days newsrooms of a time zone print little, so that their silence then is none."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from lunardate import LunarDate

from config.rules import rules

SPAN = re.compile(r"(lunar )?([0-9]{2})-([0-9]{2})(?:\.\.([0-9]{2})-([0-9]{2}))?")
NTH = re.compile(r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([1-5]) ([0-9]{1,2})")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = timedelta(days=1)
LUNAR_YEARS = range(1900, 2100)  # that the tables of the lunar calendar reach


def share_of(day: date, zone: str) -> float:
    """The share of what is usual on its day of the week that sources of a zone print on a day; 1 on most days."""
    found = rules("holidays")
    if day in holidays(day.year, zone):
        return float(found["share"])
    beside = any(each in holidays(each.year, zone) for each in (day - DAY, day + DAY))
    return float(found["beside"]) if beside else 1.0


@cache
def may_be_moved(day: date, zone: str) -> bool:
    """True for a Saturday or Sunday that tells nothing of others: around holidays of the mainland some are worked on.

    Which, the State Council says a year ahead, so no table lasts.
    """
    if day.weekday() < 5 or not calendar(zone).get("moves"):
        return False
    around = range(-rules("holidays")["moved"], rules("holidays")["moved"] + 1)
    return any(each in holidays(each.year, zone) for each in (day + number * DAY for number in around))


def calendar(zone: str) -> Mapping[str, Any]:
    """The calendar of a zone."""
    calendars: Mapping[str, Mapping[str, Any]] = rules("holidays")["calendars"]
    return next((each for each in calendars.values() if zone in each["zones"]), calendars["other"])


@cache
def holidays(year: int, zone: str) -> frozenset[date]:
    """The holidays of a year in a zone."""
    own = calendar(zone)
    # A span may have begun in the year before, and the lunar year begins in January or February.
    found = {day for text in own["days"] for each in (year - 1, year) for day in days_of(text, each)}
    return frozenset(day for day in found if day.year == year)


def days_of(text: str, year: int) -> Iterator[date]:
    """The days that a line of the rules names, of those that begin in a year; raises ValueError for another form."""
    if nth := NTH.fullmatch(text):
        first = date(year, int(nth[3]), 1)
        yield first + timedelta(days=(DAYS.index(nth[1]) - first.weekday()) % 7 + 7 * (int(nth[2]) - 1))
        return
    span = SPAN.fullmatch(text)
    if span is None:
        raise ValueError(f"rules/holidays.yml: {text!r} names no day")
    lunar = bool(span[1])
    if lunar and not {year, year + 1} <= {*LUNAR_YEARS}:
        return
    begins = (int(span[2]), int(span[3]))
    ends = (int(span[4] or span[2]), int(span[5] or span[3]))
    day = solar(year, begins, lunar)
    last = solar(year + (ends < begins), ends, lunar)
    while day <= last:
        yield day
        day += DAY


def solar(year: int, at: tuple[int, int], lunar: bool) -> date:
    """The day of a month and day of either calendar."""
    found: date = LunarDate(year, *at).to_solar_date() if lunar else date(year, *at)
    return found

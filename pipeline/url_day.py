"""The day or month that an address says its article is of."""

import re
from datetime import datetime

from pipeline.moments import AHEAD, EARLIEST, Moment, moment, zone_of

DAY = r"(?P<month>0[1-9]|1[0-2]){0}(?P<day>0[1-9]|[12]\d|3[01])"
YEAR = r"(?P<year>(?:19|20)\d\d)"
# /2026/10/12/, /2026-10-12/, /2026/1012/, /202610/12/, /20261012/, /2026-10/12/, t20261012_4711, -2026-10-12-
FORMS = (
    re.compile(r"(?<![\w.])[A-Za-z]?" + YEAR + DAY.format("[/_-]?") + r"(?!\d)", re.ASCII),
    re.compile(r"(?<![\w.])" + YEAR + r"[/_-]" + DAY.format("[/_-]?") + r"(?!\d)", re.ASCII),
)
# /2015/08/150803-headline: the digits before the headline repeat year and month, so they are a day and no number.
REPEATED = re.compile(
    r"/(?P<year>(?:19|20)(?P<short>\d\d))/(?P<month>0[1-9]|1[0-2])/"
    r"(?P=short)(?P=month)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    re.ASCII,
)
NAMED = re.compile(
    r"/"
    + YEAR
    + r"/(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?P<day>0?[1-9]|[12]\d|3[01])/",
    re.IGNORECASE | re.ASCII,
)
MONTH = re.compile(r"/" + YEAR + r"[/-]?(?P<month>0[1-9]|1[0-2])/", re.ASCII)
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST = 500  # characters of a path looked at


def url_day(url: str, zone: str, fetched_at: datetime) -> Moment | None:
    """The start of the day, else of the month, that the path of an address names; None where it names none."""
    path = "/" + url.partition("://")[2].partition("/")[2].partition("?")[0][:LONGEST] + "/"
    for form in (*FORMS, REPEATED, NAMED, MONTH):
        if found := form.search(path):
            part = found.groupdict()
            month = NAMES.index(part["name"].lower()) + 1 if part.get("name") else int(part["month"])
            return _moment(int(part["year"]), month, int(part.get("day") or 0), zone, fetched_at)
    return None


def _moment(year: int, month: int, day: int, zone: str, fetched_at: datetime) -> Moment | None:
    try:
        found = moment(datetime(year, month, day or 1, tzinfo=zone_of(zone)), "day" if day else "month", zone)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST <= found.at <= fetched_at + AHEAD else None

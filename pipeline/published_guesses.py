"""When an article was published, where nothing around its title and nothing declared tells it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from pipeline.claims import Claim
from pipeline.dates import parse_time
from pipeline.moments import AHEAD, EARLIEST, Moment, zone_of
from pipeline.page_times import Place, is_own, is_within
from pipeline.printed import marked_in
from pipeline.url_day import url_day
from pipeline.zones import has_year_first, order_of

# What eight figures are that are no day: of them the site gives one on each page, below its articles.
NUMBERED = re.compile(
    r"(?:电话|電話|热线|熱線|传真|傳真|手机|手機|微信|编号|編號|许可证|許可證|备案?|備案?|[第字]|"
    r"\b(?:QQ|tel|phone|fax|call|hotline|mobile|ISBN|ISSN|ICP|no|number|order|licen[cs]e|reg))"
    r"[^\n0-9]{0,6}(?:[0-9]{2,4}[ -])?([0-9]{8})(?![0-9])",
    re.IGNORECASE,
)


def published_guesses(place: Place) -> Iterator[Claim[Moment]]:
    """The publication time where nothing around the title and nothing declared tells it, the best guess first."""
    yield from near_guesses(place)
    yield from last_guesses(place)


def near_guesses(place: Place) -> Iterator[Claim[Moment]]:
    """What the page tells from the fetch, marks anywhere, has in its address, or prints where others' times stand too.

    Beside the day of an address a time before the title or after the text counts only where it is of that day.
    """
    printed, day = place.printed, url_day(place.url, place.zone, place.fetched_at)
    of_url = (Claim(day, "url"),) if day else ()
    told = (Claim(_in_its_year(printed.relative, day, place), "text"),) if printed.relative else ()
    # 3 days ago is any time of two days, and 18-03-08 may be of something else: a day of the address is the better one.
    are_days = day and printed.relative and day.precision == printed.relative.precision == "day"
    yield from (*of_url, *told) if are_days else told
    if moment := marked_in(place.page, place.zone, place.fetched_at):
        yield Claim(moment, "text")
    yield from of_url
    for found in (printed.early, printed.late):
        if found and (day is None or is_within(found, day)):
            yield Claim(found, "text")


def last_guesses(place: Place) -> Iterator[Claim[Moment]]:
    """The time of the last change, and the day that htmldate finds anywhere, where that is no other story's."""
    if place.printed.updated:
        yield Claim(place.printed.updated, "text")
    if place.tree is not None and (moment := _guess(place.tree, place)):
        today = place.printed.today
        is_doubtful = any(abs(each.at - moment.at) < timedelta(days=1) for each in place.printed.doubtful)
        is_today = today is not None and abs(today.at - moment.at) < timedelta(days=1)
        if not is_doubtful and not is_today and is_own(place, moment) and _is_day(place, moment):
            yield Claim(moment, "htmldate")


def _is_day(place: Place, moment: Moment) -> bool:
    """False for a day that is read backward, or out of a telephone number."""
    day = f"{moment.at.astimezone(zone_of(place.zone)):%Y%m%d}"
    is_number = day in place.page and day in NUMBERED.findall(place.page)
    return not is_number and not _is_backward(place, moment)


def _is_backward(place: Place, moment: Moment) -> bool:
    """True for 8 March 2018 read as 18 March 2008, where a date begins with its year and the page prints 18/03/08.

    And for 3 November read as 11 March, where it begins with its month and the page prints 11/3/26.
    """
    is_american = order_of(place.zone) == "month"
    if not (is_american or has_year_first(place.zone)):
        return False
    day = moment.at.astimezone(zone_of(place.zone))
    printed = f"(?<![0-9])0?{day.day}[-/.]0?{day.month}[-/.]{day:%y}(?![0-9])"
    is_other = day.day != day.month and day.day <= 12 if is_american else f"{day:%d}" != f"{day:%y}"
    return is_other and re.search(printed, place.page) is not None


def _in_its_year(told: Moment, day: Moment | None, place: Place) -> Moment:
    """A time without a year in the year that the page's address or htmldate has for its day, else as it was read.

    A page that is read years later has another year than the fetch.
    """
    if not place.printed.is_yearless:
        return told
    zone = zone_of(place.zone)
    local = told.at.astimezone(zone)
    guess = None if day or place.tree is None else _guess(place.tree, place)
    for found in filter(None, (day, guess)):
        other = found.at.astimezone(zone)
        if other.month == local.month and (found.precision == "month" or other.day == local.day):
            try:
                return replace(told, at=local.replace(year=other.year).astimezone(UTC))
            except ValueError:
                return told  # 29 February of another year
    return told


def _guess(tree: HtmlElement, place: Place) -> Moment | None:
    """The day htmldate finds anywhere on the page."""
    try:
        day = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            min_date=EARLIEST.replace(tzinfo=None),
            max_date=(place.fetched_at + AHEAD).replace(tzinfo=None),
        )
    except (
        ValueError,
        OverflowError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        AssertionError,
        etree.LxmlError,
    ):
        return None  # an offset such as +99:99 makes it raise
    return parse_time(day, place.zone, place.fetched_at) if day else None

"""The times that a page prints around its title: of publication, of the last change, and what is neither."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.dates import parse_time, readings_of
from pipeline.info_line import BETWEEN, parts_of
from pipeline.moments import Moment, zone_of
from pipeline.numerals import with_digits
from pipeline.related import is_prose
from pipeline.time_forms import ALONE, THIS_YEAR, WEEKDAY_IN, YEAR
from pipeline.time_marks import BEFORE_YEAR, ending_mark, mark_before, published_marks
from pipeline.told_times import by_mark, told_in

MOST_TEXT = 100  # characters of a line of times, credit and names; a longer one is a sentence unless a time begins it
EARLY = 30
NEAR = 8  # lines after the title: "3 hours ago" further down belongs to a related story
SENTENCE = re.compile(r"[。！？]$|^.{60,}(?:[!?]|[a-z]{3}\.)$")
# 2026/10/30 10:20（10/30 11:05 更新）: the mark stands behind the time, which may lack the year.
CLOSED = (")", "）")
CHANGED = re.compile(r"[（(](?P<time>[\d/.:年月日 -]{8,20}?)\s?(?:更新|修改|[Uu]pdated?)[)）]")
DIGIT = re.compile(r"[0-9]")


# The day of today in the head of a page: 今天是2026年11月1日. A name such as 今日北海 has no such mark behind it.
TODAY = re.compile(
    r"(?:今[天日]\s?[是：:]|(?:当前|當前|现在|現在|系统)(?:日期|时间|時間)|农历|農曆"
    r"|today(?:\sis|[’']s\sdate|:)|current\s(?:date|time))",
    re.IGNORECASE,
)
DATE_ENDS = re.compile(r"(?:\d{1,2}[-/.月]\d{1,2}[日号號]?|(?:19|20)\d\d|[日号號])[\s,，|·]{0,3}$")
DATE_BEGINS = re.compile(r"\d{1,4}[-/.年月]|\d{1,2}\s[A-Za-z]{3}|[A-Za-z]{3,9}\.?\s\d")
SHORT, LONGEST_ALONE = 40, 30
ONE_DAY = timedelta(days=1)
MOST_LINES = 200  # beside other stories that are looked at for their days
MOST_PROSE = 3  # sentences of the text after which a time without a mark is a doubtful one


@dataclass(frozen=True, slots=True)
class Printed:
    """The times around a title; `marked` says 发布时间 or Published, `relative` counts from the fetch."""

    marked: Moment | None = None
    bare: Moment | None = None
    early: Moment | None = None  # before the title, where the head of a page may print the day of today
    updated: Moment | None = None
    relative: Moment | None = None
    late: Moment | None = None  # after sentences of the text, where another story's may stand
    today: Moment | None = None  # the day that the head of a page gives itself, which is no time of its article
    doubt: str = ""  # the first line with a date that can be read in two ways
    doubtful: tuple[Moment, ...] = ()  # and what it can be
    is_yearless: bool = False  # the relative time is a day and a clock such as 10-12 09:30


def printed_of(
    after: tuple[str, ...], before: tuple[str, ...], zone: str, fetched_at: datetime, *, is_found: bool = True
) -> Printed:
    """The first time of each kind in the lines after and before a title.

    A relative time is believed only where the title was found, no time after it is, and it has a line of its own.
    """
    found: dict[str, Moment] = {}
    mark, prose, doubt = "", 0, ""
    doubtful: tuple[Moment, ...] = ()
    after, before = joined(after[is_found:]), joined(before)
    lines = (*after, "", *before)
    year = ""
    for place, printed in enumerate(lines):
        line = with_digits(printed, is_labelled=bool(mark))
        if DIGIT.search(line) and (stated := YEAR.search(line)):
            year = stated[0]
            where = "early" if place > len(after) else "late" if prose >= MOST_PROSE else "bare"
            for kind, moment in _in_line(line, mark, zone, fetched_at):
                is_head = where == "early" or not is_found
                is_today = kind == "bare" and _is_today(moment, line, fetched_at, is_head=is_head)
                found.setdefault("today" if is_today else where if kind == "bare" else kind, moment)
            if not doubt and len(line) <= MOST_TEXT and (doubtful := readings_of(line, zone, fetched_at)):
                doubt = line
        if year and line.endswith(CLOSED) and "updated" not in found and (changed := CHANGED.search(line[-MOST_TEXT:])):
            time = changed["time"] if YEAR.match(changed["time"]) else f"{year}-{changed['time'].replace('/', '-')}"
            if told_later := parse_time(time, zone, fetched_at, relative=False):
                found["updated"] = told_later
        prose += len(line) >= EARLY and is_prose(line)
        mark = ending_mark(line) if len(line) <= EARLY else ""
    is_told = not found.keys() <= {"early", "late", "today"}
    near = (
        ()
        if is_told or not is_found
        else tuple(line for line in after[: NEAR - 1] if len(line) <= EARLY and not YEAR.search(line))
    )
    pieces = (piece for line in near for piece in ((line, *parts_of(line)) if BETWEEN.search(line) else (line,)))
    changes, times = by_mark(tuple(pieces))
    told, line = told_in(times, zone, fetched_at)
    if later := told_in(changes, zone, fetched_at)[0]:
        found.setdefault("updated", later)
    return Printed(
        found.get("published"),
        found.get("bare"),
        found.get("early"),
        found.get("updated"),
        told,
        found.get("late"),
        found.get("today"),
        doubt,
        doubtful,
        is_yearless=bool(told and THIS_YEAR.search(line)),
    )


def joined(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with a clock or a weekday of its own put to the date beside it."""
    kept: list[str] = []
    was_dated = False
    for line in lines:
        is_dated = len(line) <= SHORT and DIGIT.search(line) is not None
        if (was_dated or is_dated) and kept and len(line) <= SHORT >= len(kept[-1]) and _belong(kept[-1], line):
            kept[-1] = f"{kept[-1]} {line}"
        else:
            kept.append(line)
            was_dated = is_dated
    return tuple(kept)


def _belong(first: str, second: str) -> bool:
    """True for a date and its clock or weekday, or these before it."""
    if DATE_ENDS.search(first):
        return len(second) <= LONGEST_ALONE and bool(ALONE.fullmatch(second))
    return bool(DATE_BEGINS.match(second) and len(first) <= LONGEST_ALONE and ALONE.fullmatch(first))


def _is_today(moment: Moment, line: str, fetched_at: datetime, *, is_head: bool) -> bool:
    """True where a line says today, or at the head of a page prints a weekday and the day it was fetched on."""
    if moment.precision != "day":
        return False
    if TODAY.search(line):
        return True
    # A day begins up to 14 hours before and 12 after that of UTC.
    return is_head and -ONE_DAY <= fetched_at - moment.at <= 2 * ONE_DAY and bool(WEEKDAY_IN.search(line))


def marked_in(text: str, zone: str, fetched_at: datetime) -> Moment | None:
    """The first time anywhere in a text that stands right after 发布时间, Published and the like."""
    for found in published_marks().finditer(text):
        if moment := parse_time(text[found.end() : found.end() + 60], zone, fetched_at, relative=False):
            return moment
    return None


def days_in(lines: Sequence[str], zone: str, fetched_at: datetime) -> frozenset[date]:
    """The days of the times that stand in these lines without being a part of a sentence."""
    found: set[date] = set()
    for line in lines[:MOST_LINES]:
        year = YEAR.search(line) if DIGIT.search(line) and len(line) <= MOST_TEXT else None
        if (
            year
            and not _is_prose(line, year.start())
            and (moment := parse_time(line, zone, fetched_at, relative=False))
        ):
            found.add(moment.at.astimezone(zone_of(zone)).date())
    return frozenset(found)


def _in_line(line: str, mark: str, zone: str, fetched_at: datetime) -> Iterator[tuple[str, Moment]]:
    """The times in a line with what is printed before each; `mark` is what ends the line before."""
    parts = [(mark or "bare", 0)]
    for found in mark_before(BEFORE_YEAR).finditer(line[:300]):
        kind = "updated" if found["updated"] else "published"
        if (len(parts) > 1 and parts[-1][1] == found.start()) or found.start() == 0:
            parts.pop()
        parts.append((kind, found.end()))
    ends = [start for _, start in parts[1:]] + [len(line)]
    for (kind, start), end in zip(parts, ends, strict=True):
        piece = line[start:end]
        year = YEAR.search(piece)
        if year is None or (start and year.start() > EARLY) or _is_prose(line, start + year.start()):
            continue
        if moment := parse_time(piece, zone, fetched_at, relative=False):
            yield kind, moment


def _is_prose(line: str, place: int) -> bool:
    """True where a year stands in a sentence, not in a line of time, credit and names."""
    if len(line) > MOST_TEXT:
        return place > EARLY
    return bool(SENTENCE.search(line))

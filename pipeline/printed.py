"""The times that a page prints around its title: of publication and of the last change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from config.rules import words
from pipeline.dates import parse_time
from pipeline.moments import Moment
from pipeline.time_forms import YEAR

MOST_TEXT = 100  # characters of a line of times, credit and names; a longer one is a sentence unless a time begins it
EARLY = 30
NEAR = 8  # lines after the title: "3 hours ago" further down belongs to a related story
SENTENCE = re.compile(r"[。！？]$|^.{60,}(?:[!?]|[a-z]{3}\.)$")
BEFORE_YEAR = r"(?=[^\u3400-\u9fff\n]{0,30}(?:19|20)\d\d)"
DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Printed:
    """The times around a title; `marked` says 发布时间 or Published, `relative` counts from the fetch."""

    marked: Moment | None = None
    bare: Moment | None = None
    early: Moment | None = None  # before the title, where the head of a page may print the day of today
    updated: Moment | None = None
    relative: Moment | None = None


def printed_of(
    after: tuple[str, ...], before: tuple[str, ...], zone: str, fetched_at: datetime, *, is_found: bool = True
) -> Printed:
    """The first time of each kind in the lines after and before a title.

    A relative time is believed only where the title was found, no other time is there, and it has a line of its own.
    """
    found: dict[str, Moment] = {}
    mark = ""
    lines = (*after[is_found:], "", *before)
    for place, line in enumerate(lines):
        if DIGIT.search(line) and YEAR.search(line):
            is_early = place >= len(lines) - len(before)
            for kind, moment in _in_line(line, mark, zone, fetched_at):
                found.setdefault("early" if is_early and kind == "bare" else kind, moment)
        mark = _ending_mark(line) if len(line) <= EARLY else ""
    near = () if found or not is_found else tuple(line for line in after[1:NEAR] if len(line) <= EARLY)
    told = next(filter(None, (parse_time(_unmarked(line), zone, fetched_at) for line in near)), None)
    return Printed(found.get("published"), found.get("bare"), found.get("early"), found.get("updated"), told)


def marked_in(text: str, zone: str, fetched_at: datetime) -> Moment | None:
    """The first time anywhere in a text that stands right after 发布时间, Published and the like."""
    for found in _marked().finditer(text):
        if moment := parse_time(text[found.end() : found.end() + 60], zone, fetched_at, relative=False):
            return moment
    return None


def _in_line(line: str, mark: str, zone: str, fetched_at: datetime) -> Iterator[tuple[str, Moment]]:
    """The times in a line with what is printed before each; `mark` is what ends the line before."""
    parts = [(mark or "bare", 0)]
    for found in _mark(BEFORE_YEAR).finditer(line[:300]):
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


def _ending_mark(line: str) -> str:
    """The kind of time that a line such as `Last updated:` announces for the next; empty where it announces none."""
    found = _mark("$").fullmatch(line.strip())
    if found is None:
        return ""
    return "updated" if found["updated"] else "published"


def _unmarked(line: str) -> str:
    return _mark("").sub("", line, count=1).strip(" ·•|,:：—–-\u3000")


def _either(key: str) -> str:
    return "|".join(map(re.escape, words("marks", key)))


@cache
def _mark(then: str) -> re.Pattern[str]:
    """发布时间： and Last updated, where no letter stands before and `then` follows."""
    return re.compile(
        rf"(?<![\w\u3400-\u9fff])(?:(?P<updated>{_either('updated')})|(?P<published>{_either('published')}))"
        rf"\s{{0,3}}[:：]?\s{{0,3}}{then}",
        re.IGNORECASE,
    )


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either('published')})\s{{0,3}}[:：]?\s{{0,6}}{BEFORE_YEAR}", re.IGNORECASE)

"""The marks that say what a printed time is: 发布时间, Published, Last updated."""

import re
from functools import cache

from config.rules import words

BEFORE_YEAR = r"(?=[^\u3400-\u9fff\n]{0,30}(?:19|20)\d\d)"


def ending_mark(line: str) -> str:
    """The kind of time that a line such as `Last updated:` announces for the next; empty where it announces none."""
    found = mark_before("$").fullmatch(line.strip())
    if found is None:
        return ""
    return "updated" if found["updated"] else "published"


def is_changed(line: str) -> bool:
    """True for a line that says of its time that it is of a change, and of none that it is another: Updated today."""
    marks = list(mark_before("").finditer(line))
    return bool(marks) and all(found["updated"] for found in marks)


def unmarked(line: str) -> str:
    """A line without the first mark in it, and what parts it from the rest."""
    return mark_before("").sub("", line, count=1).strip(" ·•|,:：—–-\u3000")


def _either(key: str) -> str:
    return "|".join(map(re.escape, words("marks", key)))


@cache
def mark_before(then: str) -> re.Pattern[str]:
    """发布时间： and Last updated, where no letter stands before and `then` follows."""
    return re.compile(
        rf"(?<![\w\u3400-\u9fff])(?:(?P<updated>{_either('updated')})|(?P<published>{_either('published')}))"
        rf"\s{{0,3}}[:：]?\s{{0,3}}{then}",
        re.IGNORECASE,
    )


@cache
def published_marks() -> re.Pattern[str]:
    """发布时间 and Published before a time of a year."""
    return re.compile(rf"(?:{_either('published')})\s{{0,3}}[:：]?\s{{0,6}}{BEFORE_YEAR}", re.IGNORECASE)

"""A line of name, time and marks under a headline, and what its parts are: 耿直哥 · 3小时前 · 原创."""

import re

from pipeline.names import is_chinese_name, is_full_name, is_person
from pipeline.outlet_table import outlet_called
from pipeline.time_forms import AGO, MONTH, THIS_YEAR, WORDED

BETWEEN = re.compile(r"\s*[·•|｜丨∙・‧]\s*")
SEPARATORS = frozenset("·•|｜丨∙・‧-–—/")
ORIGINAL = re.compile(r"[【\[（(]?原[创創](?:文章|作品|内容|內容|首[发發])?[】\]）)]?")
DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d|\d[-/. ][A-Za-z]{3,9}\.? (?:19|20)\d\d|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d"
    r"|[A-Za-z]{3}\.? \d{1,2},? (?:19|20)\d\d"
)
SIGNED = re.compile(r"^(?:作者|文|[Bb]y)\s?[:：/ ]\s?")
DAY = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?")
MONTH_DAY = re.compile(rf"{MONTH}\s\d{{1,2}}", re.IGNORECASE)
LONGEST, LONGEST_NAME = 60, 12
MOST_PARTS = 6


def parts_of(line: str) -> tuple[str, ...]:
    """The parts of such a line; none for a line that has no time and no mark of original work among them."""
    if len(line) > LONGEST or len(parts := BETWEEN.split(line.strip(" ·•|｜丨"))) < 2 or len(parts) > MOST_PARTS:
        return ()
    return tuple(parts) if any(is_time(part) or ORIGINAL.fullmatch(part) for part in parts) else ()


def is_time(part: str) -> bool:
    """True for what is a time and nothing else that is long."""
    return len(part) <= 30 and bool(
        AGO.fullmatch(part)
        or WORDED.match(part)
        or DATE.search(part)
        or THIS_YEAR.search(part)
        or DAY.fullmatch(part)
        or MONTH_DAY.fullmatch(part)
    )


def joined_parts(nodes: tuple[str, ...]) -> tuple[str, ...]:
    """Text nodes with those put to one line between which a mark such as · stands by itself.

    A time and a mark of original work after a word join it without one.
    """
    lines: list[str] = []
    was_mark = False
    for place, node in enumerate(nodes):
        is_mark = node.strip() in SEPARATORS
        after = nodes[place + 1 : place + 2]
        is_bare = len(node) <= LONGEST and bool(
            (is_time(node) and after and ORIGINAL.fullmatch(after[0])) or ORIGINAL.fullmatch(node)
        )
        if lines and (is_mark or was_mark):
            lines[-1] += " · " if is_mark else node
        elif lines and len(lines[-1]) <= LONGEST and (is_bare or _is_marked_name(lines[-1], node)):
            lines[-1] += f" · {node}"
        else:
            lines.append(node)
        was_mark = is_mark
    return tuple(lines)


def _is_marked_name(line: str, node: str) -> bool:
    """True for a name right behind a mark of original work that stands by itself."""
    return len(node) <= LONGEST_NAME and bool(ORIGINAL.fullmatch(line)) and is_chinese_name(node)


def signer_in(lines: tuple[str, ...], outlets: tuple[str, ...] = ()) -> str:
    """Who signs the first such line that has a name: a person's, or beside a mark of original work a pen name."""
    for line in lines:
        parts = parts_of(line)
        is_original = any(ORIGINAL.fullmatch(part) for part in parts)
        for part in parts:
            name = SIGNED.sub("", part)
            if is_time(name) or ORIGINAL.fullmatch(name) or not is_person(name, outlets) or outlet_called(name):
                continue
            if name.isascii():
                if is_full_name(name):
                    return name
            elif len(name) <= LONGEST_NAME and (is_original or (is_chinese_name(name) and len(name) <= 4)):
                return name
    return ""

"""The lines at both ends of a text that are no part of it: time and byline at its head, credits and calls below it."""

import re
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.clean import agency_of
from pipeline.fold import folded

MOST_HEAD_LINES = 6
MOST_TAIL_LINES = 12
LONGEST = 500  # characters of a line that are looked at
LONGEST_HEAD = 160  # characters of a line under a headline that is no summary
LEAST_PARAGRAPH = 25  # size of what can be a sentence of a text, a Han character as two
LONGEST_SCRAP = 120  # size of a line that can be no paragraph, however it ends
PARAGRAPH_ENDS = (
    "。",
    "！",
    "？",
    ".",
    "!",
    "?",
    "…",
    "”",
    "」",
    '"',
    ")",
    "）",
)  # a note of the author stands in brackets
BULLETS = "▍▎▌▏┃■□▪◆●•▲※ "  # before a line that closes a page
SPOKEN = 2  # lines that begin with one name and a colon, from which on it is that of somebody who speaks
LABEL = re.compile(r"[^\s:：]{1,12}[:：]")


@dataclass(frozen=True, slots=True)
class Forms:
    """What the lines of one file look like: after folding, and as they are printed."""

    folded: re.Pattern[str]
    cased: re.Pattern[str] | None = None

    def fits(self, line: str) -> bool:
        """True where a whole line has one of the forms."""
        held = line[:LONGEST]
        return self.folded.fullmatch(folded(held)) is not None or (
            self.cased is not None and self.cased.fullmatch(held) is not None
        )


def cut_tail(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the lines that close its page, and those lines: credits, disclaimers; its first line always stays.

    A line that nobody knows keeps those above it, but under one that ends an article small lines go too.
    """
    lines = text.split("\n")
    end = at = len(lines)
    for at in range(len(lines) - 1, max(0, len(lines) - 1 - MOST_TAIL_LINES), -1):
        line = lines[at]
        if _is_tail(line, lines):
            if end == at + 1 or (_ends().fits(line) and _is_little(lines, at)):
                end = at
        elif is_paragraph(line):
            break
    return ("\n".join(lines[:end]), tuple(lines[end:])) if end < len(lines) else (text, ())


def cut_head(text: str, summary: str = "") -> tuple[str, tuple[str, ...]]:
    """A text without the lines between a headline and it, and those lines: time, byline; its last line always stays.

    A summary among them stays: one that says so, or the line that its page prints under the headline. Below the latter
    lines are cut only where none like them stands further on: else they may be the days of a chronicle.
    """
    lines = text.split("\n")
    kept: list[str] = []
    cut: list[str] = []
    for line in lines[: min(MOST_HEAD_LINES, len(lines) - 1)]:
        if _is_head_line(line, lines):
            cut.append(line)
        elif not kept and (line == summary or _summaries().fits(line)):
            kept.append(line)
        else:
            break
    rest = lines[len(kept) + len(cut) :]
    if kept and not _summaries().fits(kept[0]) and any(_is_head_line(line, lines) for line in rest):
        return text, ()
    return ("\n".join((*kept, *rest)), tuple(cut)) if cut else (text, ())


def cut_before_title(text: str) -> tuple[str, tuple[str, ...]]:
    """A pasted text without the lines of time and credit before its headline, and those lines; its last one stays."""
    lines = text.split("\n")
    most = min(MOST_HEAD_LINES, len(lines) - 1)
    start = 0
    while start < most and (agency_of(lines[start]) or _before_title().fits(lines[start])):
        start += 1
    return ("\n".join(lines[start:]), tuple(lines[:start])) if start else (text, ())


def is_under_title(line: str) -> bool:
    """True for a line of time, credit or names such as stands under a headline, and in pasted texts above it."""
    return len(line) <= LONGEST_HEAD and (_heads().fits(line) or _before_title().fits(line))


def is_paragraph(line: str) -> bool:
    """True for what can be a paragraph of a text: a sentence, or more than a scrap holds."""
    size = len(line) if line.isascii() else (len(line) + len(line.encode())) // 2
    return size > LONGEST_SCRAP or (size >= LEAST_PARAGRAPH and line.endswith(PARAGRAPH_ENDS))


def _is_head_line(line: str, lines: list[str]) -> bool:
    """True for a line of time, credit or names in these lines, unless somebody speaks in it."""
    if agency_of(line):
        return True
    return len(line) <= LONGEST_HEAD and _heads().fits(line) and not _is_spoken(line, lines)


def _is_tail(line: str, lines: list[str]) -> bool:
    return _tails().fits(line.lstrip(BULLETS) or line) and not _told().fits(line) and not _is_spoken(line, lines)


def _is_spoken(line: str, lines: list[str]) -> bool:
    """True where more lines begin with the same name and a colon: 编辑： in an interview asks, and signs nothing."""
    label = LABEL.match(line)
    return label is not None and sum(other.startswith(label[0]) for other in lines) > SPOKEN


def _is_little(lines: list[str], at: int) -> bool:
    """True where what stands from a line on is less than half of what stands before it."""
    return 2 * sum(map(len, lines[at:])) < sum(map(len, lines[:at]))


@cache
def _tails() -> Forms:
    return _forms("tails", "lines")


@cache
def _ends() -> Forms:
    return _forms("tails", "ends")


@cache
def _told() -> Forms:
    return _forms("tails", "told")


@cache
def _heads() -> Forms:
    return _forms("heads", "lines", "cased")


@cache
def _summaries() -> Forms:
    return _forms("heads", "summaries")


@cache
def _before_title() -> Forms:
    return _forms("heads", "before_title", "before_title_cased")


def _forms(name: str, key: str, cased: str = "") -> Forms:
    held = rules(name)
    printed = _either(held, cased) if cased else ""
    return Forms(re.compile(_either(held, key), re.IGNORECASE), re.compile(printed) if printed else None)


def _either(held: dict[str, dict[str, str]], key: str) -> str:
    """The lines of a file as one pattern, with its parts in their places; a part may hold those before it."""
    lines = "|".join(f"(?:{line})" for line in held[key])
    for part, form in reversed(held["parts"].items()):
        lines = lines.replace(f"{{{part}}}", f"(?:{form})")
    return lines

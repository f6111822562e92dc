"""Sentences of Chinese and English texts, with their places."""

import re
from dataclasses import dataclass

CLOSING = "”’」』》）\"')\\]"
HAN = "\u3400-\u9fff"
# A Latin mark ends a sentence before a space, or before a Han character where a Chinese text has marks of half width.
END = re.compile(rf"[。！？；]++[{CLOSING}]*+|(?<![.!?…])[.!?…]++[{CLOSING}]*+(?=\s|(?<=[!?])[{HAN}])")
LONGEST_WORD = 12  # characters before a full stop that are looked at for an abbreviation
WORD = re.compile(r"[\s(“\"‘'「『（]")
# A name or a number follows these, so they never end a sentence.
BEFORE_A_NAME = re.compile(
    r"(?:mr|mrs|ms|messrs|dr|prof|sen|rep|gov|gen|col|lt|capt|sgt|maj|cmdr|adm|pres|rev|hon|st|no|nos|vs|v|approx|fig"
    r"|figs|ref|vol|pp|cf|e\.g|i\.e|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
# These end one where a word follows that seldom stands with a capital inside a sentence.
AT_THE_END_TOO = re.compile(r"(?:(?:[a-z]\.)*[a-z]|jr|sr|co|cos|corp|inc|ltd|llc|bros|etc|dept|est|ave|blvd|al|ph\.d)")
BEGINS = re.compile(
    r"\s+[“\"‘'(]?(?:The|This|That|These|Those|There|It|Its|He|She|His|Her|They|Their|We|Our|You|But|And|Or|So|In|On|At"
    r"|By|For|From|If|When|While|After|Before|As|Some|Many|Most|Both|However|Meanwhile|What|Who|Why|How|Now|Yet)\b(?!\.)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as printed, and where it stands: `text` is the whole text from `start` up to `end`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a Chinese or English text in their order, without the white space around them.

    A line break always ends one. The time is linear in the length of the text.
    """
    found: list[Sentence] = []
    begin = 0
    for line in text.splitlines(keepends=True):
        start = 0
        for end in END.finditer(line):
            if end.group() != "." or _is_end(line, start, end.start()):
                _add(found, line, start, end.end(), begin)
                start = end.end()
        _add(found, line, start, len(line), begin)
        begin += len(line)
    return tuple(found)


def _add(found: list[Sentence], line: str, start: int, end: int, begin: int) -> None:
    """Note a part of a line that begins so far into the text, unless it is blank."""
    part = line[start:end]
    plain = part.strip()
    if plain:
        first = begin + start + len(part) - len(part.lstrip())
        found.append(Sentence(plain, first, first + len(plain)))


def _is_end(line: str, start: int, stop: int) -> bool:
    """True where a full stop ends a sentence: not in `Mr. Lin` and `U.S. firm`, but in `in the U.S. The firm`."""
    word = WORD.split(line[max(start, stop - LONGEST_WORD) : stop])[-1].lower()
    if BEFORE_A_NAME.fullmatch(word):
        return False
    return not AT_THE_END_TOO.fullmatch(word) or BEGINS.match(line, stop + 1) is not None

"""Runs of a converted text that were read one byte off, as slots of the bytes their characters must have had.

The converter looked for its characters on the bytes of GBK and also struck the last byte of one character with the
first of the next: 因|為 is D2 F2|9E E9, and F2 9E is 驗. What came out, read again, is 因?yàn) and then the rest a
byte late, up to a second byte that is an ASCII character, or to the next reading with a question mark before it.
Pairs of the areas that GBK leaves to its users vanished on the way.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.repair_gloss import SYLLABLE, is_reading, readings, sound_of

CODEC = "gb18030"
START = re.compile(rf"[?\ufffd][(（]?({SYLLABLE})[)）]")
GLOSS = re.compile(rf"[(（]({SYLLABLE})[)）]")
GLOSSED = re.compile(rf"(.)[(（]({SYLLABLE})[)）]\Z")
LONGEST_GLOSS = 12
LONGEST = 60  # characters of a run; a longer one stays as it came
TRAILS = frozenset((*range(0x80, 0xFF),))
EURO = "€"  # 80 alone, in the code page of Windows


@dataclass(frozen=True, slots=True)
class Slot:
    """The first and second bytes that one character can have had; `only` names the characters where they are known."""

    leads: frozenset[int]
    trails: frozenset[int]
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """A damaged run from its question mark to where the bytes are aligned again, and what follows there."""

    start: int
    end: int
    slots: tuple[Slot, ...]
    after: str = ""  # an ASCII character that the last pair swallowed


def runs_of(text: str) -> list[Run]:
    """The runs of a text of which every character is known in its bytes but for pairs that vanished."""
    found: list[Run] = []
    at = 0
    while mark := START.search(text, at):
        run = _run(text, mark)
        at = max(run.end, mark.end()) if run else mark.end()
        if run:
            found.append(run)
    return found


def pair_of(character: str) -> bytes:
    """The two bytes of a character in GBK; empty where it has not two."""
    try:
        pair = character.encode(CODEC)
    except UnicodeEncodeError:
        return b""
    return pair if len(pair) == 2 else b""


def struck(syllable: str, lead: int) -> frozenset[str]:
    """The characters with that reading whose first byte in GBK is known."""
    return frozenset(_by_lead().get((sound_of(syllable), lead), ()))


def _run(text: str, mark: re.Match[str]) -> Run | None:
    before = pair_of(_character_before(text, mark.start()))
    if not before:
        return None
    leads = frozenset(pair_of(character)[1] for character in struck(mark[1], before[1]))
    leads = frozenset(lead for lead in leads if lead > 0x80)
    if not leads:
        return None
    slots: list[Slot] = []
    at = mark.end()
    while len(slots) < LONGEST:
        here = text[at : at + 1]
        if here in ("", "\n"):
            return Run(mark.start(), at, (*slots, Slot(leads, TRAILS)))
        if here in ("?", "\ufffd"):
            return _closed(text, mark.start(), at, slots, leads)
        if here == EURO or "@" <= here <= "~":
            return _ended(text, mark.start(), at, slots, leads)
        pair = pair_of(here)
        if not pair or pair[1] == 0x80:
            return None
        slots.append(Slot(leads, frozenset(pair[:1])))
        at += 1
        if pair[1] < 0x80:
            return Run(mark.start(), at, tuple(slots), chr(pair[1]))
        leads = frozenset(pair[1:])
        if (gloss := GLOSS.match(text, at)) and is_reading(here, gloss[1]):
            at = gloss.end()
    return None


def _character_before(text: str, at: int) -> str:
    """The character before a place, or that before its reading.

    The readings were put in one character after the other, so in 當地, where 94 B5 was taken for 數 first, 當 was
    found after it: 當(dāng)?shù)貢r間 is 當地時間.
    """
    if gloss := GLOSSED.search(text, max(0, at - LONGEST_GLOSS), at):
        return gloss[1] if is_reading(gloss[1], gloss[2]) else ""
    return text[at - 1 : at] if at else ""


def _ended(text: str, start: int, at: int, slots: list[Slot], leads: frozenset[int]) -> Run:
    """A run up to the second byte of its last character, which is known where its own reading stands behind it."""
    trail = 0x80 if text[at] == EURO else ord(text[at])
    only: frozenset[str] = frozenset()
    if gloss := GLOSS.match(text, at + 1):
        only = frozenset(_by_trail().get((sound_of(gloss[1]), trail), ()))
    return Run(start, gloss.end() if gloss and only else at + 1, (*slots, Slot(leads, frozenset((trail,)), only)))


def _closed(text: str, start: int, at: int, slots: list[Slot], leads: frozenset[int]) -> Run | None:
    """A run up to a question mark: with a reading behind it the last character is known, at the end of a line not."""
    if end := START.match(text, at):
        only = frozenset(each for lead in leads for each in struck(end[1], lead) if pair_of(each)[1] >= 0x80)
        trails = frozenset(pair_of(each)[1] for each in only)
        return Run(start, end.end(), (*slots, Slot(leads, trails, only))) if only else None
    if text[at + 1 : at + 2] in ("", "\n"):
        return Run(start, at + 1, (*slots, Slot(leads, TRAILS)))
    return None


@cache
def _by_lead() -> dict[tuple[str, int], list[str]]:
    table: dict[tuple[str, int], list[str]] = {}
    for character, syllables in readings().items():
        for syllable in syllables:
            table.setdefault((syllable, pair_of(character)[0]), []).append(character)
    return table


@cache
def _by_trail() -> dict[tuple[str, int], list[str]]:
    table: dict[tuple[str, int], list[str]] = {}
    for character, syllables in readings().items():
        for syllable in syllables:
            table.setdefault((syllable, pair_of(character)[1]), []).append(character)
    return table

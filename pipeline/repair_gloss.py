"""Readings in parentheses that a converter of scripts put behind the characters it changed: 領(lǐng)域."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.fold import simplified

TONED = "āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹ"
SYLLABLE = rf"[a-zɡüê{TONED}]{{1,6}}"
HAN = r"[\u3400-\u9fff]"
# One look for a tone behind a parenthesis tells nearly every healthy text at the speed of a search for "(".
HINT = re.compile(rf"\([a-zɡ]{{0,4}}[{TONED}]")
GLOSS = re.compile(rf"({HAN})\(({SYLLABLE})\)")
WORD_GLOSS = re.compile(rf"{HAN}\s?[(（](?=[^()（）\n]{{0,40}}[{TONED}])[a-zɡüê{TONED} '’-]{{1,40}}[)）]")
CLEAR = str.maketrans("ăĕĭŏŭɡ", "ǎěǐǒǔg")
LEAST = 3  # glosses that prove a converter
MOST_PLAIN = 20  # changed characters of a line to one gloss


@dataclass(frozen=True, slots=True)
class Glossed:
    """What a converter is known by in a text: the characters it put a reading behind, with that reading."""

    readings: dict[str, str]


def glossed(text: str) -> Glossed | None:
    """The characters that a converter glossed in a text; None for a healthy text, a name with its reading, a lesson.

    A converter glosses what it changed and nothing else, each of its characters wherever it stands, in the middle of
    words. A lesson glosses whole words and characters that never change, or words in a list.
    """
    if not HINT.search(text):
        return None
    good: list[re.Match[str]] = []
    other = 0
    for found in GLOSS.finditer(text):
        if is_reading(found[1], found[2]):
            good.append(found)
        elif HINT.match(found[0], 1):
            other += 1
    toned = [found for found in good if HINT.match(found[0], 1)]
    other += sum(1 for found in WORD_GLOSS.finditer(text) if not GLOSS.match(found[0]))
    if len(toned) < LEAST or other * 3 > len(toned):
        return None
    seen = Counter(found[1] for found in good)
    plain = Counter(text)
    if sum(plain[character] - count for character, count in seen.items()) * 3 > len(good):
        return None
    if sum(_is_in_word(text, found) for found in toned) * 2 < len(toned) or _is_taught(text, toned):
        return None
    if _is_sparse(text, toned):
        return None
    return Glossed({found[1]: found[2].translate(CLEAR) for found in good})


def is_reading(character: str, syllable: str) -> bool:
    """True where a character changes when it is simplified and can be read so."""
    return syllable.translate(CLEAR) in readings().get(character, ())


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """The readings of every character of GBK that changes when it is simplified."""
    return {entry[0]: tuple(entry[1:].split(",")) for entry in rules("readings")["readings"].split()}


def _is_in_word(text: str, found: re.Match[str]) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return any("\u3400" <= neighbour <= "\u9fff" for neighbour in (before, after))


def _is_taught(text: str, toned: list[re.Match[str]]) -> bool:
    """True where the glosses tell readers how to read: one character two ways, all in a row, or the first of each name.

    A converter has one reading of a character. Of its glosses in 633 texts that we damaged, .67 and more do not stand
    right behind another one, and of those .40 and more have a character before them (2026-11-24).
    """
    ways = Counter((found[1], found[2].translate(CLEAR)) for found in toned)
    usual: dict[str, int] = {}
    for (character, _), times in ways.items():
        usual[character] = max(usual.get(character, 0), times)
    if (len(toned) - sum(usual.values())) * 10 > len(toned):
        return True
    ends = {found.end() for found in toned}
    alone = [found for found in toned if found.start() not in ends]
    if len(alone) * 2 < len(toned):
        return True
    return sum("\u3400" <= text[found.start() - 1 : found.start()] <= "\u9fff" for found in alone) * 5 < len(alone) * 2


def _is_sparse(text: str, toned: list[re.Match[str]]) -> bool:
    """True where the lines of the glosses are full of changed characters without one: a few words were explained."""
    changed = end = 0
    for found in toned:
        if (
            found.start() >= end
        ):  # each line once: it may be as long as the text, with a gloss for every fifth character
            start = text.rfind("\n", end, found.start()) + 1 or end
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            changed += sum(character != simplified(character) for character in text[start:end])
            end += 1
    return changed > MOST_PLAIN * len(toned)

"""Readings in parentheses that a converter of scripts put behind the characters it changed: 領(lǐng)域."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from config.rules import rules
from pipeline.repair_lessons import is_lesson

# Also as letters with their tones apart, as a text comes from some systems (NFD).
TONED = "āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹ\u0300\u0301\u0304\u0306\u030c"
SYLLABLE = rf"[a-zɡüê\u0308{TONED}]{{1,8}}"
HAN = r"[\u3400-\u9fff]"
# One look for a tone behind a parenthesis tells nearly every healthy text at the speed of a search for "(": two
# patterns that each begin with one character are searched many times as fast as one that begins with either.
HINTS = tuple(re.compile(rf"{mark}[a-zɡü]{{0,5}}[{TONED}]") for mark in (r"\(", "（"))
TONE = re.compile(rf"[(（][a-zɡü]{{0,5}}[{TONED}]")
GLOSS = re.compile(rf"({HAN})[(（]({SYLLABLE})[)）]")
WORD_GLOSS = re.compile(rf"{HAN}\s?[(（](?=[^()（）\n]{{0,40}}[{TONED}])[a-zɡüê\u0308{TONED} '’-]{{1,40}}[)）]")
CLEAR = str.maketrans("ăĕĭŏŭɡ", "ǎěǐǒǔg")
LEAST = 3  # glosses that prove a converter
PROOF = 100_000  # characters in which it shows itself, and that hold all it glosses but the rarest
BEFORE = 10_000  # characters before its first gloss that tell of it, where a text is longer


@dataclass(frozen=True, slots=True)
class Glossed:
    """What a converter is known by in a text: the characters it put a reading behind, with that reading."""

    readings: dict[str, str]


def glossed(text: str) -> Glossed | None:
    """The characters that a converter glossed in a text; None for a healthy text, a name with its reading, a lesson.

    A converter glosses what it changed and nothing else, each of its characters wherever it stands, in the middle of
    words. A lesson glosses whole words and characters that never change, or words in a list.
    """
    hints = [found.start() for hint in HINTS if (found := hint.search(text))]
    if not hints:
        return None
    if len(text) > PROOF:
        start = max(0, min(hints) - BEFORE)
        text = text[start : start + PROOF]
    good: list[re.Match[str]] = []
    other = 0
    for found in GLOSS.finditer(text):
        if is_reading(found[1], found[2]):
            good.append(found)
        elif TONE.match(found[0], 1):
            other += 1
    toned = [found for found in good if TONE.match(found[0], 1)]
    other += sum(1 for found in WORD_GLOSS.finditer(text) if not GLOSS.match(found[0]))
    if len(toned) < LEAST or is_lesson(text, good, toned, other):
        return None
    readings_seen = {found[1]: sound_of(found[2]) for found in good}
    ways = Counter((found[1], sound_of(found[2])) for found in toned)
    usual: dict[str, int] = {}
    for (character, _), times in ways.items():
        usual[character] = max(usual.get(character, 0), times)
    # A converter has one reading of a character.
    return None if (len(toned) - sum(usual.values())) * 10 > len(toned) else Glossed(readings_seen)


def is_reading(character: str, syllable: str) -> bool:
    """True where a character changes when it is simplified and can be read so."""
    return sound_of(syllable) in readings().get(character, ())


def sound_of(syllable: str) -> str:
    """A syllable as the readings of characters are written."""
    return normalize("NFC", syllable).translate(CLEAR)


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """The readings of every character of GBK that changes when it is simplified, and of others that converters make."""
    held = rules("readings")
    return {entry[0]: tuple(entry[1:].split(",")) for key in ("readings", "also") for entry in held[key].split()}

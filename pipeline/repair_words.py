"""How likely words and characters are, in written Chinese and in the healthy part of one text."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from opencc import OpenCC

from pipeline.fold import folded, simplified

LONGEST = 4
HAN = re.compile("[\u4e00-\u9fff]+")
# Marks of punctuation as shares of a news text, measured on 194 saved articles (2026-11-24); the rest is not expected.
MARKS = {
    "，": 0.06, "。": 0.03, "、": 0.015, "“": 0.008, "”": 0.008, "《": 0.004, "》": 0.004, "：": 0.004, "（": 0.003,
    "）": 0.003, "；": 0.002, "！": 0.001, "？": 0.001, "—": 0.001, "·": 0.0005, "…": 0.0003, "「": 0.002, "」": 0.002,
}  # fmt: skip
FROM_TEXT = 0.1  # how much of a word's chance comes from how often the text itself has it
ONCE_MORE = 2  # times that a text has to have a string that is no word, for it to count as one
ALONE = 0.02  # the chance of a character to stand alone, where the dictionary has no word of it
LEAST = 1e-9
SELDOM = 5  # a word that jieba counted less often is left out: half of them, and half of the memory
ODD = -4.0  # a form that the converter would have changed; twice that where no traditional text has it
RARE = -2.0  # another form than the usual one


@dataclass(frozen=True, slots=True)
class Words:
    """The words of Chinese in simplified characters with their shares, how they go on, and the characters."""

    shares: dict[str, float]
    following: dict[str, str]  # the beginning of a word, and the characters that can stand behind it
    characters: dict[str, float]


@dataclass(frozen=True, slots=True)
class Healthy:
    """What the healthy part of a converted text tells of the rest."""

    glossed: frozenset[str]  # the converter's own characters: without their reading they do not stand there
    seen: frozenset[str]
    strings: Counter[str] = field(repr=False)
    names: dict[str, str] = field(repr=False)  # as `following` of Words, for strings that the text has more than once
    size: int = 1

    def chance(self, word: str) -> float:
        """The share of a word in simplified characters; 0.0 where it is none."""
        known = words()
        share = MARKS.get(word) or known.shares.get(word, 0.0)
        if len(word) == 1:
            return share or max(ALONE * known.characters.get(word, 0.0), LEAST)
        times = self.strings[word]
        if times and (share or times >= ONCE_MORE):
            return (1 - FROM_TEXT) * share + FROM_TEXT * times / self.size * (1.0 if share else 0.3)
        return share

    def following(self, beginning: str) -> str:
        """The characters with which a word can go on."""
        return words().following.get(beginning, "") + self.names.get(beginning, "")

    def commonness(self, character: str) -> float:
        """The share of a mark or character in simplified text."""
        return MARKS.get(character) or words().characters.get(character, 0.0)

    def fit(self, character: str, glossed: bool = False) -> float | None:
        """What it costs a character to stand in a converted text; None where it can not."""
        if character in MARKS:
            return 0.0
        if not "\u4e00" <= character <= "\u9fff" or (character in self.glossed and not glossed):
            return None
        if character in self.seen or character in self.glossed:
            return 0.0
        if _traditional().get(character, character) != character:
            return ODD if _in_big5(character) else 2 * ODD
        plain = simplified(character)
        return RARE if plain != character and _traditional().get(plain) != character else 0.0


def healthy(text: str, glossed: frozenset[str]) -> Healthy:
    """What a text tells that has been freed of its readings and of its damaged runs."""
    strings: Counter[str] = Counter()
    plain = folded(text)
    for found in HAN.finditer(plain):
        for length in range(2, LONGEST + 1):
            strings.update(found[0][at : at + length] for at in range(len(found[0]) - length + 1))
    names = _following(string for string, times in strings.items() if times >= ONCE_MORE)
    return Healthy(glossed, frozenset(text), strings, names, max(1, len(plain)))


@cache
def words() -> Words:
    """The words of jieba's dictionary, read when a damaged run is first met: 0.8 s and 55 MB."""
    counts: dict[str, int] = {}
    characters: Counter[str] = Counter()
    with _dictionary().open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            if int(count) >= SELDOM and len(word) <= LONGEST and HAN.fullmatch(word):
                word = folded(word)
                counts[word] = counts.get(word, 0) + int(count)
    for word, number in counts.items():
        characters.update(dict.fromkeys(word, number))
    total, letters = sum(counts.values()), sum(characters.values())
    shares = {word: number / total for word, number in counts.items()}
    return Words(shares, _following(counts), {character: number / letters for character, number in characters.items()})


def log(share: float) -> float:
    """The natural logarithm of a share, far below any other where it is none."""
    return math.log(share) if share > 0 else -99.0


def _following(strings: Iterable[str]) -> dict[str, str]:
    """The beginnings of strings with the characters that stand behind them."""
    found: dict[str, str] = {}
    for string in strings:
        for length in range(1, len(string)):
            known = found.get(string[:length], "")
            if string[length] not in known:
                found[string[:length]] = known + string[length]
    return found


def _dictionary() -> Path:
    """Where jieba keeps its dictionary; the package itself is not imported."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    return Path(spec.origin).with_name("dict.txt")


@cache
def _traditional() -> dict[str, str]:
    """What a converter makes of each character that it knows nothing else of; a line each keeps its phrases out."""
    han = [chr(code) for code in range(0x4E00, 0x9FA6)]
    return dict(zip(han, OpenCC("s2t").convert("\n".join(han)).split("\n"), strict=True))


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True

"""The rule by which letters are masked: a Han character by another of its script, a word by one as long as it is.

A few characters and words stand in for all others, always the same for the same. So what stands twice on a page does
so still, and nobody can tell from the mask what stood there.
"""

import re
import zlib
from functools import cache

from config.rules import rules
from pipeline.language import script_of

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
WORD = re.compile(r"[A-Za-z]+")
# What a time is read from stays, whole; so does a year that stands alone.
TIME = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?:\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}日?)?)?|\d{1,2}\s?月\s?\d{1,2}\s?日|\d{1,2}[-/]\d{1,2}"
    r"|\d{1,2}[:：]\d\d(?:[:：]\d\d)?|\d{1,2}(?:st|nd|rd|th)?(?=,?\s(?:[A-Z][a-z]{2}|(?:19|20)\d\d))|\d{8}|\d{10}|\d{13})(?!\d)"
    r"|(?<=[A-Za-z]\s)\d{1,2}(?=(?:st|nd|rd|th)?,?\s)"
)
FAMILIES = ("roles", "marks", "related")


def masked_letters(text: str) -> str:
    """The text with its letters masked, character for character as long as it was."""
    kept = kept_in(text)
    made = list(text)
    for found in WORD.finditer(text):
        if not kept[found.start()]:
            made[found.start() : found.end()] = masked_word(found[0])
    for at, character in enumerate(text):
        if kept[at]:
            made[at] = character
        elif character.isascii():
            made[at] = "7" if "1" <= character <= "9" else made[at]
        else:
            made[at] = masked_character(character)
    return "".join(made)


def kept_in(text: str) -> list[bool]:
    """For each character whether it stays: in a word that tells what a line is, or in a time."""
    kept = [False] * len(text)
    for form in (TIME, _chinese()):
        for found in form.finditer(text):
            kept[found.start() : found.end()] = [True] * (found.end() - found.start())
    for found in WORD.finditer(text):
        if found[0].lower() in _english():
            kept[found.start() : found.end()] = [True] * (found.end() - found.start())
    return kept


def masked_word(word: str) -> str:
    """A word of the same length and with the same capitals."""
    pools = _words()
    lower = word.lower()
    made = ""
    while len(made) < len(word):
        pool = pools[min(len(word) - len(made), max(pools))]
        made += pool[zlib.crc32(f"{lower}{len(made)}".encode()) % len(pool)]
    return "".join(new.upper() if old.isupper() else new for new, old in zip(made, word, strict=True))


@cache
def masked_character(character: str) -> str:
    """What stands in for a character beyond ASCII; punctuation and accented letters are themselves."""
    if HAN.match(character):
        if character in rules("masking")["common"]:
            return character
        pool = rules("masking")[{"Hans": "simplified", "Hant": "traditional", None: "both"}[script_of(character)]]
        return str(pool[ord(character) * 2654435761 % 2**32 % len(pool)])
    for low, high, new in (
        ("ぁ", "ゖ", "あ"),
        ("ァ", "ヺ", "ア"),
        ("가", "힣", "가"),
        ("а", "я", "а"),
        ("А", "Я", "А"),
    ):
        if low <= character <= high:
            return new
    return character


@cache
def _words() -> dict[int, list[str]]:
    return {
        int(size): [word for word in pool if len(word) == int(size)] for size, pool in rules("masking")["words"].items()
    }


@cache
def _english() -> frozenset[str]:
    told = [line for name in FAMILIES for line in _lines(name)]
    more = {word.lower() for line in told for word in WORD.findall(line)}
    return frozenset(map(str, rules("masking")["english"])) | more


@cache
def _chinese() -> re.Pattern[str]:
    told = [*map(str, rules("masking")["chinese"]), *(line for name in FAMILIES for line in _lines(name))]
    known = sorted({line for line in told if HAN.search(line) and len(line) <= 12}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))


def _lines(name: str) -> list[str]:
    return [str(line) for held in rules(name).values() if isinstance(held, list) for line in held]

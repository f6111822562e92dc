"""What of a text is not its own words, so that no change of it is a revision: counters, times of the page, buttons."""

import re
import unicodedata
from collections.abc import Collection
from functools import cache

from config.rules import rules
from pipeline.boilerplate import line_hash
from pipeline.clean import cut_amid
from pipeline.fold import folded
from pipeline.sentences import sentences

LONGEST = 160  # characters of what can be trivial
# Signs that change what is told although no letter does: 3.5 and 35, 5% and 5, -3 and 3, $5 and €5.
TELLING = re.compile(r"(?<=\d)[.:/](?=\d)|(?<![a-z0-9])-(?=[\d.])|[%‰°]")
KEPT_CATEGORIES = ("Sc", "Sm")  # signs of currencies and of mathematics
PARTING = r"[\s|/·•,,、;:()\[\]【】<>—–-]"


def own_words(text: str, lines: Collection[int] = ()) -> str:
    """The letters, digits and telling signs of a text without what is trivial: equal for texts that tell the same.

    `lines` are the hashes of lines that are known as its host's. Where all of it is trivial, all of it is kept.
    """
    kept = [line for line in cut_amid(text).split("\n") if not lines or line_hash(line) not in lines]
    told = [words for line in kept if not is_trivial(line) for words in _sentences(line)]
    return "".join(told) or wording(text)


def wording(text: str) -> str:
    """The folded letters and digits of a text with the signs that tell something: no spaces, no other punctuation."""
    plain = folded(text).replace("\u2212", "-")
    signs = {sign.start() for sign in TELLING.finditer(plain)}
    if not signs and plain.isalnum():
        return plain
    return "".join(each for at, each in enumerate(plain) if each.isalnum() or at in signs or _tells(each))


def is_trivial(line: str) -> bool:
    """True for a line or a sentence that is wholly made of counters, times of the page and the like."""
    line = line.strip()
    return 0 < len(line) <= LONGEST and _form().fullmatch(folded(line)) is not None


def _sentences(line: str) -> list[str]:
    return [wording(each.text) for each in sentences(line) if not is_trivial(each.text)]


@cache
def _tells(character: str) -> bool:
    return character != "|" and unicodedata.category(character) in KEPT_CATEGORIES


@cache
def _form() -> re.Pattern[str]:
    """Items with what parts them; nothing that matched is tried another way, so the time stays linear."""
    held = rules("trivial")
    items = (item.replace("{number}", held["number"]).replace("{day}", held["day"]) for item in held["items"])
    either = "|".join(f"(?:{item})" for item in items)
    return re.compile(rf"{PARTING}*+(?>(?:(?>(?:{either})(?![a-z0-9%])[.。!]?{PARTING}*+))+)")

"""English words, names with digits and their stems: the terms in which texts of both languages are compared."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

from config.rules import rules

# A word with what stands behind its apostrophe, or a name with digits: H20, GPT-4, but not mid-2025.
WORD = re.compile(r"[A-Za-z]+(?:-?(?!(?:19|20)\d\d\b)\d[A-Za-z\d]*|'[A-Za-z]+)?")
BEYOND = re.compile(r"[^\x00-\x7f]+")
FEW = 40  # characters beyond ASCII of one text
LONGEST = 40  # letters of a term
STEMMER = Stemmer.Stemmer("english", 0)
NOTHING = frozenset(str(rules("linking")["nothing"]).split())
NUMBERS: dict[str, int] = rules("linking")["numbers"]


class _Plain(dict[int, str]):
    """Code point to its letters without accents, worked out when first met."""

    def __missing__(self, code: int) -> str:
        parted = unicodedata.normalize("NFKD", chr(code))
        self[code] = "".join(part for part in parted if not unicodedata.combining(part))
        return self[code]


PLAIN = _Plain({ord("’"): "'", ord("‘"): "'"})


def plain(text: str) -> str:
    """The text in the letters of English: without accents, with one kind of apostrophe, its case kept."""
    if text.isascii():
        return text
    # Of an English text few characters are others: one by one takes a tenth of what NFKD of the whole does.
    others = set("".join(BEYOND.findall(text)))
    if len(others) > FEW:
        return text.translate(PLAIN)
    for other in others:
        text = text.replace(other, PLAIN[ord(other)])
    return text


def words_of(text: str) -> list[str]:
    """The words of a plain text as printed, in their order."""
    return WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> str:
    """The term that a printed word stands for; empty where it tells nothing or is a number."""
    small = word.lower()
    if small[-1].isdigit() or not small.isalpha():
        small = small.removesuffix("'s").replace("'", "").replace("-", "")
    if len(small) < 2 or small in NOTHING or small in NUMBERS:
        return ""
    return str(STEMMER.stemWord(small))[:LONGEST]


def terms_of(text: str) -> tuple[str, ...]:
    """The terms of a text in their order, each once."""
    return tuple(dict.fromkeys(filter(None, map(term_of, words_of(plain(text))))))

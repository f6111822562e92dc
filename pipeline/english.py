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
# What parts the pieces of a text: all of ASCII but letters, digits, hyphens and apostrophes.
PARTING = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "-'"}


class _Plain(dict[int, str]):
    """Code point to what it is in ASCII, worked out when first met: letters lose their accents, all else is a space."""

    def __missing__(self, code: int) -> str:
        parted = unicodedata.normalize("NFKD", chr(code)).encode("ascii", "ignore").decode()
        self[code] = parted or ("" if unicodedata.combining(chr(code)) else " ")
        return self[code]


PLAIN = _Plain({ord("’"): "'", ord("‘"): "'", ord("‐"): "-", ord("‑"): "-", ord("–"): "-"})


def plain(text: str) -> str:
    """The text in ASCII: without accents, with one kind of apostrophe and of hyphen, its case kept."""
    if text.isascii():
        return text
    # Of an English text few characters are others: one by one takes a tenth of what NFKD of the whole does.
    others = set("".join(BEYOND.findall(text)))
    if len(others) > FEW:
        return text.translate(PLAIN)
    for other in others:
        text = text.replace(other, PLAIN[ord(other)])
    return text


def pieces_of(text: str) -> list[str]:
    """What stands between the spaces and marks of a plain text; words with a hyphen are one piece."""
    return text.translate(PARTING).split()


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> str:
    """The term that a printed word stands for; empty where it tells nothing or is a number."""
    small = word.lower()
    if not small.isalpha():
        small = small.removesuffix("'s").replace("'", "").replace("-", "")
    if len(small) < 2 or small in NOTHING or small in NUMBERS:
        return ""
    return str(STEMMER.stemWord(small))[:LONGEST]


def terms_of(text: str) -> tuple[str, ...]:
    """The terms of a text in their order, each once."""
    if text.isascii() and text.isalpha():
        term = term_of(text)
        return (term,) if term else ()
    return tuple(dict.fromkeys(filter(None, map(term_of, WORD.findall(plain(text))))))

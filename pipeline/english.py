"""English words, names with digits and their stems: the terms in which texts of both languages are compared."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

from config.rules import rules
from pipeline.quantities import FORMS

# A word with what stands behind its apostrophe, or a name with digits: H20, GPT-4, but not mid-2025.
WORD = re.compile(r"[A-Za-z]+(?:(?:-(?!(?:19|20)\d\d\b))?\d[A-Za-z\d]*|'[A-Za-z]+)?")
BEYOND = re.compile(r"[^\x00-\x7f]+")
FEW = 40  # characters beyond ASCII of one text
MOST_PIECES = 1 << 16  # whose terms are remembered
LONGEST = 40  # letters of a term
STEMMER = Stemmer.Stemmer("english", 0)
# Words that tell nothing, and those that stand for a number or a month.
KNOWN = {**FORMS, **dict.fromkeys(str(rules("linking")["nothing"]).split(), "")}
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


def terms_of(text: str) -> tuple[str, ...]:
    """The terms of a text in their order, each once."""
    pieces = pieces_of(plain(text))
    if len(pieces) == 1:
        return TERMS[pieces[0]]
    return tuple(dict.fromkeys([term for piece in pieces for term in TERMS[piece]]))


@lru_cache(maxsize=1 << 14)
def term_of(word: str) -> str:
    """The term that a printed word stands for, the form of a number or a month; empty where it tells nothing."""
    small = word.lower()
    return _stem(small if small.isalpha() else small.removesuffix("'s").replace("'", "").replace("-", ""))


def _stem(small: str) -> str:
    known = KNOWN.get(small)
    if known is not None:
        return known
    stem: str = STEMMER.stemWord(small)
    return stem[:LONGEST] if len(small) > 1 else ""


class _Terms(dict[str, tuple[str, ...]]):
    """Piece of a text to its terms, worked out when first met; begun again when it has grown too large.

    A look into it takes half as long as one into an lru_cache, and there are 250 for each text.
    """

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) > MOST_PIECES:
            self.clear()
        terms = [_stem(piece.lower())] if piece.isalpha() else list(map(term_of, dict.fromkeys(WORD.findall(piece))))
        found = tuple(filter(None, terms))
        self[piece] = found
        return found


TERMS = _Terms()

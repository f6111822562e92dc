"""Folding: the one form in which texts, titles and queries are compared.

Character by character, so that every folded character knows the character it came from: NFKC, the
simplified form that needs no context, lower case. Letters apart from their accents stay apart.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

HAN = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2EBE0),
    range(0x30000, 0x323B0),
)
LONG = 120  # characters of a text, from which on an array is faster
MOST_KINDS = 8  # of characters that become several
UNKNOWN, SEVERAL = 0xFFFFFFFF, 0xFFFFFFFE
BEYOND = 0x30000  # the first code point of planes that news hardly ever prints; an array of all would take 4 MiB
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
NO_LETTERS_OF_LINES = NO_LETTERS.replace(b"\n", b"")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the index of the original one."""

    text: str
    offsets: tuple[int, ...]


def fold(text: str) -> Folded:
    """The folded text with offsets into the original; one character may fold to several or to none."""
    table = _folding()
    pieces: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        piece = table[ord(character)]
        pieces.append(piece)
        offsets.extend((index,) * len(piece))
    return Folded("".join(pieces), tuple(offsets))


def folded(text: str) -> str:
    """The folded text alone, much faster than with its offsets."""
    return text.lower() if text.isascii() else _mapped(text, _folding())


def letters(text: str) -> str:
    """The letters and digits of the folded text: what two copies of one text share."""
    if text.isascii():
        return text.lower().encode().translate(None, NO_LETTERS).decode()
    return _mapped(text, _lettering())


def letters_of_lines(text: str) -> list[str]:
    """The letters of each line of a text, all lines in one go; joined they are the letters of the text."""
    if text.isascii():
        return text.lower().encode().translate(None, NO_LETTERS_OF_LINES).decode().split("\n")
    return _mapped(text, _lettering_of_lines()).split("\n")


def letters_hash(text: str) -> bytes:
    """16 bytes that are equal where the letters of two texts are."""
    return hash_of(letters(text))


def hash_of(found: str) -> bytes:
    """The same 16 bytes of letters that are at hand."""
    return blake2b(found.encode("utf-8", "replace"), digest_size=16).digest()


def simplified(character: str) -> str:
    """The simplified form of one Han character as far as it needs no context, else the character."""
    return _simplified().get(character, character)


class _Map(dict[int, str]):
    """Code point to what it becomes, each worked out when it is first met.

    `codes` has the same as an array: a code point, or 0 for nothing, UNKNOWN, or SEVERAL; its last place stands for all
    code points that are beyond it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.codes: NDArray[np.uint32] = np.full(BEYOND + 1, UNKNOWN, np.uint32)
        self.codes[BEYOND] = SEVERAL

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Put what these code points become into the array."""
        for code in np.unique(codes).tolist():
            piece = self[code]
            self.codes[code] = SEVERAL if len(piece) > 1 or piece == "\0" else ord(piece or "\0")

    def found(self, codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """What each of some code points becomes, none of it UNKNOWN."""
        found = self.codes.take(codes, mode="clip")
        if found.max(initial=0) == UNKNOWN:
            self.learn(codes[found == UNKNOWN])
            found = self.codes.take(codes, mode="clip")
        return found


class _Folding(_Map):
    """Code point to folded text."""

    def __missing__(self, code: int) -> str:
        table = _simplified()
        piece = "".join([table.get(part, part) for part in unicodedata.normalize("NFKC", chr(code))]).lower()
        self[code] = piece
        return piece


class _Lettering(_Map):
    """Code point to the letters and digits of its folded text, and what is kept to itself."""

    def __init__(self, kept: str = "") -> None:
        super().__init__()
        self.update({ord(each): each for each in kept})

    def __missing__(self, code: int) -> str:
        piece = _folding()[code]
        if not piece.isalnum():
            piece = "".join(filter(str.isalnum, piece))
        self[code] = piece
        return piece


def _mapped(text: str, table: _Map) -> str:
    """The text with each character mapped, as str.translate does it.

    A long text is looked up as an array: Chinese news of 1,100 characters took str.translate 56 µs, this takes 9.
    """
    if len(text) < LONG:
        return text.translate(table)
    codes = _codes(text)
    found = table.found(codes)
    if found.max(initial=0) == SEVERAL:
        # `…` stands in a third of Chinese news: what becomes several characters is put there first. Each kind is a walk
        # over the text, so a text with many kinds, or with what no array holds, is mapped character by character.
        whole = text
        several = np.unique(codes[found == SEVERAL]).tolist()
        if len(several) > MOST_KINDS or several[-1] >= BEYOND:
            return text.translate(table)
        for code in several:
            piece = table[code]
            if piece.translate(table) != piece:
                return text.translate(table)
            whole = whole.replace(chr(code), piece)
        found = table.found(_codes(whole))
        if found.max(initial=0) == SEVERAL:
            return text.translate(table)
    plain: bytes = found.astype("<u4", copy=False).tobytes()
    return plain.decode("utf-32-le", "surrogatepass").replace("\0", "")


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


@cache
def _folding() -> _Folding:
    return _Folding()


@cache
def _lettering() -> _Lettering:
    return _Lettering()


@cache
def _lettering_of_lines() -> _Lettering:
    return _Lettering(kept="\n")


@cache
def _simplified() -> dict[str, str]:
    """Han characters that change, from one call: a line each keeps OpenCC's phrases out of play."""
    han = [chr(code) for block in HAN for code in block]
    simple = OpenCC("t2s").convert("\n".join(han)).split("\n")
    if len(simple) != len(han):
        raise RuntimeError("OpenCC changed the number of lines")
    table = {before: after for before, after in zip(han, simple, strict=True) if before != after}
    # A form may itself have a simpler one: followed to its end, so that folding twice changes nothing.
    for before in table:
        after = table[before]
        for _ in range(3):
            after = "".join(table.get(part, part) for part in after)
        table[before] = after
    return table

"""A text as hashes of all its windows of a few letters: short ones tell how alike texts are, long ones what they share.

The hashes are our own, made of sums and products that no library's release can change, for they are stored.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

MOST_LETTERS = 200_000  # of a text that are looked at; more than the longest article, and the work stays bounded
SHINGLE = (4, 8)  # Han and Latin letters of a short window
PASSAGE = (8, 24)  # and of a long one
HAN = 0x2E80  # the first code point of the scripts that say as much in a letter as Latin ones in two or three
STEP = 0x9E3779B97F4A7C15  # odd, so that it has an inverse
LETTER = np.uint64(0xD6E8FEB86659FD93)

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """The hashes of the windows of a text, in their order; the window `i` begins at its letter `i`."""

    letters: int  # that were looked at
    han: int  # of them
    shingles: Hashes
    passages: Hashes
    ends: Places  # where each passage ends


def windows(letters: str) -> Windows:
    """The windows of the folded letters of a text (`pipeline.fold.letters`), as hashes of 64 bits.

    Where Han and Latin letters stand together a window ends where both have filled it: 4 Han, 8 Latin, or 2 and 4.
    A text shorter than a window has none.
    """
    text = _Summed(letters)
    (shingles, _), (passages, ends) = (text.hashes(*size) for size in (SHINGLE, PASSAGE))
    return Windows(len(text.is_han), text.number, shingles, passages, ends)


def shingles(letters: str) -> tuple[Hashes, Places]:
    """The hashes of the short windows alone, and where each ends."""
    return _Summed(letters).hashes(*SHINGLE)


class _Summed:
    """A text as sums from which the hash of any of its windows is worked out."""

    def __init__(self, letters: str) -> None:
        codes = np.frombuffer(letters[:MOST_LETTERS].encode("utf-32-le", "replace"), "<u4")
        powers, self.inverses = _powers(1 << max(10, len(codes).bit_length()))
        mixed = (codes.astype(np.uint64) + np.uint64(1)) * LETTER
        mixed ^= mixed >> np.uint64(32)
        self.sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(mixed * powers[: len(codes)], out=self.sums[1:])
        self.is_han = codes >= HAN
        self.number = int(np.count_nonzero(self.is_han))  # of Han letters

    def hashes(self, han: int, latin: int) -> tuple[Hashes, Places]:
        """The hashes of the windows of so many Han or Latin letters, and where each ends."""
        length = len(self.is_han)
        ends = (
            _ends(self.is_han, han, latin)
            if 0 < self.number < length
            else np.arange(han if self.number else latin, length + 1)
        )
        return mix((self.sums[ends] - self.sums[: len(ends)]) * self.inverses[: len(ends)]), ends


def mix(values: Hashes) -> Hashes:
    """The values with every bit spread over all others (the finish of splitmix64)."""
    values = values ^ (values >> np.uint64(30))
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values


def _ends(is_han: NDArray[np.bool_], han: int, latin: int) -> Places:
    """Where the window that begins at each letter ends; those that the end of the text cuts off are left out."""
    # Counted in the size in which `repeat` counts: a smaller one took half as long again.
    weights = is_han * (latin // han - 1) + 1
    before = np.zeros(len(weights), np.int64)
    np.cumsum(weights[:-1], out=before[1:])
    at = np.arange(1, len(weights) + 1).repeat(weights)  # where the letter ends that holds each unit of weight
    number = int(before.searchsorted(len(at) - latin, "right"))
    ends: Places = at[before[:number] + (latin - 1)]
    return ends


@cache
def _powers(number: int) -> tuple[Hashes, Hashes]:
    """The powers of STEP modulo 2**64, and their inverses: what moves a window to the start of the text."""
    bases = (STEP, pow(STEP, -1, 2**64))
    rows = [np.full(number, base, np.uint64) for base in bases]
    for row in rows:
        row[0] = 1
        np.multiply.accumulate(row, out=row)
    return rows[0], rows[1]

"""What is stored of a text to find its copies: a MinHash signature with its bands, and keys of its passages."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.shingles import Hashes, Windows, mix, windows

SIGNATURE_VERSION = 1  # raised whenever a text gets another signature; `duizhao db resign` then makes all anew
VALUES = 126
ROWS = 42  # of which the products are held at once; they stay in the cache
BANDS = 42
FEWEST = 16  # shingles of a text; one with fewer says too little to be told from another
LONG = 400  # passages, from which on they are sampled thinly
STRETCH, SHORT_STRETCH = 31, 7  # passages in a row of which one is taken: 1 in 16 of a long text, 1 in 4 of a short one
VERSIONS = 16
KEY = np.uint64(64 - 43)  # a key has 43 bits and the version, for SQLite keeps 47 in six bytes

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Signature:
    """The trace of one text, as bytes, so that it can be compared and sent."""

    values: bytes  # 126 numbers of 32 bits: the smallest hash under each function
    passages: bytes  # keys of 64 bits, each once, in rising order


def signature_of(letters: str) -> Signature | None:
    """The signature of the folded letters of a text; None for a text too short to have one."""
    return signature(windows(letters))


def signature(of: Windows) -> Signature | None:
    """The signature of a text by its windows; None for a text too short to have one."""
    if len(of.shingles) < FEWEST:
        return None
    return Signature(minima(of.shingles).astype("<u4").tobytes(), passages(of.passages).astype("<i8").tobytes())


def minima(shingles: Hashes) -> NDArray[np.uint32]:
    """The smallest value of each of 126 functions over the shingles of a text."""
    short = (shingles >> np.uint64(32)).astype(np.uint32)
    found = np.empty(VALUES, np.uint32)
    products = np.empty((ROWS, len(short)), np.uint32)  # used again, for new memory took a quarter of the time
    for first in range(0, VALUES, ROWS):
        np.multiply(FACTORS[first : first + ROWS], short, out=products)
        products.min(axis=1, out=found[first : first + ROWS])
    return found


def bands(values: bytes) -> Keys:
    """The 42 keys of the bands of a signature: two texts that are alike have one of them in common, most likely."""
    rows = np.frombuffer(values, "<u4").astype(np.uint64).reshape(BANDS, -1)
    return keys(mix(rows @ WEIGHTS + NUMBERS))


def passages(of: Hashes) -> Keys:
    """The keys of the passages of a text that are taken, each once, in rising order; none for a text without one."""
    found = np.sort(keys(smallest(of, STRETCH if len(of) >= LONG else SHORT_STRETCH)))
    is_first = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=is_first[1:])
    return found[is_first]  # np.unique takes longer


def smallest(of: Hashes, stretch: int) -> Hashes:
    """The smallest hash of each stretch of so many in a row, of all of them where they are fewer.

    So two texts that share a stretch take one passage of it both, and what is taken of long stretches is also taken of
    short ones. Where each hash is taken by its own value alone, chance decides whether a short excerpt is seen.
    """
    stretch = min(stretch, len(of))
    width = 1
    while 2 * width < stretch:
        of = np.minimum(of[:-width], of[width:])
        width *= 2
    return np.minimum(of[: -(stretch - width)], of[stretch - width :]) if width < stretch else of


def keys(hashes: Hashes) -> Keys:
    """Hashes as they are stored: positive, and never equal to those of another version."""
    shifted = (hashes >> KEY) * np.uint64(VERSIONS) + np.uint64(SIGNATURE_VERSION % VERSIONS)
    return shifted.astype(np.int64)


def keys_of(stored: bytes) -> Keys:
    """The keys of a signature's passages."""
    return np.frombuffer(stored, "<i8")


def estimate(one: bytes, other: bytes) -> float:
    """The Jaccard index of the shingles of two texts as their signatures tell it; its standard error is up to .045."""
    same = np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")
    return float(np.count_nonzero(same)) / VALUES


def _constants(first: int, number: int) -> Hashes:
    """Odd numbers that look like chance and are the same for ever."""
    counted = np.arange(first, first + number, dtype=np.uint64)
    return mix(counted * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


FACTORS = ((_constants(1, VALUES) >> np.uint64(32)).astype(np.uint32) | np.uint32(1))[:, None]
WEIGHTS = _constants(1000, VALUES // BANDS)
NUMBERS = _constants(2000, BANDS)

"""Simulated signatures of articles, as skewed as news: families of near-copies, and notices of common hosts."""

import numpy as np
from numpy.typing import NDArray

from pipeline.signature import SIGNATURE_VERSION, VALUES, VERSIONS

OWN = 90  # passages of an article
NOTICE = 8  # and of a notice

Ints = NDArray[np.int64]


class News:
    """Simulated signatures; the same for the same number of articles."""

    def __init__(self, articles: int) -> None:
        self.families = max(articles // 10, 1)

    def chunk(self, first: int, number: int) -> tuple[NDArray[np.uint32], list[Ints]]:
        """The minima and the passages of so many articles from the first on."""
        chance = np.random.default_rng(first + 1)
        minima = chance.integers(0, 2**32, (number, VALUES), np.uint32)
        passages = chance.integers(0, 2**43, (number, OWN), np.int64)
        family = zipf(chance, 1.3, self.families, number)
        for at in np.flatnonzero(chance.random(number) < 0.3).tolist():
            its = np.random.default_rng([7, int(family[at])])
            minima[at] = np.where(chance.random(VALUES) < 0.8, its.integers(0, 2**32, VALUES, np.uint32), minima[at])
            kept = chance.random(OWN) < 0.5
            passages[at] = np.where(kept, its.integers(0, 2**43, OWN, np.int64), passages[at])
        host = zipf(chance, 1.1, 2000, number)
        has_notice = chance.random(number) < 0.3
        notices = [host[at] * NOTICE + np.arange(NOTICE) if has_notice[at] else host[:0] for at in range(number)]
        tagged = [np.unique(np.append(row, notice)) for row, notice in zip(passages, notices, strict=True)]
        return minima, [row * VERSIONS + SIGNATURE_VERSION for row in tagged]


def zipf(chance: np.random.Generator, slope: float, most: int, number: int) -> Ints:
    """So many ranks from 1 on, up to the most, by Zipf's law."""
    return (chance.zipf(slope, number) - 1) % most + 1

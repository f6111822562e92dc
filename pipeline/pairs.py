"""Two texts that tell of the same: how near they are, and the terms that tie them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from pipeline.fold import folded
from pipeline.hearing import HAN
from pipeline.term_vector import TermVector

MOST_TIES = 20  # terms that are told of a pair


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many texts there are, and how many of them have each term."""

    texts: int = 0
    of: Mapping[str, int] = field(default_factory=dict)

    def rarity(self, term: str) -> float:
        """What a term weighs: the less, the more texts have it, and more than nothing where all do."""
        return math.log((self.texts + 1) / (min(self.of.get(term, 0), self.texts) + 0.5))

    def rarities(self, terms: Iterable[str]) -> NDArray[np.float64]:
        """The same for many terms."""
        of = self.of
        counts = np.array([of.get(term, 0) for term in terms], np.float64)
        return np.log((self.texts + 1) / (np.minimum(counts, self.texts) + 0.5))


@dataclass(frozen=True, slots=True)
class Tie:
    """A term that both texts have, as each prints it, and which share of their score it is."""

    term: str
    here: str
    there: str
    share: float


def shown(ties: Sequence[Tie], most: int) -> tuple[Tie, ...]:
    """The ties to be shown, up to a number: each two words once, whatever they mean and whichever text has which.

    Of two Chinese texts, words that are not the same come last, for what ties them is one meaning of many: 可能 and
    及早 were shown as one, 建成 and 設立.
    """
    words: dict[frozenset[str], Tie] = {}
    for tie in ties:
        words.setdefault(frozenset((folded(tie.here), folded(tie.there))), tie)
    reworded = {pair for pair in words if len(pair) > 1 and min(pair) >= HAN}
    return tuple(words[pair] for pair in sorted(words, key=reworded.__contains__)[:most])


@dataclass(frozen=True, slots=True)
class Pair:
    """How near two texts are, from 0 to 1, and the terms that say so, the heaviest first."""

    score: float
    ties: tuple[Tie, ...]


def pair_of(one: TermVector, other: TermVector, frequencies: Frequencies, most: int = MOST_TIES) -> Pair:
    """The score of two texts: the cosine of their vectors with each term weighed by its rarity."""
    here, there = ({term: at for at, term in enumerate(each.terms)} for each in (one, other))
    products = {
        term: one.weights[at] * other.weights[there[term]] * frequencies.rarity(term) ** 2
        for term, at in here.items()
        if term in there
    }
    total = sum(products.values())
    lengths = length(one, frequencies) * length(other, frequencies)
    if not total or not lengths:
        return Pair(0.0, ())
    heaviest = sorted(products.items(), key=lambda each: (-each[1], each[0]))
    return Pair(
        min(total / lengths, 1.0),
        tuple(
            Tie(term, one.printed[here[term]], other.printed[there[term]], product / total)
            for term, product in islice(heaviest, most)
        ),
    )


def length(vector: TermVector, frequencies: Frequencies) -> float:
    """The length of a vector with its terms weighed by their rarity."""
    weighed = np.array(vector.weights, np.float64) * frequencies.rarities(vector.terms)
    return float(np.sqrt((weighed**2).sum()))

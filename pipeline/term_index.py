"""An inverted index: which of many texts have the terms of one, and how near they are."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.pairs import Frequencies
from pipeline.term_vector import TermVector


def frequencies_of(vectors: Iterable[TermVector]) -> Frequencies:
    """The frequencies of the terms of these texts."""
    counted: Counter[str] = Counter()
    texts = 0
    for vector in vectors:
        counted.update(vector.terms)
        texts += 1
    return Frequencies(texts, counted)


class TermIndex:
    """Texts by their terms. Only those that share a term with a text are looked at, whatever else there is."""

    def __init__(self, vectors: Sequence[TermVector], frequencies: Frequencies) -> None:
        self.texts = len(vectors)
        self.frequencies = frequencies
        self.numbers: dict[str, int] = {}
        self.rarities = np.zeros(0)
        numbers = [self._numbers(vector) for vector in vectors]
        self.rarities = np.fromiter(map(frequencies.rarity, self.numbers), float, len(self.numbers))
        texts = np.repeat(np.arange(self.texts), [len(each) for each in numbers])
        terms = np.concatenate([*numbers, np.zeros(0, np.intp)])
        weights = np.concatenate([*(np.array(each.weights) for each in vectors), np.zeros(0)]) * self.rarities[terms]
        lengths = np.sqrt(np.bincount(texts, weights**2, self.texts))
        weights /= np.maximum(lengths[texts], 1e-12)
        order = np.argsort(terms, kind="stable")
        self.postings = texts[order]
        self.weights = weights[order]
        self.starts = np.searchsorted(terms[order], np.arange(len(self.numbers) + 1))

    def nearest(self, vector: TermVector, most: int) -> list[tuple[int, float]]:
        """The numbers of the texts nearest to one and their scores, the best first; those without a common term not."""
        scores = self.scores(vector)
        found = np.argsort(-scores, kind="stable")[:most]
        return [(int(number), float(scores[number])) for number in found if scores[number] > 0]

    def scores(self, vector: TermVector) -> NDArray[np.float64]:
        """The score of each text with one, as pair_of has it."""
        rarity = self.frequencies.rarity
        total = 0.0
        postings: list[slice] = []
        factors: list[float] = []
        for term, weight in zip(vector.terms, vector.weights, strict=True):
            number = self.numbers.get(term)
            heavy = weight * (self.rarities[number] if number is not None else rarity(term))
            total += heavy**2
            if number is not None:
                postings.append(slice(self.starts[number], self.starts[number + 1]))
                factors.append(heavy)
        if not postings or not total:
            return np.zeros(self.texts)
        texts = np.concatenate([self.postings[each] for each in postings])
        weights = np.concatenate([self.weights[each] * factor for each, factor in zip(postings, factors, strict=True)])
        return np.bincount(texts, weights, self.texts) / np.sqrt(total)

    def _numbers(self, vector: TermVector) -> NDArray[np.intp]:
        numbers = self.numbers
        return np.array([numbers.setdefault(term, len(numbers)) for term in vector.terms], np.intp)

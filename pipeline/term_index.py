"""An inverted index: which of many texts have the terms of one, and how near they are."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

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


def term_matrix(vectors: Sequence[TermVector], frequencies: Frequencies) -> csr_array:
    """A row a text, a column a term, weighed by rarity and of length 1: the product of two rows is their score.

    Terms stand in the order of their names, so that scores do not depend on that of the texts, not by rounding either.
    """
    names = sorted({term for vector in vectors for term in vector.terms})
    numbers = {term: number for number, term in enumerate(names)}
    ends = np.cumsum([0, *(len(each.terms) for each in vectors)])
    terms = np.fromiter((numbers[term] for each in vectors for term in each.terms), np.intp, int(ends[-1]))
    weights = np.fromiter((weight for each in vectors for weight in each.weights), np.float64, int(ends[-1]))
    weights *= frequencies.rarities(names)[terms]
    rows = np.repeat(np.arange(len(vectors)), np.diff(ends))
    weights /= np.maximum(np.sqrt(np.bincount(rows, weights**2, len(vectors))), 1e-12)[rows]
    matrix = csr_array((weights, terms, ends), shape=(len(vectors), len(names)))
    matrix.sort_indices()
    return matrix


class TermIndex:
    """Texts by their terms. Only those that share a term with a text are looked at, whatever else there is."""

    def __init__(self, vectors: Sequence[TermVector], frequencies: Frequencies) -> None:
        self.texts = len(vectors)
        self.frequencies = frequencies
        self.numbers: dict[str, int] = {}
        numbers = [self._numbers(vector) for vector in vectors]
        texts = np.repeat(np.arange(self.texts), [len(each) for each in numbers])
        terms = np.concatenate([*numbers, np.zeros(0, np.intp)])
        weights = np.concatenate([*(np.array(each.weights) for each in vectors), np.zeros(0)])
        weights *= frequencies.rarities(self.numbers)[terms]
        lengths = np.sqrt(np.bincount(texts, weights**2, self.texts))
        weights /= np.maximum(lengths[texts], 1e-12)
        order = np.argsort(terms, kind="stable")
        self.postings = texts[order]
        self.weights = weights[order]
        self.starts = np.searchsorted(terms[order], np.arange(len(self.numbers) + 1))

    def nearest(self, vector: TermVector, most: int) -> list[tuple[int, float]]:
        """The numbers of the texts nearest to one and their scores, the best first; those without a common term not."""
        scores = self.scores(vector)
        # Of equal scores the text that came first is the nearer one.
        least = np.partition(scores, -most)[-most] if 0 < most < self.texts else -1.0
        found = np.flatnonzero(scores >= least)
        found = found[np.argsort(-scores[found], kind="stable")][:most]
        return [(int(number), float(scores[number])) for number in found if scores[number] > 0]

    def scores(self, vector: TermVector) -> NDArray[np.float64]:
        """The score of each text with one, as pair_of has it."""
        numbers = np.array([self.numbers.get(term, -1) for term in vector.terms], np.intp)
        weights = np.array(vector.weights, np.float64) * self.frequencies.rarities(vector.terms)
        known = numbers >= 0
        starts = self.starts[numbers[known]]
        lengths = self.starts[numbers[known] + 1] - starts
        # Where each posting of each term stands, without a loop over the terms.
        at = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        scores = np.bincount(self.postings[at], self.weights[at] * np.repeat(weights[known], lengths), self.texts)
        return scores / max(float(np.sqrt((weights**2).sum())), 1e-12)

    def _numbers(self, vector: TermVector) -> NDArray[np.intp]:
        numbers = self.numbers
        return np.array([numbers.setdefault(term, len(numbers)) for term in vector.terms], np.intp)

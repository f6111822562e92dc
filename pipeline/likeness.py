"""How alike each sentence of one text is to each of another, by the terms that both have, in one language or in two."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from config.topic import Topic
from pipeline.fold import folded
from pipeline.pairs import Tie
from pipeline.term_vector import SATURATED, TermVector, term_vector
from pipeline.told_numbers import numbers_in
from pipeline.values import Language

QUOTED = "“…”"  # a term of the sentences that quote: both texts let the same people speak
QUOTED_WEIGHT = 0.5
HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
QUOTATION = re.compile(r"“[^”]{5,}”|「[^」]{5,}」|\"[^\"]{12,}\"")
MORE_NUMBERS = re.compile(r"成|[A-Za-z]\d")  # that the terms of a text lack: 八成, Rmb28bn
LATIN = re.compile(r"[a-z][a-z\d]*(?:-\d[a-z\d]*)?|\d[\d.,]*[a-z]*")

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Matrix = NDArray[np.float64]
Rows = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How alike each two sentences of two texts are, and the terms of each with what they weigh."""

    alike: Matrix
    vectors: tuple[tuple[TermVector, ...], tuple[TermVector, ...]]
    rarity: Mapping[str, float]
    products: tuple[Rows, Rows, Rows]  # of the rows of both texts, of those of the first, of the second

    def together(self, here: Collection[int], there: Collection[int]) -> float:
        """How alike some sentences of the one text are, taken together, to some of the other."""
        both, first, second = self.products
        lengths = _sum(first, here, here) * _sum(second, there, there)
        return _sum(both, here, there) / max(math.sqrt(lengths), 1e-12)

    def ties(self, here: Collection[int], there: Collection[int], most: int) -> tuple[Tie, ...]:
        """The terms that some sentences of either text share, the heaviest first."""
        one, other = (_summed(self.vectors[side], chosen) for side, chosen in enumerate((here, there)))
        products = {term: one[term][0] * other[term][0] * self.rarity[term] ** 2 for term in one if term in other}
        total = sum(products.values())
        heaviest = sorted(products, key=lambda term: (-products[term], term))[:most]
        return tuple(Tie(term, one[term][1], other[term][1], products[term] / total) for term in heaviest)


def likeness(
    texts: tuple[Sequence[str], Sequence[str]],
    languages: tuple[Language, Language],
    topic: Topic,
) -> Likeness:
    """How alike the sentences of two texts are: the cosine of their terms, each weighed by its rarity among them all.

    Raises UnicodeEncodeError for half of a pair of surrogates.
    """
    own = languages[0] == languages[1] == "zh"
    vectors = tuple(
        tuple(_vector(text, language, topic, own) for text in side)
        for side, language in zip(texts, languages, strict=True)
    )
    rarity = _rarities(vectors)
    one, other = (_rows(side, rarity) for side in vectors)
    products = (one @ other.T).toarray(), (one @ one.T).toarray(), (other @ other.T).toarray()
    lengths = np.sqrt(np.outer(products[1].diagonal(), products[2].diagonal()))
    alike = products[0] / np.maximum(lengths, 1e-12)
    return Likeness(
        alike, (vectors[0], vectors[1]), rarity, (products[0].tolist(), products[1].tolist(), products[2].tolist())
    )


def _vector(text: str, language: Language, topic: Topic, own: bool) -> TermVector:
    vector = _written(text) if own else term_vector(text, language, topic)
    more = {}
    if QUOTATION.search(text):
        more[QUOTED] = (QUOTED_WEIGHT, QUOTED)
    for each in numbers_in(text, language) if MORE_NUMBERS.search(text) else ():
        if each.form not in vector.terms:
            more[each.form] = (1.0, each.printed)
    if not more:
        return vector
    weights = (*vector.weights, *(weight for weight, _ in more.values()))
    printed = (*vector.printed, *(word for _, word in more.values()))
    return TermVector(language, (*vector.terms, *more), weights, printed)


def _written(text: str) -> TermVector:
    """A Chinese sentence by what is printed: pairs of characters, words in Latin letters, numbers."""
    small = folded(text)
    found: Counter[str] = Counter()
    for run in HAN_RUN.findall(small):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    found.update(LATIN.findall(small))
    return TermVector("zh", tuple(found), tuple(map(SATURATED.__getitem__, found.values())), tuple(found))


def _rarities(vectors: Iterable[Sequence[TermVector]]) -> dict[str, float]:
    """What each term weighs by how many of the sentences have it: what both texts are about all over tells little."""
    counts: Counter[str] = Counter()
    total = 0
    for side in vectors:
        total += len(side)
        for vector in side:
            counts.update(vector.terms)
    return {term: math.log((total + 1) / (count + 0.5)) for term, count in counts.items()}


def _rows(side: Sequence[TermVector], rarity: Mapping[str, float]) -> "csr_array":
    """A row a sentence. Sparse: a dense product goes to BLAS, whose threads took ten times the CPU time."""
    from scipy.sparse import csr_array

    numbers = {term: number for number, term in enumerate(rarity)}
    weights = [weight * rarity[term] for each in side for term, weight in zip(each.terms, each.weights, strict=True)]
    columns = [numbers[term] for each in side for term in each.terms]
    starts = [0, *accumulate(len(each.terms) for each in side)]
    return csr_array((weights, columns, starts), shape=(len(side), len(rarity)))


def _sum(products: Rows, here: Collection[int], there: Collection[int]) -> float:
    # A loop, for these are one to four rows each: indexing an array by lists took eight times as long.
    return sum(products[one][other] for one in here for other in there)


def _summed(vectors: Sequence[TermVector], chosen: Collection[int]) -> dict[str, tuple[float, str]]:
    """The weight of each term in the chosen sentences together, and how it is printed first."""
    found: dict[str, tuple[float, str]] = {}
    for at in sorted(chosen):
        for term, weight, printed in zip(vectors[at].terms, vectors[at].weights, vectors[at].printed, strict=True):
            known = found.get(term)
            found[term] = (weight, printed) if known is None else (known[0] + weight, known[1])
    return found

"""Stories: which texts of either language tell of one event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from pipeline.pairs import Frequencies
from pipeline.term_index import TermIndex
from pipeline.term_vector import TermVector
from pipeline.values import Language

WINDOW = timedelta(days=4)  # between two texts on one event
# The score of two texts on one event is smaller where they are of two languages: the medians of 252 such pairs.
SCALES = {("zh", "zh"): 0.19, ("en", "en"): 0.17, ("en", "zh"): 0.12}
# Of the median: groups whose texts come nearer to each other, on the average of all pairs, tell of one event. BCubed F1
# on two labelled sets is .964 and .997 at .65, .966 and .997 at .75, .955 and .977 at .8; below .5 events that share
# names run together. At .65 6 % of the pairs across languages were false in the first set, at .75 2 %.
TOGETHER = 0.75
ROUNDING = 1e-6
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FARTHEST = 20.0  # more than any score is of its scale


@dataclass(frozen=True, slots=True)
class Told:
    """A text, when it was published, and what it is about."""

    id: int
    at: datetime
    vector: TermVector


def told_together(texts: Sequence[Told], frequencies: Frequencies) -> list[tuple[int, ...]]:
    """The ids of the texts that tell of one event each, those of one group in rising order, one that is alone too.

    Groups are joined, the nearest first, by the mean score of all their pairs (average linkage): of single links a few
    would tie events that share names. What comes out does not depend on the order of the texts.
    """
    texts = sorted(texts, key=lambda each: each.id)
    scores = scores_of(texts, frequencies)
    number, labels = connected_components((scores >= TOGETHER).astype(np.int8), directed=False)
    groups: list[tuple[int, ...]] = []
    for label in range(number):
        within = np.flatnonzero(labels == label)
        of_each = _grouped(scores[np.ix_(within, within)])
        groups += [tuple(texts[at].id for at in within[of_each == group]) for group in np.unique(of_each)]
    return sorted(groups)


def touched(texts: Sequence[Told], frequencies: Frequencies, ids: Collection[int]) -> tuple[Told, ...]:
    """The texts that can be grouped with these: those near enough to one of them, to one of those, and so on.

    What `told_together` makes of all texts it makes of these alone, as far as they are concerned.
    """
    texts = sorted(texts, key=lambda each: each.id)
    index = TermIndex([each.vector for each in texts], frequencies)
    scales = {each: np.array([scale_of(each, other.vector.language) for other in texts]) for each in LANGUAGES}
    times = np.array([each.at.timestamp() for each in texts])
    found = {at for at, each in enumerate(texts) if each.id in ids}
    waiting = sorted(found)
    while waiting:
        at = waiting.pop()
        scores = index.scores(texts[at].vector) / scales[texts[at].vector.language]
        is_near = (scores >= TOGETHER - ROUNDING) & (np.abs(times - times[at]) <= WINDOW.total_seconds())
        new = set(np.flatnonzero(is_near).tolist()) - found
        found |= new
        waiting += sorted(new)
    return tuple(texts[at] for at in sorted(found))


def scores_of(texts: Sequence[Told], frequencies: Frequencies) -> NDArray[np.float64]:
    """How near each two texts are, 1 being the median of two on one event; 0 for those that are too far in time."""
    vectors = [each.vector for each in texts]
    index = TermIndex(vectors, frequencies)
    scores = np.array([index.scores(each) for each in vectors]).reshape(len(texts), len(texts))
    scores = (scores + scores.T) / 2  # alike but for rounding, which the order of texts would decide
    scores /= np.array([[scale_of(one.language, other.language) for other in vectors] for one in vectors]).reshape(
        scores.shape
    )
    times = np.array([each.at.timestamp() for each in texts])
    is_far = np.abs(times[:, None] - times[None, :]) > WINDOW.total_seconds()
    near: NDArray[np.float64] = np.where(is_far, 0.0, scores)
    return near


def _grouped(scores: NDArray[np.float64]) -> NDArray[np.int32]:
    """The number of the group that each text is in."""
    if len(scores) == 1:
        return np.ones(1, np.int32)
    distances = FARTHEST - np.minimum(scores, FARTHEST)
    np.fill_diagonal(distances, 0.0)
    joined = linkage(squareform(distances, checks=False), "average")
    found: NDArray[np.int32] = fcluster(joined, FARTHEST - TOGETHER, "distance")
    return found


def scale_of(one: Language, other: Language) -> float:
    """The median score of two texts on one event, of these languages."""
    return SCALES[min(one, other), max(one, other)]

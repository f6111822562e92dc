"""Stories: which texts of either language tell of one event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from pipeline.pairs import Frequencies
from pipeline.term_index import term_matrix
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
AT_ONCE = 256  # texts whose scores with all others are in memory
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
    window = _Window(texts, frequencies)
    near = window.near(np.arange(len(texts)), TOGETHER)
    number, labels = connected_components(near, directed=False)
    order = np.argsort(labels, kind="stable")
    groups: list[tuple[int, ...]] = []
    for within in np.split(order, np.cumsum(np.bincount(labels, minlength=number))[:-1]) if texts else ():
        of_each = _grouped(window.scores(within))
        groups += [tuple(texts[at].id for at in within[of_each == group]) for group in np.unique(of_each)]
    return sorted(groups)


def touched(texts: Sequence[Told], frequencies: Frequencies, ids: Collection[int]) -> tuple[Told, ...]:
    """The texts that can be grouped with these: those near enough to one of them, to one of those, and so on.

    What `told_together` makes of all texts it makes of these alone, as far as they are concerned.
    """
    texts = sorted(texts, key=lambda each: each.id)
    found = np.array([each.id in ids for each in texts], bool)
    window = _Window(texts, frequencies)
    waiting = np.flatnonzero(found)
    while len(waiting) and not found.all():
        new = np.setdiff1d(window.near(waiting, TOGETHER - ROUNDING).indices, np.flatnonzero(found))
        found[new] = True
        waiting = new
    return tuple(texts[at] for at in np.flatnonzero(found))


class _Window:
    """Texts as rows of terms, so that the scores of many are one product; never all of them at once."""

    def __init__(self, texts: Sequence[Told], frequencies: Frequencies) -> None:
        self.rows = term_matrix([each.vector for each in texts], frequencies)
        self.columns = self.rows.T.tocsc()
        self.times = np.array([each.at.timestamp() for each in texts])
        self.languages = np.array([LANGUAGES.index(each.vector.language) for each in texts], np.intp)
        self.scales = np.array([[scale_of(one, other) for other in LANGUAGES] for one in LANGUAGES])

    def near(self, wanted: NDArray[np.intp], least: float) -> csr_array:
        """Which texts are at least so near to each of these and not too far in time: a row for each of these."""
        parts = [csr_array((0, len(self.times)), dtype=np.int8)]
        for start in range(0, len(wanted), AT_ONCE):
            here = wanted[start : start + AT_ONCE]
            found = (self.rows[here] @ self.columns).tocoo()
            at, other = found.coords
            keep = self._scaled(found.data, here[at], other) >= least
            ones = np.ones(int(keep.sum()), np.int8)
            parts.append(csr_array((ones, (at[keep], other[keep])), shape=(len(here), len(self.times))))
        return csr_array(vstack(parts))

    def scores(self, within: NDArray[np.intp]) -> NDArray[np.float64]:
        """How near each two of some texts are, 1 being the median of two on one event; 0 for those too far in time."""
        found = (self.rows[within] @ self.rows[within].T).toarray()
        return self._scaled(found, within[:, None], within[None, :])

    def _scaled(
        self, found: NDArray[np.float64], one: NDArray[np.intp], other: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        is_far = np.abs(self.times[one] - self.times[other]) > WINDOW.total_seconds()
        scaled: NDArray[np.float64] = np.where(
            is_far, 0.0, found / self.scales[self.languages[one], self.languages[other]]
        )
        return scaled


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

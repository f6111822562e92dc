"""Of how many texts some articles are, near-copies of each other counted as one, by their signatures alone."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.signature import VALUES

ONE_TEXT = 0.6  # of two signatures, from which on they are of one text


def crowds(signatures: Mapping[int, bytes], groups: Iterable[Sequence[int]], fewest: int) -> frozenset[tuple[int, ...]]:
    """Those groups of articles that are at least so many texts; articles without a signature are left out.

    Each text stands for those after it in the group that are near-copies of it. An article is held against all others
    at once, and once for all groups: of a hundred passages of one text each has another half of the same articles, and
    each pair of each group by itself took 40 ms.
    """
    rows = {article_id: at for at, article_id in enumerate(signatures)}
    values = np.frombuffer(b"".join(signatures.values()), "<u4").reshape(-1, VALUES)
    others: dict[int, NDArray[np.bool_]] = {}
    found: set[tuple[int, ...]] = set()
    for group in {tuple(each) for each in groups}:
        left = np.array([rows[each] for each in group if each in rows], np.int64)
        number = 0
        while len(left) and number < fewest:
            first = int(left[0])
            if first not in others:
                others[first] = np.count_nonzero(values == values[first], axis=1) < ONE_TEXT * VALUES
            left = left[others[first][left]]
            number += 1
        if number >= fewest:
            found.add(group)
    return frozenset(found)

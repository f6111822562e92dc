"""What two texts have in common: how alike they are, and the runs of letters that stand in both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.shingles import MOST_LETTERS, Hashes, Places, Windows
from pipeline.signature import Keys, keys, passages

NONE: Keys = np.empty(0, np.int64)
PLACES = MOST_LETTERS.bit_length()  # bits of a place
PLACE = np.uint64(PLACES)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand in a row in both texts: where in the one, where in the other, and how many."""

    here: int
    there: int
    length: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What one text shares with another."""

    contained: float  # share of the passages of the text with fewer that stand in the other
    runs: tuple[Run, ...]  # in the order of the one; each of a passage at least


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """The windows of a text as sorted sets, and where the first passage of each hash stands."""

    of: Windows
    shingles: Hashes
    passages: Hashes
    firsts: Places

    @property
    def repeats(self) -> bool:
        """True where the text has a passage more than once."""
        return len(self.passages) < len(self.of.passages)


def sets(of: Windows) -> Sets:
    """The windows of a text made ready to be compared with those of others."""
    places = np.arange(len(of.passages), dtype=np.uint64)
    # One sort of hash and place together: with `unique` and its indexes this took three times as long.
    packed = np.sort((of.passages >> PLACE << PLACE) | places)
    hashes = packed >> PLACE
    is_first = _is_first(hashes)
    shingles = np.sort(of.shingles)
    firsts = (packed[is_first] - (hashes[is_first] << PLACE)).astype(np.int64)
    return Sets(of, shingles[_is_first(shingles)], hashes[is_first], firsts)


def jaccard(one: Sets, other: Sets) -> float:
    """The shingles that both texts have by those that either has, from 0 to 1; 0 where neither has any."""
    smaller, larger = sorted((one.shingles, other.shingles), key=len)
    both = int(np.count_nonzero(_found(smaller, larger)[0])) if len(smaller) else 0
    either = len(smaller) + len(larger) - both
    return both / either if either else 0.0


def shared(one: Sets, other: Sets, common: Keys = NONE) -> Shared:
    """The runs of passages that both texts have, and how much they are of the text with fewer.

    `common` are keys of passages that stand in too many articles to tell anything: a run is left out where most of its
    passages that are in the signature are such. Of a passage that a text repeats the first place counts.
    """
    if not len(one.passages) or not len(other.passages):
        return Shared(0.0, ())
    is_there, at = _found(one.passages, other.passages)
    pairs = np.sort((one.firsts[is_there] << PLACES) | other.firsts[at[is_there]])
    if not len(pairs):
        return Shared(0.0, ())
    here, there = pairs >> PLACES, pairs & (2**PLACES - 1)
    # Both go on by one within a run.
    breaks = np.flatnonzero(pairs[1:] - pairs[:-1] != 2**PLACES + 1) + 1
    starts, stops = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(pairs)]))
    if len(common):
        tells = _tells(one, here, starts, common)
        starts, stops = starts[tells], stops[tells]
    contained = int((stops - starts).sum()) / min(len(one.passages), len(other.passages))
    ends = one.of.ends[here[stops - 1]]
    found = zip(here[starts].tolist(), there[starts].tolist(), ends.tolist(), strict=True)
    return Shared(contained, tuple(Run(at, where, end - at) for at, where, end in found))


def covered_by(one: Sets, other: Sets) -> float:
    """The share of the letters of a text that stand in passages of the other, wherever the text repeats them."""
    all_of = one.of.passages >> PLACE
    if not len(all_of) or not len(other.passages):
        return 0.0
    starts = np.flatnonzero(_found(all_of, other.passages)[0])
    if not len(starts):
        return 0.0
    ends = np.maximum.accumulate(one.of.ends[starts])
    # Of each passage what no earlier one covers.
    number = int((ends - np.maximum(starts, np.concatenate(([0], ends[:-1])))).clip(0).sum())
    return number / one.of.letters


def _tells(one: Sets, here: Places, starts: Places, common: Keys) -> NDArray[np.bool_]:
    """For each run of passages whether no more of those in the signature are common than are not.

    At the ends of a notice that many articles have, what stands beside it decides which passages are taken, so some of
    them are of few articles.
    """
    of_run = keys(one.of.passages[here])
    is_common = np.isin(of_run, common)
    is_rare = np.isin(of_run, passages(one.of.passages)) & ~is_common
    return np.asarray(np.add.reduceat(is_common.astype(int), starts) <= np.add.reduceat(is_rare.astype(int), starts))


def _is_first(of: Hashes) -> NDArray[np.bool_]:
    """Where another value begins in a sorted row."""
    is_first: NDArray[np.bool_] = np.ones(len(of), np.bool_)
    np.not_equal(of[1:], of[:-1], out=is_first[1:])
    return is_first


def _found(of: Hashes, among: Hashes) -> tuple[NDArray[np.bool_], Places]:
    """Which hashes of a sorted set stand in another, and where each stands or would stand."""
    at = np.minimum(np.searchsorted(among, of), len(among) - 1)
    return np.asarray(among[at] == of), at

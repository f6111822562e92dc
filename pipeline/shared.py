"""What two texts have in common: how alike they are, and the runs of letters that stand in both."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.shingles import MOST_LETTERS, Hashes, Places, Windows
from pipeline.signature import Keys, keys, passages

NONE: Keys = np.empty(0, np.int64)
PLACES = MOST_LETTERS.bit_length()  # bits of a place
PLACE = np.uint64(PLACES)


class Run(NamedTuple):
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
    """The windows of a text as sorted sets: shingles by their hashes, passages as hash and place in one number."""

    of: Windows
    shingles: Hashes
    passages: Hashes  # each once, at its first place
    all: Hashes  # with all their places

    @property
    def repeats(self) -> bool:
        """True where the text has a passage more than once."""
        return len(self.passages) < len(self.all)


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """The passages that stand in both of two texts, each at its first places."""

    here: Places
    there: Places
    is_there: NDArray[np.bool_]  # of each passage of the one, whether the other has it
    is_here: NDArray[np.bool_]  # and the other way round


def sets(of: Windows) -> Sets:
    """The windows of a text made ready to be compared with those of others."""
    places = np.arange(len(of.passages), dtype=np.uint64)
    # One sort of hash and place together: with `unique` and its indexes this took three times as long.
    packed = np.sort((of.passages >> PLACE << PLACE) | places)
    shingles = np.sort(of.shingles)
    return Sets(of, shingles[_is_first(shingles)], packed[_is_first(packed >> PLACE)], packed)


def jaccard(one: Sets, other: Sets) -> float:
    """The shingles that both texts have by those that either has, from 0 to 1; 0 where neither has any."""
    merged = _merged(one.shingles, other.shingles)
    both = len(merged) - int(np.count_nonzero(_is_first(merged)))
    either = len(merged) - both
    return both / either if either else 0.0


def both_have(one: Sets, other: Sets) -> Both:
    """The passages that stand in both texts, in the order of their hashes."""
    mine, its = one.passages >> PLACE, other.passages >> PLACE
    # Rising keys make the search as fast as a merge of both, and what follows is half of what a merge needs.
    at = its.searchsorted(mine)
    is_there = its.take(at, mode="clip") == mine if len(its) else np.zeros(len(mine), np.bool_)
    at = at[is_there]
    is_here = np.zeros(len(its), np.bool_)
    is_here[at] = True
    return Both(_places(one.passages[is_there]), _places(other.passages[at]), is_there, is_here)


def shared(one: Sets, other: Sets, both: Both, common: Keys = NONE) -> Shared:
    """The runs of passages that both texts have, and how much they are of the text with fewer.

    `common` are keys of passages that stand in too many articles to tell anything: a run is left out where most of its
    passages that are in the signature are such. Of a passage that a text repeats the first place counts.
    """
    if not len(both.here):
        return Shared(0.0, ())
    pairs = np.sort((both.here << PLACES) | both.there)
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


def covered_by(one: Sets, is_there: NDArray[np.bool_]) -> float:
    """The share of the letters of a text that stand in those of its passages, wherever the text repeats them."""
    of_all = is_there[np.cumsum(_is_first(one.all >> PLACE)) - 1] if one.repeats else is_there
    if not of_all.any():
        return 0.0
    is_covered = np.zeros(len(one.all), np.bool_)
    is_covered[_places(one.all[of_all])] = True
    starts = np.flatnonzero(is_covered)
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


def _places(of: Hashes) -> Places:
    """Where passages begin that are held with their places."""
    return (of & np.uint64(2**PLACES - 1)).astype(np.int64)


def _is_first(of: Hashes) -> NDArray[np.bool_]:
    """Where another value begins in a sorted row."""
    is_first: NDArray[np.bool_] = np.ones(len(of), np.bool_)
    np.not_equal(of[1:], of[:-1], out=is_first[1:])
    return is_first


def _merged(one: Hashes, other: Hashes) -> Hashes:
    """Two sorted rows as one. The stable sort merges what is sorted: a fifth of the time of a search for each."""
    merged = np.concatenate((one, other))
    merged.sort(kind="stable")
    return merged

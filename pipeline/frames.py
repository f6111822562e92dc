"""Two texts laid beside each other: the letters that stand in both in the same words, and what stands between these.

Numbers, days and times count as one letter each, whatever they say, so that a bulletin is laid beside the next one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from pipeline.copies import covered
from pipeline.fold import folded, letters
from pipeline.number_forms import Token, tokens_of
from pipeline.shared import PLACE, PLACES, Run
from pipeline.shingles import HAN, Hashes, Places, shingles

MOST_TEXT = 100_000  # characters that are looked at
NUMBER = "龤"  # what stands for a number; where a text has this letter it is left out
FEWEST = 2  # letters of a window that are no numbers
SURE = 12  # letters of a run that is believed alone; a shorter one needs another near it in both texts
NEAR = 60  # letters that may stand between two runs of the same order
WIDE = 400  # letters that may stand there instead of others

Side = Literal["within", "head", "tail"]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A text ready to be laid beside others; places count its letters, of which each number is one."""

    letters: str
    tokens: tuple[Token, ...]
    at: tuple[int, ...]  # where each token stands
    text: str  # as it is printed
    han: int  # letters
    hashes: Hashes  # of the windows that the text has once, sorted
    places: Places  # and where each begins
    ends: Places  # where the window of each place ends

    @property
    def weight(self) -> float:
        """How long the text is, in Han letters; others say half as much or less."""
        return self.han + 0.4 * (len(self.letters) - self.han)

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens from one place up to another."""
        first = bisect_left(self.at, start)
        if first == len(self.at) or self.at[first] >= end:  # so it is of most runs
            return ()
        return self.tokens[first : bisect_left(self.at, end, first)]


class Gap(NamedTuple):
    """What stands in two texts between the same letters before and behind, or at an end of both."""

    here: tuple[int, int]
    there: tuple[int, int]
    side: Side


@dataclass(frozen=True, slots=True)
class Beside:
    """The runs of two texts in the order of the one, the gaps between those that follow each other in both too."""

    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]
    share: float  # of the letters of the one that stand in runs
    share_there: float


def frame_of(text: str) -> Frame:
    """A text ready to be laid beside others."""
    whole = folded(text[:MOST_TEXT]).replace(NUMBER, " ")
    tokens = tuple(tokens_of(whole))
    ends_of = (0, *(token.end for token in tokens))
    starts_of = (*(token.start for token in tokens), len(whole))
    plain = letters(NUMBER.join(whole[end:start] for end, start in zip(ends_of, starts_of, strict=True)))
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), "<u4")
    is_number = codes == ord(NUMBER)
    at: list[int] = np.flatnonzero(is_number).tolist()
    hashes, ends = shingles(plain)
    words = np.zeros(len(plain) + 1, np.int64)  # letters before each that are no numbers
    np.cumsum(~is_number, out=words[1:])
    telling = np.flatnonzero(words[ends] - words[: len(ends)] >= FEWEST)
    packed = np.sort((hashes[telling] >> PLACE << PLACE) | telling.astype(np.uint64))
    found = packed >> PLACE
    breaks = np.ones(len(found) + 1, np.bool_)
    np.not_equal(found[1:], found[:-1], out=breaks[1:-1])
    once = breaks[1:] & breaks[:-1]
    places = (packed[once] & np.uint64(2**PLACES - 1)).astype(np.int64)
    return Frame(plain, tokens, tuple(at), text, int(np.count_nonzero(codes >= HAN)), found[once], places, ends)


def beside(one: Frame, other: Frame) -> Beside:
    """Two texts laid beside each other; what either repeats is found where it stands beside what it does not repeat."""
    runs = _near_others(_extended(one, other, _anchored(one, other)))
    gaps: list[Gap] = []
    for run, following in pairwise(runs):
        here, there = (run.here + run.length, following.here), (run.there + run.length, following.there)
        if 0 <= here[1] - here[0] <= WIDE and 0 <= there[1] - there[0] <= WIDE and (*here, *there) != (0,) * 4:
            gaps.append(Gap(here, there, "within"))
    if runs:
        first, last = runs[0], runs[-1]
        if first.there == min(run.there for run in runs):
            gaps.insert(0, Gap((0, first.here), (0, first.there), "head"))
        end = last.here + last.length, last.there + last.length
        if end[1] == max(run.there + run.length for run in runs):
            gaps.append(Gap((end[0], len(one.letters)), (end[1], len(other.letters)), "tail"))
    shares = (
        covered((run.here, run.here + run.length) for run in runs) / max(1, len(one.letters)),
        covered(sorted((run.there, run.there + run.length) for run in runs)) / max(1, len(other.letters)),
    )
    return Beside(
        tuple(runs),
        tuple(each for each in gaps if each.here[0] < each.here[1] or each.there[0] < each.there[1]),
        *shares,
    )


def _anchored(one: Frame, other: Frame) -> list[Run]:
    """The runs of windows that each of two texts has once."""
    if not len(one.hashes) or not len(other.hashes):
        return []
    at = np.minimum(np.searchsorted(other.hashes, one.hashes), len(other.hashes) - 1)
    is_there = other.hashes[at] == one.hashes
    pairs = np.sort((one.places[is_there] << PLACES) | other.places[at[is_there]])
    if not len(pairs):
        return []
    here, there = pairs >> PLACES, pairs & (2**PLACES - 1)
    ends = one.ends[here]
    # Windows of one run overlap, or touch, at the same distance in both texts.
    breaks = np.flatnonzero((here[1:] - there[1:] != here[:-1] - there[:-1]) | (here[1:] > ends[:-1])) + 1
    starts, stops = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(pairs)]))
    found = zip(here[starts].tolist(), there[starts].tolist(), ends[stops - 1].tolist(), strict=True)
    return [Run(at_here, at_there, end - at_here) for at_here, at_there, end in found]


def _extended(one: Frame, other: Frame, runs: Sequence[Run]) -> list[Run]:
    """The runs as far as the letters are the same, but not beyond their neighbours in the one text."""
    mine, its = one.letters, other.letters
    found: list[Run] = []
    for number, run in enumerate(runs):
        before = found[-1].here + found[-1].length if found else 0
        behind = runs[number + 1].here if number + 1 < len(runs) else len(mine)
        start, there = max(run.here, before), run.there + max(0, before - run.here)
        end, stop = run.here + run.length, run.there + run.length
        if start >= end:
            continue
        while start > before and there > 0 and mine[start - 1] == its[there - 1]:
            start, there = start - 1, there - 1
        while end < behind and stop < len(its) and mine[end] == its[stop]:
            end, stop = end + 1, stop + 1
        last = found[-1] if found else None
        if last and last.here + last.length == start and last.there + last.length == there:
            found[-1] = Run(last.here, last.there, end - last.here)
        else:
            found.append(Run(start, there, end - start))
    return found


def _near_others(runs: Sequence[Run]) -> list[Run]:
    """The runs without short ones that stand alone: a few letters that both texts have by chance."""

    def follow(run: Run, following: Run) -> bool:
        here, there = following.here - run.here - run.length, following.there - run.there - run.length
        return 0 <= here <= NEAR and 0 <= there <= NEAR

    return [
        run
        for at, run in enumerate(runs)
        if run.length >= SURE
        or len(runs) == 1
        or (at > 0 and follow(runs[at - 1], run))
        or (at + 1 < len(runs) and follow(run, runs[at + 1]))
    ]

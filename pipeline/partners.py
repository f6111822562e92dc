"""Which sentences of two texts tell the same: pairs and small groups, whatever their order.

First each sentence gets at most one partner, so that all together are as alike as can be; then a sentence without one
joins a group that it makes more alike. An order that both texts keep is a reason for a pair, not a condition: a
retelling puts first what its readers care for.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.likeness import Likeness, Matrix

# Chosen on benchmarks/labelled/retelling-a.txt and on half of the texts that exist in two languages.
LEAST = 0.08  # that two sentences must be alike beyond what they are to others
BESIDE = 0.1  # of how alike their neighbours are that speaks for them
OTHERS = 0.6  # of how alike they are to the next best ones that speaks against them
WEAK = 0.5  # of the best that either has: below it a sentence may have joined a group
NEXT_BEST = 3
MOST = 4  # sentences of one text in a group
GAIN, GAIN_FAR = 0.02, 0.08  # by which a group must become more alike when a sentence joins
NEAR = 2  # sentences from the group to one that joins
LEAST_TO_JOIN = 0.1


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of either text by their numbers that tell the same, and how alike they are, from 0 to 1."""

    here: tuple[int, ...]
    there: tuple[int, ...]
    score: float


def partners(of: Likeness) -> tuple[Group, ...]:
    """The groups of sentences that tell the same, in the order of the first text; each sentence is in one at most."""
    if not of.alike.size:
        return ()
    groups = [({here}, {there}) for here, there in _pairs(of.alike)]
    _join(groups, of, 0)
    _join(groups, of, 1)
    found = [Group(tuple(sorted(here)), tuple(sorted(there)), of.together(here, there)) for here, there in groups]
    return tuple(sorted(found, key=lambda each: each.here))


def _pairs(alike: Matrix) -> list[tuple[int, int]]:
    """The pairs that are most alike together."""
    from scipy.optimize import linear_sum_assignment  # takes .1 s to import, which most commands need not wait for

    scores = _speaking_for(alike)
    scores[scores < LEAST] = 0.0
    rows, columns = linear_sum_assignment(scores, maximize=True)
    best = np.maximum(alike.max(1, keepdims=True), alike.max(0, keepdims=True))
    return [
        (here, there)
        for here, there in zip(rows.tolist(), columns.tolist(), strict=True)
        if scores[here, there] > 0 and alike[here, there] >= WEAK * best[here, there]
    ]


def _speaking_for(alike: Matrix) -> Matrix:
    """How alike two sentences are, more where their neighbours are too, less where they are as alike to others."""
    around = np.pad(alike, 1)
    beside = np.maximum(around[:-2, :-2], around[2:, 2:]) * (alike > 0)
    others = np.zeros_like(alike)
    for axis in (0, 1):
        if alike.shape[axis] > NEXT_BEST:
            ranked = np.sort(alike, axis)
            others += np.take(ranked, range(-NEXT_BEST - 1, -1), axis).mean(axis, keepdims=True)
    return alike + BESIDE * beside - OTHERS * others / 2


def _join(groups: list[tuple[set[int], set[int]]], of: Likeness, side: int) -> None:
    """Put each sentence of one text that has no partner into the group that gains most by it, if any gains enough."""
    alike = (of.alike if side == 0 else of.alike.T).tolist()
    taken = {each for group in groups for each in group[side]}
    scores = [of.together(*group) for group in groups]
    for at in range(len(alike)):
        if at in taken:
            continue
        best, most = None, 0.0
        for number, group in enumerate(groups):
            own, other = group[side], group[1 - side]
            if len(own) >= MOST or max(alike[at][each] for each in other) < LEAST_TO_JOIN:
                continue
            is_near = min(abs(at - each) for each in own) <= NEAR
            joined = (own | {at}, other) if side == 0 else (other, own | {at})
            gain = of.together(*joined) - scores[number]
            if gain >= (GAIN if is_near else GAIN_FAR) and gain > most:
                best, most = number, gain
        if best is not None:
            groups[best][side].add(at)
            scores[best] += most

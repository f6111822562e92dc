"""What two sequences have in common, in order: their longest common subsequence, bounded for hostile ones."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence

# Cells of the table of both lengths, a bit each. Two sequences of 4,000 random items took 7 ms of CPU; beyond that what
# stands n-th among its equals in the one is held against the n-th in the other.
MOST_CELLS = 16_000_000

Pair = tuple[int, int]


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """The places of equal items, each in both sequences, rising in both; as many as there can be within the bound."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    stop = 0
    while stop < shorter - start and before[-1 - stop] == after[-1 - stop]:
        stop += 1
    inner = before[start : len(before) - stop], after[start : len(after) - stop]
    longest = _longest if len(inner[0]) * len(inner[1]) <= MOST_CELLS else _by_number
    ends = zip(range(len(before) - stop, len(before)), range(len(after) - stop, len(after)), strict=True)
    return [
        *((at, at) for at in range(start)),
        *((start + here, start + there) for here, there in longest(*inner)),
        *ends,
    ]


def _longest(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """The longest common subsequence, a row of its table in the bits of one number (Hyyrö 2004)."""
    masks: dict[Hashable, int] = defaultdict(int)
    for at, item in enumerate(after):
        masks[item] |= 1 << at
    all_ones = row = (1 << len(after)) - 1
    rows: list[int] = []
    for item in before:
        match = row & masks.get(item, 0)
        row = ((row + match) | (row - match)) & all_ones
        rows.append(row)
    found: list[Pair] = []
    here, there = len(before), len(after)
    while here and there:
        if rows[here - 1] >> (there - 1) & 1:  # a bit that is set: this item of `after` adds nothing to the row
            there -= 1
            continue
        here -= 1
        if here == 0 or rows[here - 1] >> (there - 1) & 1:
            there -= 1
            found.append((here, there))
    found.reverse()
    return found


def _by_number(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """The longest rising run of pairs of which both are the n-th of their equals."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(after):
        places[item].append(at)
    seen: dict[Hashable, int] = defaultdict(int)
    lasts: list[int] = []  # the lowest place in `after` at which a run of each length ends
    ends: list[int] = []  # and which pair that is
    pairs: list[tuple[int, int, int]] = []  # here, there, the pair before it
    for here, item in enumerate(before):
        number = seen[item]
        seen[item] += 1
        if number >= len(places.get(item, ())):
            continue
        there = places[item][number]
        size = bisect_left(lasts, there)
        pairs.append((here, there, ends[size - 1] if size else -1))
        lasts[size : size + 1] = [there]
        ends[size : size + 1] = [len(pairs) - 1]
    found: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        here, there, at = pairs[at]
        found.append((here, there))
    found.reverse()
    return found

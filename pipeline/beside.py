"""A retelling and its original as rows to be read: what was kept side by side, what was left out and added between."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from pipeline.pairs import Tie
from pipeline.retelling import Retelling

Tied = Literal["relay", "reverse", "copy", ""]  # what is known of two articles, the retelling first
NOTES: dict[Tied, str] = {
    "relay": "",
    "reverse": "The relay that is known leads the other way: what stands here as the original retells the other.",
    "copy": "No relay is known between these two, but that they carry one text, in whole or in part.",
    "": "No relay is known between these two: they were named, and stand beside each other for that alone.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences of both texts by their numbers; either is empty where the other has no partner."""

    here: tuple[int, ...]
    there: tuple[int, ...]
    score: float = 0.0
    ties: tuple[Tie, ...] = ()
    is_aside: bool = False  # a credit or the like, which is neither kept nor added


def rows_of(of: Retelling) -> tuple[Row, ...]:
    """The rows in the order of the original; what was added stands behind what stands before it in the retelling."""
    begun = {each.here[0]: each for each in of.kept}
    inside = {at for each in of.kept for at in each.here[1:]}
    left_out = set(of.left_out)
    last = {}
    for number, each in enumerate(of.kept):
        last.update(dict.fromkeys(each.there, number))
    behind: dict[int, list[Row]] = defaultdict(list)
    added = set(of.added)
    before = -1
    for at in range(len(of.retelling)):
        if at in last:
            before = last[at]
        else:
            behind[before].append(Row((), (at,), is_aside=at not in added))
    rows = behind[-1]
    numbers = {id(each): number for number, each in enumerate(of.kept)}
    for at in range(len(of.original)):
        if at in begun:
            kept = begun[at]
            rows.append(Row(kept.here, kept.there, kept.score, kept.ties))
            rows += behind[numbers[id(kept)]]
        elif at not in inside:
            rows.append(Row((at,), (), is_aside=at not in left_out))
    return tuple(rows)

"""Lead and lag: which side told the stories first that both tell, and by how much."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

import numpy as np

SMALL = 10  # stories: a median of fewer is marked


@dataclass(frozen=True, slots=True)
class First:
    """When a side first told a story: at `at`, or, where its page printed no more than a day, before `until`."""

    at: datetime
    until: datetime

    @property
    def is_timed(self) -> bool:
        """True where the time is known to the minute."""
        return self.at == self.until


@dataclass(frozen=True, slots=True)
class Lead:
    """Two sides and the stories that both tell: how many each told first, and how long the other took.

    Seconds are those of `other` after `side`, negative where it was first; None where no story has both times.
    """

    side: str
    other: str
    stories: int
    side_first: int
    other_first: int
    undecided: int  # told in the same minute, or on a day that is all that is known
    timed: int  # stories in which both times are known to the minute, of which the seconds are
    lower: float | None
    median: float | None
    upper: float | None

    @property
    def is_small(self) -> bool:
        """True where the seconds are of too few stories to be believed."""
        return self.timed < SMALL


def leads(stories: Iterable[Mapping[str, First | None]]) -> tuple[Lead, ...]:
    """For each two sides that tell a story both, who was first, in the order of their names.

    A story is the first report of each side that tells it; None where nobody knows when that was.
    """
    firsts: dict[tuple[str, str], list[tuple[First | None, First | None]]] = {}
    for story in stories:
        for one, other in combinations(sorted(story), 2):
            firsts.setdefault((one, other), []).append((story[one], story[other]))
    return tuple(_lead(one, other, pairs) for (one, other), pairs in sorted(firsts.items()))


def first_of(reports: Iterable[First | None]) -> First | None:
    """The first of some reports: it may be any whose day is not over before another was published for certain."""
    known = [each for each in reports if each]
    return First(min(each.at for each in known), min(each.until for each in known)) if known else None


def _lead(side: str, other: str, pairs: list[tuple[First | None, First | None]]) -> Lead:
    side_first = sum(one is not None and two is not None and one.until < two.at for one, two in pairs)
    other_first = sum(one is not None and two is not None and two.until < one.at for one, two in pairs)
    seconds = [(two.at - one.at).total_seconds() for one, two in pairs if one and two and one.is_timed and two.is_timed]
    quartiles = [float(each) for each in np.percentile(seconds, (25, 50, 75))] if seconds else [None] * 3
    undecided = len(pairs) - side_first - other_first
    return Lead(side, other, len(pairs), side_first, other_first, undecided, len(seconds), *quartiles)

"""How much of what its sources publish each side gives to what is asked for, and when."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from pipeline.compare import every, start_of

By = Literal["day", "week"]
SURE = 1.959964  # standard deviations on either side within which 95 of 100 lie
SMALL = 30  # articles: a share of fewer is marked


@dataclass(frozen=True, slots=True)
class Published:
    """An article of the period, and whether it is one of those asked for."""

    side: str
    source: str
    day: date
    text: tuple[str, int]  # what is the same for all that carry one text
    is_meant: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A share, and between what it lies in 95 of 100 cases; all None of nothing."""

    part: int
    whole: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def is_small(self) -> bool:
        """True where it is of too few to be believed."""
        return self.whole < SMALL


@dataclass(frozen=True, slots=True)
class OutletShare:
    """A source, and its articles among all that it published."""

    source: str
    share: Share


@dataclass(frozen=True, slots=True)
class Attention:
    """What a side published in a period: articles, and texts, of which a family of copies is one."""

    side: str
    articles: Share
    texts: Share
    outlets: tuple[OutletShare, ...]  # with the most articles asked for first


@dataclass(frozen=True, slots=True)
class Volume:
    """A day, or a week that begins on a Monday: the articles of each side that are asked for, and all of them."""

    start: date
    articles: Mapping[str, int]
    of_articles: Mapping[str, int]


@dataclass(slots=True)
class _Side:
    meant: Counter[str] = field(default_factory=Counter)  # by source
    whole: Counter[str] = field(default_factory=Counter)
    meant_texts: set[tuple[str, int]] = field(default_factory=set)
    texts: set[tuple[str, int]] = field(default_factory=set)


def attention(rows: Iterable[Published], by: By) -> tuple[tuple[Attention, ...], tuple[Volume, ...]]:
    """What each side gives to what is asked for, the sides in the order of their names, and its volume over time.

    The oldest slot comes first; those without an article stay in where first and last are at most 31 slots apart.
    """
    sides: dict[str, _Side] = defaultdict(_Side)
    meant: dict[date, Counter[str]] = defaultdict(Counter)
    whole: dict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        side, start = sides[row.side], start_of(row.day, by)
        side.whole[row.source] += 1
        side.texts.add(row.text)
        whole[start][row.side] += 1
        if row.is_meant:
            side.meant[row.source] += 1
            side.meant_texts.add(row.text)
            meant[start][row.side] += 1
    step = timedelta(weeks=1) if by == "week" else timedelta(days=1)
    starts = reversed(every(sorted(whole), step))
    volumes = tuple(Volume(each, dict(meant.get(each, {})), dict(whole.get(each, {}))) for each in starts)
    return tuple(_attention(name, sides[name]) for name in sorted(sides)), volumes


def share_of(part: int, whole: int) -> Share:
    """The share that a part is of a whole, with the interval of Wilson, which holds for small numbers too."""
    if not whole:
        return Share(part, whole, None, None, None)
    share, square = part / whole, SURE * SURE
    middle = share + square / (2 * whole)
    spread = SURE * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    low, high = ((middle + sign * spread) / (1 + square / whole) for sign in (-1, 1))
    return Share(part, whole, share, min(max(0.0, low), share), max(min(1.0, high), share))


def _attention(name: str, side: _Side) -> Attention:
    outlets = sorted(side.whole, key=lambda each: (-side.meant[each], each))
    return Attention(
        side=name,
        articles=share_of(side.meant.total(), side.whole.total()),
        texts=share_of(len(side.meant_texts), len(side.texts)),
        outlets=tuple(OutletShare(each, share_of(side.meant[each], side.whole[each])) for each in outlets),
    )

"""The sides of a story: who of each side tells it, since when, and how long after the other."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from config.source import Source

Cut = Literal["language", "edited_in", "ownership"]
UNKNOWN = "unknown"  # of an article whose source has no file any more


@dataclass(frozen=True, slots=True)
class Teller:
    """An article of a story, and what its source's file says of it."""

    id: int
    title: str
    at: datetime
    source: str
    family_id: int | None
    by_cut: Mapping[Cut, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a story under a cut."""

    name: str
    headline: str  # of its first article
    article_id: int  # that one's
    first_at: datetime
    lag: timedelta  # after the first side of the story
    articles: int
    texts: int  # where a family of copies counts once
    sources: tuple[str, ...]  # in the order of their first article
    ownerships: tuple[tuple[str, int], ...]  # how many sources of each, the most first


def side_of(cut: Cut, language: str, source: Source | None) -> str:
    """The side that an article of a source is on; `unknown` where only its source's file, which is gone, tells it."""
    if cut == "language":
        return language
    if source is None:
        return UNKNOWN
    return (source.edited_in if cut == "edited_in" else source.ownership) or UNKNOWN


def sides_of(tellers: Sequence[Teller], cut: Cut) -> tuple[Side, ...]:
    """The sides of a story, the first to tell it first; none of a story without articles."""
    by_side: dict[str, list[Teller]] = defaultdict(list)
    for each in sorted(tellers, key=lambda each: (each.at, each.id)):
        by_side[each.by_cut.get(cut, UNKNOWN)].append(each)
    first = min((its[0].at for its in by_side.values()), default=None)
    return tuple(_side(name, its, first or its[0].at) for name, its in by_side.items())


def texts_in(tellers: Sequence[Teller]) -> int:
    """How many texts these articles have, a family of copies counted once."""
    return len({("family", each.family_id) if each.family_id is not None else each.id for each in tellers})


def _side(name: str, its: Sequence[Teller], first: datetime) -> Side:
    sources = dict.fromkeys(each.source for each in its)
    ownership = {each.source: each.by_cut.get("ownership", UNKNOWN) for each in its}
    counted = Counter(ownership[each] for each in sources)
    return Side(
        name=name,
        headline=its[0].title,
        article_id=its[0].id,
        first_at=its[0].at,
        lag=its[0].at - first,
        articles=len(its),
        texts=texts_in(its),
        sources=tuple(sources),
        ownerships=tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0]))),
    )

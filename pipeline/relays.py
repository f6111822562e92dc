"""What became of a relay: the original that a citation names, found among candidates, or why it is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from typing import Literal

from pipeline.citations import Citation
from pipeline.moments import zone_of

End = Literal["linked", "known-not-collected", "not-found"]
BEFORE, AFTER = 14, 1  # days in which an original is looked for, where the day of its report is not told
NEAR = 1  # days by which a told day may differ: a report of the evening is dated the next day elsewhere
LEAST = 0.12  # cosine from which on two texts are taken to tell one thing; not yet measured on relays
DAY_COUNTS = 0.05  # less is enough where the day is the one that was told


@dataclass(frozen=True, slots=True)
class Original:
    """A stored article that may be the original: its outlet, its day, and its terms with what each weighs."""

    id: int
    outlet: str
    published: datetime | None
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Relay:
    """The end of one citation; an original, its score and the shared terms only where it is linked."""

    outlet: str
    date: date | None
    end: End
    of: int | None = None
    score: float = 0.0
    evidence: tuple[str, ...] = ()


def relay_of(
    citation: Citation,
    published: datetime,
    terms: Mapping[str, float],
    originals: Iterable[Original],
    *,
    is_collected: bool,
    zone: str = "UTC",
) -> Relay:
    """What became of a citation by an article of that time and with these terms.

    `is_collected` is False where the outlet is no source or was not healthy in the window: then nothing can be said of
    an original that is not there. Of two with the same score the earlier one counts, then the one of the lower id.
    """
    outlet, day = citation.outlet.id, citation.date
    scored = [
        (score(terms, each.terms), each)
        for each in originals
        if each.outlet == outlet and _is_in_time(each, day, published, zone)
    ]
    least = LEAST - (DAY_COUNTS if day else 0)
    enough = [(found, each) for found, each in scored if found >= least]
    if not enough:
        return Relay(outlet, day, "not-found" if is_collected else "known-not-collected")
    found, best = min(enough, key=lambda pair: (-pair[0], pair[1].published or published, pair[1].id))
    return Relay(outlet, day, "linked", best.id, found, _shared(terms, best.terms))


def score(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of terms; 0 where either is empty."""
    if len(one) > len(other):
        one, other = other, one
    product = sum(weight * other[term] for term, weight in one.items() if term in other)
    lengths = sqrt(sum(weight * weight for weight in one.values()) * sum(weight * weight for weight in other.values()))
    return product / lengths if lengths else 0.0


def _is_in_time(of: Original, day: date | None, published: datetime, zone: str) -> bool:
    """True where an original can be what was cited: not after the relay, and of its day where that is told."""
    if of.published is None:
        return False
    if of.published > published + timedelta(days=AFTER):
        return False
    if day is None:
        return of.published >= published - timedelta(days=BEFORE)
    return abs((of.published.astimezone(zone_of(zone)).date() - day).days) <= NEAR


def _shared(one: Mapping[str, float], other: Mapping[str, float], most: int = 12) -> tuple[str, ...]:
    """The terms that weigh most in both, the heaviest first."""
    both = ((weight * other[term], term) for term, weight in one.items() if term in other)
    return tuple(term for _, term in sorted(both, key=lambda pair: (-pair[0], pair[1]))[:most])

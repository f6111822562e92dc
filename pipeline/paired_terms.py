"""How often each side says the terms of a pair, per 10,000 words."""

from collections.abc import Mapping
from dataclasses import dataclass

PER = 10_000
SMALL = 5  # times: a rate of fewer is marked


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a side says a term, in how many texts, and per 10,000 of its words; None where it said nothing."""

    side: str
    times: int
    texts: int
    rate: float | None

    @property
    def is_small(self) -> bool:
        """True where it is of too few to be believed."""
        return self.times < SMALL


@dataclass(frozen=True, slots=True)
class PairRates:
    """A pair with the rate of each side."""

    pair: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    rates: tuple[Rate, ...]

    @property
    def times(self) -> int:
        """How often all sides say it."""
        return sum(each.times for each in self.rates)


@dataclass(frozen=True, slots=True)
class Said:
    """How many words a side said, and how often each pair, in how many texts."""

    words: int
    times: Mapping[str, int]
    texts: Mapping[str, int]


def pair_rates(
    names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]], said: Mapping[str, Said]
) -> tuple[PairRates, ...]:
    """The pairs that any side says, the commonest first; `names` has the Chinese and the English names of each."""
    found = [PairRates(pair, zh, en, _rates(pair, said)) for pair, (zh, en) in names.items()]
    return tuple(sorted((each for each in found if each.times), key=lambda each: (-each.times, each.pair)))


def _rates(pair: str, said: Mapping[str, Said]) -> tuple[Rate, ...]:
    return tuple(
        Rate(side, its.times.get(pair, 0), its.texts.get(pair, 0), rate_of(its.times.get(pair, 0), its.words))
        for side, its in sorted(said.items())
    )


def rate_of(times: int, words: int) -> float | None:
    """Times per 10,000 words; None of no words."""
    return times * PER / words if words else None

"""What a sign in pages is: what it counts, among which pages, and when that is told."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

import numpy as np

from pipeline.alarms import Seen
from pipeline.drift import Drift, Flags, Numbers, Prior, lasting, of_flags, of_values

LEAST = timedelta(hours=8)  # what fewer hours brought may be one desk's, or one story's
DAY_OF_ONE = timedelta(hours=30)  # a day may be one agency's
NEAR = 8  # pages in which a credit that became a constant shows itself
SHARE = 0.55  # of the pages since a change, of which fewer are none
CONSTANT = 0.85
FACTOR = 1.5  # of the length in the middle
DAMAGED = 0.002  # of a text: one letter in five hundred


@dataclass(frozen=True, slots=True)
class Held:
    """Pages that are held against their past."""

    pages: Sequence[Seen]
    past: Flags  # the sound ones, which come first
    week: float  # how many come in a week
    scale: Numbers  # how much each counts


class Sign:
    """One way in which pages show that something changed: a flag of each page, with a share of its own."""

    def __init__(
        self,
        words: str,
        shows: Callable[[Seen], bool],
        among: Callable[[Seen], bool] = lambda _: True,
        prior: Prior | None = None,
        changed: float | None = None,
    ) -> None:
        self.words = words
        self.shows = shows
        self.among = among
        self.prior = prior
        self.changed = changed  # the share that a change makes of it, where that is known

    def parts(self, page: Seen, _after: Seen) -> bool:
        """True for a page that is an example of before."""
        return not self.shows(page)

    def is_told(self, drift: Drift) -> bool:
        """True where a drift is an alarm: a third of the pages of one day may be its notices."""
        return drift.passed and drift.now >= SHARE

    def least(self, _held: Held, _drift: Drift) -> timedelta:
        """How long a change has to have lasted."""
        return LEAST

    def drift(self, held: Held) -> Drift | None:
        """The drift of the flag."""
        flags = np.array([self.shows(each) for each in held.pages], dtype=bool)
        those = np.array([self.among(each) for each in held.pages], dtype=bool)
        drift = of_flags(
            flags[those], held.past[those], held.week, changed=self.changed, prior=self.prior, scale=held.scale[those]
        )
        return None if drift is None else replaced(drift, those)


class Damaged(Sign):
    """Texts with more damage than the source's own ever have: some print letters that nobody can read."""

    def drift(self, held: Held) -> Drift | None:
        """The drift of damage over the source's own measure."""
        own = [page.damage for page, known in zip(held.pages, held.past, strict=True) if known and is_read(page)]
        line = max(DAMAGED, 3 * float(np.quantile(own, 0.75))) if own else DAMAGED
        flags = np.array([page.damage > line or page.outcome == "bad-encoding" for page in held.pages], dtype=bool)
        those = np.array([self.among(each) for each in held.pages], dtype=bool)
        drift = of_flags(flags[those], held.past[those], held.week, prior=self.prior, scale=held.scale[those])
        return None if drift is None else replaced(drift, those)


class Lengths(Sign):
    """Texts that are shorter, or longer, than the source's own."""

    def __init__(self, words: str, sign: int) -> None:
        super().__init__(words, lambda _: True, lambda page: page.kept and page.length > 0)
        self.sign = sign

    def parts(self, _page: Seen, _after: Seen) -> bool:
        """True for every page: each has its length."""
        return True

    def is_told(self, drift: Drift) -> bool:
        """True where a drift is an alarm: not where a few short notices make most of it."""
        return drift.passed and not 1 / FACTOR < drift.now / drift.before < FACTOR

    def drift(self, held: Held) -> Drift | None:
        """The drift of the logarithm of the length; its numbers are letters again."""
        those = np.array([page.kept and page.length > 0 for page in held.pages], dtype=bool)
        values = np.array([math.log(page.length) for page in held.pages if page.kept and page.length > 0])
        if not len(values):
            return None
        drift = of_values(values, held.past[those], held.week, self.sign, held.scale[those])
        if drift is None:
            return None
        drift = replaced(drift, those)
        return Drift(drift.height, drift.line, drift.start, math.exp(drift.before), math.exp(drift.now), drift.well)


class Constant(Sign):
    """A credit that became one constant, which it was not before."""

    def is_told(self, drift: Drift) -> bool:
        """True where a drift is an alarm: a constant is nearly everywhere."""
        return drift.passed and drift.now >= CONSTANT

    def least(self, held: Held, drift: Drift) -> timedelta:
        """How long a change has to have lasted: a credit that the source had before may have a day of its own."""
        top = Counter(each.credit for each in held.pages[drift.start :] if each.credit).most_common(1)
        before = {each.credit for each in held.pages[: drift.start]}
        if not top or top[0][0] not in before:
            return LEAST
        return max(LEAST, lasting([each.at for each in held.pages], int(held.past.sum()), DAY_OF_ONE))

    def parts(self, page: Seen, after: Seen) -> bool:
        """True for a page with another credit."""
        return page.credit not in ("", after.credit)

    def drift(self, held: Held) -> Drift | None:
        """The drift of the credit that most of the last pages have; of one that most had before nothing is told."""
        those = np.array([bool(each.credit) and each.kept for each in held.pages], dtype=bool)
        named = [each.credit for each in held.pages if each.credit and each.kept]
        known = held.past[those]
        if not len(named) - int(known.sum()) or int(known.sum()) < NEAR:
            return None
        top = Counter(named[-NEAR:]).most_common(1)[0][0]
        flags = np.array([each == top for each in named], dtype=bool)
        drift = of_flags(flags, known, held.week, changed=0.97, scale=held.scale[those])
        if drift is None:
            return None
        # Desks work in turns: what the runs of one credit came to in the past is the source's own measure.
        own = longest_run(named[: int(known.sum())])
        line = max(drift.line, 1.3 * own)
        return replaced(Drift(drift.height, line, drift.start, drift.before, drift.now, drift.well), those)


def longest_run(names: Sequence[str]) -> float:
    """The most that a run of one credit came to, by how rare that credit is."""
    shares = {each: (number + 1) / (len(names) + 2) for each, number in Counter(names).items()}
    runs = [(each, len(list(run))) for each, run in groupby(names)]
    return max(length * max(0.0, math.log(0.97 / shares[each])) for each, length in runs)


def replaced(drift: Drift, those: Flags) -> Drift:
    """The drift of a part of the pages, its start as an index of all."""
    places = np.flatnonzero(those)
    start = int(places[min(drift.start, len(places) - 1)])
    return Drift(drift.height, drift.line, start, drift.before, drift.now, drift.well)


def is_read(page: Seen) -> bool:
    """True for a page of which a text was read."""
    return page.kept and page.outcome != "metadata"

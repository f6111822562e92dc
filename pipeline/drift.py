"""Drift: whether what came last differs from what came before, by sums of log likelihood ratios (Page's CUSUM).

A sum rises with what speaks for a change and falls, down to nothing, with what speaks against it. It is held against a
line of two parts: one that chance passes once in so many weeks, and what the sum came to in the source's own past.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

# Weeks in which one source's chance passes a line once. A source has a dozen lines, its routes and its signs together,
# and not more than one false alarm in a hundred weeks is to come of them all.
WEEKS = 1000.0
OWN = 1.3  # times the highest sum of its own past
WELL = 4.0  # the sum against a change that ends an alarm
RAREST = 0.02  # nothing is held to be rarer than this: the past is short
TOGETHER = 2  # observations that those of one moment count for at the most
LATELY = timedelta(days=2)
RARE_DAYS = 10
CLUSTERS = 4  # days, of fewer of which nothing is said of their unevenness
STARTS = 8  # observations of the past, below which nothing is told

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Drift:
    """What a row of observations came to."""

    height: float  # of the sum now
    line: float  # that it has to pass
    start: int  # the index of the observation with which the sum began to rise
    before: float  # the share, or the median, of the past
    now: float  # and since the start
    well: bool  # what came last speaks for the past

    @property
    def passed(self) -> bool:
        """True where the sum is over its line."""
        return self.height > self.line


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held of a share before anything is known: so many times among so many."""

    times: float = 1.0
    among: float = 2.0
    starts: int = STARTS  # observations of the past, below which nothing is told


def of_flags(
    flags: Flags,
    past: Flags,
    per_week: float,
    changed: float | None = None,
    prior: Prior | None = None,
    scale: Numbers | float = 1.0,
) -> Drift | None:
    """The drift of something that came with a share of observations and may come with a larger one now.

    `past` marks the observations that are known to be sound, which lie before the others. None where they are too few,
    or where the share was so high that nothing can be told. `scale` is how much each observation counts for.
    """
    prior = prior or Prior()
    known = int(past.sum())
    if known < prior.starts or known == len(flags):
        return None
    counted = np.broadcast_to(scale, flags.shape)[past]
    among = float(counted.sum()) + prior.among
    share = (float(counted[flags[past]].sum()) + prior.times) / among
    base = max(share + math.sqrt(share * (1 - share) / among), RAREST)  # it may be more, of so few
    other = changed if changed is not None else alternative(base)
    if base > 0.85 or other <= base * 1.05:
        return None
    weights = np.where(flags, math.log(other / base), math.log((1 - other) / (1 - base)))
    return of_weights(weights * scale, flags.astype(np.float64), past, per_week)


def alternative(base: float) -> float:
    """The share that a change is looked for with: more than a half where few had it, nearly all where many had."""
    return 0.6 if base <= 0.2 else 1 - (1 - base) / 4


def of_values(values: Numbers, past: Flags, per_week: float, sign: int, scale: Numbers | float = 1.0) -> Drift | None:
    """The drift of a number that may be lower now (sign -1) or higher (1), by its rank among those of the past.

    Ranks as normal scores (van der Waerden): a source that has bulletins of a hundred letters beside reports of two
    thousand has no middle to be away from, and a run of bulletins looked like a change.
    """
    known = np.sort(values[past])
    if len(known) < 2 * STARTS or len(known) == len(values):
        return None
    doubt = 1 / math.sqrt(len(known))  # of the ranks among so few
    away = np.clip(sign * normal_scores(values, known) / (1 + 2.5 * doubt) - 2 * doubt, -2.5, 2.5)
    shift = 1.25
    drift = of_weights(shift * (away - shift / 2) * scale, values, past, per_week)
    lately = values[drift.start :] if drift.start < len(values) else values[~past]
    return replace(drift, before=float(np.median(known)), now=float(np.median(lately)))


def normal_scores(values: Numbers, known: Numbers) -> Numbers:
    """For each value the quantile of the normal distribution at its rank among the known ones, which are sorted."""
    ranks = np.searchsorted(known, values, "left") + np.searchsorted(known, values, "right")  # twice the middle one
    scores: Numbers = _quantiles(len(known))[ranks]
    return scores


@lru_cache(maxsize=512)
def _quantiles(number: int) -> Numbers:
    """The quantiles of all half ranks among so many."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((half / 2 + 0.5) / (number + 1)) for half in range(2 * number + 1)])


def of_weights(weights: Numbers, told: Numbers, past: Flags, per_week: float) -> Drift:
    """The drift by weights: log likelihood ratios of a change, one an observation."""
    recent = weights[~past]
    sums, start = rising(recent)
    own = float(rising(weights[past])[0].max(initial=0.0))
    against, _ = rising(-recent)
    first = int(past.sum()) + start
    return Drift(
        height=float(sums[-1]),
        line=max(math.log(max(per_week, 1.0) * WEEKS), OWN * own),
        start=first,
        before=float(told[past].mean()),
        now=float(told[first:].mean()) if first < len(told) else float(told[~past].mean()),
        well=bool(against[-1] > WELL),
    )


def scaled(times: Sequence[datetime]) -> Numbers:
    """How much each of the observations of one moment counts: all of them together no more than two.

    What one look brings is of one hour, one desk and one mishap, and no ten witnesses.
    """
    counts = {each: min(1.0, TOGETHER / number) for each, number in Counter(times).items()}
    return np.array([counts[each] for each in times], dtype=np.float64)


def unevenness(flags: Flags, scale: Numbers, days: Sequence[date]) -> float:
    """How much more a share differs from day to day than chance has it: 1 where it does not, and of few days.

    The design effect of a sample in clusters (Kish 1965): a route that lags lists much of what the few looks of a
    Sunday find and little of what the many of a Monday do, and forty articles of one day are then no forty witnesses.
    The worst day of ten is left out, for one bad day is no nature.
    """
    _, of_day = np.unique(np.array([each.toordinal() for each in days]), return_inverse=True)
    sizes, shown = np.bincount(of_day, scale), np.bincount(of_day, flags * scale)
    away = sizes * (shown / sizes - shown.sum() / sizes.sum()) ** 2
    usual = np.argsort(away)[: len(sizes) - max(1, len(sizes) // RARE_DAYS)]
    sizes, shown = sizes[usual], shown[usual]
    share = float(shown.sum() / sizes.sum()) if len(sizes) else 0.0
    if len(sizes) < CLUSTERS or not 0 < share < 1:
        return 1.0
    between = float((sizes * (shown / sizes - share) ** 2).sum()) / (len(sizes) - 1)
    return max(1.0, between / (share * (1 - share)))


def split_of(times: Sequence[datetime], recent: int) -> int:
    """Where the past of observations ends: before so many or two days, and of few at the half.

    A slow change would be in its own past else; and of a source that brings a hundred a day so many are not a day.
    """
    lately = len(times) - bisect_left(times, times[-1] - LATELY) if times else 0
    return len(times) - min(max(recent, lately), len(times) // 2)


def lasting(times: Sequence[datetime], known: int, asked: timedelta) -> timedelta:
    """How long a change has to have lasted: what is asked, or half of what lies after the past where that is less.

    A source with hundreds a day is seen by its newest few hundred: what is asked to last for longer than they reach
    would never be told, and be its own past before long.
    """
    return min(asked, (times[-1] - times[known]) / 2) if known < len(times) else asked


def rising(weights: Numbers) -> tuple[Numbers, int]:
    """The sums after each weight, none below nothing; and the index from which the last of them has risen."""
    if not len(weights):
        return np.zeros(1), 0
    total = np.concatenate(([0.0], np.cumsum(weights)))
    lowest = np.minimum.accumulate(total)
    start = len(total) - 1 - int(np.argmin(total[::-1]))
    return (total - lowest)[1:], start

"""The pace of a source: how much is to be expected of it in a span of time, by hour, weekday, holiday and level."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from pipeline.holidays import may_be_moved, share_of

Span = tuple[datetime, datetime]
Numbers = NDArray[np.float64]

LEAST = 6  # arrivals, and
LEAST_DAYS = 10  # whole days, below which nothing is told
SHARPEST = 8.0  # no weekday has more than so many times the mean of all
AHEAD = 3  # days that a pace reaches beyond the time it was made
WEEKS = 1000.0  # in which the line of one source is passed once by chance
HOUR = 3600.0
EULER = 0.577
WEEK = timedelta(days=7)
SHORT = timedelta(days=4)
HABIT = 3
UNWATCHED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """What was to be expected since the first day, at the end of each hour, and how much may be missed."""

    midnights: tuple[float, ...]  # of each local day, in seconds since 1970
    sums: Numbers  # expected arrivals before each hour of these days, 24 a day
    line: float  # a gap in which more was to be expected is no chance
    longest: float  # of the gaps there were, in what was to be expected in them
    daily: float  # articles of a usual day, at present

    def expected(self, since: datetime, until: datetime) -> float:
        """How many arrivals were to be expected between two times."""
        return max(0.0, self._before(until.timestamp()) - self._before(since.timestamp()))

    def _before(self, at: float) -> float:
        day = bisect_left(self.midnights, at) - 1
        if day < 0:
            return 0.0
        hour = min((at - self.midnights[day]) / HOUR, 24.0) + 24 * day
        low = min(int(hour), len(self.sums) - 2)
        return float(self.sums[low] + (self.sums[low + 1] - self.sums[low]) * min(hour - low, 1.0))


def pace_of(arrivals: Sequence[tuple[datetime, int]], zone: str, now: datetime, spoilt: Sequence[Span]) -> Pace | None:
    """The pace that arrivals tell, which are in the order of time; None where they are too few to tell one.

    They are all looks that were answered, those with nothing new too: where nobody looked for a day, nothing is told.
    What fell into a spoilt span tells nothing either. The first is left out: with it came what had piled up.
    """
    spoilt = passing(spoilt)
    unwatched = [(one, other) for (one, _), (other, _) in pairwise(arrivals) if other - one > UNWATCHED]
    spoilt = [*spoilt, *unwatched]
    came = [(at, number) for at, number in arrivals[1:] if number > 0 and not within(at, spoilt)]
    if len(came) < LEAST:
        return None
    place = ZoneInfo(zone)
    first, last = arrivals[0][0].astimezone(place).date(), came[-1][0].astimezone(place).date()
    days = (now.astimezone(place).date() - first).days + 1 + AHEAD
    dates = [first + timedelta(days=each) for each in range(days)]
    midnights = tuple(midnight(each, zone) for each in dates)
    holiday = np.array([share_of(each, zone) for each in dates])
    weekday = np.array([each.weekday() for each in dates])
    bad = np.array([any(a.timestamp() < m + 86400 and b.timestamp() > m for a, b in spoilt) for m in midnights])
    counts = by_hour(came, midnights)
    moved = np.array([may_be_moved(each, zone) for each in dates])
    known = (holiday == 1.0) & ~bad & ~moved & (np.arange(days) > 0) & (np.arange(days) < (last - first).days)
    if known.sum() < LEAST_DAYS:
        return None
    whole = counts.sum(axis=1)
    of_week = weekdays(whole, weekday, known)
    level = levels(whole, of_week[weekday], known)
    hours = hours_of(counts, weekday, known)
    usual = level * of_week[weekday] * holiday
    sums = np.concatenate(([0.0], np.cumsum((usual[:, None] * hours[(weekday >= 5).astype(int)]).ravel())))
    pace = Pace(midnights, sums, 0.0, 0.0, float(level[-1]))
    longest, line = line_of(gaps(pace, came, spoilt), (now - came[0][0]).total_seconds() / 604800)
    return Pace(midnights, sums, line, longest, float(level[-1]))


@cache
def midnight(day: date, zone: str) -> float:
    """When a day begins in a zone, in seconds since 1970."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC).timestamp()


def within(at: datetime, spans: Sequence[Span]) -> bool:
    """True where a time lies in one of the spans."""
    return any(since <= at <= until for since, until in spans)


def passing(spoilt: Sequence[Span]) -> list[Span]:
    """The spoilt spans but for those of a habit: three of a few days that began on the same day of a week.

    A source that gives up its Saturdays would else be silent each week, for its silences would never be its pace.
    """
    found = []
    for since, until in spoilt:
        weekly = [each for each, _ in spoilt if is_weekly(each - since)]
        if until - since > SHORT or len(weekly) < HABIT:
            found.append((since, until))
    return found


def is_weekly(apart: timedelta) -> bool:
    """True for whole weeks, up to five, give or take a day."""
    weeks = round(apart / WEEK)
    return abs(weeks) <= 5 and abs(apart - weeks * WEEK) <= timedelta(days=1)


def by_hour(came: Sequence[tuple[datetime, int]], midnights: Sequence[float]) -> Numbers:
    """How many came in each hour of each day; of a heap no more than eight times a usual one counts."""
    found = np.zeros((len(midnights), 24))
    most = 8 * float(np.median([number for _, number in came]))
    for at, number in came:
        stamp = at.timestamp()
        day = max(bisect_left(midnights, stamp + 1e-6) - 1, 0)
        found[day, min(int((stamp - midnights[day]) / HOUR), 23)] += min(number, most)
    return found


def weekdays(whole: Numbers, weekday: NDArray[np.int64], known: NDArray[np.bool_]) -> Numbers:
    """What each weekday has of the mean of all, drawn to it where few of that weekday are known.

    Of a Saturday or Sunday that was never seen nothing is to be expected: it may well be silent.
    """
    mean = max(float(whole[known].mean()), 1e-6)
    found = np.empty(7)
    for each in range(7):
        those = known & (weekday == each)
        drawn = (0.2 if those.any() else 0.0) if each >= 5 else 1.0
        found[each] = (float(whole[those].sum()) / mean + drawn) / (int(those.sum()) + 1)
    return np.minimum(found, SHARPEST)


def levels(whole: Numbers, of_week: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """The articles of a usual day around each day: over three weeks, or seven where there are few."""
    half = 10 if float(whole[known].mean()) >= 2 else 24
    usual = np.where(known, whole, 0.0)
    weight = np.where(known, of_week, 0.0)
    found = np.empty(len(whole))
    for day in range(len(whole)):
        low, high = max(0, day - half), day + half + 1
        while weight[low:high].sum() < 5 and low > 0:
            low = max(0, low - 7)
        found[day] = usual[low:high].sum() / max(weight[low:high].sum(), 1e-6) if weight[low:high].sum() else np.nan
    return np.where(np.isnan(found), float(whole[known].mean()), found)


def hours_of(counts: Numbers, weekday: NDArray[np.int64], known: NDArray[np.bool_]) -> Numbers:
    """The share of each hour of a working day and of one of the weekend, smoothed."""
    work = smooth(counts[known & (weekday < 5)].sum(axis=0))
    work = (
        (work + 0.02 * max(work.sum(), 1.0) / 24) / (1.02 * max(work.sum(), 1.0)) if work.sum() else np.full(24, 1 / 24)
    )
    rest = smooth(counts[known & (weekday >= 5)].sum(axis=0)) + 20 * work
    return np.stack((work, rest / rest.sum()))


def smooth(hours: Numbers) -> Numbers:
    """Each hour with half of its neighbours."""
    return hours / 2 + np.roll(hours, 1) / 4 + np.roll(hours, -1) / 4


def gaps(pace: Pace, came: Sequence[tuple[datetime, int]], spoilt: Sequence[Span]) -> Numbers:
    """What was to be expected in each gap between two arrivals, but for those that a spoilt span touches."""
    found = []
    for (one, _), (other, _) in pairwise(came):
        if not any(since < other and until > one for since, until in spoilt):
            found.append(pace.expected(one, other))
    return np.sort(np.array(found)) if found else np.zeros(1)


def line_of(of_gaps: Numbers, weeks: float) -> tuple[float, float]:
    """The longest gap, and what a gap passes once in a thousand weeks, by the tail of those there were.

    Where the longest of so many gaps is shorter than chance has it (a slope times the logarithm of their number, and
    Euler's constant), that was luck and is no measure.
    """
    if len(of_gaps) > 4 and of_gaps[-1] > 3 * of_gaps[-2] + 2:
        of_gaps = of_gaps[:-1]  # one that stands alone was an outage before anybody watched, or is not to come again
    longest = float(of_gaps[-1])
    cut = float(np.quantile(of_gaps, 0.9))
    tail = of_gaps[of_gaps >= cut]
    # Of few gaps the tail tells little, and their unevenness more: 1 where they are chance, near 0 for a column.
    uneven = of_gaps.std() / max(of_gaps.mean(), 1e-6) + 1.5 / np.sqrt(len(of_gaps))
    slope = max(float((tail - cut).mean()), float(np.clip(uneven, 0.2, 2.0)))
    by_chance = slope * (float(np.log(len(of_gaps))) + EULER)
    return longest, max(1.1 * longest, by_chance) + slope * float(np.log(max(WEEKS / max(weeks, 1.0), 2.0)))

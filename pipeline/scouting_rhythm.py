"""How much a site publishes and how often it must be looked at, by the times of its routes' articles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

FEWEST_DAYS = 3  # whole ones; fewer tell nothing of a healthy day
LOOSE = 2  # times the most and a half of the least of the days that were seen
SHORT = timedelta(hours=12)  # a list that spans less may lose articles between two looks of four hours
LOOKS = 3  # within the span of a list


@dataclass(frozen=True, slots=True)
class Pace:
    """What the times of a list tell; None where they tell too little."""

    days: int = 0
    daily: tuple[int, int] | None = None
    every: int | None = None  # minutes
    span: timedelta | None = None


def pace_of(times: Sequence[datetime], zone: str) -> Pace:
    """The pace of a list: articles of a healthy day, and minutes between looks where its span is short."""
    if len(times) < 2:
        return Pace()
    ordered = sorted(times)
    span = ordered[-1] - ordered[0]
    local = [at.astimezone(ZoneInfo(zone)).date() for at in ordered]
    counts = Counter(local)
    whole = [local[0] + timedelta(days=number) for number in range(1, (local[-1] - local[0]).days)]
    daily = None
    if len(whole) >= FEWEST_DAYS:
        seen = [counts[day] for day in whole]
        daily = (min(seen) // LOOSE, max(1, ceil(max(seen) * LOOSE)))
    every = None
    if timedelta(0) < span < SHORT and len(ordered) >= 5:
        every = max(5, int(span.total_seconds() / 60 / LOOKS))
    return Pace(len(whole), daily, every, span)

"""Gaps: stories that one side tells and another does not, and whether that is known or only not collected."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from config.rules import rules

Verdict = Literal["not covered", "not known"]


@dataclass(frozen=True, slots=True)
class Enough:
    """When a side counts as having been watched; config/rules/gaps.yml says what each means."""

    sources: int
    share: float
    before: timedelta
    after: timedelta
    silence: timedelta
    readable: float

    def needed(self, of: int) -> int:
        """How many of so many sources must have been healthy."""
        return max(self.sources, math.ceil(self.share * of - 1e-9))


@dataclass(frozen=True, slots=True)
class Watched:
    """When the routes of a source answered, as spans without a long silence, and what its pages gave, by day."""

    source: str
    spans: tuple[tuple[datetime, datetime], ...] = ()
    pages: Mapping[date, tuple[int, int]] = field(default_factory=dict)  # that could be read, and that could not


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a source was healthy in a window, and what speaks against it."""

    source: str
    is_healthy: bool
    reason: str  # empty where it was


@dataclass(frozen=True, slots=True)
class Evidence:
    """The window in which a side would have told a story, and which of its sources were healthy in it."""

    side: str
    verdict: Verdict
    since: datetime
    until: datetime
    healthy: int
    needed: int
    untold: int  # articles of this side in the window that were not looked at for what they tell
    sources: tuple[Health, ...]


def shipped_enough() -> Enough:
    """The rule that ships."""
    held = rules("gaps")
    hours = {key: timedelta(hours=held[key]) for key in ("before", "after", "silence")}
    return Enough(held["sources"], held["share"], readable=held["readable"], **hours)


def judged(
    side: str,
    first: datetime,
    last: datetime,
    watched: Sequence[Watched],
    enough: Enough,
    untold: Sequence[datetime] = (),
) -> Evidence:
    """Whether a side did not cover a story that others told from `first` to `last`, given all its sources.

    `untold` are the times of its articles that nobody looked at yet, in rising order: one of them may tell the story.
    """
    since, until = first - enough.before, last + enough.after
    missing = bisect_right(untold, until) - bisect_left(untold, since)
    sources = tuple(health_of(each, since, until, enough) for each in watched)
    healthy, needed = sum(each.is_healthy for each in sources), enough.needed(len(sources))
    verdict: Verdict = "not covered" if healthy >= needed and not missing else "not known"
    return Evidence(side, verdict, since, until, healthy, needed, missing, sources)


def health_of(of: Watched, since: datetime, until: datetime, enough: Enough) -> Health:
    """Whether a source was healthy in a window: its routes answered all through it, and its pages could be read."""
    reason = _silence(of, since, until, enough) or _unread(of, since, until, enough)
    return Health(of.source, not reason, reason)


def spans_of(times: Iterable[datetime], silence: timedelta) -> tuple[tuple[datetime, datetime], ...]:
    """Times in rising order as spans in which no two that follow each other are further apart than a silence."""
    found: list[tuple[datetime, datetime]] = []
    for at in times:
        if found and at - found[-1][1] <= silence:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return tuple(found)


def _silence(of: Watched, since: datetime, until: datetime, enough: Enough) -> str:
    """What is missing of an answer from the beginning of a window to its end, which must be over."""
    within = [span for span in of.spans if span[1] >= since and span[0] <= until]
    if not within:
        return "no route answered in the window"
    (begin, end), following = within[0], within[1:]
    if begin > since + enough.silence:
        return f"no route answered before {begin:%Y-%m-%d %H:%M}"
    if end >= until:
        return ""
    return f"no route answered after {end:%Y-%m-%d %H:%M}" + (
        f" until {following[0][0]:%Y-%m-%d %H:%M}" if following else ""
    )


def _unread(of: Watched, since: datetime, until: datetime, enough: Enough) -> str:
    """The first day of a window on which too few pages could be read."""
    for ahead in range((until.date() - since.date()).days + 1):
        day = since.date() + timedelta(days=ahead)
        read, unread = of.pages.get(day, (0, 0))
        if read < enough.readable * (read + unread):
            return f"{unread} of {read + unread} pages could not be read on {day}"
    return ""

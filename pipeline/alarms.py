"""Alarms of a source: what its stored history says of its health, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipeline.pace import Span
from pipeline.values import KEPT, RouteKind

KINDS = (
    "silent",
    "frozen-feed",
    "layout-changed",
    "credit-wrong",
    "charset-wrong",
    "route-lost",
    "blocked",
    "network-suspect",
)
PAGES = ("layout-changed", "credit-wrong", "charset-wrong", "blocked")  # that spoil what pages tell
FLOW = ("silent", "frozen-feed", "blocked", "network-suspect")  # that spoil what the numbers of articles tell
ROUTES = ("frozen-feed", "route-lost", "blocked", "network-suspect")  # that spoil what routes tell of each other
REPLACED = ("not-html", "redirect-loop")  # outcomes of a page in whose place something else stands
AWAY = ("timeout", "unreachable", "truncated")  # outcomes of a site that gave no answer
EMPTY = ("no-text", "too-short", "parser-limit", "quarantined")
READ = (*KEPT, *EMPTY, "bad-encoding")  # outcomes of pages that came whole
REFUSING = (401, 403, 407, 429, 451)
GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one look at a route gave."""

    url: str
    kind: RouteKind
    outcome: str  # found, unchanged, or the reason why nothing
    found: int = 0
    new: int = 0
    newest: datetime | None = None  # the time of its newest item, where it tells one
    status: int | None = None  # where it is known of a refusal
    may_be_empty: bool = False

    @property
    def answered(self) -> bool:
        """True where it gave links, or said that nothing changed; nothing at all is no answer unless it may be."""
        return self.outcome == "unchanged" or (self.outcome == "found" and (self.found > 0 or self.may_be_empty))

    @property
    def is_empty(self) -> bool:
        """True for a list that could be read and has nothing."""
        return self.outcome in ("found", "no-text") and not self.found

    @property
    def is_away(self) -> bool:
        """True where the site gave no answer, or an error of its own: that says nothing of this route."""
        return self.outcome in AWAY or (self.status or 0) >= 500


@dataclass(frozen=True, slots=True)
class Round:
    """One look at a source: what its routes gave, and how its visits ended."""

    at: datetime
    answers: tuple[Answer, ...]
    visited: int = 0
    kept: int = 0  # of the visits
    refused: int = 0  # of the visits: 401, 403, 429, a challenge, or robots.txt
    broken: int = 0  # of the visits: the site's own errors, 500 and above, that are no challenge
    replaced: int = 0  # of the visits: something else in the place of the page, but not where it is gone
    denied: int = 0  # pages that were refused or replaced at their first visit, so that each counts once

    @property
    def answered(self) -> bool:
        """True where at least one route answered."""
        return any(each.answered for each in self.answers)


@dataclass(frozen=True, slots=True)
class Seen:
    """The first reading of a page: what of it was there."""

    at: datetime
    outcome: str
    url: str = ""
    headline: str = ""
    article: int | None = None  # id, where it was stored
    length: int = 0
    title: bool = True
    published: bool = True
    byline: bool = True
    credit: str = ""
    damage: float = 0.0  # the share of its text that is replacement characters or the like
    routes: frozenset[str] = frozenset()  # that list it

    @property
    def kept(self) -> bool:
        """True where an article came of it."""
        return self.outcome in KEPT


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that stands wrong with a source, since when, and by what it is told."""

    source: str
    kind: str
    since: datetime
    seen_at: datetime
    sentence: str
    sign: str  # which of the kind's signs, and of which route; so that the same is asked when it may end
    evidence: Mapping[str, Any] = field(default_factory=dict)
    before: Seen | None = None  # the last that was well
    after: Seen | None = None  # the newest that is not
    command: str = ""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A span in which an alarm stood: what it is about is no example of what is usual."""

    kind: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a source when it is looked at, each in the order of time."""

    source: str
    zone: str
    rounds: Sequence[Round] = ()  # the newest hundreds
    seen: Sequence[Seen] = ()  # the newest hundreds
    arrivals: Sequence[tuple[datetime, int]] = ()  # the looks of ninety days that were answered, with their new links
    spoilt: Sequence[Spoilt] = ()
    routes: frozenset[str] = frozenset()  # of its file; of others none is missed

    def without(self, *kinds: str) -> list[Span]:
        """The spans in which alarms of these kinds stood."""
        return [(each.since, each.until) for each in self.spoilt if each.kind in kinds]


def count(number: float, word: str) -> str:
    """A number with its word."""
    return f"{number:g} {word}{'' if number == 1 else 's'}"

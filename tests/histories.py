"""Histories of one source for tests: a regular one, which a test then breaks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.alarms import Answer, History, Round, Seen

BEGAN = datetime(2026, 8, 3, tzinfo=UTC)  # a Monday
FEED, SECTION = "https://harbour.example/feed.xml", "https://harbour.example/tech"
HOURS = 2  # between two rounds
Day = Callable[[int], int]


def regular(days: int = 40, daily: int = 6, routes: Sequence[str] = (FEED,), rest: bool = True) -> History:
    """So many articles on each working day, at the same hours, each listed by all routes."""
    rounds: list[Round] = []
    seen: list[Seen] = []
    arrivals: list[tuple[datetime, int]] = []
    for hour in range(0, 24 * days, HOURS):
        at = BEGAN + timedelta(hours=hour)
        new = int(8 <= at.hour < 8 + daily * HOURS and (at.weekday() < 5 or not rest))
        answers = tuple(
            Answer(url, "feed" if url == FEED else "section", "found", 20, new if not place else 0, at if new else None)
            for place, url in enumerate(routes)
        )
        rounds.append(Round(at, answers, new, new, 0))
        arrivals.append((at, new))
        if new:
            seen.append(page(at, len(seen), frozenset(routes)))
    return History("harbour", "UTC", rounds, seen, arrivals)


def page(at: datetime, number: int, routes: frozenset[str] = frozenset({FEED})) -> Seen:
    """An article with everything."""
    return Seen(
        at=at,
        outcome="stored",
        url=f"https://harbour.example/{number}",
        headline=f"Report {number}",
        article=number + 1,
        length=400 + 37 * (number % 9),
        credit=("Reuters", "AP", "", "Xinhua", "AFP")[number % 5],
        routes=routes,
    )


def broken(history: History, last: int, change: Callable[[Seen], Seen]) -> History:
    """The history with the last pages changed."""
    seen = list(history.seen)
    return replace(history, seen=[*seen[:-last], *map(change, seen[-last:])])


def rounds_changed(history: History, last: int, change: Callable[[Round], Round]) -> History:
    """The history with the last rounds changed."""
    rounds = list(history.rounds)
    return replace(history, rounds=[*rounds[:-last], *map(change, rounds[-last:])])


def end(history: History) -> datetime:
    """The time of the last round."""
    return history.rounds[-1].at if history.rounds else BEGAN

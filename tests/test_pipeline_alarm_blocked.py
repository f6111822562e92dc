"""A site that refuses the crawler: its lists, its pages, or both; what is no refusal; and when it is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.alarms import Alarm, History, Round
from pipeline.watching import watch
from tests.histories import BEGAN, FEED, SECTION, end, page, regular, rounds_changed

BOTH = (FEED, SECTION)
REVISITS = (0, 2, 8, 32, 200)  # hours after the first visit, as storage.frontier has them
DAY = timedelta(days=1)


def lists_refused(each: Round) -> Round:
    """A round whose lists were all refused, in which no page was asked for."""
    answers = tuple(replace(answer, outcome="bad-status", found=0, status=403) for answer in each.answers)
    return replace(each, answers=answers, visited=0, kept=0)


def replaced(each: Round) -> Round:
    """A round whose lists answer, and whose pages are no HTML."""
    return replace(each, kept=0, replaced=each.visited, denied=each.visited)


def rare(every: int, days: int, refused: range) -> History:
    """An article in so many hours, visited again as the crawl does; those of these numbers answer 403."""
    visits: dict[int, list[int]] = {}
    rounds, seen, arrivals = [], [], []
    whole = regular(days, routes=BOTH, rest=False)
    for hour, each in zip(range(0, 24 * days, 2), whole.rounds, strict=True):
        number, is_new = hour // every, hour % every == 10
        if is_new:
            for later in REVISITS:
                visits.setdefault(hour + later, []).append(number)
            if number not in refused:
                seen.append(page(each.at, number, frozenset(BOTH)))
        due = visits.get(hour, [])
        no = sum(one in refused for one in due)
        rounds.append(
            replace(each, visited=len(due), kept=len(due) - no, refused=no, denied=int(is_new and number in refused))
        )
        arrivals.append((each.at, int(is_new)))
    return replace(whole, rounds=rounds, seen=seen, arrivals=arrivals)


def looked(history: History, day: int, standing: dict[str, Alarm] | None = None) -> dict[str, Alarm]:
    """What stands on a day, by the fourteen days of rounds that are read."""
    now = BEGAN + day * DAY
    return watch(
        replace(
            history,
            rounds=[each for each in history.rounds if now - 14 * DAY <= each.at <= now],
            seen=[each for each in history.seen if each.at <= now],
            arrivals=[each for each in history.arrivals if each[0] <= now],
        ),
        standing or {},
        now,
    )


def test_the_lists_of_a_slow_source_are_refused() -> None:
    history = regular(days=14, daily=1, routes=BOTH)
    seldom = [replace(each, visited=0, kept=0) if number % 40 else each for number, each in enumerate(history.rounds)]

    refused = rounds_changed(replace(history, rounds=seldom), 15, lists_refused)
    assert {*watch(refused, {}, end(history))} == {"blocked"}


def test_lists_and_pages_of_a_rare_source_are_refused() -> None:
    history = rare(168, 60, range(0))

    def all_refused(each: Round) -> Round:
        return replace(lists_refused(each), visited=1, refused=1)

    assert {*looked(rounds_changed(history, 12, all_refused), 60)} == {"blocked"}


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (range(25, 26), False),
        (range(24, 26), False),  # two for members, each asked for five times
        (range(20, 99), True),
    ],
)
def test_pages_of_a_slow_source(refused: range, told: bool) -> None:
    history = rare(48, 60, refused)
    assert any("blocked" in looked(history, day) for day in range(42, 60)) == told


@pytest.mark.parametrize("every", [24, 48, 168, 336])
def test_it_is_over_soon_after_an_article_was_read(every: int) -> None:
    history = rare(every, 90, range(0))
    blocked = rounds_changed(regular(routes=BOTH), 18, replaced)
    alarm = watch(blocked, {}, end(blocked))["blocked"]
    days = [day for day in range(41, 90) if "blocked" in looked(history, day, {"blocked": alarm})]
    assert len(days) <= every // 24 + 1


def test_a_refusal_of_pages_stands_while_no_page_is_asked_for() -> None:
    history = rounds_changed(regular(routes=BOTH), 18, replaced)
    standing = watch(history, {}, end(history))
    later = [replace(history.rounds[-1], at=end(history) + timedelta(hours=each), visited=0) for each in (2, 4, 6)]
    longer = replace(history, rounds=[*history.rounds, *(replace(each, replaced=0, denied=0) for each in later)])
    assert {*watch(longer, standing, end(longer))} == {"blocked"}
    read = [replace(each, visited=2, kept=2, replaced=0) for each in later]
    assert watch(replace(history, rounds=[*history.rounds, *read]), standing, end(longer)) == {}

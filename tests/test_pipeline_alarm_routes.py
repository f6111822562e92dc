"""Routes held against each other: busy sources, of which a day or two are seen, and bad days of the past."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.alarms import Answer, History, Round, Seen
from pipeline.watching import watch
from tests.histories import BEGAN, FEED, SECTION, page

BOTH = frozenset({FEED, SECTION})
PAGES = 500  # that are read of a source
DAY = timedelta(days=1)


def busy(days: int, daily: int) -> History:
    """So many articles a day, evenly, all listed by both routes, and a look an hour."""
    rounds: list[Round] = []
    seen: list[Seen] = []
    arrivals: list[tuple[datetime, int]] = []
    for hour in range(24 * days):
        at = BEGAN + timedelta(hours=hour)
        number = daily * (hour + 1) // 24 - daily * hour // 24
        answers = (Answer(FEED, "feed", "found", 20, number, at), Answer(SECTION, "section", "found", 20, number, at))
        rounds.append(Round(at, answers, number, number))
        arrivals.append((at, number))
        for each in range(number):
            seen.append(page(at + timedelta(minutes=each * 60 // number), len(seen), BOTH))
    return History("harbour", "UTC", rounds, seen, arrivals)


def asked(history: History, now: datetime) -> set[str]:
    """The kinds of what is told at a time, by what is read of the history then."""
    seen = [each for each in history.seen if each.at <= now]
    rounds = [each for each in history.rounds if now - 14 * DAY <= each.at <= now]
    arrivals = [each for each in history.arrivals if each[0] <= now]
    return {*watch(replace(history, rounds=rounds, seen=seen[-PAGES:], arrivals=arrivals), {}, now)}


def left_out(each: Seen) -> Seen:
    """An article that the section does not list."""
    return replace(each, routes=frozenset({FEED}))


@pytest.mark.parametrize("daily", [100, 200, 300, 600])
def test_of_a_busy_source_a_change_is_told_within_two_days(daily: int) -> None:
    history, since = busy(11, daily), BEGAN + 8.5 * DAY
    lost = [each if each.at < since else left_out(each) for each in history.seen]
    one = [each if each.at < since else replace(each, credit="Xinhua") for each in history.seen]
    times = [since + timedelta(hours=each) for each in range(8, 48, 4)]
    assert any("route-lost" in asked(replace(history, seen=lost), at) for at in times)
    assert any("credit-wrong" in asked(replace(history, seen=one), at) for at in times)


@pytest.mark.parametrize("before", [None, 6, 20])
def test_one_bad_day_of_the_past_hides_no_fault(before: int | None) -> None:
    history, since = busy(41, 12), BEGAN + 38 * DAY

    def of(each: Seen) -> Seen:
        is_bad = before is not None and since - before * DAY <= each.at < since - (before - 1) * DAY
        return left_out(each) if each.at >= since or is_bad else each

    broken = replace(history, seen=[of(each) for each in history.seen])
    assert "route-lost" in asked(broken, since + 2 * DAY)
    assert before is None or asked(broken, since - (before - 1) * DAY) == set()

"""Routes that fail: which looks say something of one, and when it is told."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from pipeline.alarm_failing import failing, lately, looks_at
from pipeline.alarms import Answer, History
from pipeline.values import RouteKind
from tests.histories import BEGAN, FEED, SECTION, end, regular

DAY = timedelta(days=1)


def emptied(kind: RouteKind, empty: float, idle: float) -> tuple[History, Answer]:
    """A route that has had no links for so many days, of a site that has had no news for so many; its last answer."""
    history = regular(routes=(FEED, SECTION), rest=False)
    since, quiet = end(history) - empty * DAY, end(history) - idle * DAY

    def answer(of: Answer, at: datetime) -> Answer:
        return replace(of, kind=kind, found=0 if at > since else 20) if of.url == SECTION else of

    rounds = [replace(each, answers=tuple(answer(of, each.at) for of in each.answers)) for each in history.rounds]
    seen = [each for each in history.seen if each.at <= quiet]
    return replace(history, rounds=rounds, seen=seen), rounds[-1].answers[1]


@pytest.mark.parametrize("kind", get_args(RouteKind))
@pytest.mark.parametrize(
    ("empty", "idle", "told"),
    [
        (3, 0, True),  # the others bring news every day
        (3, 5, False),  # a news sitemap lists two days, and there was nothing on them
        (0.25, 0, False),  # six hours are too short
    ],
)
def test_a_list_without_links(kind: RouteKind, empty: float, idle: float, told: bool) -> None:
    history, route = emptied(kind, empty, idle)
    alarm = failing(history, route, 2, end(history))
    assert (alarm is not None) == (told or (idle > empty and kind != "news"))
    if alarm is not None:
        assert (alarm.kind, alarm.sign) == ("route-lost", f"failing {SECTION}")
        assert "no links" in alarm.sentence


def test_a_route_that_answers_is_not_failing() -> None:
    history = regular(routes=(FEED, SECTION))
    assert failing(history, history.rounds[-1].answers[0], 2, end(history)) is None


def test_looks_at_which_the_site_was_away_say_nothing() -> None:
    history = regular(days=10, routes=(FEED, SECTION))
    away = replace(
        history.rounds[-1], answers=tuple(replace(each, outcome="timeout") for each in history.rounds[-1].answers)
    )
    without = replace(history, rounds=[*history.rounds[:-1], away])
    assert len(looks_at(without, away.answers[0], 2)) == len(looks_at(history, away.answers[0], 2)) - 1
    assert len(looks_at(without, away.answers[0], 1)) == len(looks_at(history, away.answers[0], 1)) - 1


@pytest.mark.parametrize(
    ("came", "hours", "number"),
    [([], 0, 0), ([0.0], 1, 1), ([0.0], 36, 1), ([0.0], 37, 0), ([5.0], 1, 0), ([0.0, 2.0, 2.0, 50.0], 3, 3)],
)
def test_what_came_lately(came: list[float], hours: float, number: int) -> None:
    assert lately([BEGAN + timedelta(hours=each) for each in came], BEGAN + timedelta(hours=hours)) == number


@pytest.mark.parametrize(("listed", "told"), [(1, True), (8, False)])
def test_a_news_sitemap_of_a_part_of_a_site_may_be_empty_sooner(listed: int, told: bool) -> None:
    history, route = emptied("news", 3, 0)
    seen = [
        replace(each, routes=frozenset({FEED, SECTION} if number % listed == 0 else {FEED}))
        for number, each in enumerate(history.seen)
    ]
    assert (failing(replace(history, seen=seen), route, 2, end(history)) is not None) == told

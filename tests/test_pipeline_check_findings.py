"""What is wrong with a source by one look at it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check_changes import changes
from pipeline.check_findings import answers, findings_of, flow_text, oldest_of
from pipeline.check_look import AHEAD, ArticleLook, Flow, Look, RouteLook, flow_of, times_of
from pipeline.values import HELD, REFUSED
from tests.builders import source

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIELDS = ("title", "text", "published_at")


def every(hours: float, number: int = 10, first: float = 1) -> tuple[datetime, ...]:
    """Times so many hours apart, the newest first."""
    return tuple(NOW - timedelta(hours=first + hours * at) for at in range(number))


FEED = RouteLook("https://a.example/feed", "feed", links=10, times=every(2))
WHOLE = ArticleLook("https://a.example/1", fields=FIELDS, words=300)
SIGNED = replace(WHOLE, fields=("title", "byline"))
TWO = "https://a.example/two"
GOOD = Look("alpha", NOW, (FEED,), (WHOLE,), 1.0)


def found(look: Look, flow: Flow | None = None, usual: tuple[str, ...] = (), **keys: object) -> list[tuple[str, bool]]:
    """The kinds of findings, with whether each is wrong."""
    return [(each.kind, each.wrong) for each in findings_of(look, source(**keys), flow, usual)]


def with_route(**changed: object) -> Look:
    """A look whose second route is otherwise."""
    return replace(GOOD, routes=(FEED, replace(FEED, url="https://a.example/two", **changed)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("look", "kinds"),
    [
        (GOOD, []),
        (Look("alpha", NOW), []),
        (with_route(links=0, times=()), [("no-links", True)]),
        (with_route(outcome="robots", detail="refused by robots.txt"), [("robots", True)]),
        (with_route(outcome="bad-status", detail="403"), [("blocked", True)]),
        (with_route(outcome="bad-status", detail="429"), [("blocked", True)]),
        (with_route(outcome="bad-status", detail="HostHeld: the host asked to be left alone"), [("blocked", True)]),
        (with_route(outcome="bad-status", detail="500"), [("route", True)]),
        (with_route(outcome="timeout"), [("unreachable", True)]),
        (with_route(outcome="no-text", detail="not a feed: empty"), [("route", True)]),
        (with_route(times=every(2, first=100)), [("old", True)]),
        (with_route(times=every(200, first=100)), []),
        (with_route(times=every(2, number=2, first=100)), []),
        (replace(GOOD, articles=()), []),
        (replace(GOOD, articles=(ArticleLook("u", "bad-status", "404"),)), [("article", True)]),
        (replace(GOOD, articles=(ArticleLook("u", "robots"),)), [("robots", True)]),
        (replace(GOOD, articles=(ArticleLook("u", "bad-status", "404"), WHOLE)), [("article", False)]),
        (replace(GOOD, articles=(replace(WHOLE, fields=("title",)),)), [("incomplete", True)]),
        (replace(GOOD, articles=(replace(WHOLE, fields=("title", "published_at"), is_bare=True),)), []),
        (replace(GOOD, pace=10.0), [("pace", False)]),
    ],
)
def test_what_is_wrong(look: Look, kinds: list[tuple[str, bool]]) -> None:
    assert found(look) == kinds


def test_a_host_that_is_away_is_told_once() -> None:
    away = tuple(replace(FEED, url=f"u{at}", outcome="unreachable", links=0, times=()) for at in range(4))
    assert found(replace(GOOD, routes=away, articles=())) == [("unreachable", True)]


def test_an_empty_route_is_right_where_the_file_says_so() -> None:
    empty = with_route(links=0, times=())
    assert found(empty, may_be_empty=True) == []
    assert (answers(empty, source()), answers(empty, source(may_be_empty=True))) == (1, 2)


def test_a_field_that_stored_articles_have_is_missed() -> None:
    assert found(GOOD, usual=("byline",)) == [("incomplete", False)]
    three = replace(GOOD, articles=(WHOLE, WHOLE, WHOLE))
    assert found(three, usual=("byline",)) == [("incomplete", True)]
    signed = replace(GOOD, articles=(WHOLE, replace(WHOLE, fields=(*FIELDS, "byline"))))
    assert found(signed, usual=("byline",)) == []


@pytest.mark.parametrize(
    ("flow", "kinds"),
    [
        (None, []),
        (Flow(10, True), []),
        (Flow(4, True), [("daily", True)]),
        (Flow(4, False), []),
        (Flow(31, True), [("daily", True)]),
        (Flow(31, False), [("daily", True)]),
    ],
)
def test_articles_of_a_day(flow: Flow | None, kinds: list[tuple[str, bool]]) -> None:
    assert found(GOOD, flow, daily=(5, 30)) == kinds
    assert found(GOOD, flow) == []


@pytest.mark.parametrize(
    ("times", "days"), [((), 14), (every(1, 3), 14), (every(1), 3), (every(72), 9), (every(24 * 60), 60)]
)
def test_how_old_a_list_may_be(times: tuple[datetime, ...], days: int) -> None:
    assert oldest_of(times, source()) == days * DAY


@pytest.mark.parametrize(
    ("lists", "flow", "text"),
    [
        ([], None, ""),
        ([every(6, 40)], Flow(4, True), "4"),
        ([every(1, 12)], Flow(12, False), "12+"),
        ([every(6, 40), every(1, 12)], Flow(16, False), "16+"),
        ([every(48, 10)], Flow(4 / 7, True), "0.6"),
    ],
)
def test_articles_a_day_are_counted_as_far_as_lists_reach(
    lists: list[tuple[datetime, ...]], flow: Flow | None, text: str
) -> None:
    look = replace(GOOD, routes=tuple(replace(FEED, times=each) for each in lists))
    told = flow_of(look, [at for each in lists for at in each])
    assert told == flow
    assert flow_text(told) == text


def test_times_that_lie_ahead_are_none() -> None:
    assert times_of([None, NOW + 2 * AHEAD, NOW, NOW - DAY], NOW) == (NOW, NOW - DAY)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (GOOD, GOOD, ()),
        (GOOD, with_route(), ("https://a.example/two is new in its file",)),
        (with_route(), GOOD, ("https://a.example/two is no more in its file",)),
        (with_route(), with_route(outcome="robots"), ("https://a.example/two gave links, is robots now",)),
        (with_route(outcome="robots"), with_route(outcome="timeout"), (f"{TWO} was robots, is timeout now",)),
        (with_route(outcome="robots"), with_route(), ("https://a.example/two answers again",)),
        (with_route(), with_route(links=4), ("https://a.example/two had 10 links, has 4",)),
        (with_route(links=1), with_route(links=3), ()),
        (with_route(), with_route(links=12), ()),
        (GOOD, replace(GOOD, articles=(replace(WHOLE, outcome="robots"),)), ("no article can be read any more",)),
        (GOOD, replace(GOOD, articles=(SIGNED,)), ("read no more: text, published", "read now: byline")),
        (GOOD, replace(GOOD, articles=()), ()),
        (GOOD, replace(GOOD, pace=5.0), ("1 s were kept between two requests, 5 s are",)),
    ],
)  # fmt: skip
def test_what_changed(before: Look, after: Look, told: tuple[str, ...]) -> None:
    assert changes(before, after) == told


WORDS = st.text(max_size=20)
TIMES = st.lists(st.datetimes(timezones=st.just(UTC)), max_size=6).map(tuple)
ROUTES = st.builds(
    RouteLook, WORDS, st.just("feed"), st.sampled_from(["found", *REFUSED, *HELD]), WORDS, st.integers(0, 9), TIMES
)
ARTICLES = st.builds(
    ArticleLook, WORDS, st.sampled_from(["read", *REFUSED]), WORDS, st.lists(st.sampled_from(FIELDS)).map(tuple)
)
LOOKS = st.builds(
    Look, st.just("a"), st.just(NOW), st.lists(ROUTES, max_size=4).map(tuple), st.lists(ARTICLES, max_size=3).map(tuple)
)


@given(LOOKS, LOOKS)
def test_nothing_raises(before: Look, after: Look) -> None:
    flow = flow_of(after, [at for each in after.routes for at in each.times])
    told = findings_of(after, source(daily=(1, 2)), flow, ("byline",))
    assert all(each.sentence for each in told)
    assert all(changes(before, after))
    assert changes(after, after) == ()

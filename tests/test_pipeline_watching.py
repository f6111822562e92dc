"""Alarms by kind: what a source's history has to show for one, its examples, and when it ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alarms import Alarm, Answer, History, Round, Seen, Spoilt
from pipeline.watching import watch
from tests.histories import BEGAN, FEED, SECTION, broken, end, page, regular, rounds_changed

BOTH = (FEED, SECTION)
Change = Callable[[History], History]


def kinds(history: History) -> set[str]:
    """The kinds of the alarms that stand at the end of a history."""
    return {*watch(history, {}, end(history))}


def silent(history: History, hours: int = 60) -> History:
    """Nothing new in the last hours, though the routes answer."""
    since = end(history) - timedelta(hours=hours)
    arrivals = [(at, 0 if at > since else number) for at, number in history.arrivals]
    rounds = [
        each if each.at <= since else replace(each, answers=tuple(replace(a, new=0, newest=None) for a in each.answers))
        for each in history.rounds
    ]
    return replace(history, arrivals=arrivals, rounds=rounds, seen=[each for each in history.seen if each.at <= since])


def refused(each: Round) -> Round:
    """A round that the site refused."""
    answers = tuple(replace(answer, outcome="bad-status", found=0, status=403) for answer in each.answers)
    return replace(each, answers=answers, visited=3, kept=0, refused=3)


def frozen(history: History) -> History:
    """The feed has stood still since fifteen articles ago, which the section lists alone."""
    since = history.seen[-15].at
    left = broken(history, 15, lambda each: replace(each, routes=frozenset({SECTION})))

    def still(each: Round) -> Round:
        answers = [
            replace(answer, new=0, newest=since - timedelta(hours=3)) if answer.url == FEED else answer
            for answer in each.answers
        ]
        return replace(each, answers=tuple(answers)) if each.at >= since else each

    return replace(left, rounds=[still(each) for each in left.rounds])


def failing(history: History) -> History:
    """The section has answered without links for two days."""
    return rounds_changed(
        history,
        24,
        lambda each: replace(each, answers=tuple(replace(a, found=0) if a.url == SECTION else a for a in each.answers)),
    )


def in_place_of_pages(each: Round) -> Round:
    """A round whose lists answer, and whose pages are no HTML."""
    return replace(each, kept=0, replaced=each.visited, denied=each.visited)


def lagging(history: History, hours: int) -> History:
    """The feed goes on, and lists nothing any more at the time when the section does."""
    since = end(history) - timedelta(hours=hours)
    seen = [each if each.at < since else replace(each, routes=frozenset({SECTION})) for each in history.seen]
    return replace(history, seen=seen)


def lost(each: Seen) -> Seen:
    """An article that the section does not list."""
    return replace(each, routes=frozenset({FEED}))


CASES: dict[str, tuple[Change, set[str]]] = {
    "regular": (lambda history: history, set()),
    "silent": (lambda history: silent(history), {"silent"}),
    "no text": (lambda h: broken(h, 8, lambda p: replace(p, outcome="no-text", article=None)), {"layout-changed"}),
    "too short": (lambda h: broken(h, 8, lambda p: replace(p, outcome="too-short")), {"layout-changed"}),
    "no title": (lambda h: broken(h, 8, lambda p: replace(p, title=False)), {"layout-changed"}),
    "no time": (lambda h: broken(h, 8, lambda p: replace(p, published=False)), {"layout-changed"}),
    "no author": (lambda h: broken(h, 8, lambda p: replace(p, byline=False)), {"layout-changed"}),
    "a fifth of the length": (lambda h: broken(h, 10, lambda p: replace(p, length=p.length // 5)), {"layout-changed"}),
    "five times the length": (lambda h: broken(h, 10, lambda p: replace(p, length=p.length * 5)), {"layout-changed"}),
    "one empty page": (lambda h: broken(h, 1, lambda p: replace(p, outcome="no-text")), set()),
    "no credit": (lambda h: broken(h, 12, lambda p: replace(p, credit="")), {"credit-wrong"}),
    "one credit": (lambda h: broken(h, 12, lambda p: replace(p, credit="The Platform")), {"credit-wrong"}),
    "letters lost": (lambda h: broken(h, 8, lambda p: replace(p, damage=0.05)), {"charset-wrong"}),
    "no charset": (lambda h: broken(h, 8, lambda p: replace(p, outcome="bad-encoding")), {"charset-wrong"}),
    "403": (lambda h: rounds_changed(h, 8, refused), {"blocked"}),
    "403 once": (lambda h: rounds_changed(h, 1, refused), set()),
    "no page is HTML any more": (lambda h: rounds_changed(h, 18, in_place_of_pages), {"blocked"}),
    "for a few hours no page is HTML": (lambda h: rounds_changed(h, 6, in_place_of_pages), set()),
    "a feed that lags for a day": (lambda h: lagging(h, 24), set()),
    "a feed that lags for days": (lambda h: lagging(h, 84), {"route-lost"}),
    "a feed frozen for days": (frozen, {"frozen-feed", "route-lost"}),
    "a section without links": (failing, {"route-lost"}),
    "a section that lists nothing new": (lambda h: broken(h, 12, lost), {"route-lost"}),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_kinds(change: Change, expected: set[str]) -> None:
    assert kinds(change(regular(routes=BOTH))) == expected


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_what_an_alarm_tells(change: Change, expected: set[str]) -> None:
    history = change(regular(routes=BOTH))
    for alarm in watch(history, {}, end(history)).values():
        assert alarm.source == "harbour"
        assert alarm.since <= alarm.seen_at == end(history)
        assert alarm.sentence.endswith(".")
        assert alarm.command.startswith("duizhao ")
        assert alarm.evidence
        assert alarm.before is not None
        if alarm.kind not in ("silent", "blocked") and not alarm.sign.startswith("failing"):
            assert alarm.after is not None
            assert alarm.before.at < alarm.after.at


def test_before_and_after_of_a_credit() -> None:
    history = broken(regular(), 12, lambda each: replace(each, credit="The Platform"))
    alarm = watch(history, {}, end(history))["credit-wrong"]
    assert (alarm.sign, alarm.after and alarm.after.credit) == ("constant", "The Platform")
    assert alarm.before is not None
    assert alarm.before.credit in ("Reuters", "AP", "Xinhua", "AFP")
    assert "The Platform" in alarm.sentence


def test_the_one_feed_of_a_silent_source_is_frozen_too() -> None:
    assert kinds(silent(regular())) == {"silent", "frozen-feed"}


def test_a_site_that_is_away_for_hours_is_not_silent_and_for_days_is() -> None:
    def away(each: Round) -> Round:
        return replace(each, answers=tuple(replace(a, outcome="timeout", found=0, new=0) for a in each.answers))

    for hours, expected in ((10, set()), (60, {"silent"})):
        history = silent(regular(), hours)
        assert kinds(rounds_changed(history, hours // 2, away)) == expected


def test_a_source_that_may_be_empty_is_not_lost() -> None:
    def empty(each: Round) -> Round:
        return replace(each, answers=tuple(replace(a, found=0, may_be_empty=True) for a in each.answers))

    assert kinds(rounds_changed(regular(), 24, empty)) == set()


def test_a_route_that_is_no_more_in_the_file_is_not_missed() -> None:
    history = replace(failing(regular(routes=BOTH)), routes=frozenset({FEED}))
    assert kinds(history) == set()


def test_what_is_refused_is_one_alarm() -> None:
    history = rounds_changed(silent(regular(routes=BOTH)), 30, refused)
    assert kinds(history) == {"blocked"}


@pytest.mark.parametrize("name", [name for name, (_, expected) in CASES.items() if len(expected) == 1])
def test_an_alarm_stands_until_the_source_is_well(name: str) -> None:
    change, (kind,) = CASES[name]
    whole = regular(days=60, routes=BOTH)
    early = regular(days=40, routes=BOTH)
    history = change(early)
    standing = watch(history, {}, end(history))
    assert watch(history, standing, end(history)) == standing  # as it was, its times too
    later = [each for each in whole.rounds if each.at > end(history)]
    mended = replace(
        whole,
        rounds=[*history.rounds, *later],
        seen=[*history.seen, *(each for each in whole.seen if each.at > end(history))],
        arrivals=[*history.arrivals, *(each for each in whole.arrivals if each[0] > end(history))],
        spoilt=[Spoilt(kind, standing[kind].since, end(history))],
    )
    assert kind not in watch(mended, standing, end(mended))
    assert watch(mended, {}, end(mended)) == {}  # and its pages of then do not bring it back


@pytest.mark.parametrize(
    "history",
    [
        History("harbour", "UTC"),
        History("harbour", "UTC", [Round(BEGAN, ())], [], [(BEGAN, 0)]),
        History(
            "harbour", "UTC", [Round(BEGAN, (Answer(FEED, "feed", "found", 1, 1),))], [page(BEGAN, 0)], [(BEGAN, 1)]
        ),
        regular(days=1),
        regular(days=1, daily=1),
    ],
    ids=["nothing", "a round without a route", "one round", "one day", "one article"],
)
def test_too_little_to_tell(history: History) -> None:
    assert watch(history, {}, BEGAN + timedelta(days=30)) == {}


@given(
    days=st.integers(12, 90),
    daily=st.integers(1, 8),
    rest=st.booleans(),
    routes=st.sampled_from([(FEED,), (SECTION,), BOTH]),
    later=st.integers(0, 3),
)
def test_a_regular_source_has_no_alarm(days: int, daily: int, rest: bool, routes: tuple[str, ...], later: int) -> None:
    history = regular(days, daily, routes, rest)
    assert watch(history, {}, end(history) + timedelta(hours=later)) == {}


instants = st.integers(0, 60 * 24 * 80).map(lambda minutes: BEGAN + timedelta(minutes=minutes))
shares = st.floats(0, 1)
answers = st.builds(
    Answer,
    st.sampled_from(BOTH),
    st.sampled_from(["feed", "section", "news"]),
    st.sampled_from(["found", "unchanged", "bad-status", "timeout", "no-text"]),
    st.integers(0, 40),
    st.integers(0, 40),
    st.none() | instants,
    st.sampled_from([None, 403, 404]),
)
rounds = st.builds(
    Round, instants, st.lists(answers, max_size=3).map(tuple), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)
)
pages = st.builds(
    Seen,
    at=instants,
    outcome=st.sampled_from(["stored", "metadata", "no-text", "bad-status", "bad-encoding", "quarantined"]),
    length=st.integers(0, 9000),
    title=st.booleans(),
    published=st.booleans(),
    byline=st.booleans(),
    credit=st.sampled_from(["", "AP", "新华社"]),
    damage=shares,
    routes=st.frozensets(st.sampled_from(BOTH)),
)


@given(
    st.lists(rounds, max_size=40),
    st.lists(pages, max_size=40),
    st.lists(st.tuples(instants, st.integers(0, 30)), max_size=60),
    st.lists(
        st.builds(Spoilt, st.sampled_from(["silent", "blocked", "layout-changed"]), instants, instants), max_size=3
    ),
)
def test_it_never_raises(
    of_rounds: list[Round], seen: list[Seen], arrivals: list[tuple[datetime, int]], spoilt: list[Spoilt]
) -> None:
    history = History(
        "harbour",
        "Asia/Shanghai",
        sorted(of_rounds, key=lambda each: each.at),
        sorted(seen, key=lambda each: each.at),
        sorted(arrivals, key=lambda each: each[0]),
        spoilt,
    )
    standing: dict[str, Alarm] = {}
    for later in (70, 80, 81):
        standing = watch(history, standing, BEGAN + timedelta(days=later))


def test_where_nobody_asked_nobody_is_silent() -> None:
    history = regular()
    assert watch(history, {}, end(history) + timedelta(days=9)) == {}


@pytest.mark.parametrize(
    ("status", "hours", "expected"),
    [(404, 20, set()), (404, 30, {"route-lost"}), (502, 30, set()), (403, 30, {"blocked"}), (None, 30, {"blocked"})],
)
def test_the_only_route_fails(status: int | None, hours: int, expected: set[str]) -> None:
    def failed(each: Round) -> Round:
        answers = tuple(replace(a, outcome="bad-status", found=0, new=0, status=status) for a in each.answers)
        return replace(each, answers=answers, visited=0, kept=0)

    history = regular()
    found = watch(rounds_changed(history, hours // 2 + 1, failed), {}, end(history))
    assert {each for each in found if each != "silent"} == expected


def test_what_the_first_days_of_a_source_list_is_no_measure() -> None:
    history = regular(days=4, daily=12, routes=BOTH, rest=False)
    assert kinds(broken(history, 20, lost)) == set()
    assert kinds(broken(regular(days=12, daily=12, routes=BOTH, rest=False), 20, lost)) == {"route-lost"}


@pytest.mark.parametrize(
    ("credit", "articles", "expected"),
    [
        ("Xinhua", 10, set()),  # an agency of its own may have a day
        ("Xinhua", 20, {"credit-wrong"}),
        ("The Platform", 10, {"credit-wrong"}),
    ],
)
def test_one_credit(credit: str, articles: int, expected: set[str]) -> None:
    history = broken(regular(daily=12, rest=False), articles, lambda each: replace(each, credit=credit))
    assert kinds(history) == expected


def test_a_feed_that_froze_today_is_not_lost_yet() -> None:
    whole = regular(days=90, daily=12, routes=BOTH, rest=False)
    history = replace(frozen(whole), seen=[*whole.seen[:-6], *frozen(whole).seen[-6:]])
    found = watch(history, {}, end(history) + timedelta(hours=3))
    assert {*found} == {"frozen-feed"}
    assert found["frozen-feed"].after is not None

"""Gaps: `not covered` only where enough sources of the other side were watched all through, else `not known`."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gaps import Watched, health_of, judged, shipped_enough, spans_of

FIRST = datetime(2026, 10, 12, 9, tzinfo=UTC)
LAST = FIRST + timedelta(hours=6)
HOUR = timedelta(hours=1)
ENOUGH = shipped_enough()
SINCE, UNTIL = FIRST - ENOUGH.before, LAST + ENOUGH.after


def watched(source: str, *spans: tuple[float, float], pages: dict[date, tuple[int, int]] | None = None) -> Watched:
    """A source whose routes answered from so many hours after the beginning of the window until so many after it."""
    held = tuple((SINCE + since * HOUR, SINCE + until * HOUR) for since, until in spans)
    return Watched(source, held, pages or {})


WHOLE = (UNTIL - SINCE) / HOUR
ALL = (-2.0, WHOLE + 1)


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        ([ALL], ""),
        ([(20.0, WHOLE)], ""),
        ([], "no route answered in the window"),
        ([(-90.0, -1.0)], "no route answered in the window"),
        ([(25.0, WHOLE)], "no route answered before 2026-10-12 10:00"),
        ([(0.0, WHOLE - 1)], "no route answered after 2026-10-15 14:00"),  # the window was not over
        ([(0.0, 10.0), (40.0, WHOLE)], "no route answered after 2026-10-11 19:00 until 2026-10-13 01:00"),
    ],
)
def test_a_source_that_was_silent_was_not_healthy(spans: list[tuple[float, float]], reason: str) -> None:
    assert health_of(watched("a", *spans), SINCE, UNTIL, ENOUGH).reason == reason


@pytest.mark.parametrize(
    ("pages", "is_healthy"),
    [
        ({}, True),
        ({date(2026, 10, 13): (5, 5)}, True),
        ({date(2026, 10, 13): (4, 5)}, False),
        ({date(2026, 10, 20): (0, 5)}, True),  # after the window
    ],
)
def test_a_source_whose_pages_could_not_be_read_was_not_healthy(
    pages: dict[date, tuple[int, int]], is_healthy: bool
) -> None:
    found = health_of(watched("a", ALL, pages=pages), SINCE, UNTIL, ENOUGH)
    assert (found.is_healthy, bool(found.reason)) == (is_healthy, not is_healthy)


@pytest.mark.parametrize(
    ("healthy", "of", "verdict"),
    [
        (0, 0, "not known"),
        (2, 2, "not known"),  # fewer than three were followed at all
        (3, 3, "not covered"),
        (3, 6, "not covered"),
        (3, 7, "not known"),  # less than half
        (4, 7, "not covered"),
    ],
)
def test_verdict(healthy: int, of: int, verdict: str) -> None:
    its = [watched(str(at), *([ALL] if at < healthy else [])) for at in range(of)]
    found = judged("en", FIRST, LAST, its, ENOUGH)
    assert (found.verdict, found.healthy, found.since, found.until) == (verdict, healthy, SINCE, UNTIL)
    assert found.needed == ENOUGH.needed(of)
    assert [each.is_healthy for each in found.sources] == [at < healthy for at in range(of)]


@pytest.mark.parametrize(
    ("hours", "untold", "verdict"),
    [([], 0, "not covered"), ([-1.0, WHOLE + 1], 0, "not covered"), ([5.0, WHOLE], 2, "not known")],
)
def test_what_was_not_looked_at_may_tell_the_story(hours: list[float], untold: int, verdict: str) -> None:
    times = [SINCE + each * HOUR for each in hours]
    found = judged("en", FIRST, LAST, [watched(str(at), ALL) for at in range(3)], ENOUGH, times)
    assert (found.untold, found.verdict) == (untold, verdict)


def test_the_rule_is_a_setting() -> None:
    its = [watched("a", ALL)]
    assert judged("en", FIRST, LAST, its, replace(ENOUGH, sources=1)).verdict == "not covered"
    assert judged("en", FIRST, LAST, [*its, watched("b")], replace(ENOUGH, sources=1, share=0.6)).verdict == "not known"


@given(st.lists(st.integers(0, 200)), st.integers(1, 30))
def test_spans_hold_every_look_and_no_silence(hours: list[int], silence: int) -> None:
    times = [FIRST + each * HOUR for each in sorted(hours)]
    spans = spans_of(times, silence * HOUR)
    assert all(any(first <= at <= last for first, last in spans) for at in times)
    assert all(two[0] - one[1] > silence * HOUR for one, two in pairwise(spans))
    assert {at for span in spans for at in span} <= set(times)

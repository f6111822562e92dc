"""The rhythm of a source: adapted to what it gives, kept to what is asked, never early twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rhythm import Look, Next, Rhythm, adapted, after_round, is_due, missed

DUE = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)  # the night in which Europe's clocks go back
RHYTHM = Rhythm()
NEWS, QUIET, SILENT = Look(True, 3), Look(True), Look(False)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def after(
    look: Look, interval: float = 20, failures: float = 0, every: float = 0, late: float = 0, took: float = 1
) -> Next:
    began = DUE + minutes(late)
    fixed = minutes(every) if every else None
    return after_round(DUE, began, began + minutes(took), minutes(interval), int(failures), fixed, look, RHYTHM)


@pytest.mark.parametrize(
    ("look", "interval", "expected"),
    [
        (NEWS, 20, 10),
        (NEWS, 6, 5),  # never under the shortest
        (QUIET, 20, 25),
        (QUIET, 235, 240),  # never over the longest
        (SILENT, 20, 20),
    ],
)
def test_the_interval_adapts(look: Look, interval: float, expected: float) -> None:
    assert adapted(minutes(interval), look, RHYTHM) == minutes(expected)


@pytest.mark.parametrize(
    ("look", "options", "due", "failures"),
    [
        (NEWS, {}, 10, 0),
        (QUIET, {}, 25, 0),
        (QUIET, {"every": 30}, 30, 0),
        (NEWS, {"every": 30}, 30, 0),
        (QUIET, {"every": 30, "late": 14}, 30, 0),  # the beat is kept
        (QUIET, {"every": 30, "late": 20}, 60, 0),  # but no two rounds within half a gap
        (QUIET, {"every": 30, "late": 200}, 240, 0),  # one round makes up for all that were missed
        (QUIET, {"every": 30, "took": 100}, 120, 0),
        (SILENT, {}, 40, 1),
        (SILENT, {"failures": 1}, 80, 2),
        (SILENT, {"failures": 9}, 240, 10),
        (SILENT, {"failures": 10**6}, 240, 10**6 + 1),
        (SILENT, {"every": 600}, 600, 1),  # a rare source is not asked more often for failing
        (Look(True, 3, hint=minutes(60)), {}, 60, 0),  # what the feed asks for
        (Look(True, 3, hint=minutes(60)), {"every": 5}, 60, 0),
        (Look(False, held_until=DUE + minutes(55)), {}, 55, 1),  # Retry-After
        (Look(False, held_until=DUE + minutes(3)), {}, 40, 1),
        (Look(True, waiting=DUE + minutes(12)), {}, 12, 0),  # a known link is to be looked at again
        (Look(True, waiting=DUE + minutes(2)), {}, 6, 0),
        (Look(True, waiting=DUE + minutes(12)), {"every": 30}, 30, 0),
        (Look(False, waiting=DUE + minutes(12)), {}, 40, 1),
    ],
)
def test_when_a_source_is_due_again(look: Look, options: dict[str, float], due: float, failures: int) -> None:
    following = after(look, **options)
    assert following.due_at == DUE + minutes(due)
    assert following.failures == failures


def test_due_times_that_passed_during_a_round_are_counted() -> None:
    assert after(QUIET, every=30, took=100).overlapped == 3
    assert after(QUIET, every=30, took=29).overlapped == 0


def test_due_times_that_passed_before_a_round_are_counted() -> None:
    assert [missed(DUE, DUE + minutes(late), minutes(30)) for late in (0, 29, 30, 95)] == [0, 0, 1, 3]


@pytest.mark.parametrize(
    ("off", "expected"), [(0, True), (-60, True), (1, False), (479, False), (481, True), (60 * 24 * 365, True)]
)
def test_a_due_time_that_no_rule_sets_counts_as_due(off: float, expected: bool) -> None:
    assert is_due(DUE + minutes(off), DUE, minutes(20), RHYTHM) is expected


TIMES = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400))
GAPS = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=30))
LOOKS = st.builds(Look, answered=st.booleans(), new=st.integers(0, 9), hint=st.sampled_from([minutes(0), minutes(90)]))


@given(late=TIMES, took=TIMES, interval=GAPS, every=st.none() | GAPS, failures=st.integers(0, 99), look=LOOKS)
def test_the_next_round_lies_ahead_and_not_too_far(
    late: timedelta, took: timedelta, interval: timedelta, every: timedelta | None, failures: int, look: Look
) -> None:
    began = DUE + late
    ended = began + took
    following = after_round(DUE, began, ended, interval, failures, every, look, RHYTHM)
    gap = max(following.interval, look.hint)
    longest = max(gap, minutes(RHYTHM.longest)) if following.failures else gap
    assert following.due_at >= began + gap / 2 - timedelta(seconds=1)
    assert following.due_at > ended - timedelta(seconds=1)
    assert following.due_at <= max(began, ended) + 2 * longest
    assert following.failures == (0 if look.answered else failures + 1)


@given(interval=GAPS, looks=st.lists(LOOKS, max_size=50))
def test_an_adapted_interval_stays_within_its_bounds(interval: timedelta, looks: list[Look]) -> None:
    for look in looks:
        interval = adapted(interval, look, RHYTHM)
        assert minutes(5) <= interval <= minutes(240)

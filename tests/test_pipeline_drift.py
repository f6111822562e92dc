"""Sums of log likelihood ratios: what passes a line, from where, and what never does."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drift import Prior, normal_scores, of_flags, of_values, rising, split_of, unevenness


def past(known: int, recent: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which of so many observations are known."""
    return np.arange(known + recent) < known


@pytest.mark.parametrize(
    ("weights", "sums", "start"),
    [
        ([], [0], 0),
        ([1, 1], [1, 2], 0),
        ([-5, 1, 1], [0, 1, 2], 1),
        ([3, -5, 2], [3, 0, 2], 2),
        ([3, -1, 2], [3, 2, 4], 0),
        ([-1, -1], [0, 0], 2),
    ],
)
def test_rising(weights: list[float], sums: list[float], start: int) -> None:
    found, began = rising(np.array(weights, dtype=float))
    assert (found.tolist(), began) == (sums, start)


@pytest.mark.parametrize(
    ("before", "recent", "passed"),
    [
        ("." * 60, "xxxxxx", True),
        ("." * 60, "x.x.xx.xxxxx", True),
        ("." * 60, ".....x", False),
        ("." * 60, "x....x....", False),
        ("x." * 30, "x" * 40, True),
        ("x." * 30, "xx" * 4, False),  # of a share of a half eight in a row are no wonder
        ("." * 50 + "xxxx" + "." * 50, "xxxx", False),  # as it was before
        ("x" * 60, "x" * 20, False),  # where all had it, none can have it more
        ("....", "xxxx", False),  # too few to tell
    ],
)
def test_flags(before: str, recent: str, passed: bool) -> None:
    flags = np.array([each == "x" for each in before + recent])
    drift = of_flags(flags, past(len(before), len(recent)), per_week=20)
    assert (drift is not None and drift.passed) == passed


@pytest.mark.parametrize(
    ("days", "least", "most"),
    [
        (["x.x.x.x."] * 10, 1, 1),
        (["xxxxxxxx", "........"] * 6, 8, 9),
        (["xxxxxx.x"] * 9 + ["........"], 1, 1),  # one bad day is no nature
        (["xxxxxx..", "xx......"] * 5, 2, 3),
        (["xxxxxxxx", "........"], 1, 1),  # of two days nothing is said
        (["xxxx"] * 10, 1, 1),
        (["...."] * 10, 1, 1),
    ],
)
def test_unevenness(days: list[str], least: float, most: float) -> None:
    flags = np.array([each == "x" for each in "".join(days)])
    dates = [date(2026, 9, 1) + timedelta(days=at) for at, day in enumerate(days) for _ in day]
    assert least <= unevenness(flags, np.ones(len(flags)), dates) <= most


@given(st.lists(st.tuples(st.booleans(), st.floats(0.1, 1), st.dates(date(2026, 9, 1), date(2026, 9, 9))), min_size=1))
def test_unevenness_is_never_less_than_chance(told: list[tuple[bool, float, date]]) -> None:
    flags, scale, days = zip(*told, strict=True)
    assert 1 <= unevenness(np.array(flags), np.array(scale), days) < 10 * len(told)


def test_what_one_look_brought_is_no_ten_witnesses_of_what_is_usual() -> None:
    flags = np.array([True] * 40 + [False, True] * 20 + [False] * 12)
    each, at_once = np.ones(92), np.array([0.05] * 40 + [1.0] * 52)
    heights = [of_flags(~flags, past(80, 12), 20, 0.95, scale=scale) for scale in (each, at_once)]
    assert heights[0] is not None
    assert heights[1] is not None
    assert heights[0].height > 1.5 * heights[1].height


def test_it_tells_where_it_began_and_when_it_is_well() -> None:
    flags = np.array([each == "x" for each in "." * 40 + "..." + "x" * 8])
    drift = of_flags(flags, past(40, 11), per_week=20)
    assert drift is not None
    assert (drift.start, drift.before, drift.now, drift.well) == (43, 0.0, 1.0, False)
    after = of_flags(np.concatenate((flags, np.zeros(12, dtype=bool))), past(40, 23), per_week=20)
    assert after is not None
    assert after.well


def test_a_prior_stands_in_for_what_is_not_known() -> None:
    flags = np.array([False] * 4 + [True] * 6)
    assert of_flags(flags, past(4, 6), per_week=5) is None
    drift = of_flags(flags, past(4, 6), per_week=5, prior=Prior(0.1, 10, starts=4))
    assert drift is not None
    assert drift.passed


@pytest.mark.parametrize(
    ("factor", "sign", "passed"),
    [(0.2, -1, True), (0.2, 1, False), (5, 1, True), (5, -1, False), (1, -1, False), (1, 1, False), (0.9, -1, False)],
)
def test_values(factor: float, sign: int, passed: bool) -> None:
    lengths = np.array([400.0 + 37 * (each % 9) for each in range(80)])
    lengths[60:] *= factor
    drift = of_values(np.log(lengths), past(60, 20), per_week=30, sign=sign)
    assert drift is not None
    assert drift.passed == passed


def test_a_run_of_the_shorter_kind_is_no_change() -> None:
    bulletins, reports = np.full(90, 150.0) + np.arange(90), np.full(110, 1800.0) + np.arange(110)
    known = np.concatenate([bulletins, reports])
    np.random.default_rng(5).shuffle(known)
    run = np.concatenate([bulletins[:16], reports[:9]])  # a day of more bulletins than usual
    drift = of_values(np.log(np.concatenate([known, run])), past(200, 25), per_week=100, sign=-1)
    assert drift is not None
    assert not drift.passed
    drift = of_values(np.log(np.concatenate([known, np.full(25, 60.0)])), past(200, 25), per_week=100, sign=-1)
    assert drift is not None
    assert drift.passed


@pytest.mark.parametrize(
    ("known", "value", "score"),
    [([1.0, 2, 3], 2, 0.0), ([1.0, 1, 1], 1, 0.0), ([1.0, 2, 3], 9, 1.1503), ([1.0, 2, 3], 0, -1.1503)],
)
def test_normal_scores(known: list[float], value: float, score: float) -> None:
    assert normal_scores(np.array([value]), np.array(known))[0] == pytest.approx(score, abs=1e-3)


@pytest.mark.parametrize(
    ("a_day", "number", "expected"),
    [(4, 0, 0), (4, 1, 1), (4, 30, 15), (4, 300, 200), (90, 500, 319), (400, 500, 250)],
)
def test_where_the_past_ends(a_day: int, number: int, expected: int) -> None:
    times = [datetime(2026, 8, 3, tzinfo=UTC) + timedelta(days=each / a_day) for each in range(number)]
    assert split_of(times, 100) == expected


@given(st.lists(st.booleans(), max_size=80), st.integers(0, 80), st.floats(0, 1e6))
def test_it_never_raises(flags: list[bool], known: int, per_week: float) -> None:
    those = np.arange(len(flags)) < known
    of_flags(np.array(flags, dtype=bool), those, per_week)
    of_values(np.array(flags, dtype=float), those, per_week, 1)

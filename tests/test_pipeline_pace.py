"""The pace of a source: what is to be expected in a span, and which pause is no chance."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pipeline.pace import LEAST, Pace, Span, line_of, pace_of, passing

BEGAN = datetime(2026, 7, 6, tzinfo=UTC)  # a Monday
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def looks(days: int, weekend: bool = False, every: int = 2) -> list[tuple[datetime, int]]:
    """A look each hour; something new on each working day from 8 to 18, each second hour."""
    found = []
    for hour in range(24 * days):
        at = BEGAN + hour * HOUR
        new = at.hour in range(8, 20, every) and (weekend or at.weekday() < 5)
        found.append((at, int(new)))
    return found


def told(days: int = 56, weekend: bool = False) -> Pace:
    """The pace of so many days."""
    made = looks(days, weekend)
    pace = pace_of(made, "UTC", made[-1][0], ())
    assert pace is not None
    return pace


@pytest.mark.parametrize("arrivals", [[], looks(1), looks(9), [(BEGAN, 1)] * (LEAST + 5)])
def test_too_few_to_tell(arrivals: list[tuple[datetime, int]]) -> None:
    assert pace_of(arrivals, "UTC", BEGAN + 90 * DAY, ()) is None


def test_what_is_to_be_expected() -> None:
    pace, monday = told(), BEGAN + 42 * DAY
    assert pace.expected(monday, monday + DAY) == pytest.approx(6, rel=0.15)
    assert pace.expected(monday, monday + 8 * HOUR) < 1
    assert pace.expected(monday + 8 * HOUR, monday + 19 * HOUR) == pytest.approx(5.4, rel=0.15)
    assert pace.expected(monday + 5 * DAY, monday + 7 * DAY) < 1.2
    assert pace.expected(monday + DAY, monday) == 0
    assert pace.daily == pytest.approx(6 * 5 / 7, rel=0.15)


def test_a_night_and_a_weekend_are_no_silence_and_a_day_is() -> None:
    pace, monday = told(), BEGAN + 49 * DAY
    assert pace.expected(monday - 2 * DAY - 6 * HOUR, monday + 8 * HOUR) < pace.line
    assert pace.expected(monday + 18 * HOUR, monday + 32 * HOUR) < pace.line
    assert pace.expected(monday + 18 * HOUR, monday + DAY + 19 * HOUR) > pace.line


def test_on_holidays_little_is_to_be_expected() -> None:
    made = [(at + 60 * DAY, number) for at, number in looks(56, weekend=True)]
    pace = pace_of(made, "Asia/Shanghai", made[-1][0], ())
    assert pace is not None
    usual, free = datetime(2026, 9, 21, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC)
    assert pace.expected(free, free + DAY) < 0.3 * pace.expected(usual, usual + DAY)


def test_days_in_which_nobody_looked_or_something_was_wrong_tell_nothing() -> None:
    whole, monday = told(), BEGAN + 49 * DAY
    gone = (BEGAN + 20 * DAY, BEGAN + 30 * DAY)
    unwatched = [each for each in looks(56) if not gone[0] < each[0] < gone[1]]
    silent = [(at, 0 if gone[0] < at < gone[1] else number) for at, number in looks(56)]
    for arrivals, spoilt in ((unwatched, ()), (silent, (gone,))):
        pace = pace_of(arrivals, "UTC", arrivals[-1][0], spoilt)
        assert pace is not None
        assert pace.line == pytest.approx(whole.line, rel=0.2)
        assert pace.expected(monday, monday + DAY) == pytest.approx(6, rel=0.2)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([], 0),
        ([(0, 2)], 1),
        ([(0, 2), (7, 9)], 2),
        ([(0, 2), (7.5, 9), (21, 22)], 0),  # a habit
        ([(0, 2), (7.5, 9), (21, 26)], 1),  # the last one lasted too long for a weekend
        ([(0, 2), (3, 4), (12, 13)], 3),  # on any day
        ([(0, 2), (42, 43), (84, 85)], 3),  # too far apart
    ],
)
def test_a_habit_is_no_fault(spans: list[tuple[float, float]], kept: int) -> None:
    spoilt: list[Span] = [(BEGAN + since * DAY, BEGAN + until * DAY) for since, until in spans]
    assert len(passing(spoilt)) == kept


def test_a_source_that_gives_up_its_weekends_is_told_a_few_times_only() -> None:
    made = [each for each in looks(56, weekend=True) if each[0] < BEGAN + 26 * DAY]
    made += [each for each in looks(56) if each[0] >= BEGAN + 26 * DAY]
    weekends = [(BEGAN + (day + 0.5) * DAY, BEGAN + (day + 2.3) * DAY) for day in (26, 33, 40, 47)]
    first, last = (pace_of(made, "UTC", made[-1][0], weekends[:number]) for number in (2, 4))
    assert first is not None
    assert last is not None
    saturday = BEGAN + 54 * DAY
    assert last.expected(saturday, saturday + 2 * DAY) < first.expected(saturday, saturday + 2 * DAY) / 1.2


def test_weekends_beside_holidays_of_the_mainland_tell_nothing_of_others() -> None:
    """In 2024 people worked on Sunday, 29 September, and on Saturday, 12 October; the next weekend was none of work."""
    began = datetime(2024, 9, 20, tzinfo=UTC)
    made = []
    for hour in range(24 * 29):
        at = began + hour * HOUR
        works = at.weekday() < 5 or at.date().isoformat() in ("2024-09-29", "2024-10-12")
        made.append((at, 8 * int(works and at.hour in range(1, 12))))
    pace = pace_of(made, "Asia/Shanghai", made[-1][0], ())
    assert pace is not None
    saturday = datetime(2024, 10, 19, tzinfo=UTC)
    assert pace.expected(saturday - 8 * HOUR, saturday + 40 * HOUR) < pace.line


def test_a_summer_time_that_ends_is_no_error() -> None:
    made = [(at + 100 * DAY, number) for at, number in looks(40)]
    assert pace_of(made, "Europe/London", made[-1][0], ()) is not None


def test_a_line_is_higher_where_pauses_are_uneven_and_where_few_are_known() -> None:
    even, chance = np.full(100, 1.0), np.sort(np.random.default_rng(1).exponential(1, 100))
    assert line_of(even, 12)[1] < line_of(chance, 12)[1]
    assert line_of(chance, 4)[1] > line_of(chance, 12)[1]
    assert line_of(np.array([1.0] * 99 + [60.0]), 12)[0] == 1.0  # an outage before anybody watched
    assert line_of(np.zeros(1), 1)[1] > 0
    assert line_of(np.minimum(chance, 1.5), 12)[1] > 6  # that no pause was longer was luck

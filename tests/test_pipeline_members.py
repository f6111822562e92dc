"""Members of a family: how surely it is known when each was published, and which was first."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.members import Member, in_order, is_precise, is_surely_first, moment
from pipeline.values import Precision
from tests.test_pipeline_families import HOUR, NOW, member

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Time = tuple[datetime | None, Precision | None]
NONE: Time = (None, None)


def at(number: int, time: Time, **changes: Any) -> Member:
    return member(number, published_at=time[0], published_precision=time[1], **changes)


@pytest.mark.parametrize(
    ("time", "expected"),
    [(NONE, False), ((NOW, "second"), True), ((NOW, "minute"), True), ((NOW, "day"), False), ((NOW, "month"), False)],
)
def test_whether_the_time_of_day_is_known(time: Time, expected: bool) -> None:
    assert is_precise(at(1, time)) == expected


@pytest.mark.parametrize(
    ("first", "others", "expected"),
    [
        ((NOW, "second"), [], True),
        (NONE, [], False),
        ((NOW, "second"), [(NOW + HOUR, "second")], True),
        ((NOW, "second"), [(NOW, "second")], False),
        ((NOW, "minute"), [(NOW + MINUTE / 2, "second")], False),
        ((NOW, "minute"), [(NOW + MINUTE, "minute")], True),
        ((NOW, "second"), [NONE], False),
        (NONE, [(NOW + DAY, "second")], False),
        # A bare day is any time of it.
        ((NOW, "day"), [(NOW + HOUR, "second")], False),
        ((NOW, "day"), [(NOW + 2 * DAY, "second")], True),
        ((NOW + HOUR, "second"), [(NOW, "day")], False),
        ((NOW - HOUR, "second"), [(NOW, "day"), (NOW, "month")], True),
    ],
)
def test_whether_it_is_known_which_was_first(first: Time, others: list[Time], expected: bool) -> None:
    one = at(1, first)
    among = [one, *(at(number, each) for number, each in enumerate(others, 2))]
    assert is_surely_first(one, among) == expected


times = st.tuples(
    st.none() | st.integers(-50, 50).map(lambda hours: NOW + hours * HOUR),
    st.sampled_from(["second", "minute", "day", "month", None]),
)


@given(st.lists(times, min_size=1, max_size=5))
def test_one_at_most_is_surely_first_and_stands_first(given_times: list[Time]) -> None:
    members = [at(number, each) for number, each in enumerate(given_times)]
    sure = [each for each in members if is_surely_first(each, members)]
    assert len(sure) <= 1
    assert all(each == in_order(members)[0] for each in sure)
    assert all(moment(each) == each.published_at for each in members if is_precise(each))

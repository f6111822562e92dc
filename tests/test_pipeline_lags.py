"""Lead and lag: who told a story first, where that can be known, and how long the other took."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lags import First, Lead, first_of, leads

AT = datetime(2026, 10, 12, 9, tzinfo=UTC)
HOUR = 3600.0


def at(hours: float) -> First:
    return First(AT + timedelta(hours=hours), AT + timedelta(hours=hours))


def on_day(hours: float) -> First:
    return First(AT + timedelta(hours=hours), AT + timedelta(hours=hours + 24))


def test_leads() -> None:
    stories = [{"zh": at(0), "en": at(2)}, {"zh": at(5), "en": at(1)}, {"zh": at(0), "en": at(6)}, {"zh": at(3)}]
    assert leads(stories) == (Lead("en", "zh", 3, 1, 2, 0, 3, -4 * HOUR, -2 * HOUR, 1 * HOUR),)


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (at(1), at(1), (0, 0, 1, 1)),
        (on_day(0), at(12), (0, 0, 1, 0)),  # some time of that day
        (on_day(0), at(30), (0, 1, 0, 0)),
        (on_day(30), at(2), (1, 0, 0, 0)),
        (None, at(2), (0, 0, 1, 0)),
    ],
)
def test_who_is_first_is_said_where_it_is_known(
    zh: First | None, en: First, expected: tuple[int, int, int, int]
) -> None:
    (found,) = leads([{"zh": zh, "en": en}])
    assert (found.side_first, found.other_first, found.undecided, found.timed) == expected
    assert found.is_small


def test_three_sides_are_three_pairs() -> None:
    found = leads([{"CN": at(0), "US": at(1), "GB": at(2)}])
    assert [(each.side, each.other, each.median) for each in found] == [
        ("CN", "GB", 2 * HOUR),
        ("CN", "US", HOUR),
        ("GB", "US", -HOUR),
    ]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], None),
        ([None, None], None),
        ([at(3), None, at(1)], at(1)),
        ([on_day(0), at(4)], First(AT, AT + timedelta(hours=4))),
        ([on_day(0), at(40)], on_day(0)),
    ],
)
def test_the_first_report(reports: list[First | None], expected: First | None) -> None:
    assert first_of(reports) == expected


def test_no_stories() -> None:
    assert leads(()) == leads([{"zh": at(0)}, {}]) == ()


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-90, 90)), min_size=1))
def test_every_story_is_someones_or_undecided(hours: list[tuple[float, float]]) -> None:
    (found,) = leads({"zh": at(zh), "en": at(en)} for zh, en in hours)
    assert found.side_first + found.other_first + found.undecided == found.stories == len(hours)
    assert found.lower is not None
    assert found.median is not None
    assert found.upper is not None
    assert found.lower <= found.median <= found.upper

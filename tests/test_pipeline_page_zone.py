"""The zone of a page's own clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.moments import STATED, Moment, zone_of
from pipeline.page_zone import in_page_zone

DECLARED = datetime(2026, 10, 12, 4, 30, 59, tzinfo=UTC)
SHANGHAI = "Asia/Shanghai"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


def stated(offset: str, moment: datetime = DECLARED) -> Moment:
    return Moment(moment, "second", offset)


def clock(day: int, hour: int, minute: int, zone: str = SHANGHAI) -> Moment:
    """A clock that is printed without a zone, read in that of its source."""
    return Moment(datetime(2026, 10, day, hour, minute, tzinfo=zone_of(zone)).astimezone(UTC), "minute", zone)


@pytest.mark.parametrize(
    ("others", "printed", "expected"),
    [
        ([], [], STATED),
        ([stated("-06:00")], [], "-06:00"),
        ([stated(STATED), stated("+05:30", at(13, 10))], [], "+05:30"),
        ([stated("-06:00", at(14, 10))], [], STATED),  # another article's
        ([stated("-06:00")], [clock(12, 12, 30)], "-06:00"),
        ([], [clock(11, 22, 30)], "-06:00"),
        ([], [clock(12, 12, 30)], "+08:00"),
        ([], [clock(12, 4, 30)], "+00:00"),
        ([], [clock(12, 4, 30, "UTC")], "+00:00"),
        ([], [clock(12, 10, 0)], "+05:30"),
        ([], [clock(12, 12, 31)], STATED),
        ([], [clock(12, 12, 31), clock(12, 12, 30)], "+08:00"),
        ([], [clock(13, 12, 30)], STATED),  # no zone is a day ahead
        ([], [Moment(at(11, 16), "day", SHANGHAI)], STATED),
        ([Moment(at(11, 16), "day", SHANGHAI)], [], STATED),
    ],
)
def test_zone(others: list[Moment], printed: list[Moment], expected: str) -> None:
    assert in_page_zone(stated(STATED), others, printed) == stated(expected)


@pytest.mark.parametrize("told", [stated("+08:00"), clock(12, 12, 30), Moment(at(11, 16), "day", STATED)])
def test_what_is_told_stays(told: Moment) -> None:
    assert in_page_zone(told, [stated("-06:00")], [clock(11, 22, 30)]) == told


@given(st.integers(700_000_000, 1_790_000_000), st.integers(-24, 28))
def test_every_offset_in_use(seconds: int, halves: int) -> None:
    """A printed clock gives its own offset back, and the instant stays."""
    declared = datetime.fromtimestamp(seconds, UTC)
    local = declared + timedelta(minutes=30 * halves)
    found = in_page_zone(
        stated(STATED, declared), [], [Moment(local.replace(second=0, microsecond=0), "minute", "UTC")]
    )
    assert found.at == declared
    assert found.at.astimezone(zone_of(found.zone)).replace(tzinfo=None) == local.replace(tzinfo=None)

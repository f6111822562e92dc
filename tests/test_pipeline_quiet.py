"""Quiet hours by the clock on a source's own wall, also in the nights in which clocks are set."""

from datetime import UTC, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.hours import Hours
from pipeline.quiet import day_began, is_quiet, is_quiet_at, quiet_of, quiet_until
from pipeline.rhythm import Look, Rhythm, after_round
from tests.builders import source

NIGHT = Hours(time(1), time(6))
OVER_MIDNIGHT = Hours(time(22, 30), time(5))
BERLIN, SHANGHAI, YORK = "Europe/Berlin", "Asia/Shanghai", "America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "zone", "when", "expected"),
    [
        (None, "UTC", "2026-10-12T03:00", None),
        (NIGHT, "UTC", "2026-10-12T00:59", None),
        (NIGHT, "UTC", "2026-10-12T01:00", "2026-10-12T06:00"),
        (NIGHT, "UTC", "2026-10-12T05:59:59", "2026-10-12T06:00"),
        (NIGHT, "UTC", "2026-10-12T06:00", None),
        (NIGHT, SHANGHAI, "2026-10-11T17:30", "2026-10-11T22:00"),
        (NIGHT, SHANGHAI, "2026-10-12T01:30", None),
        (OVER_MIDNIGHT, "UTC", "2026-10-12T22:29", None),
        (OVER_MIDNIGHT, "UTC", "2026-10-12T22:30", "2026-10-13T05:00"),
        (OVER_MIDNIGHT, "UTC", "2026-10-13T04:00", "2026-10-13T05:00"),
        (Hours(time(18), time(0)), "UTC", "2026-10-12T20:00", "2026-10-13T00:00"),
        # The night of 29 March 2026, when Berlin's clocks go from 02:00 (01:00 UTC) to 03:00.
        (NIGHT, BERLIN, "2026-03-29T00:30", "2026-03-29T04:00"),  # an hour less of it
        (Hours(time(1), time(2, 30)), BERLIN, "2026-03-29T00:30", "2026-03-29T01:00"),  # its end is skipped
        (Hours(time(2), time(3)), BERLIN, "2026-03-29T00:59", None),  # all of it is
        (Hours(time(2), time(3)), BERLIN, "2026-03-29T01:00", None),
        # The night of 25 October 2026, when they go from 03:00 (01:00 UTC) back to 02:00.
        (NIGHT, BERLIN, "2026-10-24T23:30", "2026-10-25T05:00"),  # an hour more
        (Hours(time(1), time(2, 30)), BERLIN, "2026-10-24T23:30", "2026-10-25T00:30"),
        (Hours(time(1), time(2, 30)), BERLIN, "2026-10-25T00:45", None),
        (Hours(time(1), time(2, 30)), BERLIN, "2026-10-25T01:00", "2026-10-25T01:30"),  # 02:00 comes again
        (Hours(time(1), time(2)), YORK, "2026-11-01T05:59", "2026-11-01T07:00"),  # 01:59 comes twice
    ],
)
def test_when_they_are_over(hours: Hours | None, zone: str, when: str, expected: str | None) -> None:
    assert is_quiet(hours, zone, at(when)) is (expected is not None)
    assert quiet_until(hours, zone, at(when)) == at(expected or when)


def test_of_a_source() -> None:
    of = source(quiet=NIGHT, timezone=SHANGHAI)
    assert quiet_of(of, at("2026-10-11T18:00")) == at("2026-10-11T22:00")
    assert quiet_of(source(), at("2026-10-11T18:00")) is None
    assert not is_quiet_at(of, at("2026-10-12T00:00"))


@pytest.mark.parametrize(
    ("zone", "when", "expected"),
    [
        ("UTC", "2026-10-12T00:00", "2026-10-12T00:00"),
        (SHANGHAI, "2026-10-12T15:59", "2026-10-11T16:00"),
        (SHANGHAI, "2026-10-12T16:00", "2026-10-12T16:00"),
        (BERLIN, "2026-10-25T20:00", "2026-10-24T22:00"),  # a day of 25 hours
        (BERLIN, "2026-03-29T20:00", "2026-03-28T23:00"),
    ],
)
def test_a_day_begins_at_midnight_there(zone: str, when: str, expected: str) -> None:
    assert day_began(zone, at(when)) == at(expected)


DUE = at("2026-10-24T22:00")  # midnight in Berlin, in whose night the clocks go back
RHYTHM = Rhythm()


@pytest.mark.parametrize(
    ("every", "hours", "due", "waits"),
    [
        (30, None, "2026-10-24T22:30", False),
        (30, NIGHT, "2026-10-24T22:30", False),
        (60, NIGHT, "2026-10-25T05:00", True),  # 01:00 to 06:00 are six hours
        (90, NIGHT, "2026-10-25T05:00", True),
        (60 * 8, NIGHT, "2026-10-25T06:00", False),
    ],
)
def test_a_due_time_waits_for_their_end(every: int, hours: Hours | None, due: str, waits: bool) -> None:
    gap = timedelta(minutes=every)
    wake = partial(quiet_until, hours, BERLIN)
    following = after_round(DUE, DUE, DUE + timedelta(minutes=1), gap, 0, gap, Look(True), RHYTHM, wake)
    assert (following.due_at, following.is_quiet, following.failures) == (at(due), waits, 0)


ZONES = st.sampled_from(["UTC", BERLIN, SHANGHAI, YORK, "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"])
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))  # noqa: DTZ001


@given(CLOCKS, CLOCKS, ZONES, INSTANTS)
def test_at_their_end_they_are_over_and_not_a_minute_before(start: time, end: time, zone: str, when: datetime) -> None:
    if start == end:
        return
    hours = Hours(start, end)
    over = quiet_until(hours, zone, when)
    assert not is_quiet(hours, zone, over)
    assert over == when or (when < over <= when + timedelta(hours=26))
    assert over == when or is_quiet(hours, zone, over - timedelta(minutes=1)) or over - timedelta(minutes=1) < when
    wall = when.astimezone(ZoneInfo(zone)).time()
    inside = start <= wall < end if start < end else wall >= start or wall < end
    assert is_quiet(hours, zone, when) is inside

"""Slots of both languages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare import MOST_SLOTS, counted, side_by_side
from pipeline.values import Language, Precision

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Row:
    """What the comparison asks of an article."""

    language: Language
    published_at: datetime | None
    published_precision: Precision | None = "minute"
    published_zone: str = "stated"
    first_seen_at: datetime = datetime(2026, 10, 20, tzinfo=UTC)
    source: str = "a"


def at(day: int, hour: int = 12, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_languages_stand_apart_and_the_newest_first() -> None:
    early, late, other = Row("zh", at(12, 1)), Row("zh", at(12, 2)), Row("en", at(12, 3))
    (slot,) = side_by_side([early, other, late], "day", UTC)
    assert (slot.start, slot.zh, slot.en) == (date(2026, 10, 12), (late, early), (other,))


def test_no_articles_make_no_slots() -> None:
    assert side_by_side([], "day", UTC) == ()
    assert counted([]) == {"zh": {}, "en": {}}


@pytest.mark.parametrize(
    ("row", "zone", "expected"),
    [
        (Row("zh", at(11, 16)), UTC, date(2026, 10, 11)),
        (Row("zh", at(11, 16)), SHANGHAI, date(2026, 10, 12)),
        (Row("zh", None), UTC, date(2026, 10, 20)),
        # 12 October printed in Shanghai is 11 October, 16:00 in UTC, and still the 12th to whoever reads it.
        (Row("zh", at(11, 16), "day", "Asia/Shanghai"), UTC, date(2026, 10, 12)),
        (Row("zh", at(11, 16), "minute", "Asia/Shanghai"), UTC, date(2026, 10, 11)),
        (Row("zh", at(11, 0), "day", "stated"), UTC, date(2026, 10, 11)),
        (Row("zh", at(11, 16), "second", "+08:00"), UTC, date(2026, 10, 11)),
        (Row("zh", at(11, 0), "day", "Mars/Olympus"), SHANGHAI, date(2026, 10, 11)),
        (Row("zh", at(11, 16), "month", "Asia/Shanghai"), UTC, date(2026, 10, 12)),
    ],
)
def test_the_day_of_an_article(row: Row, zone: ZoneInfo, expected: date) -> None:
    assert side_by_side([row], "day", zone)[0].start == expected


@pytest.mark.parametrize(
    ("day", "monday"), [(12, 12), (13, 12), (18, 12), (19, 19), (11, 5)], ids=["mon", "tue", "sun", "next", "before"]
)
def test_weeks_begin_on_monday(day: int, monday: int) -> None:
    assert side_by_side([Row("en", at(day))], "week", UTC)[0].start == date(2026, 10, monday)


def test_a_gap_shows_while_the_slots_are_few() -> None:
    near = side_by_side([Row("en", at(1)), Row("zh", at(31))], "day", UTC)
    far = side_by_side([Row("en", at(1)), Row("zh", at(1, month=11))], "day", UTC)
    weeks = side_by_side([Row("en", at(1)), Row("zh", at(20))], "week", UTC)
    assert len(near) == MOST_SLOTS == 31
    assert (near[1].zh, near[1].en) == ((), ())
    assert [slot.start for slot in far] == [date(2026, 11, 1), date(2026, 10, 1)]
    assert [slot.start.day for slot in weeks] == [19, 12, 5, 28]


times = st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  given UTC


@given(
    st.lists(st.builds(Row, language=st.sampled_from(["zh", "en"]), published_at=times)),
    st.sampled_from(["day", "week"]),
)
def test_every_article_stands_in_one_slot(rows: list[Row], by: str) -> None:
    slots = side_by_side(rows, "week" if by == "week" else "day", SHANGHAI)
    starts = [slot.start for slot in slots]
    assert starts == sorted(set(starts), reverse=True)
    assert sum(len(slot.zh) + len(slot.en) for slot in slots) == len(rows)
    assert all(row.language == "zh" for slot in slots for row in slot.zh)
    assert len(slots) <= max(MOST_SLOTS, len(rows))


def test_counted() -> None:
    rows = [Row("zh", at(1), source="b"), Row("zh", at(1), source="b"), Row("en", at(1))]
    assert counted(rows) == {"zh": {"b": 2}, "en": {"a": 1}}


def test_the_clock_of_a_zone_does_not_move_the_week() -> None:
    sunday_evening = Row("en", at(18, 20))
    assert side_by_side([sunday_evening], "week", UTC)[0].start == date(2026, 10, 12)
    assert side_by_side([sunday_evening], "week", SHANGHAI)[0].start == date(2026, 10, 19)
    assert date(2026, 10, 19) - date(2026, 10, 12) == timedelta(weeks=1)

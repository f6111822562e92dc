"""Holidays by zone: the spans and moving days of the rules, and their neighbours."""

from datetime import date

import pytest

from config.rules import rules
from pipeline.holidays import days_of, holidays, may_be_moved, share_of

FULL, BESIDE = 1.0, 0.5
FREE = float(rules("holidays")["share"])


@pytest.mark.parametrize(
    ("day", "zone", "share"),
    [
        (date(2026, 2, 17), "Asia/Shanghai", FREE),  # New Year's Day of the Chinese calendar
        (date(2026, 2, 20), "Asia/Shanghai", FREE),
        (date(2026, 2, 20), "Asia/Hong_Kong", FREE),
        (date(2026, 2, 23), "Asia/Hong_Kong", FULL),
        (date(2026, 2, 24), "Asia/Shanghai", BESIDE),
        (date(2026, 3, 2), "Asia/Shanghai", FULL),
        (date(2025, 1, 29), "Asia/Shanghai", FREE),
        (date(2026, 10, 3), "Asia/Shanghai", FREE),
        (date(2026, 10, 3), "Europe/London", FULL),
        (date(2026, 12, 25), "Asia/Shanghai", FULL),
        (date(2026, 12, 25), "Europe/London", FREE),
        (date(2026, 12, 28), "America/New_York", FREE),
        (date(2027, 1, 1), "America/New_York", FREE),
        (date(2027, 1, 2), "America/New_York", BESIDE),
        (date(2026, 11, 26), "America/New_York", FREE),  # Thanksgiving
        (date(2026, 11, 26), "Africa/Nairobi", FULL),
    ],
)
def test_share(day: date, zone: str, share: float) -> None:
    assert share_of(day, zone) == share


def test_every_line_of_the_rules_names_days() -> None:
    for each in rules("holidays")["calendars"].values():
        for text in each["days"]:
            assert list(days_of(text, 2026))


def test_a_line_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="names no day"):
        list(days_of("next week", 2026))


@pytest.mark.parametrize("year", [1850, 2099, 2150])
def test_a_year_beyond_the_lunar_tables_has_the_other_days(year: int) -> None:
    assert date(year, 10, 1) in holidays(year, "Asia/Shanghai")


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        ("2024-09-29", "Asia/Shanghai", True),  # a Sunday that was worked on
        ("2024-10-12", "Asia/Shanghai", True),
        ("2025-02-08", "Asia/Shanghai", True),
        ("2024-10-19", "Asia/Shanghai", False),
        ("2024-10-11", "Asia/Shanghai", False),  # a Friday
        ("2024-10-12", "Asia/Hong_Kong", False),
        ("2024-12-21", "Europe/London", False),
    ],
)
def test_weekends_that_may_be_worked_on(day: str, zone: str, expected: bool) -> None:
    assert may_be_moved(date.fromisoformat(day), zone) == expected

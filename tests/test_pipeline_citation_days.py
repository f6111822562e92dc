"""Days as reports print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citation_days import days_of

AT = date(2025, 8, 27)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("8月19日", [date(2025, 8, 19)]),
        ("8 月 19 日", [date(2025, 8, 19)]),
        ("八月十九日", [date(2025, 8, 19)]),
        ("9月1日", [date(2024, 9, 1)]),
        ("2月29日", [date(2024, 2, 29)]),
        ("13月1日", [None]),
        ("2025年8月19日晚间", [date(2025, 8, 19)]),
        ("二〇二四年八月十九日", [date(2024, 8, 19)]),
        ("去年12月3日", [date(2024, 12, 3)]),
        ("25日", [date(2025, 8, 25)]),
        ("28日", [date(2025, 7, 28)]),
        ("25号", [date(2025, 8, 25)]),
        ("2号线", []),
        ("3日元", []),
        ("周二", [date(2025, 8, 26)]),
        ("周三", [date(2025, 8, 27)]),
        ("周四", [date(2025, 8, 21)]),
        ("上周四", [date(2025, 8, 21)]),
        ("上周二", [date(2025, 8, 19)]),
        ("星期二(26日)", [date(2025, 8, 26)]),
        ("本月5日", [date(2025, 8, 5)]),
        ("上月30日", [date(2025, 7, 30)]),
        ("当地时间26日", [date(2025, 8, 26)]),
        ("昨天", [date(2025, 8, 26)]),
        ("前天", [date(2025, 8, 25)]),
        ("今日美国", []),
        ("三天前", [date(2025, 8, 24)]),
        ("8月19日发布,次日", [date(2025, 8, 19), date(2025, 8, 20)]),
        ("当天", [None]),
        ("2025-08-19", [date(2025, 8, 19)]),
        ("上周", []),
    ],
)
def test_chinese_days(text: str, expected: list[date | None]) -> None:
    assert [day.at for day in days_of(text, "zh", AT)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("aug. 19", [date(2025, 8, 19)]),
        ("on nov 9, citing", [date(2024, 11, 9)]),
        ("tuesday, august 19th, 2025", [date(2025, 8, 19)]),
        ("19 august", [date(2025, 8, 19)]),
        ("the 19th of august", [date(2025, 8, 19)]),
        ("on tuesday", [date(2025, 8, 26)]),
        ("last thursday", [date(2025, 8, 21)]),
        ("next thursday", [None]),
        ("late monday (local time)", [date(2025, 8, 25)]),
        ("yesterday", [date(2025, 8, 26)]),
        ("the day before yesterday", [date(2025, 8, 25)]),
        ("two days ago", [date(2025, 8, 25)]),
        ("on the 25th", [date(2025, 8, 25)]),
        ("the 21st century", []),
        ("on monday and a day later", [date(2025, 8, 25), date(2025, 8, 26)]),
        ("last week", []),
        ("feb. 30", [None]),
    ],
)
def test_english_days(text: str, expected: list[date | None]) -> None:
    assert [day.at for day in days_of(text, "en", AT)] == expected


@given(st.text(max_size=100), st.sampled_from(["zh", "en"]))
def test_any_text_is_looked_through(text: str, language: str) -> None:
    for day in days_of(text, language, None):
        assert text[day.start : day.end]


@given(st.text("0123456789一二三四五六七八九十年月日号周上前昨", max_size=30))
def test_days_stand_where_they_say(text: str) -> None:
    last = 0
    for day in days_of(text, "zh", AT):
        assert last <= day.start < day.end <= len(text)
        last = day.end

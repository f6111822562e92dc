"""Times in all the forms that pages and feeds print, and what is no time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import parse_time, readings_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SHANGHAI = "Asia/Shanghai"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # mypy takes parts for the tzinfo too


@pytest.mark.parametrize(
    ("text", "expected", "precision", "zone"),
    [
        ("2026-10-12T09:30:00+08:00", at(2026, 10, 12, 1, 30), "second", "+08:00"),
        ("2026-10-12T09:30:00.123Z", at(2026, 10, 12, 9, 30), "second", "stated"),
        ("2026-10-12T09:30+0800", at(2026, 10, 12, 1, 30), "minute", "+08:00"),
        ("2026-10-12T09:30:00-04:00", at(2026, 10, 12, 13, 30), "second", "-04:00"),
        ("2026-10-12 09:30", at(2026, 10, 12, 1, 30), "minute", SHANGHAI),
        ("2026-10-12 09:30:05", at(2026, 10, 12, 1, 30, 5), "second", SHANGHAI),
        ("2026/10/12", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("2026.10.12", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("20261012", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("20261012093000", at(2026, 10, 12, 1, 30), "second", SHANGHAI),
        ("20261012T09:30:00Z", at(2026, 10, 12, 9, 30), "second", "stated"),
        ("20261012T09:30:00.123Z", at(2026, 10, 12, 9, 30), "second", "stated"),
        ("18-03-08 23:16", at(2018, 3, 8, 15, 16), "minute", SHANGHAI),
        ("发布时间：18-12-08", at(2018, 12, 7, 16), "day", SHANGHAI),
        ("2026年10月12日 09:30", at(2026, 10, 12, 1, 30), "minute", SHANGHAI),
        ("2026年10月12日 星期一 09:30", at(2026, 10, 12, 1, 30), "minute", SHANGHAI),
        ("2026年10月12日下午3:05", at(2026, 10, 12, 7, 5), "minute", SHANGHAI),
        ("2026年10月12日15时05分", at(2026, 10, 12, 7, 5), "minute", SHANGHAI),
        ("2026年10月12日下午3時20分", at(2026, 10, 12, 7, 20), "minute", SHANGHAI),
        ("2026年10月12日晚間8點5分", at(2026, 10, 12, 12, 5), "minute", SHANGHAI),
        ("2026年10月12日下午3時", at(2026, 10, 12, 7), "minute", SHANGHAI),
        ("2026年10月12號 上午11点", at(2026, 10, 12, 3), "minute", SHANGHAI),
        ("2026年10月12日 25点", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("发布时间：2026-10-12 09:30 来源：新华社", at(2026, 10, 12, 1, 30), "minute", SHANGHAI),
        ("Mon, 12 Oct 2026 09:30:00 GMT", at(2026, 10, 12, 9, 30), "second", "stated"),
        ("Mon, 12 Oct 2026 09:30:00 +0800", at(2026, 10, 12, 1, 30), "second", "+08:00"),
        ("Mon Oct 12 09:30:00 CST 2026", at(2026, 10, 12, 1, 30), "second", SHANGHAI),
        ("Oct. 12, 2026", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("12 October 2026", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("Oct. 12, 2026, 10:30 a.m. ET", at(2026, 10, 12, 14, 30), "minute", "-04:00"),
        ("October 3, 2026 - 4.12pm", at(2026, 10, 3, 8, 12), "minute", "Asia/Shanghai"),
        ("October 30, 2026 - 4.34pm", at(2026, 10, 30, 8, 34), "minute", "Asia/Shanghai"),
        ("11:30 PM EST, Oct 12, 2026", at(2026, 10, 13, 4, 30), "minute", "-05:00"),
        ("October 12, 2026 at 12:05 AM UTC", at(2026, 10, 12, 0, 5), "minute", "stated"),
        ("Mon 12 Oct 2026 10.30 BST", at(2026, 10, 12, 9, 30), "minute", "+01:00"),
        ("12th of October 2026", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("2026-10-12 1.25 million", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("Mon Oct 12 2026 09:30:00 GMT+0800 (China Standard Time)", at(2026, 10, 12, 1, 30), "second", "+08:00"),
        ("2026年10月12日（星期一）09:30", at(2026, 10, 12, 1, 30), "minute", SHANGHAI),
        ("1790000000", at(2026, 9, 21, 14, 13, 20), "second", "stated"),
        ("1790000000000", at(2026, 9, 21, 14, 13, 20), "second", "stated"),
        (1790000000, at(2026, 9, 21, 14, 13, 20), "second", "stated"),
        (1790000000000, at(2026, 9, 21, 14, 13, 20), "second", "stated"),
        ("3小时前", at(2026, 11, 23, 9), "minute", SHANGHAI),
        ("3 hours ago", at(2026, 11, 23, 9), "minute", SHANGHAI),
        ("5分钟前", at(2026, 11, 23, 11, 55), "minute", SHANGHAI),
        ("2天前", at(2026, 11, 20, 16), "day", SHANGHAI),
        ("昨天 09:30", at(2026, 11, 22, 1, 30), "minute", SHANGHAI),
        ("今天", at(2026, 11, 22, 16), "day", SHANGHAI),
        ("刚刚", NOW, "minute", SHANGHAI),
        ("11-20 08:30", at(2026, 11, 20, 0, 30), "minute", SHANGHAI),
        ("12月30日 08:30", at(2025, 12, 30, 0, 30), "minute", SHANGHAI),
        ("2026-10-12 09:30 (UTC+8)", at(2026, 10, 12, 1, 30), "minute", "+08:00"),
        ("2026-10-12 09:30（UTC +8）", at(2026, 10, 12, 1, 30), "minute", "+08:00"),
        ("2026-10-12 09:30 UTC-05:00", at(2026, 10, 12, 14, 30), "minute", "-05:00"),
        ("2026-10-12 09:30 GMT−3", at(2026, 10, 12, 12, 30), "minute", "-03:00"),
        ("2026-10-12 09:30 GMT+0530", at(2026, 10, 12, 4), "minute", "+05:30"),
        ("Oct. 12, 2026 at 9:30 a.m. GMT+5:30", at(2026, 10, 12, 4), "minute", "+05:30"),
        ("12 October 2026, 09:30 IST", at(2026, 10, 12, 4), "minute", "+05:30"),
        ("12 October 2026, 09:30 NPT", at(2026, 10, 12, 3, 45), "minute", "+05:45"),
        ("October 12, 2026 9:30 AM Beijing Time", at(2026, 10, 12, 1, 30), "minute", "+08:00"),
        ("October 12, 2026, 9:30 AM, New York time", at(2026, 10, 12, 13, 30), "minute", "-04:00"),
        ("美东时间2026年10月12日 09:30", at(2026, 10, 12, 13, 30), "minute", "-04:00"),
        ("2026年10月12日 09:30（北京时间）", at(2026, 10, 12, 1, 30), "minute", "+08:00"),
        ("2026年10月12日 上午12:30", at(2026, 10, 11, 16, 30), "minute", SHANGHAI),
        ("2026年10月12日 中午1:20", at(2026, 10, 12, 5, 20), "minute", SHANGHAI),
        ("2026年10月12日 中午11:40", at(2026, 10, 12, 3, 40), "minute", SHANGHAI),
        ("2026年10月12日 下午12:30", at(2026, 10, 12, 4, 30), "minute", SHANGHAI),
        ("2026年10月12日傍晚6:30", at(2026, 10, 12, 10, 30), "minute", SHANGHAI),
        ("2026年10月12日 晚9:30", at(2026, 10, 12, 13, 30), "minute", SHANGHAI),
        ("2026年10月12日 夜间11:52", at(2026, 10, 12, 15, 52), "minute", SHANGHAI),
        ("2026年10月12日 深夜1:20", at(2026, 10, 11, 17, 20), "minute", SHANGHAI),
        ("2026年10月12日 午夜12:10", at(2026, 10, 11, 16, 10), "minute", SHANGHAI),
        ("2026/10/12 PM 9:30", at(2026, 10, 12, 13, 30), "minute", SHANGHAI),
        ("2026-10-12 24:00", at(2026, 10, 12, 16), "minute", SHANGHAI),
        ("下午 9:30 · 2026年10月12日", at(2026, 10, 12, 13, 30), "minute", SHANGHAI),
        ("9:30 PM · Oct 12, 2026", at(2026, 10, 12, 13, 30), "minute", SHANGHAI),
        ("14:05, 12 October 2026", at(2026, 10, 12, 6, 5), "minute", SHANGHAI),
        ("9:05 AM ET, Mon October 12, 2026", at(2026, 10, 12, 13, 5), "minute", "-04:00"),
        ("2026-10-12 来源：北海网 09:30", at(2026, 10, 12, 1, 30), "minute", SHANGHAI),
        ("3:45 | Oct. 12, 2026", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("Oct. 12, 2026 (Updated 10:30)", at(2026, 10, 11, 16), "day", SHANGHAI),
        ("昨天 下午3:05", at(2026, 11, 22, 7, 5), "minute", SHANGHAI),
        ("11月20日下午3:05", at(2026, 11, 20, 7, 5), "minute", SHANGHAI),
    ],
)
def test_a_time(text: str | int, expected: datetime, precision: str, zone: str) -> None:
    moment = parse_time(text, SHANGHAI, NOW)
    assert moment is not None
    assert (moment.at, moment.precision, moment.zone) == (expected, precision, zone)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "no time at all", "2026-02-30", "2026-13-01", "0000-00-00T00:00:00Z", "-0001-01-01", "99999-01-01",
        "1989-12-31", "2026-11-26", "2099-01-01", "9999-12-31T23:59:59+14:00", "2026-01-01T00:00:00+99:99",
        "٢٠٢٦-٠١-٠١", "二〇二六年十三月四十五日", "1790000000000000000", "1" * 100_000, "2026-" * 20_000,
        " " * 100_000, "2026-10-12 25:00", "0/12/2026", "12/0/2026", "0.0.2026",
        "今天的头条新闻说了很多事情", 0, -5, float("nan"), float("inf"), 10**40,
    ],
)  # fmt: skip
def test_no_time(text: str | float) -> None:
    assert parse_time(text, SHANGHAI, NOW) is None


def test_a_clock_may_run_two_days_ahead() -> None:
    assert parse_time("2026-11-25T11:00:00Z", SHANGHAI, NOW) is not None


def test_an_unknown_zone_is_utc() -> None:
    moment = parse_time("2026-10-12 09:30", "No/Where", NOW)
    assert moment is not None
    assert moment.at == at(2026, 10, 12, 9, 30)


def test_relative_words_can_be_left_out() -> None:
    assert parse_time("3 hours ago", SHANGHAI, NOW, relative=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-12", "2026-10-12 00:00:00", "2026-10-12T00:00:00Z", "2026-10-12T00:00:00+08:00",
        "2026-10-12T00:00-04:00", "October 12, 2026 at 12:00 AM", "20261012000000", "12.10.2026",
        "2026年10月12日凌晨12:00", "Mon, 12 Oct 2026 00:00:00 GMT",
    ],
)  # fmt: skip
def test_midnight_is_a_bare_day_in_the_zone_of_the_source(text: str) -> None:
    moment = parse_time(text, SHANGHAI, NOW)
    assert moment is not None
    assert (moment.at, moment.precision, moment.zone) == (at(2026, 10, 11, 16), "day", SHANGHAI)


@pytest.mark.parametrize(
    "text", ["2026-10-12 08:00", "2026-10-12T00:00:01Z", "2026-10-12 00:01", "2026-10-12T08:00+08:00"]
)
def test_the_first_minute_of_utc_is_no_bare_day(text: str) -> None:
    moment = parse_time(text, SHANGHAI, NOW)
    assert moment is not None
    assert moment.precision != "day"


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("10/12/2026", "America/New_York", at(2026, 10, 12, 4)),
        ("10/12/2026", "Europe/London", None),
        ("12/10/2026", "Europe/London", at(2026, 10, 11, 23)),
        ("10/12/2026", "UTC", at(2026, 10, 12)),  # the other one lies ahead
        ("10/11/2026", "UTC", None),
        ("10/11/2026", "America/Toronto", None),
        ("10/11/2026", "Asia/Shanghai", None),
        ("10/11/2026", "America/Indiana/Knox", at(2026, 10, 11, 5)),
        ("10/11/2026", "America/Sao_Paulo", at(2026, 11, 10, 3)),
        ("10/11/2026", "Asia/Manila", at(2026, 10, 10, 16)),
        ("10/11/2026", "Europe/Paris", at(2026, 11, 9, 23)),
        ("10/10/2026", "UTC", at(2026, 10, 10)),
        ("10.11.2026", "UTC", at(2026, 11, 10)),
        ("10/13/2026", "UTC", at(2026, 10, 13)),
        ("13/10/2026", "America/New_York", at(2026, 10, 13, 4)),
        ("12.10.2026 09:30", "America/New_York", at(2026, 10, 12, 13, 30)),
        ("09/30/2026 9:30 AM", "America/New_York", at(2026, 9, 30, 13, 30)),
        ("31/31/2026", "America/New_York", None),
    ],
)
def test_the_order_of_month_and_day_is_that_of_the_country(text: str, zone: str, expected: datetime | None) -> None:
    moment = parse_time(text, zone, NOW)
    assert (moment and moment.at) == expected


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("", "UTC", ()),
        ("10/11/2026", "UTC", (at(2026, 10, 11), at(2026, 11, 10))),
        ("Published: 03/04/2026 10:30", "UTC", (at(2026, 3, 4, 10, 30), at(2026, 4, 3, 10, 30))),
        ("10/11/2026", "America/New_York", ()),
        ("10/11/2026", "Europe/London", ()),
        ("10/12/2026", "UTC", ()),
        ("10/13/2026", "UTC", ()),
        ("10.11.2026", "UTC", ()),
        ("2026-10-11", "UTC", ()),
    ],
)
def test_what_can_be_read_in_two_ways(text: str, zone: str, expected: tuple[datetime, ...]) -> None:
    assert tuple(moment.at for moment in readings_of(text, zone, NOW)) == expected


@pytest.mark.parametrize("text", ["2026年10月", "2026-10", "2026/10", "October 2026", "Oct. 2026", "Oct, 2026"])
def test_a_month_alone(text: str) -> None:
    moment = parse_time(text, SHANGHAI, NOW)
    assert moment is not None
    assert (moment.at, moment.precision) == (at(2026, 9, 30, 16), "month")


@pytest.mark.parametrize(
    "text", ["In October 2026 it opened", "2026年10月的计划", "2026-13", "Marks 2026", "Mark 12, 2026"]
)
def test_a_month_in_a_sentence_is_no_time(text: str) -> None:
    assert parse_time(text, SHANGHAI, NOW) is None


@given(st.text() | st.text("0123456789-:/TZ+年月日 ") | st.integers() | st.floats())
def test_any_text_gives_a_plausible_time_or_none(text: str | float) -> None:
    moment = parse_time(text, SHANGHAI, NOW)
    assert moment is None or datetime(1990, 1, 1, tzinfo=UTC) <= moment.at <= NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010-12-08", None),
        ("18-13-08 10:00", None),
        ("31-12-08", None),
        ("电话 20-10-12", None),
        ("比分 21-12-10", None),
        ("11-10-11", None),
        ("11-07 10:00-11-08 10:00", at(2026, 11, 7, 2)),
        ("活动时间：11-15 09:00-11-18 18:00", at(2026, 11, 15, 1)),
        ("3小时前 12-11-08", at(2026, 11, 23, 9)),
        ("11月8日 10:00 比分21-11-10", at(2026, 11, 8, 2)),
        ("评论5-11-08 10:00", at(2026, 11, 8, 2)),
        ("10-11月8日 10:00", at(2026, 11, 8, 2)),
        ("26-11-08 下午3:20", at(2026, 11, 8, 7, 20)),
    ],
)
def test_two_figures_are_a_year_only_where_it_is_said_or_has_a_clock(text: str, expected: datetime | None) -> None:
    found = parse_time(text, SHANGHAI, NOW)
    assert (found and found.at) == expected

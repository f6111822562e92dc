"""A time in the short lines near a title that has no year of four figures."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.told_times import by_mark, told_in

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("18-03-08",), "2018-03-08"),
        (("北海日报", "18-03-08"), "2018-03-08"),
        (("北海观察网新闻中心", "18-03-08"), "2018-03-08"),
        (("来源：北海日报社新媒体", "18-03-08"), "2018-03-08"),
        (("编辑：", "18-03-08"), "2018-03-08"),
        (("浏览次数：1234次 字号：大中小", "18-03-08"), "2018-03-08"),
        (("更新：18-03-08",), "2018-03-08"),
        (("中奖号码", "05-11-23"), ""),
        (("咨询热线", "12-10-11"), ""),
        (("广西蔗糖产量创新高", "18-03-08"), ""),
    ],
)
def test_a_bare_day_of_another_thing(lines: tuple[str, ...], expected: str) -> None:
    told = told_in(lines, ZONE, NOW)[0]
    assert (f"{told.at.astimezone(ZoneInfo(ZONE)):%Y-%m-%d}" if told else "") == expected


@pytest.mark.parametrize(
    ("line", "zone", "expected"),
    [
        ("Posted 10/3/26 4:15 PM", "America/New_York", "2026-10-03 16:15"),
        ("By Jane Roe 10/3/26 at 4:15pm", "America/New_York", "2026-10-03 16:15"),
        ("Published 10/3/26", "America/New_York", "2026-10-03 00:00"),
        ("10/3/26", "America/New_York", ""),
        ("Game starts 10/3/26 7:00 PM", "America/New_York", ""),
        ("Final score 10/3/26 4:15 PM", "America/New_York", ""),
        ("Posted 10/3/26 4:15 PM", "Europe/London", ""),
        ("Posted 10/3/26 4:15 PM", "Asia/Shanghai", ""),
    ],
)
def test_an_american_day_of_a_short_year(line: str, zone: str, expected: str) -> None:
    told = told_in((line,), zone, NOW)[0]
    assert (f"{told.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if told else "") == expected


def test_lines_of_a_change_are_apart() -> None:
    lines = ("Updated 1 hour ago", "By Jane Roe", "更新于 1小时前", "Published 3 days ago", "更新：昨天 发布：前天")
    assert by_mark(lines) == ((lines[0], lines[2]), (lines[1], lines[3], lines[4]))
    assert by_mark(()) == ((), ())
    assert told_in((), ZONE, NOW) == (None, "")

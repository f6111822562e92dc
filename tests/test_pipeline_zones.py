"""Zones as they are printed, and those of hosts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.rules import rules
from pipeline.zones import has_year_first, offset_of, zone_before, zone_of_host

LOCAL = datetime(2026, 7, 12, 9, 30)  # noqa: DTZ001  its zone is what is asked for


@pytest.mark.parametrize(
    ("stated", "zone", "hours"),
    [
        ("", "UTC", None),
        ("Z", "UTC", 0),
        ("UTC", "Asia/Shanghai", 0),
        ("UTC+8", "UTC", 8),
        ("gmt+5:30", "UTC", 5.5),
        ("+0530", "UTC", 5.5),
        ("-04:00", "UTC", -4),
        ("IST", "America/New_York", 5.5),
        ("IST", "Europe/Dublin", 1),
        ("CST", "Asia/Shanghai", None),
        ("CST", "UTC", None),
        ("CST", "America/New_York", -6),
        ("ET", "UTC", -4),
        ("Beijing  Time", "UTC", 8),
        ("北京时间", "Europe/London", 8),
    ],
)
def test_an_offset(stated: str, zone: str, hours: float | None) -> None:
    found = offset_of(stated, LOCAL, zone)
    offset = found.utcoffset(LOCAL) if found else None
    assert (offset.total_seconds() / 3600 if offset is not None else None) == hours


@pytest.mark.parametrize("stated", ["+99:99", "UTC+15", "GMT+8:75"])
def test_no_clock_runs_so(stated: str) -> None:
    with pytest.raises(ValueError, match="no such offset"):
        offset_of(stated, LOCAL, "UTC")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("发布于北京时间", "北京时间"),
        ("美国东部时间：", "美国东部时间"),
        ("当地时间", ""),
        ("北京时间说", ""),
    ],
)
def test_a_zone_before(text: str, expected: str) -> None:
    assert zone_before(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ""),
        ("https://www.beihai.example/a", ""),
        ("https://www.beihai.com.cn/a/2026", "Asia/Shanghai"),
        ("https://harbour.co.uk/cn", "Europe/London"),
        ("https://harbour.com/a.cn", ""),
        ("https://[", ""),
    ],
)
def test_the_zone_of_a_host(url: str, expected: str) -> None:
    assert zone_of_host(url) == expected


def test_every_zone_exists() -> None:
    for name in {*rules("zones")["regions"].values(), *rules("zones")["countries"].values()}:
        ZoneInfo(name)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Shanghai", True),
        ("Asia/Taipei", True),
        ("Asia/Hong_Kong", False),  # its English pages begin with the day
        ("Asia/Singapore", False),
        ("America/New_York", False),
        ("", False),
    ],
)
def test_where_the_year_comes_first(zone: str, expected: bool) -> None:
    assert has_year_first(zone) is expected

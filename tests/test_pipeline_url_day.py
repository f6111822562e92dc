"""The day that an address names."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.url_day import url_day

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("/chips", ""),
        ("/2026/10/12/chips", "2026-10-12 day"),
        ("/science/2026/10/261012-chips/", "2026-10-12 day"),
        ("/science/2026/10/261112-chips/", "2026-10-01 month"),
        ("/science/2026/10/2610123-chips/", "2026-10-01 month"),
        ("/n1/2026/1012/c1001-4711.html", "2026-10-12 day"),
        ("/2026-10/12/c_4711.htm", "2026-10-12 day"),
        ("/202610/12/a.html", "2026-10-12 day"),
        ("/202610/t20261012_4711.html", "2026-10-12 day"),
        ("/20261012/a", "2026-10-12 day"),
        ("/chips-2026-10-12", "2026-10-12 day"),
        ("/world/2026/oct/12/chips", "2026-10-12 day"),
        ("/2026/10/chips", "2026-10-01 month"),
        ("/202610/4711.html", "2026-10-01 month"),
        ("/2026/13/12/chips", ""),
        ("/2026/02/30/chips", ""),
        ("/2031/10/12/chips", ""),
        ("/item/20261012345", ""),
        ("/a?day=2026-10-12", ""),
    ],
)
def test_day(path: str, expected: str) -> None:
    found = url_day(f"https://beihai.example{path}", ZONE, NOW)
    assert (f"{found.at.astimezone(ZoneInfo(ZONE)):%Y-%m-%d} {found.precision}" if found else "") == expected


@given(st.text("0123456789/-_t?", max_size=60))
def test_any_path(path: str) -> None:
    found = url_day(f"https://beihai.example/{path}", ZONE, NOW)
    assert found is None or found.at.year >= 1990

"""Addresses that name the day of now."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.url_today import names_day_of

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "is_named"),
    [
        ("", False),
        ("paper/2026-11/30/node_1.htm", True),
        ("20261130/index.html", True),
        ("index.php?date=2026-11-30", True),
        ("index.php?d=20261129&p=1", True),
        ("1130/", True),
        ("11/30/", True),
        ("issue/november-30-2026", True),
        ("issue/30-nov-2026", True),
        ("2026/nov/30/", True),
        ("2026/12/1/", True),
        ("archive/2025-11-30/", False),
        ("2026/11/3/", False),
        ("news/411300", False),
        ("c1130-77001.html", False),
        ("?id=1126", False),
        ("?page=1201", True),  # the next day: written with the address that was given, which leads there
        ("version-2026.11.301/", False),
    ],
)
def test_days_in_addresses(path: str, is_named: bool) -> None:
    assert names_day_of(f"https://quay.example/{path}", NOW) == is_named


@given(st.text(max_size=80))
def test_any_address_is_looked_at(url: str) -> None:
    assert names_day_of(url, NOW) in (True, False)

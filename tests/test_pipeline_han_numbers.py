"""Numbers in Han numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.han_numbers import DIGITS, UNITS, han_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("三星", None),
        ("3", None),
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二〇二六", 2026),
        ("一百零五", 105),
        ("两千三百", 2300),
        ("三十亿", 3 * 10**9),
        ("两万", 20_000),
        ("三万亿", 3 * 10**12),
        ("一亿三千万", 130_000_000),
        ("百万", 10**6),
        ("亿", 10**8),
        ("十万零六", 100_006),
    ],
)
def test_the_number(text: str, expected: int | None) -> None:
    assert han_number(text) == expected


def written(number: int) -> str:
    """A number below ten thousand as it is written."""
    digits = "零一二三四五六七八九"
    found = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            found += digits[digit] + name
        elif found and number % unit and not found.endswith("零"):
            found += "零"
    return found or "零"


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_written_numbers_are_read(number: int, more: int) -> None:
    assert han_number(written(number)) == number
    assert han_number(f"{written(more)}亿") == more * 10**8
    if number:
        assert han_number(f"{written(more)}万零{written(number)}") == more * 10**4 + number


@given(st.text(alphabet=[*DIGITS, *UNITS], min_size=1, max_size=30))
def test_any_numerals_make_a_number(text: str) -> None:
    assert (han_number(text) or 0) >= 0

"""Dates in Han numerals and in the years of the Republic of China."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerals import number_of, with_digits


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        ("2026年10月12日", "2026年10月12日"),
        ("２０２６年１０月１２日", "2026年10月12日"),
        ("发布时间：２０２６－１０－１２ ０９：３０", "发布时间:2026-10-12 09:30"),
        ("2026／10／12", "2026/10/12"),
        ("115/10/12 09:30", "2026/10/12 09:30"),
        ("115年10月12日 09:30", "2026年10月12日 09:30"),
        ("2115/10/12 09:30", "2115/10/12 09:30"),
        ("二〇二六年十月十二日", "2026年10月12日"),
        ("日期：二○二六年一月廿三日", "日期：2026年1月23日"),
        ("二〇二六年十月十二日 星期一", "2026年10月12日 星期一"),
        ("民國115年10月12日", "2026年10月12日"),
        ("中華民國一百一十五年十月十二日", "2026年10月12日"),
        ("民國115/10/12", "2026/10/12"),
        ("發布日期：115/10/12 15:20", "發布日期：2026/10/12 15:20"),
        ("更新時間 115年10月12日", "更新時間 2026年10月12日"),
        ("115/10/12", "115/10/12"),
        ("比分115/10/12，日期未定", "比分115/10/12，日期未定"),
        ("二〇二六年十月十二日，工厂通电。", "2026年10月12日，工厂通电。"),
        ("二〇二六年十月十二日通过", "二〇二六年十月十二日通过"),
        ("会议自二〇二六年十月十二日起", "会议自二〇二六年十月十二日起"),
        ("民国时期的年画", "民国时期的年画"),
    ],
)
def test_a_line(line: str, expected: str) -> None:
    assert with_digits(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("115/10/12", "2026/10/12"), ("：115.10.12 09:30", "：2026.10.12 09:30"), ("第115/10/12", "第115/10/12")],
)
def test_a_line_that_is_announced(line: str, expected: str) -> None:
    assert with_digits(line, is_labelled=True) == expected


@pytest.mark.parametrize(
    ("numerals", "expected"),
    [("", 0), ("115", 115), ("十", 10), ("十二", 12), ("廿三", 23), ("三十一", 31), ("一一五", 115), ("一百零三", 103)],
)
def test_a_number(numerals: str, expected: int) -> None:
    assert number_of(numerals) == expected


@given(st.text("二〇零十廿年月日号民國国115 一", max_size=30))
def test_any_line(line: str) -> None:
    assert isinstance(with_digits(line), str)

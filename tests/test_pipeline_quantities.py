"""Numbers, dates and percentages in one form for both languages."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import folded
from pipeline.quantities import FORMS, chinese_quantities, english_quantities
from tests.timing import grows_with_size


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("", "", []),
        ("没有数字", "no number", []),
        ("1.2万亿元", "1.2 trillion yuan", ["#1200000000000"]),
        ("１，２００万", "12 million", ["#12000000"]),
        ("1.2億", "120m", ["#120000000"]),
        ("三百二十万", "3.2 million", ["#3200000"]),
        ("一亿三千万", "130 million", ["#130000000"]),
        ("三万亿", "3tn", ["#3000000000000"]),
        ("二〇二五年", "2025", ["#2025"]),
        ("2025年", "in 2025", ["#2025"]),
        ("8月19日", "August 19", ["#m8", "#m8d19", "#d19"]),
        ("八月十九日", "19th of August", ["#m8", "#m8d19", "#d19"]),
        ("8月19日", "Aug. 19", ["#m8", "#m8d19", "#d19"]),
        ("5%", "5 percent", ["#5%"]),
        ("百分之五", "5 per cent", ["#5%"]),
        ("5个百分点", "5 percentage points", ["#5%"]),
        ("第三届", "the 3rd", ["#3"]),
        ("35家", "35 firms", ["#35"]),
        ("1,234,567人", "1.235 million", ["#1235000"]),
        ("h20芯片", "an H20 chip", []),
        ("gpt-4模型", "GPT-4", []),
        ("1.2.3", "1.2.3", []),
        ("1" * 40, "1" * 40, []),
    ],
)
def test_both_languages_have_one_form(chinese: str, english: str, expected: list[str]) -> None:
    assert sorted(each.form for each in chinese_quantities(folded(chinese))) == sorted(expected)
    assert sorted(each.form for each in english_quantities(english.lower())) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三星发布", []),  # a name
        ("三家公司", ["#3"]),
        ("两人", ["#2"]),
        ("一家", []),
        ("千万别", []),
        ("十二月", ["#m12"]),
        ("13月", ["#13"]),
        ("19日", ["#d19"]),
        ("40日", ["#40"]),
        ("8月,19日", ["#m8", "#d19"]),
        ("3万5千", ["#30000", "#5000"]),
        ("零", []),
        ("亿万富翁", []),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert [each.form for each in chinese_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5bn", ["#5000000000"]),
        ("the 2020s", ["#2020"]),
        ("40 august", ["#40"]),
        ("may 3", ["#m5d3", "#d3", "#m5"]),
        ("in\nmay 3", ["#m5d3", "#d3", "#m5"]),
        ("1.5-million", ["#1500000"]),
        ("5 bananas", ["#5"]),
        ("covid-19", []),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert [each.form for each in english_quantities(text)] == expected


def test_words_of_numbers_and_months() -> None:
    assert FORMS["twelve"] == "#12"
    assert FORMS["november"] == "#m11"
    assert "may" not in FORMS


@given(st.text(st.sampled_from("日月年三12第个 ,.%aMay万亿百分之")))
def test_a_quantity_stands_where_it_says(text: str) -> None:
    for found, whole in ((chinese_quantities(text), text), (english_quantities(text.lower()), text.lower())):
        for each in found:
            assert 0 <= each.start < each.end <= len(whole)


@pytest.mark.parametrize("text", ["1", "1,", "三", "第", "百分之", "1月", "may 3 ", "1" * 29])
def test_the_time_grows_with_the_length(text: str) -> None:
    for find in (chinese_quantities, english_quantities):
        assert grows_with_size(lambda size, find=find: partial(find, text * size), 10_000)  # type: ignore[misc]

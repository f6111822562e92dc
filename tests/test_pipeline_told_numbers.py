"""Numbers in one form for both languages, and which of them another text does not have."""

from typing import Any

import pytest

from pipeline.told_numbers import missing, numbers_in, said_otherwise


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "zh", []),
        ("", "en", []),
        ("营收1.2万亿元，增长46%", "zh", ["#1200000000000", "#46%"]),
        ("$1.2 trillion, up 46 per cent", "en", ["#1200000000000", "#46%"]),
        ("Rmb28bn in subsidies", "en", ["#28000000000"]),
        ("不到四成，但已完成第三条，成立两个月", "zh", ["#40%", "#2"]),
        ("10月9日", "zh", ["#m10d9"]),
        ("on Oct. 9 and in May", "en", ["#m10d9", "#m5"]),
        ("it may rise in the third quarter", "en", []),
        ("the Ascend 910C and the H20", "en", []),
        ("工业4.0", "zh", []),
        ("累计亏损50多亿元", "zh", ["#5000000000"]),
    ],
)
def test_numbers(text: str, language: Any, expected: list[str]) -> None:
    assert [each.form for each in numbers_in(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "other", "other_language", "expected"),
    [
        ("1.2万亿", "zh", "1.2 trillion", "en", []),
        ("6.352亿美元", "zh", "$635 million", "en", []),
        ("6.352亿美元", "zh", "$653 million", "en", ["6.352亿"]),
        ("85 people", "en", "58人", "zh", ["85"]),
        ("增加1.6倍", "zh", "160% more", "en", []),
        ("up by half", "en", "增长50%", "zh", []),
        ("增长50%", "zh", "up by half", "en", []),
        ("增长20%", "zh", "up by a fifth", "en", []),
        ("two firms", "en", "两家企业", "zh", []),
        ("9月14日至17日", "zh", "Sept. 14 to 17", "en", []),
        ("9月14日", "zh", "Sept. 15", "en", ["9月14日"]),
        ("3月", "zh", "in May", "en", ["3月"]),
        ("$7bn and $7bn", "en", "", "zh", ["7bn"]),
    ],
)
def test_what_another_text_has_not(
    text: str, language: Any, other: str, other_language: Any, expected: list[str]
) -> None:
    found = missing(numbers_in(text, language), numbers_in(other, other_language), other)
    assert [each.printed for each in found] == expected


@pytest.mark.parametrize(
    ("text", "partner", "expected"),
    [
        ("11月20日", "said on Thursday", True),
        ("11月20日", "said on Nov. 21", False),
        ("11月20日", "", False),
        ("2025年", "this year", True),
        ("2025年", "in 2024", False),
        ("85人", "this year", False),
    ],
)
def test_a_day_may_be_said_otherwise(text: str, partner: str, expected: bool) -> None:
    assert said_otherwise(numbers_in(text, "zh")[0], partner) is expected

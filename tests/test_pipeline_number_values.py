"""What numbers, days and times say, in whatever form they are written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import folded
from pipeline.number_forms import tokens_of
from pipeline.number_values import Amount, Clock, Day, Value, agree, same, value_of

MONDAY = 0


def values(text: str) -> list[Value]:
    return [value_of(each.kind, each.text) for each in tokens_of(folded(text))]


def number(size: str, is_share: bool = False) -> list[Value]:
    return [Amount(Decimal(size), is_share)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("没有数字，no number", []),
        ("12日", [Day(day=12)]),
        ("10月12日", [Day(month=10, day=12)]),
        ("十月十二日", [Day(month=10, day=12)]),
        ("二〇二六年十月", [Day(2026, 10)]),
        ("2026-10-12", [Day(2026, 10, 12)]),
        ("2026/10/12", [Day(2026, 10, 12)]),
        ("26年10月", [Day(2026, 10)]),
        ("10月12日（周一）", [Day(month=10, day=12, weekday=MONDAY)]),
        ("Monday, Oct. 12, 2026", [Day(2026, 10, 12, MONDAY)]),
        ("12th of October", [Day(month=10, day=12)]),
        ("October 2026", [Day(2026, 10)]),
        ("星期天", [Day(weekday=6)]),
        ("on Friday", [Day(weekday=4)]),
        ("下午5时", [Clock(17, None, True)]),
        ("5:00 p.m.", [Clock(17, 0, True)]),
        ("17:05", [Clock(17, 5, True)]),
        ("九点半", [Clock(9, 30)]),
        ("12 a.m.", [Clock(0, None, True)]),
        ("三十亿", number("3000000000")),
        ("3十亿", number("3000000000")),
        ("30亿", number("3000000000")),
        ("两万", number("20000")),
        ("一万八千", number("18000")),
        ("1,200万", number("12000000")),
        ("10千米", number("10")),
        ("5千万", number("50000000")),
        ("two million", number("2000000")),
        ("$4bn", number("4000000000")),
        ("twenty-one", number("21")),
        ("two dozen", number("24")),
        ("the 3rd quarter", number("3")),
        ("the third quarter", number("3")),
        ("Q3", number("3")),
        ("第三季度", number("3")),
        ("3.2 percent", number("3.2", True)),
        ("3.2%", number("3.2", True)),
        ("百分之三点二", number("3.2", True)),
        ("两成", number("20", True)),
        ("2成", number("20", True)),
        ("12成为", number("12")),
        ("三分之一", [Amount(Fraction(1, 3))]),
        ("1/3", [Amount(Fraction(1, 3))]),
        ("1/0", [Amount(None, False, "1/0")]),
        ("-5度", number("-5")),
        ("−5度", number("-5")),
        ("零下5度", number("-5")),
        ("2025-26", [Amount(Decimal(2025)), Amount(Decimal(26))]),
        ("GPT-5", number("5")),
    ],
)  # fmt: skip
def test_values(text: str, expected: list[Value]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12日", "10月12日", True),
        ("12日", "10月13日", False),
        ("10月", "2026年10月", True),
        ("周一", "10月12日", True),
        ("周一", "周三", False),
        ("Oct. 12", "October 12, 2026", True),
        ("17时", "17:30", True),
        ("5点半", "下午5:30", True),
        ("上午5点", "下午5点", False),
        ("三十亿", "30亿", True),
        ("3%", "3", False),
        ("12", "12日", True),
        ("13", "12日", False),
        ("17", "17:00", False),
    ],
)
def test_what_says_the_same(one: str, other: str, expected: bool) -> None:
    (mine,), (its,) = tokens_of(folded(one)), tokens_of(folded(other))
    assert same(mine, its) is expected
    assert same(its, mine) is expected


@given(st.text(st.sampled_from("日月年号周一三12十百万亿两第个成分之点时:/-.,%年 pmstOctQ零下半")))
def test_every_text_has_tokens_that_agree_with_themselves(text: str) -> None:
    last = 0
    for each in tokens_of(folded(text)):
        assert last <= each.start < each.end
        assert agree(value_of(each.kind, each.text), value_of(each.kind, each.text))
        last = each.end

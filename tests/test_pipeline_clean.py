"""Text that is fit to store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import agency_of, clean_line, clean_text, cut_amid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  a \n\t b\u3000c\xa0", "a b c"),
        ("标\u200b题\ufeff", "标题"),
        ("\u202egnp.elcitra\u202c \u2066a\u2069\u200f", "gnp.elcitra a"),
        ("标题\n2026-01-01 forged\r\x1b[31m", "标题 2026-01-01 forged [31m"),
        ("\ud800a\x00b", "a b"),
        ("中" * 5000, "中" * 682),
        ("a" * 5000, "a" * 2048),
    ],
)
def test_clean_line(text: str, expected: str) -> None:
    assert clean_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n \n", ""),
        ("\u3000\u3000第一段。\r\n\r\n\u3000\u3000第二段。 \n", "第一段。\n第二段。"),
        ("a\x00b\n![](http://example.com/a.png)\nc", "ab\nc"),
        ("one\u2028two", "one\ntwo"),
        ("a\x1fb\x0cc\u2029d", "abc\nd"),
        ("a\u200d\u200bb \xa0 c", "a\u200db c"),
    ],
)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")
    line = clean_line(text)
    assert clean_line(line) == line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        ("Reuters", "Reuters"),
        ("REUTERS", "REUTERS"),
        ("(AP)", "AP"),
        ("【新华社】", "新华社"),
        ("新華社", "新華社"),
        ("Bloomberg News", "Bloomberg News"),
        ("Reuters and AP", ""),
        ("新华社记者", ""),
        ("北海日报", ""),
        ("()", ""),
    ],
)
def test_an_agency_that_stands_alone(line: str, expected: str) -> None:
    assert agency_of(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One.\nAdvertisement\nTwo.\nArticle continues below\nThree.", "One.\nTwo.\nThree."),
        ("一。\n广告\n二。", "一。\n二。"),
        ("Advertisement", "Advertisement"),
        ("Advertisement pays for it.\n广告很多。", "Advertisement pays for it.\n广告很多。"),
    ],
)
def test_lines_amid_a_text(text: str, expected: str) -> None:
    assert cut_amid(text) == expected

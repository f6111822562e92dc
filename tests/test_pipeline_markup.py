"""Markup before the parser: what is cut, what is made harmless, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markup import slim, tree_of
from pipeline.values import Drop


def test_a_long_value_with_control_characters_does_not_raise() -> None:
    tree = tree_of(f"<html><body><p title='\x1b{'x' * 9000}'>text</p></body></html>")
    assert all(len(value) <= 2048 for element in tree.iter() for value in element.attrib.values())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", ""),
        ("a<script>var x = '<p>';</script>b", "ab"),
        ("a<SCRIPT src=x></ScRiPt>b", "ab"),
        ("a<style>p {}</style>b", "ab"),
        ("a<script>open for ever", "a<script>open for ever"),
        ('<script type="application/ld+json">{}</script>', '<script type="application/ld+json">{}</script>'),
        ("<img src='data:image/png;base64," + "a" * 2000 + "'>", "<img src='data:,'>"),
        ("<img src='data:image/gif;base64,aaaa'>", "<img src='data:image/gif;base64,aaaa'>"),
        ("&#20013;&amp;&#x4e2d;", "&#20013;&amp;&#x4e2d;"),
        ("&#xD800;|&#0;|&#99999999;|&#x110000;", "\ufffd|\ufffd|\ufffd|\ufffd"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#150;&#27;", "– "),
    ],
)
def test_slim(markup: str, expected: str) -> None:
    assert slim(markup.encode()).decode() == expected


@given(st.text("<>/script\"'=&#xd; \n-", max_size=200))
def test_slim_never_raises(markup: str) -> None:
    slim(markup.encode()).decode("utf-8")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a</p>" * 100_001,
        "<div " + " ".join(f"a{number}=1" for number in range(2500)) + ">",
        "<div " + " ".join(f'a{number}=">"' for number in range(2500)) + ">",
        "<div/" + "/".join(f"a{number}" for number in range(2500)) + ">",
        "<div " + "".join(f"a{number}='1'" for number in range(2500)) + ">",
        "<div>" * 3000 + "deep",
    ],
)
def test_what_would_cost_too_much_is_refused(markup: str) -> None:
    with pytest.raises(Drop, match="parser-limit"):
        tree_of(markup)


@pytest.mark.parametrize("markup", ["", "  \n", "<!-- only a comment -->"])
def test_an_empty_page_has_no_text(markup: str) -> None:
    with pytest.raises(Drop, match="no-text"):
        tree_of(markup)


def test_nothing_is_lost_that_the_parser_alone_would_lose() -> None:
    deep = "<div>" * 300 + "<p>kept</p>" + "</div>" * 300
    after_script = "<script>" + "a" * (11 << 20) + "</script><p>kept</p>"
    assert "kept" in tree_of(deep).text_content()
    assert "kept" in tree_of(after_script).text_content()


@pytest.mark.parametrize("end", ["</html>", "</HTML>", "</body></html\n>", "</html></html >", "</html><html><body>"])
def test_what_follows_the_end_of_a_page_is_a_part_of_it(end: str) -> None:
    tree = tree_of(f"<html><body><nav>menu</nav>{end}<div><p>kept</p></div></body></html>")
    assert tree.findtext("body/div/p") == "kept"
    assert tree.getnext() is None


def test_the_declared_charset_is_done_with() -> None:
    assert tree_of('<meta charset="gb2312"><p>中文</p>').findtext(".//p") == "中文"
    assert tree_of('<?xml version="1.0" encoding="gb2312"?><html><p>中文</p></html>').findtext(".//p") == "中文"


def test_many_short_attributes_and_a_stray_quote_are_no_reason() -> None:
    page = "<p title=it's>" + "<p class='a' id=b>some words</p>" * 3000
    assert len(tree_of(page).findall(".//p")) > 3000


def test_long_values_are_cut() -> None:
    tree = tree_of(f'<meta name="a" content="{"<!--" * 5000}"><p>x</p>')
    assert len(tree.find(".//meta").get("content")) == 2048

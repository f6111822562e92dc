"""Markup that escapes by itself, and links that lead to http(s) alone."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.html import Safe, is_web, outside, tag, together


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tag("p"), "<p></p>"),
        (tag("p", "a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (tag("p", tag("b", "x"), None, ("y", tag("i", "<"))), "<p><b>x</b>y<i>&lt;</i></p>"),
        (tag("a", "x", href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;">x</a>'),
        (tag("p", class_="a", aria_label="b"), '<p class="a" aria-label="b"></p>'),
        (tag("option", selected=True), "<option selected></option>"),
        (tag("option", selected=False, value=None), "<option></option>"),
        (tag("input", name="n", value=0), '<input name="n" value="0">'),
        (together("<", Safe("<br>")), "&lt;<br>"),
    ],
)
def test_tag(made: Safe, expected: str) -> None:
    assert made == expected


@given(st.text(), st.text())
def test_no_text_becomes_markup(text: str, value: str) -> None:
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(f"{tag} {[name for name, _ in attrs]}")

    reader = Reader()
    reader.feed(tag("p", text, title=value))
    reader.close()
    assert seen == ["p ['title']"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("HTTPS://a.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://a.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//a.example", False),
        ("/local", False),
        ("https:", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_is_web(url: str, expected: bool) -> None:
    assert is_web(url) is expected
    assert ("href" in outside(url, "text")) is expected
    assert "text" in outside(url, "text")

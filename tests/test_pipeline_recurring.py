"""Lines at the ends of several articles, and the selectors that would cut them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recurring import recurring
from pipeline.values import Page

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
APPEAL = "Write to the desk if you know more."


def read(number: int, markup: str, *last: str) -> tuple[Page, str]:
    """A page with a text of its own and last lines in the markup given."""
    text = [f"The harbor counted {number} barges in the week {number}.", f"Nobody knows why {number} is so few.", *last]
    own = "".join(f"<p>{line}</p>" for line in text[:2])
    page = Page(f"https://a.example/{number}", f"<body><div class='text'>{own}{markup}</div></body>".encode(), NOW)
    return page, "\n".join(text)


@pytest.mark.parametrize(
    ("markup", "selector"),
    [
        (f"<p class='appeal'>{APPEAL}</p>", ".appeal"),
        (f"<div class='box desk-note'><p>{APPEAL}</p></div>", ".desk-note"),
        (f"<p>{APPEAL}</p>", ""),
        (f"<p class='css-1x2y3z'>{APPEAL}</p>", ""),
    ],
)
def test_a_line_that_several_have(markup: str, selector: str) -> None:
    found = recurring([read(number, markup, APPEAL) for number in (1, 2, 3)])
    assert [(each.line, each.times, each.selector) for each in found] == [(APPEAL, 3, selector)]


@pytest.mark.parametrize("number", [0, 1])
def test_of_one_article_nothing_recurs(number: int) -> None:
    assert recurring([read(each, f"<p class='appeal'>{APPEAL}</p>", APPEAL) for each in range(number)]) == ()


def test_what_no_two_have_is_not_listed() -> None:
    assert recurring([read(number, "") for number in (1, 2, 3)]) == ()


@given(st.lists(st.tuples(st.binary(max_size=200), st.text(max_size=100)), max_size=4))
def test_any_pages_and_texts(drawn: list[tuple[bytes, str]]) -> None:
    recurring([(Page("https://a.example/", body, NOW), text) for body, text in drawn])

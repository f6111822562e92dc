"""Patterns that refuse what stands beside articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_refused import is_refused, refused_by

BASE = "https://a.example"
NEWS = ["/news/77001", "/news/77002", "/world/asia/77003"]


@pytest.mark.parametrize(
    ("others", "patterns", "left"),
    [
        ([], (), 0),
        (["/quiz/a", "/quiz/b", "/live/c"], ("/quiz/", "/live/"), 0),
        (["/news/tide/77011", "/news/tide/77012"], ("/news/tide/",), 0),
        (["/tide/quiz/a", "/moor/quiz/b"], ("/quiz/",), 0),
        (["/tide/quiz/a"], ("/quiz/",), 0),
        (["/amp/news/77001", "/amp/world/asia/77003"], (r"/amp(?:[/?#.]|$)",), 0),
        (["/news/77001/print"], (r"/print(?:[/?#.]|$)",), 0),
        (["/news/77001?output=amp"], (r"[?&]output=amp(?:&|$)",), 0),
        (["/news/77001.print"], (r"\.print(?:[/?#.]|$)",), 0),
        (["/world/79001", "/news/78001"], (), 2),
        (["/shop?item=1"], ("[?&]item=",), 0),
    ],
)
def test_patterns(others: list[str], patterns: tuple[str, ...], left: int) -> None:
    articles, told = [BASE + path for path in NEWS], [BASE + path for path in others]
    found = refused_by(articles, told)
    assert found == patterns
    assert not is_refused(found, articles)
    assert sum(not is_refused(found, (url,)) for url in told) == left


@given(st.text(max_size=100), st.text(max_size=100))
def test_no_article_is_refused(article: str, other: str) -> None:
    articles = (f"{BASE}/{article}",)
    assert not is_refused(refused_by(articles, (f"{BASE}/{other}",)), articles)

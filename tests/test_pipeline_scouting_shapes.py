"""Shapes of addresses, and patterns of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_shapes import Shape, parted_by, shape_of

BASE = "https://a.example"


@pytest.mark.parametrize(
    ("key", "form", "words"),
    [
        ("", "word", ()),
        ("a.example", "word", ()),
        ("a.example/world/2026_10_12_77001.shtml", "day0.shtml", ("world",)),
        ("a.example/n1/2026/1012/c1001-77001.html", "day/c0.html", ("n0",)),
        ("a.example/2026/10/12/harbor-of-marlow-counts-40-barges", "day/slug", ()),
        ("a.example/world/asia/harbor-of-marlow-counts-barges-7701", "slug", ("world", "asia")),
        ("a.example/people/mary-smith", "name", ("people",)),
        ("a.example/posts/content?id=77001", "word?id", ("posts", "content")),
        ("slides.a.example/x/slide_1_86_77001.html", "slide0.html", ("slides", "x")),
        ("a.example/news/cx2x3y4z5", "mixed", ("news",)),
    ],
)
def test_shapes(key: str, form: str, words: tuple[str, ...]) -> None:
    assert shape_of(key) == Shape(form, words)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.example/2026/10/12/harbor-of-marlow-wins", "a.example/2026/11/02/the-lamps-of-felton-are-lit-7"),
        ("a.example/c/t20261012_77001.htm", "a.example/c/t20261101_77999.htm"),
        ("a.example/a/77001", "a.example/a/78"),
    ],
)
def test_articles_of_one_list_have_one_shape(first: str, second: str) -> None:
    assert shape_of(first) == shape_of(second)


@pytest.mark.parametrize(
    ("articles", "others", "is_parted"),
    [
        ((), ("/about",), False),
        (("/a/77001.html", "/a/77002.html"), ("/a/77001-list.html/x",), True),
        (("/a/77001.html", "/b/2026/77002.html"), ("/c/77003.html",), True),
        (("/a/77001.html",), ("/a/77002.html",), False),
        (("/one", "/two"), ("/three",), False),
    ],
)
def test_patterns(articles: tuple[str, ...], others: tuple[str, ...], is_parted: bool) -> None:
    pattern = parted_by(tuple(BASE + path for path in articles), tuple(BASE + path for path in others))
    assert bool(pattern) == is_parted
    if pattern:
        assert all(re.search(pattern, BASE + path) for path in articles)
        assert not any(re.search(pattern, BASE + path) for path in others)


@given(st.text(max_size=200))
def test_any_text_has_a_shape(text: str) -> None:
    shape_of(text)
    parted_by((f"{BASE}/{text}",), (BASE,))

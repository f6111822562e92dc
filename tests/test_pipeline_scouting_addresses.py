"""Whether an address looks like an article's, and what many have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_addresses import SURE, address_score, kept_by, key_of


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/2026/10/12/rule-would-make-cloud-renters-register/",
        "https://a.example/n1/2026/1012/c1001-40583719.html",
        "https://a.example/2026-10/12/content_88213.htm",
        "https://a.example/20261012/t20261012_4711.shtml",
        "https://www.a.example/dy/article/K5ABCDE905118092.html",
        "https://a.example/article/harbor-of-tallgrass-tries-barges",
        "https://a.example/p/3512345678901",
        "https://a.example/news?id=4711",
        "https://a.example/news_info.php?SerialNo=83141",
        "https://a.example/page/202609/1340001.shtml",
        "https://a.example/category/ai/aBcDeFgHiJkLmN01.html",
        "https://a.example/archives/2024/10/16/2003825372",
        "https://a.example/ai/850001/harbor-small-model",
        "https://a.example/technology/2026/09/21/harbor-model/",
        "https://a.example/story/4f2a8c1e-7d",
        "https://a.example/%E5%8C%97%E5%B1%BF%E6%B8%AF%E8%AF%95%E7%94%A8%E9%A9%B3%E8%88%B9/12345",
    ],
)
def test_articles(url: str) -> None:
    assert address_score(url) >= SURE


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/",
        "https://a.example/2026/10/12/",
        "https://a.example/2026-10-12",
        "https://a.example/archive/2026/10",
        "https://a.example/calendar/2026/10/12",
        "https://a.example/tag/artificial-intelligence-and-the-rest",
        "https://a.example/author/jane-de-la-doe",
        "https://a.example/tech/page/12",
        "https://a.example/list_12.html",
        "https://a.example/topic/1234567",
        "https://a.example/user/123456/posts",
        "https://a.example/tech/?page=20261012",
        "https://a.example/2026/10/12/picture-of-the-old-harbor.jpg",
        "https://a.example/feed.xml",
        "https://a.example/login",
        "http://[",
        "",
    ],
)
def test_what_is_something_else(url: str) -> None:
    assert address_score(url) < 0


@pytest.mark.parametrize("url", ["https://a.example/tech/", "https://a.example/about-the-desk", "https://a.example/cn"])
def test_what_may_be_anything(url: str) -> None:
    assert 0 <= address_score(url) < SURE


@given(st.text(max_size=300))
def test_any_text_has_a_score(text: str) -> None:
    assert -1 <= address_score(text) <= 1
    assert -1 <= address_score(f"https://a.example/{text}") <= 1
    key_of(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.a.example/a/1", "http://a.example/a/1/"),
        ("https://m.a.example/a/1?utm_source=x", "https://a.example/a/1"),
    ],
)
def test_two_ways_of_writing_one_address(first: str, second: str) -> None:
    assert key_of(first) == key_of(second)


@pytest.mark.parametrize(
    ("articles", "others", "expected"),
    [
        ((), (), ""),
        (("https://a.example/story/a-b", "https://a.example/story/c"), ("https://a.example/about",), "/story/"),
        (
            ("https://a.example/2026/10/1", "https://a.example/2026/09/2"),
            ("https://a.example/x",),
            "/20[0-9]{2}[/_-]?[0-9]{2}",
        ),
        (("https://a.example/c12345", "https://a.example/c67890"), ("https://a.example/c12",), "[0-9]{5,}"),
        (("https://a.example/one", "https://a.example/two"), ("https://a.example/three",), ""),
    ],
)
def test_a_pattern_of_articles_alone(articles: tuple[str, ...], others: tuple[str, ...], expected: str) -> None:
    assert kept_by(articles, others) == expected

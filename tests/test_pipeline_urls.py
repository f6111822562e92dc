"""URLs: the canonical form, the site, and the canonical that a page declares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.urls import at_host, canonical_url, normalise, site_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example.COM:443/a", "https://news.example.com/a"),
        ("http://example.com", "http://example.com/"),
        ("http://example.com:8080/a#top", "http://example.com:8080/a"),
        ("http://example.com/a/./b/../c", "http://example.com/a/c"),
        ("http://example.com/a/..", "http://example.com/"),
        ("http://example.com/%7euser/%e4%b8%ad", "http://example.com/~user/%E4%B8%AD"),
        ("http://example.com/中 文", "http://example.com/%E4%B8%AD%20%E6%96%87"),
        ("http://example.com/100%", "http://example.com/100%25"),
        ("https://例子.中国/", "https://xn--fsqu00a.xn--fiqs8s/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://[0:0::1]:81/", "http://[::1]:81/"),
        ("http://example.com./a", "http://example.com/a"),
        ("  http://example.com/a\n", "http://example.com/a"),
        ("http://example.com/show.php?cid=1", "http://example.com/show.php?cid=1"),
        ("http://example.com/a?b=2&a=1", "http://example.com/a?b=2&a=1"),
        ("http://example.com/a?utm_source=x&id=3&spm=1.2&scm=9&fbclid=q", "http://example.com/a?id=3"),
        ("https://36kr.com/p/1?f=rss", "https://36kr.com/p/1"),
        ("https://example.com/a?f=3", "https://example.com/a?f=3"),
        ("http://example.com/a?UTM_Source=x", "http://example.com/a"),
        ("http://example.com/a?from=timeline&isappinstalled=0", "http://example.com/a"),
        ("http://example.com/a?from=2026-10-01", "http://example.com/a?from=2026-10-01"),
        ("http://example.com/a?&&", "http://example.com/a"),
    ],
)
def test_normal_form(url: str, expected: str) -> None:
    assert normalise(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/a",
        "ftp://example.com/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@example.com/",
        "http://example.com\\@other.example/",
        "http://example.com\x00.other.example/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://exa mple.com/",
        "http://a..b/",
        "http://example.com/" + "a" * 2083,
    ],
)
def test_what_is_no_url_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the reason differs, the kind is what callers catch
        normalise(url)


@given(
    st.builds(
        "http{}://{}.example/{}?{}".format,
        st.sampled_from(["", "s"]),
        st.text("abc", min_size=1, max_size=5),
        st.text(max_size=30),
        st.text(max_size=30),
    )
)
def test_a_normal_form_is_its_own(url: str) -> None:
    try:
        once = normalise(url)
    except ValueError:
        return
    assert normalise(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.163.com/a", "163.com"),
        ("https://www.bbc.co.uk/a", "bbc.co.uk"),
        ("https://one.github.io/", "one.github.io"),
        ("http://127.0.0.1:8801/", "127.0.0.1:8801"),
        ("http://localhost:8802/", "localhost:8802"),
        ("http://[::1]:80/", "[::1]:80"),
    ],
)
def test_site(url: str, site: str) -> None:
    assert site_of(url) == site


PAGE = "https://news.example.com/2026/10/some-story-here.html"


@pytest.mark.parametrize(
    ("page", "declared", "expected"),
    [
        (PAGE, "", (PAGE, "")),
        (
            PAGE,
            "https://www.example.com/some-story-here-1?utm_source=a",
            ("https://www.example.com/some-story-here-1", ""),
        ),
        (PAGE, "/story-1.html", ("https://news.example.com/story-1.html", "")),
        (PAGE, "https://news.example.com/", (PAGE, "")),
        (PAGE, "https://news.example.com/index.html", (PAGE, "")),
        (PAGE, "https://news.example.com/world/", (PAGE, "")),
        (PAGE, "javascript:alert(1)", (PAGE, "")),
        (PAGE, "http://[::1", (PAGE, "")),
        (PAGE, "https://first.example.org/a?spm=1", (PAGE, "https://first.example.org/a")),
        ("https://a.example.com/show.php?cid=1", "/show.php", ("https://a.example.com/show.php?cid=1", "")),
        (
            "https://a.example.com/a-long-story-title/amp/",
            "/a-long-story-title/",
            ("https://a.example.com/a-long-story-title/", ""),
        ),
        ("http://127.0.0.1:8801/a", "http://127.0.0.1:8802/a", ("http://127.0.0.1:8801/a", "http://127.0.0.1:8802/a")),
    ],
)
def test_declared_canonical(page: str, declared: str, expected: tuple[str, str]) -> None:
    assert canonical_url(page, declared) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b/c?d=https://e.example/f", "https://a.example/robots.txt"),
        ("http://a.example:8080?d", "http://a.example:8080/robots.txt"),
        ("https://a.example", "https://a.example/robots.txt"),
        ("http://[::1]:80/b", "http://[::1]:80/robots.txt"),
    ],
)
def test_a_path_on_the_host_of_a_url(url: str, expected: str) -> None:
    assert at_host(url, "/robots.txt") == expected

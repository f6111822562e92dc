"""Routes, the rules every URL keeps to, and that nothing but Drop comes out of any bytes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Api, Section, Source
from pipeline.discover import WHAT, find, routes_of
from pipeline.discover_links import joined
from pipeline.values import Drop, Found, Page, Route, RouteKind

API = Api("https://news.example/list.json", "items", "url", "title", "time")
SOURCE = Source(
    id="news",
    name="新闻",
    home="https://news.example/",
    language="zh",
    country="CN",
    edited_in="CN",
    ownership="commercial",
    timezone="Asia/Shanghai",
)
KINDS: list[RouteKind] = ["feed", "news", "sitemap", "section", "api"]
PIECES = (
    b"<rss> <feed> <urlset> <sitemapindex> <item> <entry> <url> <sitemap> <loc> <link> <a/href=' http://[::1 "
    b'https://news.example/1 &#xD800; &#99999999; &j; <![CDATA[ ]]> <!-- --> <!DOCTYPE <!ENTITY {"items":[ '
    b'{"url":" "} ]} 1e999 NaN "time": <content/type="xhtml"> <x:y/z:w="1"> </item> </url> > \' \x1f\x8b\x08 \xff\xfe '
    b"\x00 \xed\xa0\x80 \xb1\xea\xcc\xe2 <title> <author> <pubDate> <news:news> <base/href='"
).split(b" ")


def answer(kind: RouteKind, body: bytes, source: Source = SOURCE, content_type: str = "") -> Found:
    page = Page(
        url="https://news.example/list/all",
        body=body,
        fetched_at=datetime(2026, 10, 13, tzinfo=UTC),
        headers=(("content-type", content_type),),
    )
    route = Route(page.url, kind, selector="a" if kind == "section" else "", api=API if kind == "api" else None)
    return find(page, route, source)


def test_routes_are_united_without_doubles() -> None:
    source = Source(
        id="news",
        name="News",
        home="https://news.example/",
        language="en",
        country="GB",
        edited_in="GB",
        ownership="public",
        timezone="Europe/London",
        feeds=("https://news.example/feed", "https://news.example/feed"),
        news=("https://news.example/news.xml",),
        sitemaps=("https://news.example/sitemap.xml",),
        sections=(Section("https://news.example/ai", "h3 a"),),
        api=(API,),
    )
    assert routes_of(source) == (
        Route("https://news.example/feed", "feed"),
        Route("https://news.example/news.xml", "news"),
        Route("https://news.example/sitemap.xml", "sitemap"),
        Route("https://news.example/ai", "section", selector="h3 a"),
        Route("https://news.example/list.json", "api", api=API),
    )
    assert routes_of(SOURCE) == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", [b"", b" \r\n", b"\x00\x00", b"not a list", b"\x89PNG\r\n\x1a\n\x00\x01"])
def test_an_answer_of_another_sort_is_dropped(kind: RouteKind, body: bytes) -> None:
    with pytest.raises(Drop) as raised:
        answer(kind, body)
    assert raised.value.reason in ("no-text", "bad-encoding")


@pytest.mark.parametrize("kind", ["feed", "news", "sitemap", "api"])
def test_html_in_place_of_a_list_is_named(kind: RouteKind) -> None:
    with pytest.raises(Drop) as raised:
        answer(kind, b"<!DOCTYPE html><html><body>Sorry</body></html>")
    assert (raised.value.reason, raised.value.detail) == ("no-text", f"not {WHAT[kind]}: HTML")


EMPTY: list[tuple[RouteKind, bytes]] = [
    ("feed", b"<rss><channel><title>x</title></channel></rss>"),
    ("feed", b'<feed xmlns="http://www.w3.org/2005/Atom"/>'),
    ("feed", b'{"version":"https://jsonfeed.org/version/1.1","items":[]}'),
    ("sitemap", b"<urlset></urlset>"),
    ("news", b"<sitemapindex/>"),
    ("section", b"<html><body><p>x</p></body></html>"),
    ("api", b'{"items":[]}'),
]


@pytest.mark.parametrize(("kind", "body"), EMPTY)
def test_a_valid_but_empty_list_is_an_empty_find(kind: RouteKind, body: bytes) -> None:
    assert answer(kind, body) == Found()


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/a/1.html", "https://news.example/a/1.html"),
        ("b?x=1#top", "https://news.example/list/b?x=1"),
        ("//cdn.example/a", "https://cdn.example/a"),
        (" https://other.example/a b ", "https://other.example/a%20b"),
        ("https://other.ex\nample/a", "https://other.example/a"),
        ("http://[::1", ""),
        ("http://a]b/", ""),
        ("https://user:word@news.example/a", ""),
        ("https://news.example:99999/a", ""),
        ("https://news.example\\@evil.example/", ""),
        ("http:///a", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/hosts", ""),
        ("ftp://news.example/a", ""),
        ("mailto:a@news.example", ""),
        ("#top", ""),
        ("", ""),
        ("/a\x01b", ""),
        ("/a\ud800", ""),
        ("https://news.example/" + "a" * 2_062, "https://news.example/" + "a" * 2_062),
        ("https://news.example/" + "a" * 2_063, ""),
    ],
)
def test_joined(href: str, url: str) -> None:
    assert joined("https://news.example/list/all", href) == url


@given(st.text())
def test_joined_gives_http_or_nothing(href: str) -> None:
    url = joined("https://news.example/list/all", href)
    assert url == "" or url.startswith(("http://", "https://"))


def test_keep_and_refuse() -> None:
    body = b"".join(b"<a href='%s'>x</a>" % path for path in (b"/2026/1", b"/2026/video/2", b"/about"))
    source = replace(SOURCE, keep=("/20[0-9]{2}/",), refuse=("/video/",))
    found = answer("section", body, source)
    assert [link.url for link in found.links] == ["https://news.example/2026/1"]
    assert found.refused == 2


def test_doubles_are_one_link_with_the_claims_of_both() -> None:
    body = "<a href='/1'><img></a><a href='/1?utm_source=x'>标题</a><a href='/1#c'>评论</a>".encode()
    found = answer("section", body)
    assert [(link.url, link.title, link.route) for link in found.links] == [
        ("https://news.example/1", "标题", "https://news.example/list/all")
    ]
    assert found.refused == 0


@pytest.mark.parametrize("kind", KINDS)
@given(body=st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=25).map(b"".join))
def test_nothing_but_drop_is_raised(kind: RouteKind, body: bytes) -> None:
    try:
        found = answer(kind, body)
    except Drop:
        return
    for link in found.links:
        assert link.url.startswith(("http://", "https://"))
        f"{link.title}{link.author}{link.section}{link.dek}{link.text}".encode()  # no lone surrogate

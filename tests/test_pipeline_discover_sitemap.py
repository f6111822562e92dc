"""Sitemaps: urlset, news, index, gzip, and what is made to harm."""

import gzip
from datetime import UTC, datetime

import pytest

from pipeline.discover import find
from pipeline.values import Drop, Found, Page, Route
from tests.test_pipeline_discover import SOURCE, answer
from tests.timing import takes_under

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def urlset(inside: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<urlset {SPACES}>{inside}</urlset>'.encode()


def url(path: object, inside: str = "") -> str:
    return f"<url><loc>https://news.example/{path}</loc>{inside}</url>"


def index(children: list[tuple[str, str]], depth: int = 0) -> Found:
    inside = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{date}</lastmod></sitemap>" for loc, date in children)
    body = f"<sitemapindex {SPACES}>{inside}</sitemapindex>".encode()
    page = Page("https://news.example/index.xml", body, datetime(2026, 10, 13, tzinfo=UTC))
    return find(page, Route(page.url, "news", depth=depth), SOURCE)


def test_lastmod_is_no_time_of_publication() -> None:
    (link,) = answer("sitemap", urlset(url(1, "<lastmod>2026-10-12T09:30:00Z</lastmod>"))).links
    assert (link.url, link.published_at, link.title) == ("https://news.example/1", None, "")


def test_news_claims() -> None:
    news = """<lastmod>2026-10-12T11:00:00Z</lastmod><image:image><image:loc>https://news.example/i.jpg</image:loc>
    <image:title>Picture</image:title></image:image><news:news><news:publication><news:name>N</news:name>
    </news:publication><news:publication_date>2026-10-12 17:30</news:publication_date>
    <news:title><![CDATA[芯片 &amp; 出口]]></news:title></news:news>"""
    (link,) = answer("news", urlset(url(1, news))).links
    assert (link.url, link.title) == ("https://news.example/1", "芯片 & 出口")
    assert link.published_at == datetime(2026, 10, 12, 9, 30, tzinfo=UTC)


def test_index_names_routes_of_the_same_kind() -> None:
    found = index([("/a.xml", ""), ("b.xml", ""), ("file:///etc/hosts", ""), ("http://[::1", "")])
    assert found == Found(
        routes=(
            Route("https://news.example/a.xml", "news", depth=1),
            Route("https://news.example/b.xml", "news", depth=1),
        ),
        refused=2,
    )


def test_an_index_that_names_itself_is_not_followed() -> None:
    assert index([("https://news.example/index.xml", "")]) == Found(refused=1)


@pytest.mark.parametrize(("depth", "followed"), [(0, True), (2, True), (3, False), (9, False)])
def test_depth_ends(depth: int, followed: bool) -> None:
    found = index([("/a.xml", "")], depth)
    assert [route.depth for route in found.routes] == ([depth + 1] if followed else [])
    assert found.refused == (not followed)


def test_the_newest_children_are_followed() -> None:
    dated = [(f"/{year}.xml", f"{year}-01-01") for year in range(1950, 2026)]
    found = index(dated)
    assert (len(found.routes), found.refused) == (50, 26)
    assert found.routes[0].url == "https://news.example/2025.xml"


def test_the_newest_children_by_their_urls() -> None:
    found = index([(f"/sitemap-{year}-{month:02}.xml", "") for year in range(2020, 2027) for month in range(1, 13)])
    assert found.routes[0].url == "https://news.example/sitemap-2026-12.xml"
    assert len(found.routes) == 50


def test_the_newest_pages_are_kept() -> None:
    inside = "".join(url(place, f"<lastmod>{2000 + place // 100}-01-01</lastmod>") for place in range(2_500))
    found = answer("sitemap", urlset(inside))
    assert (len(found.links), found.refused) == (2_000, 500)
    assert found.links[0].url == "https://news.example/2400"


def test_few_pages_keep_the_order_of_the_file() -> None:
    body = urlset(url(1, "<lastmod>2020-01-01</lastmod>") + url(2, "<lastmod>2026-01-01</lastmod>"))
    assert [link.url[-1] for link in answer("sitemap", body).links] == ["1", "2"]


@pytest.mark.parametrize("layers", [1, 2])
def test_gzip(layers: int) -> None:
    body = urlset(url(1))
    for _ in range(layers):
        body = gzip.compress(body)
    assert answer("sitemap", body).links[0].url == "https://news.example/1"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (gzip.compress(b"<urlset>" + b" " * (51 * 2**20), 1), "too-large"),
        (gzip.compress(urlset(url(1) * 99))[:-9], "truncated"),
        (b"\x1f\x8b\x08 no gzip at all", "no-text"),
        (b"<", "no-text"),
        (b"<rss><channel/></rss>", "no-text"),
        (b"https://news.example/1", "no-text"),
        (b"<urlset>" + b"<url>" * 5_000, "no-text"),
    ],
)
def test_what_is_no_sitemap(body: bytes, reason: str) -> None:
    def refused() -> None:
        with pytest.raises(Drop) as raised:
            answer("sitemap", body)
        assert raised.value.reason == reason

    assert takes_under(1, refused)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "haha"><!ENTITY i "&a;&a;&a;&a;&a;">]>',
        f'<!DOCTYPE r [<!ENTITY i "{"a" * 100_000}">]>',
        '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/hosts">]>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_do_nothing(doctype: str) -> None:
    found = answer("sitemap", urlset(url("1?x=&i;") + url(2), doctype))
    assert [link.url for link in found.links] == ["https://news.example/1?x=&i;", "https://news.example/2"]


def test_a_broken_end_keeps_what_came_before() -> None:
    assert len(answer("sitemap", urlset(url(1) + url(2))[:-25]).links) >= 1


def test_more_than_the_protocol_allows_is_counted() -> None:
    body = urlset("".join(map(url, range(100_500))))

    def counted() -> None:
        found = answer("sitemap", body)
        assert (len(found.links), found.refused) == (2_000, 98_500)

    assert takes_under(3, counted)

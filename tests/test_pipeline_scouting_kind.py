"""What kind of answer came, by its first bytes, and what sort of page it is, by its own words."""

from datetime import UTC, datetime

import pytest

from pipeline.markup import tree_of
from pipeline.scouting_kind import kind_of, sort_of
from pipeline.values import Page

HOME = "https://quay.example/"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "page"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        (b"<urlset/>", "sitemap"),
        (b"<sitemapindex>", "sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'{"data": []}', "json"),
        (b"<html><body><p>about <rss> and others</p>", "page"),
    ],
)
def test_kinds(body: bytes, kind: str) -> None:
    assert kind_of(Page(HOME, body, NOW)) == kind


def described(*types: str, kind: str = "ld+json") -> str:
    scripts = (f'<script type="application/{kind}">{{"@type": "{each}"}}</script>' for each in types)
    return f"<html><head>{''.join(scripts)}</head><body><p>x</p></body></html>"


@pytest.mark.parametrize(
    ("markup", "of_type", "sort"),
    [
        ("<p></p>", "", ""),
        (described("Quiz"), "article", "Quiz"),
        (described("Quiz", "NewsArticle"), "", ""),
        (described("LiveBlogPosting", kind="json"), "", ""),
        (described("NewsArticle"), "video.other", "video.other"),
        (described("NewsArticle"), "article", ""),
    ],
)
def test_sorts_of_pages(markup: str, of_type: str, sort: str) -> None:
    assert sort_of(tree_of(markup), of_type) == sort

"""What kind of answer came, by its first bytes."""

from datetime import UTC, datetime

import pytest

from pipeline.scouting_kind import kind_of
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

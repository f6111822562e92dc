"""What a route asks for between two looks at it."""

from datetime import UTC, datetime

import pytest

from pipeline.hints import hint_of
from pipeline.values import Page, RouteKind

SY = b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'


@pytest.mark.parametrize(
    ("body", "headers", "kind", "expected"),
    [
        (b"", {}, "feed", 0),
        (b"<rss><channel><ttl>60</ttl></channel></rss>", {}, "feed", 3600),
        (b"<rss><channel><ttl> 15\n</ttl></channel></rss>", {}, "feed", 900),
        (b"<rss><channel><ttl>soon</ttl></channel></rss>", {}, "feed", 0),
        (b"<rss><channel><ttl>-5</ttl></channel></rss>", {}, "feed", 0),
        (b"<ttl>60</ttl>", {}, "section", 0),  # only a feed has one
        (SY + b"<sy:updatePeriod>hourly</sy:updatePeriod>", {}, "feed", 3600),
        (
            SY + b"<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            {},
            "feed",
            21600,
        ),
        (SY + b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", {}, "feed", 86400),
        (SY + b"<sy:updatePeriod>fortnightly</sy:updatePeriod>", {}, "feed", 0),
        (SY + b"<sy:updatePeriod>\xff\xfe</sy:updatePeriod>", {}, "feed", 0),
        (b"", {"cache-control": "public, max-age=300"}, "section", 300),
        (b"", {"cache-control": "max-age=300", "age": "120"}, "section", 180),
        (b"", {"cache-control": "max-age=300", "age": "999"}, "section", 0),
        (b"", {"cache-control": "max-age=300", "age": "-1"}, "section", 300),
        (b"", {"cache-control": "no-cache, max-age=300"}, "feed", 0),
        (b"", {"cache-control": "s-maxage=300"}, "feed", 0),  # for caches that many share
        (b"", {"cache-control": "max-age=999999999"}, "feed", 86_400 * 365),
        (b"<ttl>10</ttl>", {"cache-control": "max-age=300"}, "feed", 600),
    ],
)
def test_what_a_route_asks_for(body: bytes, headers: dict[str, str], kind: RouteKind, expected: int) -> None:
    page = Page("https://a.example/feed", body, datetime(2026, 10, 12, tzinfo=UTC), headers=tuple(headers.items()))
    assert hint_of(page, kind) == expected

"""The product's own reading of one saved page, for a scorer that takes (html, url) and wants a mapping."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from config.source import Source
from pipeline.read import read as read_article
from pipeline.values import Drop, Link, Page

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
HAN = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}|[\xb0-\xf7][\xa1-\xfe]{2}")
ZH = Source("page", "", "", "zh", "CN", "CN", "commercial", "Asia/Shanghai")
EN = Source("page", "", "", "en", "US", "US", "commercial", "UTC")


def read(html: bytes, url: str) -> dict[str, object] | None:
    """Title, text, authors, published, credit and editors of a page; None where it is refused."""
    source = ZH if len(HAN.findall(html[:20_000])) > 100 else EN
    try:
        address = url if url.startswith("http") else "https://page.invalid/"
        article = read_article(Page(address, html, FETCHED_AT), source, Link(address))
    except Drop:
        return None
    day = article.published_at.astimezone(ZoneInfo(source.timezone)).date() if article.published_at else None
    return {
        "title": article.title,
        "text": article.text,
        "authors": list(article.byline),
        "published": day,
        "credit": article.credit,
        "editors": list(article.editor),
    }

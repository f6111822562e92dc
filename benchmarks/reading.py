"""The product's own reading of one saved page, for a scorer that takes (html, url) and wants a mapping."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from config.source import Source
from crawler.warming import warm
from pipeline.moments import OFFSET, zone_of
from pipeline.read import read as read_article
from pipeline.values import Drop, Link, Page

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
HAN = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}|[\xb0-\xf7][\xa1-\xfe]{2}")
ASCII = bytes(range(128))
ZH = Source("page", "", "", "zh", "CN", "CN", "commercial", "Asia/Shanghai")
EN = Source("page", "", "", "en", "US", "US", "commercial", "America/New_York")
# A source's file states its zone, a saved page has no such file: that of the country of its domain stands in for pages
# that do not tell their own.
ZONES = {
    "uk": "Europe/London", "ie": "Europe/Dublin", "eu": "Europe/Brussels", "be": "Europe/Brussels",
    "de": "Europe/Berlin", "se": "Europe/Stockholm", "no": "Europe/Oslo", "za": "Africa/Johannesburg",
    "au": "Australia/Sydney", "nz": "Pacific/Auckland", "in": "Asia/Kolkata", "sg": "Asia/Singapore",
    "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong", "tw": "Asia/Taipei", "jp": "Asia/Tokyo",
}  # fmt: skip
warm()  # as the parsers are before their first page: what is read and made once is not the work of a page


def read(html: bytes, url: str) -> dict[str, object] | None:
    """Title, text, authors, published, credit and editors of a page; None where it is refused."""
    address = url if url.startswith("http") else "https://page.invalid/"
    source = source_of(html, address)
    try:
        article = read_article(Page(address, html, FETCHED_AT), source, Link(address))
    except Drop:
        return None
    told = article.published_zone if OFFSET.fullmatch(article.published_zone) else source.timezone
    day = article.published_at.astimezone(zone_of(told)).date() if article.published_at else None
    return {
        "title": article.title,
        "text": article.text,
        "authors": list(article.byline),
        "published": day,
        "credit": article.credit,
        "editors": list(article.editor),
    }


def source_of(html: bytes, url: str) -> Source:
    """A source in the language of a page, in the zone of the country of its domain."""
    beyond = html[:20_000].translate(None, ASCII)  # a look at all took .5 ms of a page
    if any(len(HAN.findall(beyond[:size])) > 100 for size in (400, 2_000)):
        return ZH
    try:
        country = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        country = ""
    return _english(ZONES.get(country, EN.timezone))


@cache
def _english(zone: str) -> Source:
    return replace(EN, timezone=zone)

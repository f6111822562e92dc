"""What a site answers at a path: the bytes, their type and when they last changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from service.newsroom.feeds import FEEDS
from service.newsroom.pages import article_page
from service.newsroom.sections import SECTIONS, front_page, topic_page
from service.newsroom.sites import DemoArticle, Site

# The bytes of a page, and what its header says of them. The header says nothing where only a meta
# says it (table-age, hong-kong-daily) or nobody does (self-media).
CHARSETS = {"table-age": "gb18030"}
HTML_TYPES = {"table-age": "text/html", "hong-kong-daily": "text/html", "self-media": "text/html"}

ROBOTS = "User-agent: *\nDisallow: /admin/\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; without a time of change it has no validators, and is never a 304."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None

    @property
    def etag(self) -> str:
        """A strong validator of the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def answer(site: Site, path: str, homes: Mapping[str, str], edition: int) -> Answer:
    """What the site holds at the path in that edition; a 404 where it holds nothing."""
    if path == "/robots.txt":
        return Answer(200, "text/plain; charset=utf-8", ROBOTS.encode())
    if path == "/":
        return html_answer(site, front_page(site, edition))
    if path in SECTIONS.get(site.manner, {}):
        return html_answer(site, SECTIONS[site.manner][path](site, edition))
    if path in FEEDS.get(site.manner, {}):
        return feed_answer(site, path, homes, edition)
    found = next((article for article in site.in_edition(edition) if article.path == path), None)
    if found is None or found.form == "dead":
        return html_answer(site, "<!DOCTYPE html><title>404</title><h1>404 Not Found</h1>", 404)
    if found.form == "list":
        return html_answer(site, topic_page(site, found))
    return page_answer(site, found, homes)


def feed_answer(site: Site, path: str, homes: Mapping[str, str], edition: int) -> Answer:
    feed = FEEDS[site.manner][path]
    newest = max(article.modified for article in site.in_edition(edition))
    text = feed.write(site, homes[site.id], edition)
    return Answer(200, feed.content_type, text.encode(), newest.astimezone(UTC))


def page_answer(site: Site, article: DemoArticle, homes: Mapping[str, str]) -> Answer:
    body = article_page(site, article, homes).encode(article.charset or CHARSETS.get(site.manner, "utf-8"))
    return Answer(200, html_type(site), body, article.modified.astimezone(UTC))


def html_answer(site: Site, text: str, status: int = 200) -> Answer:
    return Answer(status, html_type(site), text.encode(CHARSETS.get(site.manner, "utf-8")))


def html_type(site: Site) -> str:
    return HTML_TYPES.get(site.manner, "text/html; charset=utf-8")

"""What kind of answer came, by its first bytes."""

import re

from pipeline.values import Page

ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?(rss|feed|RDF|urlset|sitemapindex)[\s>/]", re.IGNORECASE)


def kind_of(page: Page) -> str:
    """Whether an answer is a page, a feed, a sitemap, JSON or something else, by its first bytes."""
    head = page.body[:3000].lstrip(b"\xef\xbb\xbf \t\r\n\f\x00")
    if head[:2] == b"\x1f\x8b":
        return "sitemap" if ".xml" in page.url else "other"
    if head[:1] in (b"{", b"["):
        is_feed = b"jsonfeed.org" in head or (b'"items"' in page.body[:20_000] and b'"feed_url"' in page.body[:20_000])
        return "feed" if is_feed else "json"
    root = ROOT.search(head)
    if root and not re.search(rb"<(?:html|body)[\s>]", head[: root.start()], re.IGNORECASE):
        return "sitemap" if root[1].lower() in (b"urlset", b"sitemapindex") else "feed"
    return "page"

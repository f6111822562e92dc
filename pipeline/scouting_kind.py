"""What kind of answer came, by its first bytes, and what sort of page it is, by its own words."""

import re
from itertools import islice

from lxml.html import HtmlElement

from pipeline.json_ld import ARTICLE_TYPES, types_of
from pipeline.values import Page

ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?(rss|feed|RDF|urlset|sitemapindex)[\s>/]", re.IGNORECASE)
SORTS = ("LiveBlogPosting", "Quiz", "AdvertiserContentArticle")
FILMS = ("video", "music")  # what og:type begins with on a page of these
MOST_SCRIPTS = 20


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


def sort_of(tree: HtmlElement, of_type: str) -> str:
    """What a page describes itself as in place of an article, by its JSON-LD or its og:type; empty for an article.

    An article may hold a quiz, and name a live blog.
    """
    scripts = (each.text or "" for each in tree.iter("script") if "ld+json" in (each.get("type") or "").lower())
    said = list(islice(scripts, MOST_SCRIPTS))
    if any(sort in each for each in said for sort in SORTS):  # few pages name one
        types = types_of(said)
        found = next((sort for sort in SORTS if sort in types), "")
        if found and types.isdisjoint(ARTICLE_TYPES.difference(SORTS)):
            return found
    return of_type if of_type.startswith(FILMS) else ""

"""The addresses on a page by what they may be: feeds, sections, articles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

from lxml.html import HtmlElement

from config.rules import rules
from pipeline.clean import clean_line
from pipeline.discover_links import joined
from pipeline.scouting_addresses import address_score, key_of
from pipeline.scouting_anchors import Anchor, title_score

FEED_TYPE = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|application/json|(?:text|application)/xml", re.IGNORECASE
)
FEED_ADDRESS = re.compile(
    r"(?:/|\.|=|_|-)(?:rss|atom|feed|feeds|rdf)(?:[/._=&-][^/]{0,80})?/?$|feed\.json$|/rss/.{1,120}$"
    r"|feeds?\.[a-z0-9-]+\.[a-z]{2,}/|rss[^/]{0,60}\.(?:xml|rdf|php|aspx?)$",
    re.IGNORECASE,
)
FEED_QUERY = re.compile(r"[?&][a-z_]{1,20}=(?:rss2?|atom|rdf)(?:&|$)", re.IGNORECASE)
FEED_MARK = re.compile(r"(?<![a-z])(?:rss|atom|rdf)(?![a-z])|(?<![a-z])feed[-_ ]?icon|icon[-_ ]feed", re.IGNORECASE)
LINK = re.compile(r"""(?:[^>]{0,400}\s)?href\s{0,3}=\s{0,3}["']?([^"'>\s]{1,500})[^>]{0,400}>""", re.IGNORECASE)
BEFORE = 800  # characters before a drawing in which the link around it begins
LONGEST_DRAWING = 1500
MOST_DRAWINGS = 400
MOST_FEEDS = 60
MOST_SECTIONS = 40


@dataclass(frozen=True, slots=True)
class Named:
    """An address on a page that may be a feed, a sitemap or a section, by what it is called there."""

    url: str
    title: str = ""
    how: str = "link"  # declared, link


def feeds_in(
    tree: HtmlElement, base: str, anchors: list[Anchor], drawn: frozenset[str] = frozenset()
) -> Iterator[Named]:
    """The feeds that a page declares, then those that it links to by address, by name or behind an icon."""
    found: dict[str, Named] = {}
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").strip()
        url = joined(base, link.get("href") or "")
        is_named = "feed" in relations or (
            "alternate" in relations and FEED_TYPE.fullmatch(kind.partition(";")[0].strip())
        )
        if url and is_named and not re.search(r"oembed|wp-json", url):
            found.setdefault(url, Named(url, clean_line(link.get("title") or "")[:80], "declared"))
    called = frozenset(map(str, rules("scouting")["feed_words"]))
    for anchor in anchors:
        is_address = (
            FEED_ADDRESS.search(anchor.url.partition("?")[0]) or FEED_QUERY.search(anchor.url) or anchor.url in drawn
        )
        if is_address or anchor.text.lower().strip() in called or FEED_MARK.search(anchor.label):
            found.setdefault(anchor.url, Named(anchor.url, anchor.text[:80]))
    yield from islice(found.values(), MOST_FEEDS)


def drawn_in(markup: str, base: str) -> frozenset[str]:
    """The addresses of links around drawings that say RSS or Atom; the tree of a page has no drawings any more."""
    found = set()
    at = markup.find("<svg")
    for _ in range(MOST_DRAWINGS):
        if at < 0:
            break
        drawing = markup[at : at + LONGEST_DRAWING].partition("</svg")[0]
        inside = markup[max(0, at - BEFORE) : at].rpartition("<a ")[2] if FEED_MARK.search(drawing) else ""
        if (link := LINK.match(inside)) and "</a" not in inside:
            found.add(joined(base, unescape(link[1])))
        at = markup.find("<svg", at + 4)
    return frozenset(found)


def sections_in(anchors: list[Anchor], judged: dict[str, bool], url: str) -> tuple[Named, ...]:
    """Pages of a site that its navigation names: a short text, a short path, no article."""
    here, found = key_of(url), dict[str, Named]()
    for anchor in anchors:
        short = 0 < len(anchor.text) <= 24 and title_score(anchor.text) < 1
        if judged[anchor.key] or not short or anchor.key in (here, key_of(url).partition("/")[0]):
            continue
        path = anchor.url.partition("://")[2].partition("/")[2]
        is_list = address_score(anchor.url) >= 0 and path.strip("/").count("/") <= 2 and "?" not in path
        if is_list and (anchor.is_around or path.count("/") <= 1):
            found.setdefault(anchor.key, Named(anchor.url, anchor.text))
    return tuple(islice(found.values(), MOST_SECTIONS))


def articles_in(anchors: Iterator[Anchor]) -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    for anchor in anchors:
        held = found.get(anchor.key)
        if held is None or len(anchor.text) > len(held.title):
            found[anchor.key] = Named(held.url if held else anchor.url, anchor.text)
    return tuple(found.values())

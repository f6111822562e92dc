"""What a feed says of itself: its title, the page that it is of, its language, the offsets it prints, what it is of."""

import re
from collections import Counter
from dataclasses import dataclass

from config.rules import rules
from pipeline.decode import decode
from pipeline.discover_text import plain
from pipeline.values import Drop, Page

HEAD = 40_000  # characters in which a channel says what it is
FIRST_ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]|\"items\"\s*:", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]{0,200}>(?:\s*<!\[CDATA\[)?(.{0,400}?)(?:\]\]>\s*)?</title>", re.IGNORECASE | re.DOTALL)
TITLE_JSON = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.){0,300})"')
PUBLICATION = re.compile(r"<news:name>(?:\s*<!\[CDATA\[)?([^<\]]{1,200})", re.IGNORECASE)
HOME = re.compile(
    r"<link>(?:\s*<!\[CDATA\[)?\s*(https?://[^<\]\s]{1,500})|<link[^>]{0,200}rel=[\"']alternate[\"'][^>]{0,200}href=[\"']([^\"']{1,500})|\"home_page_url\"\s*:\s*\"([^\"]{1,500})",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"<(?:dc:|news:)?language>\s*([A-Za-z-]{2,10})|xml:lang=[\"']([A-Za-z-]{2,10})", re.IGNORECASE)
STATED = re.compile(
    r"<(?:pubDate|published|dc:date|updated|issued|news:publication_date)>\s*(?:<!\[CDATA\[)?[^<]{8,40}?"
    r"(?:(?P<clock>:\d\d)(?:\.\d{1,9})?\s?(?P<zone>[+-]\d\d:?\d\d|Z|GMT|UTC|[A-Z]{2,4})?)\s*(?:\]\]>)?</",
    re.IGNORECASE,
)
AUDIO = re.compile(r"<enclosure[^>]{0,600}type=[\"']audio/|\"mime_type\"\s*:\s*\"audio/", re.IGNORECASE)
COMMENTS = re.compile(r"#(?:comment|respond|c\d)", re.IGNORECASE)
MOST = 400


@dataclass(frozen=True, slots=True)
class FeedSeen:
    """What a feed says of itself; `trait` is `comments` or `podcast` where it is none of articles."""

    title: str = ""
    home: str = ""
    region: str = ""
    offsets: tuple[tuple[str, int], ...] = ()  # as printed, with how often; empty for a clock without one
    trait: str = ""


def look_at_feed(page: Page) -> FeedSeen:
    """What a feed or sitemap says of itself; nothing, never an exception, where it can not be read."""
    try:
        text = decode(page.body[:2_000_000], page.header("content-type")).text
    except Drop:
        return FeedSeen()
    first = FIRST_ITEM.search(text)
    head = text[: min(first.start() if first else HEAD, HEAD)]
    titled = PUBLICATION.search(text[:HEAD]) or TITLE.search(head) or TITLE_JSON.search(head)
    title = plain(titled[1], 200) if titled else ""
    home = HOME.search(head)
    region = LANGUAGE.search(head)
    offsets = Counter((found["zone"] or "").upper() for found in list(STATED.finditer(text))[:MOST])
    return FeedSeen(
        title,
        next(filter(None, home.groups()), "") if home else "",
        next(filter(None, region.groups()), "") if region else "",
        tuple(offsets.most_common(6)),
        _trait(page.url.lower(), title.lower(), text),
    )


def _trait(url: str, title: str, text: str) -> str:
    held = rules("scouting")
    items = max(1, len(FIRST_ITEM.findall(text[:2_000_000])))
    if any(mark in url for mark in held["comments"] if mark.startswith("/")) or any(
        mark in title for mark in held["comments"] if not mark.startswith("/")
    ):
        return "comments"
    if (
        len(COMMENTS.findall(text)) >= items
        and "<wfw:commentrss>" not in text.lower()
        and "<comments>" not in text.lower()
    ):
        return "comments"
    if len(AUDIO.findall(text)) * 2 >= items:
        return "podcast"
    return ""

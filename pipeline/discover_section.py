"""Section pages: front and channel pages, whose links a CSS selector names."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from config.source import Source
from pipeline.decode import decode
from pipeline.discover_links import Claim, gather, joined
from pipeline.discover_select import select
from pipeline.discover_text import BLOCK
from pipeline.link_labels import label_of
from pipeline.markup import LONGEST_VALUE, tree_of
from pipeline.values import Drop, Found, Page, Route

MOST_TAGS = 100_000  # opening and closing ones; front pages have 10,000 at most
MOST_PIECES = 200
LONGEST_TITLE = 2_000
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SHORTENED = ("…", "...", "..")


def read_section(page: Page, route: Route, source: Source) -> Found:
    """The links that the route's selector names, with the headlines they stand under."""
    text, cut = _bounded(decode(page.body, page.header("content-type")).text)
    if "<" not in text:
        raise Drop("no-text", f"not a section page: {text.strip()[:40]!r}")
    root = tree_of(text)
    claims = (_claim(element) for element in select(root, route.selector))
    found = gather(claims, page, route, source, base=_base(root, page.url))
    return Found(links=found.links, refused=found.refused + cut)


def _bounded(text: str) -> tuple[str, int]:
    """The page up to its hundred-thousandth tag, and how many links stand after that."""
    text = text.replace("\0", "")
    if text.count("<") <= MOST_TAGS:
        return text, 0
    end = next(islice(re.finditer("<", text), MOST_TAGS, None)).start()
    return text[:end], text.count("<a ", end)


def _base(root: etree._Element, url: str) -> str:
    base = next(root.iter("base"), None)
    return (joined(url, base.get("href", "")) if base is not None else "") or url


def _claim(element: etree._Element) -> Claim:
    link = next(_links_of(element), None)
    if link is None:
        return Claim(href="")
    title = _headline(link)
    whole = (link.get("title") or "").strip()
    href = link.get("href") or ""
    if len(href) >= LONGEST_VALUE:
        href = ""  # cut by tree_of, so it would lead elsewhere
    label = "" if title or whole else label_of(link)
    return Claim(href=href, title=whole if not title or title.endswith(SHORTENED) else title, label=label)


def _links_of(element: etree._Element) -> Iterator[etree._Element]:
    """The links that an element stands for, the likeliest first: itself, one inside it, one around it."""
    for lot in (element.iter("a"), element.iterancestors("a")):
        yield from (link for link in lot if link.get("href"))


def _headline(link: etree._Element) -> str:
    """The text of a link; of its heading alone where it is a card with a deck and a date."""
    inner = list(islice(link.iter("*"), 1, MOST_PIECES))
    heading = next((part for part in inner if part.tag in HEADINGS), link)
    between = " " if any(BLOCK.fullmatch(part.tag) for part in inner) else ""
    return between.join(islice(map(str, heading.itertext()), MOST_PIECES))[:LONGEST_TITLE].strip()

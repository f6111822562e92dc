"""RSS 0.9x to 2.0 and Atom, read element by element."""

import re
from html import escape
from itertools import islice

from lxml import etree

from pipeline.discover_links import Claim
from pipeline.discover_text import BLOCK, dek_and_text
from pipeline.discover_xml import SAFE, clean_xml, local_name
from pipeline.values import Drop, Page

ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
ITEMS = ("item", "entry")
# Pictures and podcasts have titles, authors and categories of their own.
FOREIGN = ("search.yahoo.com/mrss", "itunes.com/dtds", "podcastindex.org", "media:", "itunes:")
MOST_OF_A_NAME = 10
MOST_STEPS = 20_000  # into the elements of XHTML content
LONGEST_PERSON = 200
MAIL_AND_NAME = re.compile(r"\S{1,100}@\S{1,100}\s{1,3}\((.{1,100})\)")  # RSS asks for `a@example.com (Li Si)`
# An Atom entry's `updated` is no claim of publication; RSS 1.0 has dc:date alone.
PUBLISHED = ("pubdate", "published", "issued", "created", "date")
Parts = dict[str, list[etree._Element]]


def read_xml_feed(page: Page, most: int) -> tuple[list[Claim], str, int]:
    """What the feed's first items claim, the base of its URLs, and how many items were cut off."""
    xml = clean_xml(page.body, page.header("content-type"), ROOTS, "a feed")
    parser = etree.XMLParser(encoding="utf-8", **SAFE)
    root = etree.fromstring(xml, parser, base_url=page.url)
    items = [] if root is None else [item for item in root.iter("{*}item", "{*}entry") if _is_outermost(item)]
    broken = parser.error_log.filter_from_fatals()
    if not items and (root is None or broken):
        raise Drop("no-text", f"not a feed: {broken[0].message[:100] if broken else 'broken XML'}")
    parent = items[0].getparent() if items else None
    base = parent.base if parent is not None else None
    return [_claim(item) for item in items[:most]], base or page.url, max(0, len(items) - most)


def _is_outermost(item: etree._Element) -> bool:
    parent = item.getparent()
    return parent is not None and local_name(parent) not in ITEMS


def _claim(item: etree._Element) -> Claim:
    parts = _parts(item)
    people = [_person(person) for person in parts.get("author", []) + parts.get("creator", [])]
    summary, content = _first(parts, "description", "summary"), _first(parts, "encoded", "content", "body")
    dek, text = dek_and_text(summary, content)
    return Claim(
        href=_href(parts),
        title=_first(parts, "title"),
        time=_first(parts, *PUBLISHED),
        author=", ".join(dict.fromkeys(filter(None, people))),
        section=_section(parts),
        dek=dek,
        text=text,
    )


def _parts(item: etree._Element) -> Parts:
    parts: Parts = {}
    for child in item:
        named = parts.setdefault(local_name(child), [])
        if len(named) < MOST_OF_A_NAME and not any(space in str(child.tag) for space in FOREIGN):
            named.append(child)
    return parts


def _first(parts: Parts, *names: str) -> str:
    values = (_markup(element) for name in names for element in parts.get(name, []))
    return next((value for value in values if value), "")


def _markup(element: etree._Element) -> str:
    """The value as HTML: Atom says by an attribute whether it is text, escaped HTML or XHTML elements."""
    if len(element):
        return _flat(element)
    text = (element.text or "").strip()
    return escape(text, quote=False) if element.get("type") in ("text", "text/plain") else text


def _flat(element: etree._Element) -> str:
    """Text with its paragraphs; not tostring, which writes out each namespace of the root every time."""
    pieces = []
    for event, part in islice(etree.iterwalk(element, events=("start", "end")), MOST_STEPS):
        text = part.text if event == "start" else part.tail if part is not element else ""
        edge = "<br>" if BLOCK.fullmatch(local_name(part)) else ""
        pieces.append(edge + escape(text or "", quote=False))
    return "".join(pieces)


def _href(parts: Parts) -> str:
    for link in parts.get("link", []):
        href = (link.get("href") or link.text or "").strip()
        if href and (link.get("rel") or "alternate").lower() == "alternate":
            return href
    # A guid is a permalink unless it says no, but many are bare numbers that say nothing.
    guids = ((guid.text or "").strip() for guid in parts.get("guid", []) if guid.get("isPermaLink") != "false")
    return next((guid for guid in guids if guid.startswith(("http://", "https://"))), "")


def _person(person: etree._Element) -> str:
    named = next((part for part in person if local_name(part) == "name"), person)
    name = (named.text or "").strip()[:LONGEST_PERSON]
    with_mail = MAIL_AND_NAME.fullmatch(name)
    return with_mail[1] if with_mail else name


def _section(parts: Parts) -> str:
    sections = parts.get("category", []) + parts.get("subject", [])
    values = ((part.text or "").strip() or part.get("label") or part.get("term") or "" for part in sections)
    return next((value for value in values if value), "")

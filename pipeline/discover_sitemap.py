"""Sitemaps, news sitemaps and sitemap indexes, as XML or gzip."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from operator import itemgetter

from lxml import etree

from config.source import Source
from pipeline.discover_links import LONGEST_URL, MOST_LINKS, Claim, gather, is_kept, joined
from pipeline.discover_xml import SAFE, clean_xml, local_name
from pipeline.values import Drop, Found, Page, Route

MOST_BYTES = 50 * 2**20  # the protocol's own limit of one sitemap
MOST_CHILDREN = 50
MOST_ELEMENTS = 100_000  # the protocol allows 50,000
MOST_LAYERS = 3
DEEPEST = 3
CLOSING = re.compile(rb"</(?:[\w.-]{1,30}:)?(?:url|sitemap)\s{0,9}>")
Dated = tuple[str, Claim]
GZIP = b"\x1f\x8b"
ROOTS = frozenset({"urlset", "sitemapindex"})
DATED = re.compile(r"\d{4}-\d\d.{0,25}", re.DOTALL)
# Archives are often cut by month (`sitemap-2026-10.xml`, `/2026/10.xml`) and give no lastmod.
DATE_IN_URL = re.compile(r"(?<!\d)(20\d\d)(?:[-_/]?(0[1-9]|1[0-2]))?(?:[-_/]?([0-3]\d))?(?!\d)")


def read_sitemap(page: Page, route: Route, source: Source) -> Found:
    """The links of a sitemap, newest first where not all fit, or the routes that a sitemap index names.

    lastmod only orders: a page changes for many reasons, so published_at is news:publication_date or nothing.
    """
    xml = clean_xml(_unpacked(page.body), page.header("content-type"), ROOTS, "a sitemap")
    pages: list[Dated] = []
    children: list[Dated] = []
    events = etree.iterparse(io.BytesIO(xml), tag=("{*}url", "{*}sitemap"), **SAFE)
    for element in islice(_elements(events), MOST_ELEMENTS):
        if local_name(element) == "url":
            pages.append(_page(element))
        else:
            children.append(_child(element))
    read = len(pages) + len(children)
    gone = max(0, len(CLOSING.findall(xml)) - read) if read == MOST_ELEMENTS else 0
    broken = events.error_log.filter_from_fatals()
    if broken and not pages and not children:
        raise Drop("no-text", f"not a sitemap: {broken[0].message[:100]}")
    if len(pages) > MOST_LINKS:
        pages.sort(key=itemgetter(0), reverse=True)
    found = gather((claim for _, claim in pages), page, route, source)
    routes, refused = _routes(children, page, route, source)
    return Found(links=found.links, routes=routes, refused=found.refused + refused + gone)


def _unpacked(body: bytes) -> bytes:
    """The body out of its gzip layers, of which a server may put a second; a small one may hold gigabytes."""
    for _ in range(MOST_LAYERS):
        if not body.startswith(GZIP):
            return body
        unpacker = zlib.decompressobj(wbits=31)
        try:
            body = unpacker.decompress(body, MOST_BYTES + 1)
        except zlib.error as error:
            raise Drop("no-text", f"not a sitemap: broken gzip: {error}") from error
        if len(body) > MOST_BYTES:
            raise Drop("too-large", f"sitemap of more than {MOST_BYTES} bytes unpacked")
        if not unpacker.eof:
            raise Drop("truncated", "the sitemap's gzip ends early")
    return body


def _elements(events: "etree.iterparse[tuple[str, etree._Element]]") -> Iterator[etree._Element]:
    """Each url and sitemap element, let go again after use, so that a large file takes little memory."""
    try:
        for _, element in events:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError:  # what was read before the break stays
        return


def _page(url: etree._Element) -> Dated:
    told = _told(url)
    news = next((child for child in url if local_name(child) == "news"), None) if "news" in told else None
    claimed = {} if news is None else _told(news)
    time = claimed.get("publication_date", "")
    claim = Claim(href=told.get("loc", ""), title=claimed.get("title", ""), time=time)
    return _date(told.get("lastmod", "")) or _date(time), claim


def _child(sitemap: etree._Element) -> Dated:
    told = _told(sitemap)
    href = told.get("loc", "")
    in_url = DATE_IN_URL.search(href[:LONGEST_URL])
    dated = "-".join(part for part in in_url.groups() if part) if in_url else ""
    return _date(told.get("lastmod", "")) or dated, Claim(href=href)


def _told(element: etree._Element) -> dict[str, str]:
    """The text of the first element of each name."""
    told: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name not in told:
            told[name] = (child.text or "").strip()
    return told


def _date(text: str) -> str:
    """What orders as the time does: W3C dates do so as they stand."""
    return text if DATED.fullmatch(text) else ""


def _routes(children: list[Dated], page: Page, route: Route, source: Source) -> tuple[tuple[Route, ...], int]:
    """Further routes of the same kind; `keep` is for articles and does not bind them, `refuse` does."""
    if route.depth >= DEEPEST:
        return (), len(children)
    if len(children) > MOST_CHILDREN:
        children.sort(key=itemgetter(0), reverse=True)
    urls: dict[str, None] = {}
    refused = 0
    for _, claim in children:
        url = joined(page.url, claim.href)
        if len(urls) >= MOST_CHILDREN or not is_kept(url, replace(source, keep=())) or url in (page.url, route.url):
            refused += 1
        else:
            urls[url] = None
    return tuple(replace(route, url=url, depth=route.depth + 1) for url in urls), refused

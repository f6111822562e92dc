"""What a page says of itself: meta elements, JSON-LD, title, headings and links, read from its tree once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from pipeline.clean import clean_line

LONGEST_JSON = 256 * 1024
MOST_NODES = 2_000
MOST_NAMES = 20
ARTICLE_TYPES = frozenset(
    [
        "Article", "NewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle", "Report",
        "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
        "TechArticle", "ScholarlyArticle",
    ]
)  # fmt: skip
PAGE_TYPES = frozenset(["WebPage", "VideoObject", "ItemPage"])


@dataclass(frozen=True, slots=True)
class JsonLd:
    """The article as JSON-LD describes it; unknown is empty."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    section: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything a page declares; a name of a meta element in lower case with the first content it has."""

    meta: dict[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()  # every meta author, since several stand for several people
    json_ld: JsonLd = JsonLd()
    title: str = ""
    headings: tuple[str, ...] = ()  # h1
    canonical: str = ""
    items: dict[str, str] = field(default_factory=dict)  # itemprop of other elements, first value
    times: tuple[str, ...] = ()  # time elements: datetime, else text

    def first(self, *names: str) -> str:
        """The content of the first of these meta elements that has one."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")


ITEMS = {"headline", "datepublished", "datemodified", "author", "publisher", "articlesection"}


def metadata_of(tree: HtmlElement) -> Metadata:
    """The metadata of a tree, which is left as it is."""
    meta: dict[str, str] = {}
    items: dict[str, str] = {}
    authors: list[str] = []
    headings: list[str] = []
    times: list[str] = []
    scripts: list[str] = []
    title = canonical = ""
    for element in tree.iter("meta", "title", "h1", "link", "script", "time"):
        tag = element.tag
        if tag == "meta":
            _add_meta(element, meta, authors)
        elif tag == "script":
            scripts.append(element.text or "")
        elif tag == "h1" and len(headings) < 5:
            headings.append(clean_line(_text(element)))
        elif tag == "title":
            title = title or clean_line(_text(element))
        elif tag == "link" and not canonical and "canonical" in (element.get("rel") or "").lower().split():
            canonical = (element.get("href") or "")[:4000]
        elif tag == "time" and len(times) < 10:
            times.append(clean_line(element.get("datetime") or _text(element)))
    for element in tree.iterfind(".//*[@itemprop]"):
        name = (element.get("itemprop") or "").lower()
        if name in ITEMS and name not in items:
            items[name] = clean_line(element.get("content") or element.get("datetime") or _text(element))
    return Metadata(
        meta,
        tuple(dict.fromkeys(authors)),
        _json_ld(scripts),
        title,
        tuple(filter(None, headings)),
        canonical,
        items,
        tuple(filter(None, times)),
    )


def _text(element: HtmlElement) -> str:
    """The text of an element, as far as a line of metadata can need it."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > 4000:
            break
    return "".join(pieces)


def _add_meta(element: HtmlElement, meta: dict[str, str], authors: list[str]) -> None:
    content = element.get("content")
    if not content:
        return
    for key in ("name", "property", "itemprop", "http-equiv"):
        name = (element.get(key) or "").strip().lower()[:80]
        if not name:
            continue
        value = clean_line(content)
        if (
            name in ("author", "article:author", "byl", "parsely-author", "sailthru.author")
            and len(authors) < MOST_NAMES
        ):
            authors.append(value)
        if value:
            meta.setdefault(name, value)


def _json_ld(scripts: list[str]) -> JsonLd:
    """The first article among all JSON-LD of a page, else the first description of the page itself."""
    nodes = [node for script in scripts[:20] for node in _nodes(script)]
    for types in (ARTICLE_TYPES, PAGE_TYPES):
        for node in nodes:
            if _is_a(node, types):
                return _described(node)
    return JsonLd()


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """The objects of one script, outermost first; none where it is too long or is no JSON."""
    if not 2 < len(script) <= LONGEST_JSON:
        return
    try:
        queue = [json.loads(script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_NODES):
        if not queue:
            return
        held = queue.pop(0)
        if isinstance(held, list):
            queue[:0] = held[:200]
        elif isinstance(held, dict):
            yield held
            queue.extend(value for key, value in held.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _is_a(node: dict[str, Any], types: frozenset[str]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and one.rpartition("/")[2] in types for one in kinds)


def _described(node: dict[str, Any]) -> JsonLd:
    return JsonLd(
        headline=_string(node.get("headline") or node.get("name")),
        published=_string(node.get("datePublished") or node.get("dateCreated") or node.get("uploadDate")),
        modified=_string(node.get("dateModified")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator")))),
        publisher=next(_names(node.get("publisher")), ""),
        section=_string(node.get("articleSection")),
        description=_string(node.get("description")),
        url=_string(node.get("url")),
    )


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return clean_line(value if isinstance(value, str) else str(value)[:20] if abs(value) < 10**15 else "")


def _names(value: Any) -> Iterator[str]:
    """The names in an author or publisher, which may be a string, an object or a list of either."""
    for one in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
        name = _string(one.get("name") if isinstance(one, dict) else one)
        if name:
            yield name

"""What a page says of itself: meta elements, JSON-LD, title, headings and links, read from its tree once."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from pipeline.clean import clean_line
from pipeline.elements import found_by
from pipeline.json_ld import JsonLd, json_ld_of

MOST_NAMES = 20
MOST_LESSER = 5
AUTHORS = frozenset(
    [
        "author", "authors", "article:author", "article:author_name", "byl", "parsely-author", "sailthru.author",
        "citation_author", "dc.creator", "dcterms.creator", "cxenseparse:author",
    ]
)  # fmt: skip
# A quarter of the time of //*[@itemprop], but by the square of them.
ITEMPROPS = etree.XPath("(/descendant::*/@itemprop)[position() <= 2000]/..")
DESCRIPTIONS = ("og:description", "description", "twitter:description")
HOME = re.compile(r"(?:https?:)?//[^/?#]+/?|/|\./|index\.(?:html?|php)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything a page declares; a name of a meta element in lower case with the first content it has."""

    meta: dict[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()  # every meta author, since several stand for several people
    json_ld: JsonLd = field(default_factory=JsonLd)
    title: str = ""
    headings: tuple[str, ...] = ()  # h1
    lesser: tuple[str, ...] = ()  # h2, of a page without h1
    canonical: str = ""
    items: dict[str, str] = field(default_factory=dict)  # itemprop of other elements, first value
    times: tuple[str, ...] = ()  # time elements that do not say of what: datetime, else text
    published: tuple[str, ...] = ()  # time elements that say published
    changed: tuple[str, ...] = ()  # time elements that say updated
    site: str = ""  # an h1 that links to the front page

    def first(self, *names: str) -> str:
        """The content of the first of these meta elements that has one."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")

    @property
    def descriptions(self) -> tuple[str, ...]:
        """What the page says of itself in a sentence or two."""
        return tuple(filter(None, (*map(self.meta.get, DESCRIPTIONS), self.json_ld.description)))

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title that is printed or declared, empty ones too."""
        declared = (self.json_ld.headline, self.first("og:title"), self.first("twitter:title"), self.title)
        return (*self.headings, *declared)


ITEMS = {"headline", "datepublished", "datemodified", "author", "publisher", "articlesection"}


def declaring_in(tree: HtmlElement) -> list[HtmlElement]:
    """The elements of a tree that are there to declare something, in the order of the document."""
    return list(tree.iter("meta", "title", "h1", "h2", "link", "script", "time"))


def metadata_of(tree: HtmlElement, declaring: list[HtmlElement] | None = None) -> Metadata:
    """The metadata of a tree, which is left as it is; `declaring` are its elements of `declaring_in`, where known."""
    meta: dict[str, str] = {}
    items: dict[str, str] = {}
    authors: list[str] = []
    headings: list[str] = []
    lesser: list[HtmlElement] = []
    times: list[tuple[str, str]] = []  # kind, value
    scripts: list[str] = []
    title = canonical = site = ""
    for element in declaring_in(tree) if declaring is None else declaring:
        tag = element.tag
        if tag == "meta":
            _add_meta(element, meta, authors)
        elif tag == "script":
            scripts.append(element.text or "")
        elif tag == "h1" and len(headings) < 5:
            if _links_home(element):
                site = site or clean_line(_text(element))
            else:
                headings.append(clean_line(_text(element)))
        elif tag == "h2" and not any(headings) and len(lesser) < MOST_LESSER:
            lesser.append(element)
        elif tag == "title":
            title = title or clean_line(_text(element))
        elif tag == "link" and not canonical and "canonical" in (element.get("rel") or "").lower().split():
            canonical = (element.get("href") or "")[:4000]
        elif tag == "time" and len(times) < 10:
            times.append(_time(element))
    for element in found_by(ITEMPROPS, tree):
        name = (element.get("itemprop") or "").lower()
        if name in ITEMS and not items.get(name):
            items[name] = clean_line(element.get("content") or element.get("datetime") or _text(element))
    return Metadata(
        meta=meta,
        authors=tuple(dict.fromkeys(authors)),
        json_ld=json_ld_of(scripts, title),
        title=title,
        headings=tuple(filter(None, headings)),
        lesser=() if any(headings) else tuple(filter(None, (clean_line(_text(element)) for element in lesser))),
        canonical=canonical,
        items=items,
        times=_of_kind(times, ""),
        published=_of_kind(times, "published"),
        changed=_of_kind(times, "updated"),
        site=site,
    )


def _of_kind(times: list[tuple[str, str]], kind: str) -> tuple[str, ...]:
    return tuple(value for one, value in times if one == kind and value)


def _time(element: HtmlElement) -> tuple[str, str]:
    """What a time element says that it is the time of, `published`, `updated` or nothing, and the time."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:300].lower()
    if "publish" in names or element.get("pubdate") is not None:
        kind = "published"
    else:
        kind = "updated" if "updated" in names or "modified" in names else ""
    return kind, clean_line(element.get("datetime") or _text(element))


def _links_home(element: HtmlElement) -> bool:
    """True for a heading that is the name of its site: it links to the front page."""
    link = element.find(".//a")
    return link is not None and bool(HOME.fullmatch((link.get("href") or "").strip()[:200]))


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
    value = clean_line(content)
    for key in ("name", "property", "itemprop", "http-equiv"):
        name = (element.get(key) or "").strip().lower()[:80]
        if not name:
            continue
        # An itemprop may name the author of a picture or of a reference.
        if key != "itemprop" and name in AUTHORS and len(authors) < MOST_NAMES:
            authors.append(value)
        if value:
            meta.setdefault(name, value)

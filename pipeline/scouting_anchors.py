"""The links on a page with what stands around each, and the CSS selectors that would name it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from pipeline.discover_links import joined
from pipeline.link_labels import label_of
from pipeline.scouting_addresses import address_score, key_of

MOST_ANCHORS = 4_000
MOST_ANCESTORS = 25
LONGEST_TEXT = 300
SHORT_TEXT = 24
LABELS = ("aria-label", "title", "alt", "class", "id", "src", "data-src", "href", "xlink:href")
LONGEST_LABEL = 200
MOST_INNER = 8
IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]{0,60}", re.ASCII)
# States and grids say nothing of what stands there: a link is in another place of its list tomorrow.
PASSING = re.compile(
    r"(?:active|current|selected|first|last|odd|even|on|cur|hover|open|show|hidden|visible|clearfix|clear|fl|fr|left|right"
    r"|row|col|container|wrap|wrapper|main|content|page|body|inner|outer|box|w\d+|mt\d+|mb\d+|pt\d+|pb\d+|p-\d|m-\d"
    r"|(?:col|row|grid|flex|float|text|bg|font|border|rounded|items|justify|gap|space|mx|my|px|py|w|h|sm|md|lg|xl)-.*"
    r"|\w*\d{3,}|post-\d+|item-?\d+|li\d+|n\d+)",
    re.IGNORECASE,
)
# css-1x2y3z, sc-bdVaJa, jsx-2871, Card_title__x7Fh2: made anew at each release of the site.
GENERATED = re.compile(r"(?:css|sc|jsx|svelte|emotion)-\w+|\w+__[A-Za-z0-9_-]*[A-Z0-9][A-Za-z0-9_-]*|data-v-\w+")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
AROUND = frozenset({"nav", "footer", "header"})
AROUND_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|footer|breadcrumb|crumbs?|topbar|tags?|tagcloud|calendar"
    r"|pager?|pagination)(?:$|[-_ ])",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z0-9’'-]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """One link: its address, its text, the selectors that name it, and whether it stands in what surrounds a page."""

    url: str
    key: str
    text: str
    selectors: tuple[str, ...]
    is_around: bool = False
    label: str = ""  # what a link without much text is called by its picture, its classes and what is read aloud


def anchors_of(tree: HtmlElement, base: str) -> list[Anchor]:
    """The links of a page that lead to http(s) addresses, in their order."""
    found = []
    for element in islice(tree.iter("a"), MOST_ANCHORS):
        url = joined(base, element.get("href") or "")
        key = key_of(url) if url else ""
        if key:
            text = " ".join("".join(islice(element.itertext(), 60))[: LONGEST_TEXT * 2].split())[:LONGEST_TEXT]
            text = text or " ".join((element.get("title") or "").split())[:LONGEST_TEXT]
            selectors, is_around = _around(element)
            label = marks_of(element) if len(text) <= SHORT_TEXT else ""
            # Of what is not shown a headline alone counts: icons are read aloud as well.
            text = text or (spoken if title_score(spoken := label_of(element)[:LONGEST_TEXT]) else "")
            found.append(Anchor(url, key, text, selectors, is_around, label))
    return found


def marks_of(element: HtmlElement) -> str:
    """What a link is called by attributes of itself and of the pictures in it, for an icon has no text."""
    said = [inner.get(name) or "" for inner in islice(element.iter("*"), MOST_INNER) for name in LABELS]
    said += [inner.text or "" for inner in islice(element.iter("title", "desc"), 2)]
    return " ".join(filter(None, (" ".join(each[:LONGEST_LABEL].split()) for each in said)))


def title_score(text: str) -> float:
    """How much the text of a link looks like a headline, between 0 and 1."""
    han = len(HAN.findall(text))
    words = len(WORD.findall(text))
    size = han + 2 * words
    return 1.0 if size >= 9 and (han >= 6 or words >= 4) else 0.5 if han >= 5 or words >= 3 else 0.0


def is_article_like(url: str, text: str, is_around: bool = False) -> bool:
    """True where an address and the text of its link together look like an article's."""
    by_address, by_title = address_score(url), title_score(text)
    if by_address < 0:
        return False
    return by_address + by_title >= (1.4 if is_around else 1.1) or (by_address >= 0.6 and by_title >= 0.5)


def _around(element: HtmlElement) -> tuple[tuple[str, ...], bool]:
    """The selectors that name a link by what it is and by what stands around it, and whether that is navigation."""
    selectors: dict[str, None] = {}
    heading = ""
    item = inner_name = ""
    is_around = False
    for name in _named(element):
        selectors[name] = None
    for ancestor in islice(element.iterancestors(), MOST_ANCESTORS):
        tag = ancestor.tag
        if not isinstance(tag, str) or tag in ("body", "html"):
            break
        is_around = is_around or tag in AROUND or bool(AROUND_NAMES.search(ancestor.get("class") or ""))
        for name in _named(ancestor):
            selectors[f"{name} a"] = None
            if heading:
                selectors[f"{name} {heading} a"] = None
            if item:
                selectors[f"{name} {item} a"] = None
            if inner_name and inner_name != name:
                selectors[f"{name} {inner_name} a"] = None
        inner_name = inner_name or next(_named(ancestor), "")
        if tag in HEADINGS:
            heading = heading or tag
        if tag in ("li", "td", "dd", "dt", "article"):
            item = item or tag
        if tag in HEADINGS or tag in ("li", "td", "ul", "ol", "dl", "article", "main", "section", "table"):
            selectors[f"{tag} a"] = None
    if heading and item:
        selectors[f"{item} {heading} a"] = None
    for inner in islice(element.iter(*HEADINGS), 1):
        selectors[f"a {inner.tag}"] = None
    selectors["a"] = None
    return tuple(selectors), is_around


def _named(element: etree._Element) -> Iterator[str]:
    """The selectors of one element by its classes and its id, without those that say nothing."""
    for name in (element.get("class") or "").split()[:6]:
        if IDENTIFIER.fullmatch(name) and not PASSING.fullmatch(name):
            yield f"{element.tag}.{name}"
    name = (element.get("id") or "").strip()
    if IDENTIFIER.fullmatch(name) and not re.search(r"\d", name):
        yield f"{element.tag}#{name}"

"""The links on a page with what stands around each, and the CSS selectors that would name it."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from config.rules import rules
from pipeline.discover_links import joined
from pipeline.link_labels import HEADINGS, heading_beside, label_of, labels_of_tools
from pipeline.scouting_addresses import address_score, key_of
from pipeline.scouting_names import is_generated, named, named_lastingly, stands_on

MOST_ANCHORS = 4_000
MOST_ANCESTORS = 25
LONGEST_TEXT = 300
SHORT_TEXT = 24
LABELS = ("aria-label", "title", "alt", "class", "id", "src", "data-src", "href", "xlink:href")
LONGEST_LABEL = 200
MOST_INNER = 8
ITEMS = frozenset({"li", "td", "dd", "dt", "article"})
MOST_STEPS = 3  # from a link upwards that a selector names one by one
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
    is_spoken: bool = False  # its text is not shown, but read aloud
    label: str = ""  # what a link without much text is called by its picture, its classes and what is read aloud
    element: HtmlElement | None = field(default=None, compare=False, repr=False)


def anchors_of(tree: HtmlElement, base: str) -> list[Anchor]:
    """The links of a page that lead to http(s) addresses, in their order."""
    found = []
    for element in islice(tree.iter("a"), MOST_ANCHORS):
        url = joined(base, element.get("href") or "")
        key = key_of(url) if url else ""
        if key:
            shown = " ".join("".join(islice(element.itertext(), 60))[: LONGEST_TEXT * 2].split())[:LONGEST_TEXT]
            text = shown or " ".join((element.get("title") or "").split())[:LONGEST_TEXT]
            selectors, is_around = _around(element)
            label = marks_of(element) if len(text) <= SHORT_TEXT else ""
            # Of what is not shown a headline alone counts: icons are read aloud as well.
            text = text or (spoken if title_score(spoken := label_of(element)[:LONGEST_TEXT]) else "")
            is_spoken = not shown and title_score(text) > 0
            if not is_around and (not text or text.lower().strip(" >»…[]【】") in _more_words()):
                text = heading_beside(element)[:LONGEST_TEXT] or text
            found.append(Anchor(url, key, text, selectors, is_around, is_spoken, label, element))
    return without_tools(found)


def without_tools(anchors: list[Anchor]) -> list[Anchor]:
    """The links, without the labels that name tools."""
    spoken = [(each.text, each.key) for each in anchors if each.is_spoken]
    if not spoken:
        return anchors
    shown = {each.text: each.key for each in anchors if not each.is_spoken and title_score(each.text) >= 1}
    of_tools = labels_of_tools(spoken, shown)
    return [
        replace(each, text="", is_spoken=False) if each.is_spoken and (each.text, each.key) in of_tools else each
        for each in anchors
    ]


def names_around(anchors: list[Anchor]) -> frozenset[str]:
    """The classes and ids of links and of what stands around them."""
    selectors = {selector for anchor in anchors for selector in anchor.selectors}
    return frozenset(name for selector in selectors for name in stands_on(selector))


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


def is_article_like(url: str, text: str, is_around: bool = False, may_be_listed: bool = False) -> bool:
    """True where an address and the text of its link together look like an article's."""
    by_address, by_title = address_score(url, may_be_listed), title_score(text)
    if by_address < 0:
        return False
    return by_address + by_title >= (1.4 if is_around else 1.1) or (by_address >= 0.6 and by_title >= 0.5)


def _around(element: HtmlElement) -> tuple[tuple[str, ...], bool]:
    """The selectors that name a link by what it is and by what stands around it, and whether that is navigation."""
    selectors: dict[str, None] = {}
    heading = ""
    item = inner_name = ""
    is_around = False
    for name in named(element):
        selectors[name] = None
    for ancestor in islice(element.iterancestors(), MOST_ANCESTORS):
        tag = ancestor.tag
        if not isinstance(tag, str) or tag in ("body", "html"):
            break
        is_around = is_around or tag in AROUND or bool(AROUND_NAMES.search(ancestor.get("class") or ""))
        for name in named(ancestor):
            selectors[f"{name} a"] = None
            if heading:
                selectors[f"{name} {heading} a"] = None
            if item:
                selectors[f"{name} {item} a"] = None
            if inner_name and inner_name != name:
                selectors[f"{name} {inner_name} a"] = None
        inner_name = inner_name or next(named(ancestor), "")
        if tag in HEADINGS:
            heading = heading or tag
        if tag in ITEMS:
            item = item or tag
        if tag in HEADINGS or tag in ("li", "td", "ul", "ol", "dl", "article", "main", "section", "table"):
            selectors[f"{tag} a"] = None
    if heading and item:
        selectors[f"{item} {heading} a"] = None
    for inner in islice(element.iter(*HEADINGS), 1):
        selectors[f"a {inner.tag}"] = None
    selectors["a"] = None
    return tuple(selectors), is_around


def structure_of(element: HtmlElement) -> tuple[str, ...]:
    """The selectors that name a link by its data, by what lasts of generated classes, and by the tags right above it.

    They are for pages on which names do not tell or do not last, and cost as much again as the selectors by names.
    """
    selectors = dict.fromkeys(named_lastingly(element))
    chain = ["a"]
    heading = item = inner_name = ""
    for depth, ancestor in enumerate(islice(element.iterancestors(), MOST_ANCESTORS)):
        tag = ancestor.tag
        if not isinstance(tag, str) or tag in ("body", "html"):
            break
        for name in (lasting := tuple(named_lastingly(ancestor))):
            selectors[f"{name} a"] = None
            selectors |= {f"{name} {each} a": None for each in (heading, item, inner_name) if each and each != name}
        if depth < MOST_STEPS:
            below = " > ".join(chain)
            names = (*lasting, *(each for each in named(ancestor) if not any(map(is_generated, stands_on(each)))))
            selectors |= {f"{each} > {below}": None for each in (*names, tag)}
            chain.insert(0, tag)
        inner_name = inner_name or next(iter(lasting), "")
        heading = heading or (tag if tag in HEADINGS else "")
        item = item or (tag if tag in ITEMS else "")
    return tuple(selectors)


@cache
def _more_words() -> frozenset[str]:
    """What a link to the rest of an article is called."""
    return frozenset(map(str, rules("scouting")["more_words"]))

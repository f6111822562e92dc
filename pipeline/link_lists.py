"""Texts that are lists of links: a channel page, a search result, a menu."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from pipeline.elements import texts_by
from pipeline.fold import letters, letters_of_lines

FEW_LINKS = 5
# Three times the time of a look at each link on a usual page, but that takes time by the square of nested links.
IN_LINKS = etree.XPath("descendant::text()[ancestor::a]", smart_strings=False)
PARTS = etree.XPath("/descendant::*/@id | /descendant::a/@name", smart_strings=False)
HAS_MANY_LINKS = etree.XPath("count(descendant::a) > 3000")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONGEST_LINK = 300  # characters of a link that are looked at
FEW = 20  # characters of it in which its first letters stand
LONG_LINK = 8  # letters: a shorter link text is a name or a button
SHORTEST_DEK = 20  # characters: less is a label between two parts of a text
LONG_LINE = 150  # characters: no link text is so long
LISTED = 0.5  # share of a text that is link texts


def is_list(text: str, tree: HtmlElement, nodes: list[str], *, may_be_links: bool = True) -> bool:
    """True for a channel page, a search result or a menu: most lines are link texts, or each follows a headline link.

    `nodes` are the text nodes of the page, in their order; `may_be_links` is false where most of the text is known to
    stand in no link, so that links are looked at only where headlines may stand between its lines.
    """
    lines = text.split("\n")
    if sum(len(line) for line in lines if len(line) > LONG_LINE) > LISTED * len(text):
        return False
    deks = [line for line in lines if len(line) >= SHORTEST_DEK]
    may_be_deks = _between(deks, None, nodes) > LISTED * len(deks)
    if not may_be_deks and not may_be_links:
        return False
    plain_lines = letters_of_lines(text)
    if not may_be_deks and not _may_be_links(plain_lines, tree):
        return False
    # Nearly every page is an article, so what is no part of a list is told by the beginning of a link alone.
    starts = {line[:2] for line in plain_lines}
    links: set[str] = set()
    headlines: set[str] = set()
    for element in _links_away(tree):
        link = element.text or ""
        beginning = letters(link[:FEW])[:2]
        if len(beginning) < 2:  # what it begins with stands in an element of its own
            beginning = letters(_text(element)[:FEW])[:2]
        begins_a_line = beginning in starts or len(beginning) < 2
        if not begins_a_line and not may_be_deks:
            continue
        plain = letters(_text(element))
        if begins_a_line and len(plain) >= LONG_LINK:
            links.add(plain)
        if may_be_deks and _stands_alone(element):
            headlines.add(plain)
    if sum(len(line) for line in plain_lines if line in links) > LISTED * sum(map(len, plain_lines)):
        return len(_long_links(tree)) >= FEW_LINKS
    return may_be_deks and _between(deks, headlines, nodes) > LISTED * len(deks)


def _links_away(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The links of a page without those to a part of it, as in a table of contents, and without such parts."""
    parts: set[str] | None = None
    for link in tree.iter("a"):
        href = link.get("href")
        if href is None and link.getparent().tag in HEADINGS:
            continue
        if href and href.startswith("#") and len(href) > 1:
            if parts is None:
                parts = set(texts_by(PARTS, tree))
            if href[1:] in parts:
                continue
        yield link


def _long_links(tree: HtmlElement) -> set[str]:
    plains = (letters(_text(link)) for link in _links_away(tree))
    return {plain for plain in plains if len(plain) >= LONG_LINK}


def _may_be_links(lines: list[str], tree: HtmlElement) -> bool:
    """True where the lines that begin like some text within a link make up most of a text: of articles next to none."""
    texts = set(map(str.strip, texts_by(IN_LINKS, tree) if HAS_MANY_LINKS(tree) else _link_texts(tree)))
    # Of 700 texts there are 400 such starts, so each is folded once; with a mark in it the letters stand further on.
    folded = {start: _folded_two(start) for start in {text[:2] for text in texts}}
    marked = {start for start, plain in folded.items() if not plain and start}
    beginnings = {_first_two(text) for text in texts if text[:2] in marked}.union(folded.values())
    held = (line for line in lines if len(line) >= LONG_LINK and (line[:2] in beginnings or line[0] in beginnings))
    return sum(map(len, held)) > LISTED * sum(map(len, lines))


def _link_texts(tree: HtmlElement) -> Iterator[str]:
    """The texts within links: most have one and no element, and half of the time of an XPath for all."""
    for link in tree.iter("a"):
        if len(link):
            yield from link.itertext()
        elif link.text:
            yield link.text


def _first_two(text: str) -> str:
    """The first two letters of a link, wherever they stand in it."""
    plain = letters(text[:FEW])[:2]
    return plain if len(plain) == 2 else letters(text[:LONGEST_LINK])[:2]


@lru_cache(maxsize=16_384)
def _folded_two(text: str) -> str:
    """The first two letters of a text that begins so; empty where they are fewer."""
    plain = letters(text)[:2]
    return plain if len(plain) == 2 else ""


def _stands_alone(element: HtmlElement) -> bool:
    """True for a link that is no part of a sentence."""
    parent = element.getparent()
    if parent is None or parent.tag == "p":
        return False
    return not (parent.text or "").strip() and not (element.tail or "").strip()


def _between(lines: list[str], links: set[str] | None, nodes: list[str]) -> int:
    """How many lines of a text have a long link text between themselves and the line before.

    Without links any text that is as long as one counts.
    """
    starts = {line[:12] for line in lines}
    count, after_link = 0, False
    for node in nodes:
        if node[:12] in starts:
            count += after_link
            after_link = False
        elif LONG_LINK <= len(node) <= LONG_LINE:
            after_link = after_link or links is None or letters(node) in links
    return count if count >= FEW_LINKS else 0


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())[:LONGEST_LINK]

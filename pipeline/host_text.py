"""The text of a page's body as the rules of its host mark it."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from lxml import etree
from lxml.html import HtmlElement

from config.rules import rules
from pipeline.clean import clean_text
from pipeline.lines import BLOCKS, HIDDEN

# What is no part of an article's text on any platform, wherever it stands in a body.
APART = frozenset(
    ["aside", "audio", "dialog", "embed", "figcaption", "figure", "footer", "form", "menu", "nav", "object", "video"]
)
LINKED = 0.8  # share of link text above which a paragraph is a link to another article
MOST_CUT = 0.5  # share of a body that one cut may take: an element that was never closed holds all that follows it
ALWAYS_CUT = 500  # characters that a cut may always take: a text of three lines has a longer tail
MOST_SPARED = 8  # elements too large to cut, after which none is weighed any more: they may stand in one another
LONGEST_LINE = 200


def text_of_elements(found: list[HtmlElement], cut: set[HtmlElement], order: str = "") -> str:
    """The paragraphs of the outermost of some elements, without what is cut and what stands apart."""
    lines: list[str] = []
    for element in _spared(outermost(found), cut):
        most = cache(partial(_most_cut, element))  # the most of it that is cut is not measured where no cut is long
        for part in _in_order(element, order) if order else (element,):
            lines += _paragraphs(part, cut, most)
    return clean_text("\n".join(lines))


def outermost(found: list[HtmlElement]) -> list[HtmlElement]:
    """Those of some elements that stand in no other of them; each element above them is looked at once."""
    chosen = set(found)
    known: dict[HtmlElement | None, bool] = {None: False}
    outer: list[HtmlElement] = []
    for element in found:
        way: list[HtmlElement | None] = []
        at = element.getparent()
        while at not in known and at not in chosen:
            way.append(at)
            at = at.getparent() if at is not None else None
        is_inside = known.get(at, True)
        known |= dict.fromkeys(way, is_inside)
        if not is_inside:
            outer.append(element)
    return outer


def _spared(found: list[HtmlElement], cut: set[HtmlElement]) -> list[HtmlElement]:
    """Those of some elements that do not stand in one that is cut; all of them where that would be most of their text.

    Where a rule names the paragraphs of a body, a box among them is cut by what is around its own paragraphs.
    """
    if len(found) < 2 or not cut:
        return found
    known: dict[HtmlElement | None, bool] = {None: False} | dict.fromkeys(cut, True)
    for element in found:
        way: list[HtmlElement | None] = []
        at = element.getparent()
        while at not in known:
            way.append(at)
            at = at.getparent() if at is not None else None
        known |= dict.fromkeys(way, known[at])
    kept = [element for element in found if not known[element.getparent()]]
    if len(kept) == len(found) or sum(map(_size, kept)) < MOST_CUT * sum(map(_size, found)):
        return found
    return kept


def _in_order(element: HtmlElement, attribute: str) -> list[HtmlElement]:
    """The children of an element in the order that an attribute of theirs gives; as they stand where one lacks it."""
    children = [child for child in element if isinstance(child, HtmlElement)]
    places = [_place(child.get(attribute) or "") for child in children]
    known = [place for place in places if place is not None]
    if not known:
        return [element]
    last = max(known) + 1
    ranked = sorted(zip(places, children, strict=True), key=lambda pair: last if pair[0] is None else pair[0])
    return [child for _, child in ranked]


def _place(value: str) -> int | None:
    """The number in an attribute: as it is, else in base32 after three characters, as zaobao.com has it."""
    value = value.strip()[:64]
    if value.isascii() and value.isdigit():
        return int(value)
    try:
        code = value[3:].upper().rstrip("=")
        digits = base64.b32decode(code + "=" * (-len(code) % 8)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(digits) if digits.isdigit() and len(digits) < 10 else None


def _paragraphs(element: HtmlElement, cut: set[HtmlElement], most: Callable[[], float]) -> Iterator[str]:
    """The lines of an element, parted at block elements, without what is cut, where that is not most of it."""
    pieces: list[str] = []
    linked = links = spared = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if tag in BLOCKS:
            yield from _line(pieces, linked)
            pieces.clear()
            linked = 0
        starts = event == "start"
        links += (tag == "a") if starts else -(tag == "a")
        if starts and node is not element:
            apart = spared < MOST_SPARED and (tag in APART or node in cut)
            if tag in HIDDEN:
                walk.skip_subtree()
                continue
            if apart:
                size = _size(node)
                if size <= ALWAYS_CUT or size <= most():
                    walk.skip_subtree()
                    continue
                spared += 1
        text = node.text if starts else node.tail if node is not element else None
        if text:
            pieces.append(text.replace("\n", " "))
            linked += len(text) if links else 0
    yield from _line(pieces, linked)


def _line(pieces: list[str], linked: int) -> Iterator[str]:
    line = " ".join("".join(pieces).split())
    if line and linked <= LINKED * len(line) and not (len(line) <= LONGEST_LINE and _inside().fullmatch(line)):
        yield line


def _most_cut(element: HtmlElement) -> float:
    return MOST_CUT * _size(element)


def _size(element: HtmlElement) -> int:
    return len("".join("".join(element.itertext()).split()))


@cache
def _inside() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in rules("inside")["lines"]), re.IGNORECASE)

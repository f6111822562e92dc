"""Boxes on a page that recommend what others wrote, by the words above them: of a channel's page they are no part."""

from collections.abc import Sequence
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from config.rules import rules, words
from pipeline.link_labels import HEADINGS
from pipeline.scouting_anchors import Anchor, is_article_like

ABOVE = (*HEADINGS, "div", "span", "p", "strong", "dt")  # what may be a heading
LONGEST = 24  # characters of a heading
MOST_ELEMENTS = 20_000
MOST_HEADINGS = 20
MOST_STEPS = 3  # from a heading upwards to what holds its links
FEWEST = 5  # articles that have to be left, for a box is no list without another
MOST = 0.75  # of all articles of a page that such boxes have; what has more is the page's own list


def recommended_in(tree: HtmlElement, anchors: Sequence[Anchor]) -> frozenset[str]:
    """The keys of article-like links that stand in boxes of recommendations alone."""
    boxes = {box for heading in islice(_headings_in(tree), MOST_HEADINGS) if (box := _box_of(heading)) is not None}
    if not boxes:
        return frozenset()
    inside = {link for box in boxes for link in box.iter("a")}
    like = [each for each in anchors if is_article_like(each.url, each.text)]
    beside = {each.key for each in like if each.element in inside}
    own = {each.key for each in like if each.element not in inside}
    only = beside - own
    return frozenset(only) if len(own) >= FEWEST and len(only) <= MOST * len(beside | own) else frozenset()


def _headings_in(tree: HtmlElement) -> list[HtmlElement]:
    said = _words()
    return [
        element
        for element in islice(tree.iter(*ABOVE), MOST_ELEMENTS)
        if element.text and len(element.text) <= 2 * LONGEST and element.text.strip(" \n\t:：»>·").lower() in said
    ]


def _box_of(heading: HtmlElement) -> HtmlElement | None:
    """What holds a heading and links; None where nothing near does, or all of the page."""
    for ancestor in islice(heading.iterancestors(), MOST_STEPS):
        if ancestor.tag in ("body", "html", "main"):
            return None
        if next(ancestor.iter("a"), None) is not None:
            return ancestor
    return None


@cache
def _words() -> frozenset[str]:
    return frozenset(map(str.lower, (*words("related", "headings"), *map(str, rules("scouting")["recommending"]))))

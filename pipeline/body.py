"""The text of an article out of its tree: by selectors, by our own reader, by trafilatura where that one is unsure."""

from dataclasses import dataclass, replace
from html import unescape
from typing import cast

from lxml.html import HtmlElement

from pipeline import discover_select
from pipeline.blocks import LINKED, Block, blocks
from pipeline.by_trafilatura import by_trafilatura
from pipeline.clean import clean_text, cut_amid
from pipeline.general import Reading, general
from pipeline.host_text import outermost, text_of_elements
from pipeline.lines import paragraphs
from pipeline.markup import tree_within
from pipeline.values import Drop, Language

# Below these confidences trafilatura reads instead. On the saved pages, each read with weights fitted to the other half
# of the hosts, ours has F1 .73 on the twelfth of the English pages that it is least sure of and trafilatura .88, on all
# others .965 and .958. On Chinese pages trafilatura is worse at every confidence but where ours finds next to nothing.
# Read without their hosts' rules, English pages have F1 .9617 where it is asked below .945, .9640 below .96, for a
# fiftieth more time, and .9678 below .98, for a tenth more.
SURE: dict[Language, float] = {"zh": 0.3, "en": 0.96}
FEW = 400  # characters: a shorter text of which our reader was not sure at all is compared with the plain one
MUCH_MORE = 8
# Where a layout changed, the rules of its host may find the box of comments or of an app alone: a text that is shorter
# than this is looked at beside what our own reader finds. Of 405 saved pages that have rules 26 have so short a text,
# on which our reader finds at most 1.4 times as much.
BELIEVED = 400
TWICE, FAR_MORE = 2, 4
LONG_RUN = 90  # size of a run of text that may be a paragraph though it does not end like a sentence
# Share of a text that stands in links: a list of links is far above, of 489 saved articles 99 in 100 are below .22.
FEW_LINKED = 0.3
# trafilatura takes time by the square of paragraphs: 3 s for 25,000 elements. The others do not, and of the saved pages
# the largest has 7,772, the largest that trafilatura reads 3,614.
MOST_ELEMENTS = 10_000


@dataclass(frozen=True, slots=True)
class Body:
    """A text, the layer of evidence that gave it, and the F1 to be expected of it where that was measured."""

    text: str
    layer: str
    confidence: float = 1.0
    cut: tuple[str, ...] = ()  # lines amid it that are no part of it
    may_be_links: bool = True  # False where it is known that most of it stands in none


def cut(tree: HtmlElement, selectors: tuple[str, ...]) -> None:
    """Empties in a tree what a source's file says does not belong to its articles.

    Emptied and not taken out: each one that is taken out hands what follows it on to the one before, which takes time
    by the square of them.
    """
    for selector in selectors:
        for element in outermost(select(tree, selector)):
            element.clear(keep_tail=True)


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements of a page that match a CSS selector, in document order."""
    return cast(list[HtmlElement], discover_select.select(tree, selector))


def body_of(tree: HtmlElement, selector: str = "", by_host: str = "") -> Body:
    """The text of a page: by the source's own selector, by the rules of its host, by our own reader, by trafilatura."""
    if selector and (text := _selected(tree, selector)):
        return Body(text, "source")
    if len(by_host) >= BELIEVED:
        return Body(by_host, "host", may_be_links=False)  # a line of links alone is none that a host's rules give
    runs = blocks(tree)
    if by_host and not _is_more(runs, by_host):
        return Body(by_host, "host", may_be_links=False)
    reading = general(tree, runs)
    if by_host and not _is_elsewhere(by_host, reading):
        return Body(by_host, "host", may_be_links=False)
    body = _without_amid(reading.text, "general", reading.confidence, reading.cut)
    body = replace(body, may_be_links=reading.linked > FEW_LINKED)
    if reading.confidence < SURE[reading.language] and tree.xpath("count(//*)") <= MOST_ELEMENTS:
        other = by_trafilatura(tree, reading)
        body = _without_amid(other, "trafilatura", reading.confidence) if other else body
    if body.confidence < SURE["zh"] and len(body.text) < FEW:
        other = plain(tree)
        return Body(other, "plain") if len(other) > MUCH_MORE * len(body.text) else body
    return body


def declared(value: str) -> Body:
    """The text that a page declares, plain or as markup: of one that its scripts fill nothing else is known."""
    if "&" in value:
        value = unescape(value)  # markup is encoded once more in some
    try:
        tree = tree_within(value)
    except Drop:
        return Body("", "json-ld")
    text = clean_text(value) if tree is None else text_of_elements([tree], set())
    return Body(text, "json-ld", may_be_links=False)


def _without_amid(text: str, layer: str, confidence: float, cut: tuple[str, ...] = ()) -> Body:
    """A text without the lines that are no part of one wherever they stand, which are told."""
    kept = cut_amid(text)
    if kept == text:
        return Body(text, layer, confidence, cut)
    lines = frozenset(kept.split("\n"))
    return Body(kept, layer, confidence, (*cut, *(line for line in text.split("\n") if line not in lines)))


def _is_more(runs: list[Block], by_host: str) -> bool:
    """True where as much stands in other paragraphs as the rules of a host found; to weigh them takes as long again.

    `_is_elsewhere` asks for twice as much at least. Of the 26 saved pages 17 are told by this alone, all as by that.
    """
    lines = set(by_host.split("\n"))
    others = (run for run in runs if run.text not in lines)
    likely = (run for run in others if run.is_whole or (run.size >= LONG_RUN and run.linked <= LINKED * len(run.text)))
    return sum(len(run.text) for run in likely) > len(by_host)


def _is_elsewhere(by_host: str, reading: Reading) -> bool:
    """True where our reader finds much else: a text without what the rules of the host found, or with far more."""
    if reading.confidence < SURE["zh"]:
        return False
    lines = set(reading.text.split("\n"))
    shared = sum(len(line) for line in by_host.split("\n") if line in lines)
    is_other = shared * 2 < len(by_host)
    return len(reading.text) - shared > (TWICE if is_other else FAR_MORE) * len(by_host)


def plain(tree: HtmlElement) -> str:
    """The paragraphs of the one parent that holds the most text in p elements; empty where there are none."""
    sizes: dict[HtmlElement, int] = {}
    for element in tree.iter("p"):
        parent = element.getparent()
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + len("".join(element.itertext()).strip())
    if not sizes:
        return ""
    parent = max(sizes, key=lambda element: sizes[element])
    return clean_text("\n".join(line for element in parent.iter("p") for line in paragraphs(element)))


def _selected(tree: HtmlElement, selector: str) -> str:
    # An element inside another that matched is read with it, not twice.
    outer = outermost(select(tree, selector))
    return clean_text("\n".join(line for element in outer for line in paragraphs(element)))

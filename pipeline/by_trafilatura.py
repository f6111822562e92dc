"""What trafilatura reads of a page of which our own reader is not sure, shown only what can be text."""

import logging
import re
from copy import copy
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from pipeline.blocks import NEVER, Box, blocks
from pipeline.clean import clean_text
from pipeline.general import Reading

# Fast, since on the 705 pages of the benchmark that is 1.4 times as fast as its full mode and no worse: body F1 .916
# against .918 on all, .948 against .939 on English news (2026-11-23).
BALANCED = Extractor(output_format="python", fast=True, comments=False)
# Otherwise it reads a page of which it took little a second time so: what it is shown gives the same F1 in .89 of the
# time. Of a whole page the first try may take just enough that the second never comes: 502 characters for 17,665.
FOR_RECALL = Extractor(output_format="python", fast=True, comments=False, recall=True)
# Five of 34,000 fuzzed pages raised inside lxml.html; the other readers still have a try at such a page.
UNREADABLE = (
    AssertionError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError,
)  # fmt: skip
# trafilatura drops these too, after it has copied and searched them several times.
NO_TEXT = ("svg", "style", "iframe", "canvas", "audio", "video", "object", "embed", "map", "source", "track")
# From this confidence on our reader knows where there is no text, and trafilatura is not shown that. Of 219 English
# pages it reads those better at every confidence, each weighed by weights of other hosts (body F1 .9778 for .9756 from
# .9 to .945, .9598 for .9562 of all), in .64 of the time; of the four below it lost one. A run that is less likely than
# LEAST_LIKELY is none; with a third or three times of it F1 was lower.
SEEN = 0.8
LEAST_LIKELY = 0.03
ENOUGH = 1_000  # characters; a shorter text is looked for in all of the page
# Elements that are emptied whole or not at all: a row without its first cell is worse than none.
UNDIVIDED = frozenset(["table", "ul", "ol", "dl"])
BROKEN = re.compile(r"(?<=[a-z,;])\n(?=[a-z])")  # a line of the source that goes on with the sentence
BLOCKS_READ = frozenset(["p", "head", "list", "item", "quote", "table", "row", "cell", "lb", "div", "ab"])
# trafilatura tells each page it gives up on at warning level; what became of a page is said by its outcome.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def by_trafilatura(tree: HtmlElement, reading: Reading) -> str:
    """The text that trafilatura finds, empty where it finds none; `reading` is our own of the tree, which stays."""
    if reading.confidence >= SEEN:
        shown = copy(tree)
        empty_unlikely(shown, reading.likely)
        text = _read(shown, FOR_RECALL)
        if len(text) >= max(ENOUGH, len(reading.text) // 2):
            return text
    return _read(copy(tree), BALANCED)


def _read(tree: HtmlElement, options: Extractor) -> str:
    etree.strip_elements(tree, *NO_TEXT, with_tail=False)
    try:
        found = bare_extraction(tree, options=options)
    except UNREADABLE:
        return ""
    body = getattr(found, "body", None)
    if body is None:
        return ""
    return clean_text(_text_of(body))


def _text_of(body: etree._Element) -> str:
    """The text of trafilatura's tree, a line to each block of it.

    Its own has marks of Markdown that no page prints: `- ` before items, `| a | b |` for rows, `|---|`.
    """
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BLOCKS_READ:
            pieces.append("\n")
        pieces.append((element.text if event == "start" else element.tail) or "")
    return BROKEN.sub(" ", "".join(pieces))


def empty_unlikely(tree: HtmlElement, likely: tuple[float, ...]) -> None:
    """Empties in a tree the block elements in which no run of text is likely, and what never holds a paragraph.

    There is a figure for each run. A headline stays, by which trafilatura knows an article from a list of others.
    Emptied and not taken out: each one that is taken out hands what follows it on to the one before, which takes time
    by the square of them.
    """
    boxes: list[tuple[HtmlElement, Box]] = []
    runs = blocks(tree, boxes)
    kept = (chance > LEAST_LIKELY or run.box.tag == "h1" for run, chance in zip(runs, likely, strict=True))
    before = [0, *accumulate(kept)]
    done: Box | None = None  # it, and all in it, stays or is empty
    for element, box in boxes:
        if done is not None and box.depth > done.depth:
            continue
        is_unlikely = before[box.start] == before[box.stop]
        if is_unlikely:
            element.clear(keep_tail=True)
        done = box if is_unlikely or box.tag in UNDIVIDED else None
    for element in list(tree.iter(*NEVER)):
        element.clear(keep_tail=True)

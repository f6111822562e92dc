"""Pages that are a text without markup: their line feeds part its paragraphs, and their first line is the headline."""

import re

from lxml import etree
from lxml.html import HtmlElement

from pipeline.ends import is_paragraph, is_under_title

PARTED = re.compile(r"<(?:p|div|br|li|td|section|article)[\s>/]", re.IGNORECASE)  # what parts the text of other pages
MOST_LINES = 20_000
LONGEST_TITLE = 80  # characters of a first line that is a headline
LEAST_TITLE = 8  # size of one, a Han character as two
SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "…", "；", "：")
FIRST, NEAR = 5, 12  # text nodes among which such a headline stands, and among which the text begins


def break_lines(tree: HtmlElement, markup: str) -> None:
    """Put a br for each line feed of a page without any element that parts its text; other pages stay as they are.

    A line that goes on in small letters was broken by its width.
    """
    if PARTED.search(markup):
        return
    body = tree.find("body")
    if body is None:
        return
    left = MOST_LINES
    for element in list(body.iter(etree.Element)):
        for held in ("text", "tail"):
            text = getattr(element, held)
            if not text or "\n" not in text.strip() or (held == "tail" and element is body):
                continue
            first, *lines = _lines(text)[:left]
            left -= len(lines)
            breaks = [_break(line) for line in lines]
            setattr(element, held, first)
            if held == "text":
                element[:0] = breaks
            else:
                parent = element.getparent()
                at = parent.index(element) + 1
                parent[at:at] = breaks


def title_in(nodes: list[str]) -> str:
    """The first text node of a page without any title, where it can be one: short, no sentence, and a text follows."""
    for place, node in enumerate(nodes[:FIRST]):
        size = len(node) if node.isascii() else (len(node) + len(node.encode())) // 2
        if size < LEAST_TITLE or is_under_title(node):
            continue
        return node if can_be_title(node) and any(map(is_paragraph, nodes[place + 1 : place + NEAR])) else ""
    return ""


def can_be_title(line: str) -> bool:
    """True for a line that is short and no sentence."""
    return len(line) <= LONGEST_TITLE and not line.endswith(SENTENCE_ENDS)


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if lines and lines[-1] and line[:1].islower():
            lines[-1] = f"{lines[-1]} {line}"
        elif line or not lines:
            lines.append(line)
    return lines


def _break(line: str) -> HtmlElement:
    found = etree.Element("br")
    found.tail = line
    return found

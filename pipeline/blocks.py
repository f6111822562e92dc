"""The runs of text of a page in their order, each with the block elements around it; one walk over the tree."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml import etree
from lxml.html import HtmlElement

from config.rules import rules
from pipeline.lines import BLOCKS, HIDDEN

INLINE, BLOCK, BREAK, LINK, APART = range(5)
ENCLOSING = (BLOCK, APART)
# Elements that never hold a paragraph of an article.
NEVER = HIDDEN | {"nav", "footer", "menu", "dialog", "label", "figcaption", "audio", "video", "object", "canvas", "map"}
KINDS = {
    **dict.fromkeys(BLOCKS | {"dir", "center", "fieldset", "summary", "details", "caption"}, BLOCK),
    **dict.fromkeys(["br", "hr"], BREAK),
    "a": LINK,
    **dict.fromkeys(NEVER, APART),
}
# What an element is to the text in it; for most it is no more than a box.
BOX, LINE, ITEM, HEADING, CELL, QUOTE = range(6)
ROLES = {
    "p": LINE, "pre": LINE, "li": ITEM, "dd": ITEM, "dt": ITEM, "td": CELL, "th": CELL, "blockquote": QUOTE,
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], HEADING),
}  # fmt: skip
HELD = (LINE, ITEM, HEADING)  # roles of elements that hold one paragraph among others
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
LONGEST_NAME = 300  # characters of class and id that are looked at
# Marks of an element, by its tag or by words in its class and id.
TEXT, TOOL, RELATED, HEADER, FIGURE, SECTION, LIST, FORM, UNSEEN = (1 << bit for bit in range(9))
MARKS = {
    "article": SECTION, "main": SECTION, "aside": RELATED, "header": HEADER, "figure": FIGURE, "ul": LIST, "ol": LIST,
    "dl": LIST, "form": FORM, "table": 0,
}  # fmt: skip
ENDS = frozenset("。！？；…」』”’）.!?;:：)\"']")
LINKED = 0.4  # share of link text above which a block is a list of links
LEAST_SIZE = 25  # of a paragraph that counts: its characters, a Han character as two
MENU_LINK = 40  # size of a block of links alone that is one of a menu


@dataclass(slots=True)
class Box:
    """One block element: its marks and all above it, and which runs of text are inside."""

    above: "Box | None"
    tag: str
    role: int
    own: int
    marks: int
    start: int
    depth: int
    stop: int = 0
    direct: int = 0  # size of the whole paragraphs that it holds beside one another

    def holder(self) -> "Box":
        """The box that holds a paragraph beside its likes: that around a p, or that in which it stands bare."""
        return self.above if self.role in HELD and self.above is not None else self


@dataclass(slots=True)
class Block:
    """One run of text between two block elements; a run of menu links counts as one."""

    box: Box
    text: str
    han: int  # about so many Han characters: by the bytes of UTF-8, which is ten times as fast as a look at each
    linked: int  # characters inside links
    size: int  # characters, a Han character as two
    is_whole: bool  # a paragraph that ends like a sentence and is no list of links
    links: int = 0  # how many menu links it stands for


def blocks(tree: HtmlElement, boxes: list[tuple[HtmlElement, Box]] | None = None) -> list[Block]:
    """The runs of text of a page, in their order, without those that stand apart from any article.

    Each block element is added to `boxes` with its box, the outer before the inner, where such a list is given.
    """
    body = tree.find("body")
    root = tree if body is None else body
    box = Box(None, "body", BOX, 0, 0, 0, 0)
    found: list[Block] = []
    pieces: list[str] = []
    linked = links = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    skip = walk.skip_subtree
    for event, node in walk:
        kind = KINDS.get(node.tag, INLINE)
        if event == "start":
            if kind == APART:
                skip()
                continue
            if node is root:
                kind = INLINE
            elif kind == LINK:
                links += 1
            elif kind:
                if pieces:
                    _add(found, box, pieces, linked)
                    pieces, linked = [], 0
                if kind == BLOCK:
                    box = _box(node, box, len(found))
                    if boxes is not None:
                        boxes.append((node, box))
            text = node.text
        else:
            if node is root:
                break
            if kind == LINK:
                links -= 1
            elif kind in ENCLOSING:
                if pieces and (kind == BLOCK or node.tag in BLOCKS):
                    _add(found, box, pieces, linked)
                    pieces, linked = [], 0
                if kind == BLOCK and box.above is not None:
                    box.stop = len(found)
                    box = box.above
            text = node.tail
        if text:
            if text.isspace():
                if pieces:
                    pieces.append(" ")
            else:
                pieces.append(text)
                if links:
                    linked += len(text)
    if pieces:
        _add(found, box, pieces, linked)
    box.stop = len(found)
    return found


def _box(node: HtmlElement, above: Box, start: int) -> Box:
    tag = node.tag
    own = MARKS.get(tag, 0)
    known, own_id = node.get("class"), node.get("id")
    if known or own_id:
        own |= _marks_of_both(known or "", own_id or "")
    style = node.get("style")
    if style and "none" in style[:200] and "display:none" in style[:200].replace(" ", "").lower():
        own |= UNSEEN
    return Box(above, tag, ROLES.get(tag, BOX), own, own | above.marks, start, above.depth + 1)


def _marks_of_both(names: str, own_id: str) -> int:
    """The marks of a class and an id, each by itself: a class comes again with many ids."""
    if len(names) + len(own_id) < LONGEST_NAME:
        return marks_of(names) | marks_of(own_id)
    return marks_of(f"{names} {own_id}"[:LONGEST_NAME])


@lru_cache(maxsize=8192)
def marks_of(names: str) -> int:
    """What the words of a class and an id say an element is."""
    marks = 0
    for mark in filter(None, map(_words().get, map(str.lower, WORD.findall(names)))):
        marks |= mark
    return marks


@cache
def _words() -> dict[str, int]:
    held = rules("general")["names"]
    kinds = {"text": TEXT, "tool": TOOL, "related": RELATED, "header": HEADER, "figure": FIGURE}
    table: dict[str, int] = {}
    for kind, mark in kinds.items():
        for word in held[kind]:
            table[word] = table.get(word, 0) | mark
    return table


def _add(found: list[Block], box: Box, pieces: list[str], linked: int) -> None:
    """Adds a run of text to those found; a link of a menu that follows another joins it."""
    text = " ".join("".join(pieces).split())
    if not text:
        return
    length = len(text)
    han = 0 if text.isascii() else (len(text.encode()) - length) // 2
    size = length + han
    is_links = linked > LINKED * length
    if is_links and size < MENU_LINK and linked >= 0.8 * length and found and found[-1].links:
        last = found[-1]
        last.links += 1
        last.size += size
        last.linked += length
        return
    is_whole = not is_links and size >= LEAST_SIZE and box.role != HEADING and text[-1] in ENDS
    if is_whole:
        box.holder().direct += size
    links = 1 if is_links and size < MENU_LINK and linked >= 0.8 * length else 0
    found.append(Block(box, text, han, min(linked, length), size, is_whole, links))

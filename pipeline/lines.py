"""The visible text of a tree: by paragraphs for a body, by text nodes for the fields around it."""

from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement

from pipeline.elements import found_by, texts_by

BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "td", "th", "tr", "ul",
    ]
)  # fmt: skip
HIDDEN = frozenset(["script", "style", "noscript", "template", "iframe", "button", "select", "svg", "textarea", "head"])

TEXTS = etree.XPath("descendant::text()", smart_strings=False)  # a fifth quicker from body than //body//text()
# By their attributes and from there to the elements: a third of the time that a look into each element takes, but by
# the square of them.
SIGNED = etree.XPath(
    " | ".join(
        f"(/descendant::*/@{attribute})[position() <= 2000]/.."
        for attribute in (
            "class[contains(., 'uthor') or contains(., 'yline')]", "rel[.='author']", "itemprop[.='author']",
        )
    )
)  # fmt: skip
MARKED = etree.XPath("/descendant::*/@rel[.='author'] or /descendant::*/@itemprop[.='author']")
NO_SIGNATURE = ("bio", "box", "about", "image", "avatar", "photo", "related", "more", "comment", "social", "recent")
MOST_SIGNATURES = 12


def paragraphs(element: HtmlElement) -> list[str]:
    """The paragraphs inside an element: its text, parted at block elements, white space made single."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        is_block = node.tag in BLOCKS
        if event == "start":
            if is_block:
                pieces.append("\n")
            if node.tag in HIDDEN and node is not element:
                walk.skip_subtree()
            elif isinstance(node.tag, str) and node.text:
                pieces.append(node.text.replace("\n", " "))
        else:
            if is_block:
                pieces.append("\n")
            if node.tail and node is not element:
                pieces.append(node.tail.replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def text_nodes(tree: HtmlElement) -> list[str]:
    """The text nodes of a page in their order, stripped, without those of its head.

    `来源：<a>新华社</a>` gives two: what reads them allows a mark and its value to stand apart.
    """
    body = tree.find("body")
    found = [] if body is None else texts_by(TEXTS, body)
    if not found:
        found = texts_by(TEXTS, tree)
    return [" ".join(text.split()) if "\n" in text else text for text in map(str.strip, found) if text]


def says_author(names: str) -> bool:
    """True for a class attribute that says author or byline."""
    return "uthor" in names or "yline" in names


def _has_beside(tree: HtmlElement) -> bool:
    """True where elements stand beside the root, as in a page whose end is followed by another one."""
    return tree.getnext() is not None or tree.getprevious() is not None


def signatures(tree: HtmlElement, by_class: Sequence[HtmlElement] | None = None) -> tuple[str, ...]:
    """The text of elements that are marked as the name of an author, a line to each of their text nodes.

    `by_class` are those whose class says so, in their order, where they are known: to look for them takes .2 ms.
    Scripts may have been taken out of the tree since.
    """
    names: dict[str, None] = {}
    if by_class is None or _has_beside(tree) or MARKED(tree):
        found = found_by(SIGNED, tree)
    else:
        found = [element for element in by_class if element.tag != "script"]
    for element in found[:60]:
        if any(word in (element.get("class") or "").lower() for word in NO_SIGNATURE):
            continue
        text = "\n".join(filter(None, map(str.strip, element.itertext())))[:300]
        if len(text) >= 3:
            names.setdefault(text)
        if len(names) >= MOST_SIGNATURES:
            break
    return tuple(names)

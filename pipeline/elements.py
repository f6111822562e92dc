"""What an XPath finds in a tree, as what it is."""

from typing import cast

from lxml import etree
from lxml.html import HtmlElement


def found_by(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    """The elements that a path finds, in document order."""
    found = path(tree)
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def texts_by(path: etree.XPath, tree: HtmlElement) -> list[str]:
    """The texts or attributes that a path finds, in document order; the path gives plain strings."""
    found = path(tree)
    return cast(list[str], found) if isinstance(found, list) else []

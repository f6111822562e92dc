"""Elements by a CSS selector, in time that grows with the page and not with its square."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import cast

from cssselect import HTMLTranslator, parse
from cssselect.parser import CombinedSelector, Tree
from lxml import etree

Elements = dict[etree._Element, None]  # a set in the order of the document


Find = Callable[[Tree], Iterable[etree._Element]]


def select(root: etree._Element, css: str, find: Find | None = None) -> list[etree._Element]:
    """The elements that any of the selectors names, in the order of the document.

    `find` gives those of a part without combinators, where that is known better than by walking the tree.

    Selectors are combined here and not in one XPath: for `div a` libxml2 walks what is below each div and compares
    what it finds with all that it has, which took more than a minute on 2,000 nested divs with 45,000 links.
    """
    chosen = [_matches(find or partial(_found, root), tree) for tree in trees_of(css)]
    if len(chosen) == 1:
        return list(chosen[0])
    together = set().union(*chosen)
    return [element for element in root.iter() if element in together]


def parts_of(css: str) -> Iterator[Tree]:
    """The parts of a selector between its combinators, each of which `find` is asked for."""
    for tree in trees_of(css):
        yield from parts_of_one(tree)


def parts_of_one(whole: Tree) -> Iterator[Tree]:
    """The parts of one of the selectors that commas part."""
    queue = [whole]
    while queue:
        tree = queue.pop()
        if isinstance(tree, CombinedSelector):
            queue += (tree.selector, tree.subselector)
        else:
            yield tree


@lru_cache(maxsize=4096)  # our hosts have 1,500 selectors; with 256 places they drove each other out
def trees_of(css: str) -> tuple[Tree, ...]:
    """The selectors that commas part."""
    return tuple(selector.parsed_tree for selector in parse(css))


def _found(root: etree._Element, compound: Tree) -> list[etree._Element]:
    return _xpath(compound)(root)


def _matches(find: Find, tree: Tree) -> Elements:
    if not isinstance(tree, CombinedSelector):
        return dict.fromkeys(find(tree))
    left = _matches(find, tree.selector)
    right = _matches(find, tree.subselector) if left else {}
    match tree.combinator:
        case ">":
            return _where(right, lambda element: element.getparent() in left)
        case "+":
            return _where(right, lambda element: element.getprevious() in left)
        case "~":
            return _reachable(right, left, etree._Element.getprevious)
        case _:
            return _reachable(right, left, etree._Element.getparent)


@lru_cache(maxsize=256)
def _xpath(tree: Tree) -> Callable[[etree._Element], list[etree._Element]]:
    select = etree.XPath(f"descendant-or-self::{HTMLTranslator().xpath(tree)}")
    return cast(Callable[[etree._Element], list[etree._Element]], select)  # CSS names elements alone


def _where(elements: Elements, holds: Callable[[etree._Element], bool]) -> Elements:
    return dict.fromkeys(filter(holds, elements))


def _reachable(
    elements: Iterable[etree._Element],
    goals: Elements,
    step: Callable[[etree._Element], etree._Element | None],
) -> Elements:
    """The elements from which steps lead to one of the goals; each element of the page is stepped on once."""
    known: dict[etree._Element | None, bool] = {None: False}
    found: Elements = {}
    for element in elements:
        way = []
        at = step(element)
        while at not in known and at not in goals:
            way.append(at)
            at = step(cast(etree._Element, at))
        leads = at in goals or known.get(at, False)
        known |= dict.fromkeys(way, leads)
        if leads:
            found[element] = None
    return found

"""The elements of a page by class and id, so that most selectors of its host cost a look into a dict each."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from cssselect import HTMLTranslator
from cssselect.parser import Attrib, Class, Element, Hash, Tree
from lxml import etree
from lxml.html import HtmlElement

from pipeline.discover_select import parts_of, parts_of_one, select, trees_of
from pipeline.lines import says_author

Index = dict[str, list[HtmlElement]]
Test = Callable[[HtmlElement], bool] | None
BLANKS = re.compile(r"[ \t\n\f\r]+")  # of HTML; Python's split parts a name at an ideographic blank, too


@dataclass(frozen=True, slots=True)
class Wanted:
    """The names that some selectors ask for."""

    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()  # of classes


class HostPage:
    """A page's tree, and those of its elements that have a name that is asked for.

    On 84 saved pages of hosts with rules there are 842 elements to a page, 493 of them with classes, in 185 different
    attributes; to hold them all took a third of the time.
    """

    def __init__(self, tree: HtmlElement, wanted: Wanted) -> None:
        self.tree = tree
        self.classes: Index = {}
        self.ids: Index = {}
        self.parts: Index = {}
        self.signed: list[HtmlElement] = []  # whose class says author
        ids = wanted.ids
        known: dict[str, list[list[HtmlElement]]] = {}  # by a class attribute: the lists of its names, mostly none
        lists_of = known.get
        for element in tree.iter():  # comments are out of it: to ask for elements takes half as long again
            value = element.get("class")
            if value:
                lists = lists_of(value)
                if lists is None:
                    lists = known[value] = self._lists(value, wanted)
                if lists:
                    for held in lists:
                        held.append(element)
            name = element.get("id")
            if name and name in ids:
                self.ids.setdefault(name, []).append(element)
        self.names = frozenset(_marked(self.classes, self.ids, self.parts))

    def _lists(self, value: str, wanted: Wanted) -> list[list[HtmlElement]]:
        """The lists to which an element with a class attribute belongs."""
        lists: list[list[HtmlElement]] = []
        names = value.split() if value.isascii() else BLANKS.split(value)
        if not wanted.classes.isdisjoint(names):  # as of a tenth of them
            lists += [self.classes.setdefault(name, []) for name in wanted.classes.intersection(names)]
        if wanted.parts:
            lists += [self.parts.setdefault(part, []) for part in wanted.parts if part in value]
        if says_author(value):
            lists.append(self.signed)
        return lists

    def select(self, css: str) -> list[HtmlElement]:
        """The elements of the page that a selector names, in the order of the document.

        Of a host's forty selectors most ask for a name that a page has not; to tell that takes a tenth of a look.
        """
        if not any(map(self.names.issuperset, _needed(css))):
            return []
        return cast(list[HtmlElement], select(self.tree, css, self._find))

    def _find(self, compound: Tree) -> Iterable[HtmlElement]:
        """The elements that one part of a selector, without combinators, names."""
        asked = _read(compound)
        lists = [
            *(self.classes.get(name, []) for name in asked.classes),
            *(self.ids.get(name, []) for name in asked.ids),
            *(self.parts.get(part, []) for part in asked.parts),
        ]
        if asked.anywhere is not None:
            return cast(list[HtmlElement], asked.anywhere(self.tree))
        fewest = min(lists, key=len)
        return fewest if asked.test is None else filter(asked.test, fewest)


def wanted_by(selectors: Iterable[str]) -> Wanted:
    """The names that a page's index must hold to answer some selectors."""
    asked = [_read(part) for css in selectors for part in parts_of(css)]
    return Wanted(
        frozenset(name for each in asked for name in each.classes),
        frozenset(name for each in asked for name in each.ids),
        frozenset(part for each in asked for part in each.parts),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a part of a selector asks for by names, and a test of all else; its elements where it asks for no name."""

    classes: tuple[str, ...]
    ids: tuple[str, ...]
    parts: tuple[str, ...]
    test: Test
    anywhere: etree.XPath | None


@lru_cache(maxsize=4096)
def _needed(css: str) -> tuple[frozenset[str], ...]:
    """The names without which there is no element for a selector, for each of those that a comma parts."""
    asked = (map(_read, parts_of_one(tree)) for tree in trees_of(css))
    return tuple(
        frozenset(name for each in parts for name in _marked(each.classes, each.ids, each.parts)) for parts in asked
    )


def _marked(classes: Iterable[str], ids: Iterable[str], parts: Iterable[str]) -> Iterator[str]:
    """Names with a mark of what they are."""
    for mark, names in ((".", classes), ("#", ids), ("*", parts)):
        for name in names:
            yield mark + name


@lru_cache(maxsize=4096)
def _read(compound: Tree) -> _Asked:
    classes: list[str] = []
    ids: list[str] = []
    parts: list[str] = []
    is_plain = isinstance(compound, Class | Hash)  # one class or id and nothing else
    at: Any = compound
    while not isinstance(at, Element):
        if isinstance(at, Class):
            classes.append(at.class_name)
        elif isinstance(at, Hash):
            ids.append(at.id)
        elif isinstance(at, Attrib) and at.attrib == "class" and at.operator in ("*=", "^=", "$=") and at.value:
            parts += [at.value.value] if at.value.value else []
        at = at.selector
        is_plain = is_plain and isinstance(at, Element)
    if not (classes or ids or parts):
        return _Asked((), (), (), None, etree.XPath(f"descendant-or-self::{HTMLTranslator().xpath(compound)}"))
    test = None if is_plain and at.element is None else _test(compound)
    return _Asked(tuple(classes), tuple(ids), tuple(parts), test, None)


def _test(compound: Tree) -> Test:
    here = etree.XPath(f"boolean(self::{HTMLTranslator().xpath(compound)})")
    return cast(Test, here)

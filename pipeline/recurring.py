"""Lines that stand at the ends of several articles of one source, and the selectors of the elements that hold them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipeline.decode import decode
from pipeline.fold import letters
from pipeline.markup import tree_of
from pipeline.scouting_names import IDENTIFIER, PASSING, is_generated
from pipeline.values import Drop, Page

ENDS = 4  # lines of each end of a text
FEWEST = 2  # articles
MOST_LOOKED_AT = 20_000  # elements of a page
LOOSEST = 3  # times a line's length: an element with more holds the text too


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line, in how many articles it stands at an end, and a selector of the element that holds it; empty for none."""

    line: str
    times: int
    selector: str = ""


def recurring(read: Sequence[tuple[Page, str]]) -> tuple[Recurring, ...]:
    """The lines at the ends of two or more texts, the commonest first, each text given with its page."""
    counted: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for _, text in read:
        lines = [line for line in text.split("\n") if letters(line)]
        for line in dict.fromkeys((*lines[:ENDS], *lines[-ENDS:])):
            shown.setdefault(letters(line), line)
        counted.update({letters(line) for line in (*lines[:ENDS], *lines[-ENDS:])})
    often = [(key, times) for key, times in counted.most_common() if times >= FEWEST]
    trees = [tree for page, _ in read if (tree := _tree(page)) is not None] if often else []
    return tuple(Recurring(shown[key], times, _selector(key, trees)) for key, times in often)


def _tree(page: Page) -> HtmlElement | None:
    try:
        return tree_of(decode(page.body, page.header("content-type")).text)
    except Drop:
        return None


def _selector(line: str, trees: Sequence[HtmlElement]) -> str:
    """The selector by which the smallest element around the line is named in most pages that have it."""
    counted: Counter[str] = Counter()
    for tree in trees:
        names = _names(line, tree)
        counted.update(names)
    if not counted:
        return ""
    selector, times = counted.most_common(1)[0]
    return selector if times >= FEWEST else ""


def _names(line: str, tree: HtmlElement) -> list[str]:
    """The selectors of the smallest element whose text is little more than a line, the narrowest first."""
    for element in islice(tree.iter(), MOST_LOOKED_AT):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head", "title", "meta", "script"):
            continue
        text = letters("".join(islice(element.itertext(), 200))[:4000])
        if line not in text or len(text) > LOOSEST * len(line):
            continue
        named = [
            f".{name}"
            for inner in (element, *element.iterdescendants())
            for name in (inner.get("class") or "").split()
            if isinstance(inner.tag, str)
            and line in letters("".join(inner.itertext()))
            and IDENTIFIER.fullmatch(name)
            and not PASSING.fullmatch(name)
            and not is_generated(name)
        ]
        return list(dict.fromkeys(named))
    return []

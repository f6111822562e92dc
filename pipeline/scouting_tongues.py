"""Boxes on a page whose links are in another language than what it lists itself."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from pipeline.language import HAN, LATIN, language_of
from pipeline.scouting_anchors import Anchor
from pipeline.scouting_lots import place_of
from pipeline.scouting_shapes import shape_of
from pipeline.scouting_steps import is_under, name_of
from pipeline.values import Language

Writing = Literal["han", "latin", ""]
FEWEST = 3  # links that tell the writing of a box, or of a page's own list
STRAY = 20  # Latin words for each Han character among them


def in_another_language(
    anchors: Sequence[Anchor], titles: Mapping[str, str], named: frozenset[str], page: Language | None
) -> frozenset[str]:
    """The keys of links in boxes, or of addresses, whose titles are not written as those of the page's list are.

    `titles` are those of article-like links by their keys, `named` those with the channel's name in their addresses:
    these tell how the list is written before all else on the page does. Headlines have too few of the words by which
    English is told from French, so that Han characters or none is all that is asked. Where the page is written in one
    way, by its menus perhaps, and most links in the other, nothing is told.
    """
    of_page: Writing = "han" if page == "zh" else "latin" if page == "en" else ""
    number = Counter(map(writing_of, titles.values()))
    is_most = number[of_page] >= max(number["han"], number["latin"])
    own = _written(titles, named) or (of_page if is_most else "")
    groups: dict[object, set[str]] = defaultdict(set)
    for anchor in anchors:
        if anchor.key in titles:
            groups[place_of(anchor)].add(anchor.key)
            groups[shape_of(anchor.key)].add(anchor.key)
    said = [(keys, _written(titles, frozenset(keys))) for keys in groups.values()]
    if not own or not any(writing == own for _, writing in said):
        return frozenset()
    foreign = {key for keys, writing in said if writing not in ("", own) for key in keys}
    # A place may hold both: what is written as the page's own list is stays.
    return frozenset(key for key in foreign - named if writing_of(titles[key]) != own)


def writing_of(text: str) -> Writing:
    """Whether headlines are in Chinese or in Latin letters alone; empty where they are neither."""
    if language_of(text) == "zh":
        return "han"
    words = len(LATIN.findall(text))
    return "latin" if words > STRAY * len(HAN.findall(text)) else ""


def named_after(page: str, anchors: Sequence[Anchor]) -> frozenset[str]:
    """The keys of links that have the last step of a page's address as a step of their own."""
    name = name_of(page)
    return frozenset(each.key for each in anchors if is_under(name, each.url))


def _written(titles: Mapping[str, str], keys: frozenset[str]) -> Writing:
    own = [titles[key] for key in keys if key in titles]
    return writing_of("\n".join(own)) if len(own) >= FEWEST else ""

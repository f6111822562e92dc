"""The article-like links of a page in lots of one shape of address: the main list, its kin, and what is to be read."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.scouting_addresses import address_score, key_of
from pipeline.scouting_anchors import HAN, WORD, Anchor, title_score
from pipeline.scouting_shapes import Shape, shape_of

Standing = Literal["main", "kin", "open"]
WHOLE_TITLE = 24  # letters of a headline; a Latin word counts for two
DATED, ASKED = 1.4, 0.7  # how much likelier a day in an address makes it an article's, and a mere query
PURE = 0.75  # of what stands in one place of a page, below which it is no list of one kind
HEADLINE = re.compile(r"\b(?:slug|name|word)\b(?=[.]|$)")
MOST = 0.7  # of the lots of one form that were read
FEWEST = 2  # links that stand among those of the main list


@dataclass(frozen=True, slots=True)
class Lot:
    """Links of one shape: whether they are the main list, belong to it, or are of another kind until read."""

    shape: Shape
    urls: tuple[str, ...]
    keys: frozenset[str]
    standing: Standing = "open"
    weight: float = 0.0


def lots_of(anchors: Sequence[Anchor], wanted: frozenset[str], known: frozenset[str] = frozenset()) -> tuple[Lot, ...]:
    """The lots of article-like links, the main list first; `known` are links that are surely articles.

    The main list is the largest by number, length of its titles and days in its addresses. A lot is its kin where its
    addresses have the same shape, where it stands in the same list, or where one of it is known.
    """
    titles: dict[str, str] = {}
    urls: dict[str, str] = {}
    for anchor in anchors:
        if anchor.key in wanted:
            urls.setdefault(anchor.key, anchor.url)
            titles[anchor.key] = max(titles.get(anchor.key, ""), anchor.text, key=len)
    found: dict[Shape, list[str]] = defaultdict(list)
    for key in urls:
        found[shape_of(key)].append(key)
    forms: dict[str, float] = defaultdict(float)
    lots = []
    for shape, keys in found.items():
        likely = DATED if shape.is_dated else ASKED if shape.is_query else 1.0
        weight = likely * sum(_length(titles[key]) * (3 if key in known else 1) for key in keys)
        forms[shape.form] += weight
        lots.append(Lot(shape, tuple(urls[key] for key in keys), frozenset(keys), weight=weight))
    if not lots:
        return ()
    lots.sort(key=lambda lot: (forms[lot.shape.form], lot.shape.form, lot.weight), reverse=True)
    main = replace(lots[0], standing="main")
    beside = _beside(anchors, main, {key for lot in lots if _is_like(lot.shape, main.shape) for key in lot.keys})
    return (main, *(_judged(lot, main, beside, known) for lot in lots[1:]))


def kinds_of(urls: Iterable[str]) -> tuple[Lot, ...]:
    """The links of a list in lots by the shapes of their addresses, the largest first; the others are its kin."""
    found: dict[Shape, dict[str, str]] = defaultdict(dict)
    for url in urls:
        key = key_of(url)
        found[shape_of(key)].setdefault(key, url)
    order = sorted(found.items(), key=lambda each: -len(each[1]))
    return tuple(
        Lot(shape, tuple(held.values()), frozenset(held), "kin" if at else "main", len(held))
        for at, (shape, held) in enumerate(order)
    )


def among(anchors: Sequence[Anchor], main: Lot, foreign: frozenset[str]) -> frozenset[str]:
    """Links with headlines that stand in the lists of the main lot, and whose addresses alone do not tell articles."""
    like = {
        anchor.key: anchor
        for anchor in anchors
        if anchor.key not in foreign
        and title_score(anchor.text) >= 1
        and address_score(anchor.url) >= 0
        and _is_like(shape_of(anchor.key), main.shape)
    }
    return _beside(anchors, main, set(like)) & like.keys()


def keys_of(lots: Iterable[Lot], form: str = "") -> frozenset[str]:
    """The keys of the links that are taken as articles."""
    return frozenset(key for lot in lots if lot.standing != "open" for key in lot.keys if form in ("", lot.shape.form))


def _judged(lot: Lot, main: Lot, beside: frozenset[str], known: frozenset[str]) -> Lot:
    is_kin = bool(lot.keys & known) or (
        _is_like(lot.shape, main.shape) and len(lot.keys & beside) >= min(FEWEST, len(lot.keys))
    )
    return replace(lot, standing="kin" if is_kin else "open")


def _is_like(shape: Shape, main: Shape) -> bool:
    """True for one form with other words, and for headlines of one word, few words or many in one place of a site."""
    return shape.form == main.form or (shape.words == main.words and _bare(shape.form) == _bare(main.form))


def _bare(form: str) -> str:
    return HEADLINE.sub("slug", form)


def _beside(anchors: Sequence[Anchor], main: Lot, like: set[str]) -> frozenset[str]:
    """The links that stand in the same lists as those of the main one, where these lists hold little else."""
    places: dict[str, set[str]] = defaultdict(set)
    for anchor in anchors:
        places[place_of(anchor)].add(anchor.key)
    same = [keys for keys in places.values() if keys & main.keys and len(keys & like) >= PURE * len(keys)]
    return frozenset(key for keys in same for key in keys)


def place_of(anchor: Anchor) -> str:
    """The nearest thing around a link that has a name of its own; the first of its selectors without any."""
    return next((each for each in anchor.selectors if "." in each or "#" in each), anchor.selectors[0])


def _length(title: str) -> float:
    """How long a headline is, between a fifth and one."""
    size = len(HAN.findall(title)) + 2 * len(WORD.findall(title))
    return max(0.2, min(1.0, size / WHOLE_TITLE))


def judged_by(lots: Sequence[Lot], said: Mapping[Shape, bool]) -> tuple[frozenset[str], frozenset[str]]:
    """The links that are articles and those that are none, after pages of some lots were read.

    What was not read is taken with those of its form where several of these are articles and hardly one is not.
    """
    forms: dict[str, list[bool]] = defaultdict(list)
    for shape, is_article in said.items():
        forms[shape.form].append(is_article)
    good, bad = set[str](), set[str]()
    for lot in lots:
        of_form = forms.get(lot.shape.form, [])
        is_article = said.get(
            lot.shape, lot.standing != "open" or (sum(of_form) > FEWEST and sum(of_form) >= MOST * len(of_form))
        )
        (good if is_article else bad).update(lot.keys)
    return frozenset(good), frozenset(bad)


def lots_by_shape(lots: Iterable[Lot]) -> dict[Shape, Lot]:
    """The lots by their shapes."""
    return {lot.shape: lot for lot in lots}

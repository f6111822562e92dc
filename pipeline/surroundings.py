"""What a page is like around its runs of text: its headline, the boxes that hold its paragraphs, its kinds of line."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from config.rules import rules
from pipeline.blocks import HEADING, LINKED, Block, Box
from pipeline.fold import letters

MOST = 0.6  # share of the whole paragraphs that the best box holds
LEAST_KIN = 60  # size of the whole paragraphs that make a box the headline's
SHORT_LINE = 160  # size up to which a line is looked at for what kind it is
LONGEST_HEADLINE, LEAST_HEADLINE = 300, 6
NEAR_HEADLINE = 6
LEAST_CONSENT = 2
CONSENTING = 5  # boxes upward that may be a notice of consent
GAPS = (1, 2, 4, 8, 16)
CONSENT = 1  # kind of line; those of the patterns follow
MENU, LINKS, LONG, WHOLE, OTHER, EDGE = range(6)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One page; each list has an item for each run, each sum one more."""

    sizes: list[int]  # sums of the sizes of its whole paragraphs
    best: Box  # the innermost box that holds most of them
    kin: Box | None  # the innermost box around the headline that holds any; None where no headline is known
    places: list[int]
    before: list[int]  # runs since the last whole paragraph, in steps
    after: list[int]
    kinds: list[int]
    forms: list[int]
    asking: list[bool]  # in a notice that asks for consent
    wholes: list[int]  # sums
    closings: list[int]


def surroundings_of(found: list[Block], title: str) -> Surroundings:
    """The surroundings of the runs of text of a page, of which there must be one, under the title it declares."""
    at = headline_at(found, title)
    forms = forms_of(found, title)
    consents = _sums(form == CONSENT for form in forms)
    asking = asking_for_consent(found, consents, at)
    for block, asks in zip(found, asking, strict=True):
        block.is_whole = block.is_whole and not asks
    sizes = _sums(block.size if block.is_whole else 0 for block in found)
    return Surroundings(
        sizes=sizes,
        best=_best(found, sizes),
        kin=_kin(found[at], sizes) if at >= 0 else None,
        places=places_of(found, at),
        before=_gaps(found),
        after=_gaps(found[::-1])[::-1],
        kinds=[_kind(block) for block in found],
        forms=forms,
        wholes=_sums(block.is_whole for block in found),
        asking=asking,
        closings=_sums(form in _closing() for form in forms),
    )


def headline_at(found: list[Block], title: str) -> int:
    """Which run is the headline: what the title holds, a heading before others, else the first h1; -1 for none."""
    plain = letters(title[:LONGEST_HEADLINE])
    at = -1
    for index, block in enumerate(found):
        if block.size >= LONGEST_HEADLINE or block.links or block.text[:4] not in title:
            continue
        own = letters(block.text)
        if len(own) < LEAST_HEADLINE or not (own in plain or plain in own):
            continue
        if block.box.role == HEADING:
            return index
        at = index if at < 0 else at
    return at if at >= 0 else next((index for index, block in enumerate(found) if block.box.tag == "h1"), -1)


def places_of(found: list[Block], at: int) -> list[int]:
    """Where each run stands to the headline: 0 none known, 1 before, 2 it, 3 near, 4 after, 5 past another h1."""
    if at < 0:
        return [0] * len(found)
    places = [1] * at + [2]
    another = False
    for index in range(at + 1, len(found)):
        another = another or found[index].box.tag == "h1"
        places.append(5 if another else 3 if index <= at + NEAR_HEADLINE else 4)
    return places


def forms_of(found: list[Block], title: str = "") -> list[int]:
    """What kind of line each run is, by how it begins; 0 for menus and for long paragraphs that ask for no consent."""
    form, consent = _forms(), tuple(rules("general")["consent"])
    if _holds(title.lower(), consent):
        consent = ()  # an article on the matter
    page = "\n".join(block.text[:300] for block in found).lower()
    consent = tuple(word for word in consent if word in page)  # of most pages none is left to be looked for in each run
    kinds = []
    for block in found:
        kind = 0
        if block.links:
            pass
        elif consent and block.han * 4 < len(block.text) > 20 and _holds(block.text[:300].lower(), consent):
            kind = CONSENT
        elif block.size < SHORT_LINE or not block.is_whole:
            match = form(block.text[:200].lower())
            kind = CONSENT + (match.lastindex or 0) if match else 0
        kinds.append(kind)
    return kinds


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def asking_for_consent(found: list[Block], consents: list[int], headline: int) -> list[bool]:
    """Which runs are in a notice: a box without the headline, a third of whose whole paragraphs talk of consent."""
    if consents[-1] < LEAST_CONSENT:
        return [False] * len(found)
    wholes = _sums(block.is_whole for block in found)
    known: dict[int, bool] = {}
    for block in found:
        box: Box | None = block.box.holder()
        for _ in range(CONSENTING):
            if box is None or id(box) in known:
                break
            talk = consents[box.stop] - consents[box.start]
            is_apart = box.above is not None and not box.start <= headline < box.stop
            known[id(box)] = is_apart and talk >= LEAST_CONSENT and talk * 3 >= wholes[box.stop] - wholes[box.start]
            box = box.above
    return [_is_within(block.box.holder(), known) for block in found]


def _is_within(box: Box | None, known: dict[int, bool]) -> bool:
    for _ in range(CONSENTING):
        if box is None:
            return False
        if known.get(id(box)):
            return True
        box = box.above
    return False


def size_of(box: Box, sizes: list[int]) -> int:
    """The size of the whole paragraphs in a box."""
    return sizes[box.stop] - sizes[box.start]


def _best(found: list[Block], sizes: list[int]) -> Box:
    box = max((block.box.holder() for block in found), key=lambda box: box.direct if size_of(box, sizes) else 0)
    while size_of(box, sizes) < MOST * sizes[-1] and box.above is not None:
        box = box.above
    return box


def _kin(headline: Block, sizes: list[int]) -> Box:
    box, own = headline.box, headline.size if headline.is_whole else 0
    while size_of(box, sizes) - own < LEAST_KIN and box.above is not None:
        box = box.above
    return box


def _gaps(found: list[Block]) -> list[int]:
    gaps: list[int] = []
    gap = 99
    for block in found:
        gaps.append(bisect_right(GAPS, gap))
        gap = 0 if block.is_whole else gap + 1
    return gaps


def _kind(block: Block) -> int:
    if block.links:
        return MENU
    if block.is_whole:
        return LONG if block.size >= 150 else WHOLE
    return LINKS if block.linked > LINKED * len(block.text) else OTHER


def _sums(values: Iterable[int]) -> list[int]:
    return [0, *accumulate(map(int, values))]


@cache
def _forms() -> Callable[[str], re.Match[str] | None]:
    return re.compile("|".join(f"({form})" for form in rules("general")["forms"].values())).match


@cache
def _closing() -> frozenset[int]:
    forms = list(rules("general")["forms"])
    return frozenset(CONSENT + 1 + forms.index(name) for name in rules("general")["closing"])

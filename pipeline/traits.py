"""What is weighed of each run of text: a row of small numbers, each an index into a table of weights."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

from config.rules import rules
from pipeline.blocks import FORM, HEADING, LIST, SECTION, UNSEEN, Block, Box
from pipeline.fold import letters

# Every trait with the number of its values; the order is that of the rows.
TRAITS = {
    "size": 20,  # size of the text, and whether it ends like a sentence
    "linked": 12,  # share of link text, short or long
    "role": 12,  # tag around it, alone in it or not
    "near": 32,  # marks of its own box and of the one around it
    "far": 32,  # marks further up
    "place": 16,  # section, list, form, figure
    "holder": 10,  # share of the page's whole paragraphs that stand beside it
    "around": 10,  # the same one box higher
    "best": 8,  # how far up the box that holds most of them begins
    "kin": 13,  # whether it stands in the box of the headline, and how much that holds
    "title": 6,  # where it stands to the headline
    "neighbours": 36,  # what stands before and after it
    "gap": 36,  # how many runs lie between it and the whole paragraphs before and after
    "form": 16,  # what kind of line it is
    "commas": 10,
    "again": 2,  # it stood on the page before
    "run": 6,  # whole paragraphs before in the same box
    "alone": 16,  # how many whole paragraphs stand beside it, and in the box around
    "teaser": 8,  # alone under a headline that is a link
    "consent": 3,  # talk of cookies and consent in it, in the boxes around it
    "closed": 6,  # lines that close a text stood before
    "kinbest": 24,
}
NAMES = tuple(TRAITS)
SIZES = (1, 8, 16, 25, 50, 90, 150, 250, 500)
SHARES = (0.001, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)
LINK_SHARES = (0.001, 0.1, 0.25, 0.4, 0.8)
GAPS = (1, 2, 4, 8, 16)
CONSENT, CLOSING = 1, (2, 3, 4, 6)
COMMA = re.compile(r"[,，、;；]")
LEAST_KIN = 60  # size of whole paragraphs that make a box the headline's
KIN_SHARES = (0.15, 0.5, 0.85)
MOST = 0.6  # share of the whole paragraphs that the best box holds


def rows_of(found: list[Block], title: str) -> list[tuple[int, ...]]:
    """A row of trait values for each run of text of a page with this title."""
    if not found:
        return []
    total = max(1, sum(block.size for block in found if block.is_whole))
    best = _best(found, total)
    at = _headline(found, title)
    places = _places(found, at)
    kin = _kin(found, at)
    kin_share = bisect_right(KIN_SHARES, kin.size / total) if kin else 0
    before, after = _gaps(found), _gaps(found[::-1])[::-1]
    kinds = [_kind(block) for block in found]
    forms = _forms_of(found)
    wholes = _sums(block.is_whole for block in found)
    consents = _sums(form == CONSENT for form in forms)
    closings = _sums(form in CLOSING for form in forms)
    seen: set[str] = set()
    rows: list[tuple[int, ...]] = []
    last = len(found) - 1
    run_box, run = None, 0
    for index, block in enumerate(found):
        box, text, size = block.box, block.text, block.size
        above = box.above or box
        holder = box.holder()
        around = holder.above or holder
        near, far = box.own | above.own, above.above.marks if above.above else 0
        if holder is not run_box:
            run_box, run = holder, 0
        short = size < 90
        again = 0
        if size >= 16:
            again = text in seen
            seen.add(text)
        form = forms[index]
        beside = wholes[holder.stop] - wholes[holder.start]
        beyond = wholes[around.stop] - wholes[around.start]
        teaser = 0
        if index:
            previous = found[index - 1]
            teaser = 2 if previous.linked > 0.4 * len(previous.text) else 0
            if previous.box.role == HEADING:
                teaser += 1
        consent = 1 if form == CONSENT else 0
        box2 = holder
        for _ in range(4):
            many = consents[box2.stop] - consents[box2.start]
            if many >= 2 and many * 3 >= wholes[box2.stop] - wholes[box2.start]:
                consent = 2
                break
            if box2.above is None:
                break
            box2 = box2.above
        kinship = _kinship(index, kin, kin_share)
        inbest = 0 if not best.start <= index < best.stop else 1
        closed = closings[index] - closings[max(0, index - 40)]
        closed_here = closings[index] - closings[holder.start]
        commas = len(COMMA.findall(text[:600]))
        rows.append(
            (
                bisect_right(SIZES, size) + (10 if text[-1] in "。！？；…」』”’）.!?;:：)\"']" else 0),
                bisect_right(LINK_SHARES, block.linked / len(text)) + (6 if short else 0),
                box.role * 2 + (above.tag == "li" or box.tag in ("h1", "section")),
                near & 31,
                far & 31,
                bool(box.marks & SECTION) | (bool(box.marks & LIST) << 1) | (bool(box.marks & FORM) << 2)
                | (bool(box.marks & UNSEEN) << 3),
                bisect_right(SHARES, holder.direct / total) if holder.direct else 9,
                bisect_right(SHARES, around.size / total) if around.size else 9,
                7 if not best.start <= index < best.stop else min(6, max(0, box.depth - best.depth)),
                kinship,
                places[index],
                (kinds[index - 1] if index else 5) * 6 + (kinds[index + 1] if index < last else 5),
                before[index] * 6 + after[index],
                form,
                min(4, commas) + (5 if size < 150 else 0),
                int(again),
                min(run, 5),
                min(3, beside) * 4 + min(3, bisect_right((2, 4, 8), beyond)),
                teaser + (4 if block.is_whole and beside == 1 else 0),
                consent,
                min(2, closed_here) + (3 if closed > closed_here else 0),
                inbest * 12 + (3 if kin is None else min(2, (kinship - 1) // 4)) * 3 + (0 if short else 1 if block.is_whole else 2),
            )
        )
        run += block.is_whole
    return rows


def _best(found: list[Block], total: int) -> Box:
    """The innermost box that holds most of the whole paragraphs of a page."""
    biggest = max((block.box.holder() for block in found), key=lambda box: box.direct)
    while biggest.size < MOST * total and biggest.above is not None:
        biggest = biggest.above
    return biggest


def _kin(found: list[Block], at: int) -> Box | None:
    """The innermost box around the headline that holds a whole paragraph; None where no headline is known."""
    if at < 0:
        return None
    box = found[at].box
    own = found[at].size if found[at].is_whole else 0
    while box.size - own < LEAST_KIN and box.above is not None:
        box = box.above
    return box


def _kinship(index: int, kin: Box | None, share: int) -> int:
    if kin is None:
        return 0
    if kin.start <= index < kin.stop:
        return 1 + share
    above = kin.above
    return 5 + share if above is not None and above.start <= index < above.stop else 9 + share


def _headline(found: list[Block], title: str) -> int:
    """The place of the headline among the runs; -1 where it is not there."""
    plain = letters(title[:300])
    at = -1
    for index, block in enumerate(found):
        if block.size < 300 and len(plain) > 3 and block.text[:4] in title and not block.links:
            own = letters(block.text)
            if len(own) >= 6 and (own in plain or plain in own) and (at < 0 or block.box.role == HEADING):
                at = index
                if block.box.role == HEADING:
                    break
    if at < 0:
        at = next((index for index, block in enumerate(found) if block.box.tag == "h1"), -1)
    return at


def _places(found: list[Block], at: int) -> list[int]:
    """Where each run stands to the headline: 0 none known, 1 before, 2 it, 3 right after, 4 after, 5 past another h1."""
    if at < 0:
        return [0] * len(found)
    places = [1] * at + [2]
    passed = 0
    for index in range(at + 1, len(found)):
        if found[index].box.tag == "h1":
            passed = 1
        places.append(5 if passed else 3 if index <= at + 6 else 4)
    return places


def _gaps(found: list[Block]) -> list[int]:
    gaps: list[int] = []
    gap = 99
    for block in found:
        gaps.append(bisect_right(GAPS, gap))
        gap = 0 if block.is_whole else gap + 1
    return gaps


def _kind(block: Block) -> int:
    """0 menu, 1 links, 2 whole and long, 3 whole, 4 other, (5 the end of the page)."""
    if block.links:
        return 0
    if block.is_whole:
        return 2 if block.size >= 150 else 3
    return 1 if block.linked > 0.4 * len(block.text) else 4


def _forms_of(found: list[Block]) -> list[int]:
    pattern = _forms()
    forms = []
    for block in found:
        match = None if block.links else pattern.match(block.text)
        forms.append((match.lastindex or 0) if match else 0)
    return forms


def _sums(values: Iterable[bool]) -> list[int]:
    return [0, *accumulate(map(int, values))]


@cache
def _forms() -> re.Pattern[str]:
    held = rules("general")["forms"]
    return re.compile("|".join(f"({form})" for form in held.values()), re.IGNORECASE)

"""What is weighed of each run of text: a row of small numbers, each an index into a table of weights."""

from bisect import bisect_right

from pipeline.blocks import ENDS, FORM, HEADING, LINKED, LIST, SECTION, UNSEEN, Block, Box
from pipeline.surroundings import CONSENT, EDGE, Surroundings, size_of

# Every trait with the number of its values, in the order of a row.
TRAITS = {
    "size": 20,  # size of the text, and whether it ends like a sentence
    "linked": 12,  # share of link text, in a short text or a long one
    "role": 12,  # the tag around it
    "near": 32,  # marks of its own box and of the one around it
    "far": 32,  # marks further up
    "place": 16,  # in a section, a list, a form, or where it is not shown
    "holder": 10,  # share of the page's whole paragraphs that stand beside it
    "around": 10,  # the same one box higher
    "best": 8,  # how far below the best box it stands, or that it stands outside
    "kin": 13,  # whether it stands in the headline's box, and how much that holds
    "headline": 6,  # where it stands to the headline
    "neighbours": 36,  # what stands before and after it
    "gap": 36,  # how many runs lie between it and the whole paragraphs before and after
    "form": 16,  # what kind of line it is
    "commas": 10,
    "again": 2,  # it stood on the page before
    "run": 6,  # whole paragraphs before it in the same box
    "alone": 16,  # how many whole paragraphs stand beside it, and in the box around
    "teaser": 8,  # it stands under a link or a heading, and alone
    "consent": 3,  # talk of consent in it, or in the boxes around it
    "closed": 6,  # lines that close a text stood before
    "inside": 24,  # in the headline's box and in the best one
}
NAMES = tuple(TRAITS)
SIZES = (1, 8, 16, 25, 50, 90, 150, 250, 500)
SHARES = (0.001, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)
LINK_SHARES = (0.001, 0.1, 0.25, 0.4, 0.8)
KIN_SHARES = (0.15, 0.5, 0.85)
NAMED = 31  # the marks that words of a class or an id give
SHORT = 90
LOOKED_BACK = 40  # runs before one in which a closing line counts


def rows_of(found: list[Block], page: Surroundings) -> list[tuple[int, ...]]:
    """A row of trait values for each run of text of a page."""
    total = max(1, page.sizes[-1])
    kin_share = bisect_right(KIN_SHARES, size_of(page.kin, page.sizes) / total) if page.kin else 0
    held: dict[int, tuple[int, int, int]] = {}  # by box, since the paragraphs of one box share them
    seen: set[str] = set()
    rows: list[tuple[int, ...]] = []
    kinds, closings, best = [EDGE, *page.kinds, EDGE], page.closings, page.best
    holder, run = None, 0
    for index, block in enumerate(found):
        box, text, size, is_whole = block.box, block.text, block.size, block.is_whole
        above = box.above or box
        here = box.holder()
        if here is not holder:
            holder, run = here, 0
            if id(here) not in held:
                held[id(here)] = _held(here, page)
        beside, around, alone = held[id(here)]
        marks, short = box.marks, size < SHORT
        is_again = size >= SIZES[2] and text in seen
        seen.add(text)
        closed, closed_here = (
            closings[index] - closings[max(0, index - LOOKED_BACK)],
            closings[index] - closings[here.start],
        )
        kin = _kinship(index, page.kin, kin_share)
        in_best = best.start <= index < best.stop
        form = page.forms[index]
        rows.append(
            (
                bisect_right(SIZES, size) + (10 if text[-1] in ENDS else 0),
                bisect_right(LINK_SHARES, block.linked / len(text)) + (6 if short else 0),
                box.role * 2 + (above.tag == "li" or box.tag in ("h1", "section")),
                (box.own | above.own) & NAMED,
                above.above.marks & NAMED if above.above else 0,
                bool(marks & SECTION) | bool(marks & LIST) << 1 | bool(marks & FORM) << 2 | bool(marks & UNSEEN) << 3,
                beside,
                around,
                min(6, max(0, box.depth - best.depth)) if in_best else 7,
                kin,
                page.places[index],
                kinds[index] * 6 + kinds[index + 2],
                page.before[index] * 6 + page.after[index],
                form,
                min(4, _commas(text)) + (5 if size < SIZES[6] else 0),
                int(is_again),
                min(run, 5),
                alone,
                _teaser(found[index - 1] if index else None) + (4 if is_whole and alone >> 2 == 1 else 0),
                2 if page.asking[index] else int(form == CONSENT),
                min(2, closed_here) + (3 if closed > closed_here else 0),
                in_best * 12 + (min(2, (kin - 1) // 4) if kin else 3) * 3 + (0 if short else 1 if is_whole else 2),
            )
        )
        run += is_whole
    return rows


def _held(box: Box, page: Surroundings) -> tuple[int, int, int]:
    """Of a box: its share of whole paragraphs, that of the box around it, and how many both hold."""
    around, wholes, total = box.above or box, page.wholes, max(1, page.sizes[-1])
    beside, beyond = wholes[box.stop] - wholes[box.start], wholes[around.stop] - wholes[around.start]
    size = size_of(around, page.sizes)
    return (
        bisect_right(SHARES, box.direct / total) if box.direct else 9,
        bisect_right(SHARES, size / total) if size else 9,
        min(3, beside) * 4 + bisect_right((2, 4, 8), beyond),
    )


def _kinship(index: int, kin: Box | None, share: int) -> int:
    """0 no headline known, else whether a run is in its box (1–4), in the one around (5–8) or outside (9–12)."""
    if kin is None:
        return 0
    if kin.start <= index < kin.stop:
        return 1 + share
    above = kin.above
    return 5 + share if above is not None and above.start <= index < above.stop else 9 + share


def _teaser(previous: Block | None) -> int:
    """Whether the run before is a link (2) and a heading (1)."""
    if previous is None:
        return 0
    return (2 if previous.linked > LINKED * len(previous.text) else 0) + (previous.box.role == HEADING)


def _commas(text: str) -> int:
    if text.isascii():
        return text.count(",", 0, 600) + text.count(";", 0, 600)
    return sum(text.count(comma, 0, 600) for comma in ",，、;；")

"""What a passage is that two texts share: a quotation, an update of one text by the other, or an excerpt."""

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.fold import letters
from pipeline.shared import Run

QUOTED = re.compile(r"“[^“”\n]{1,2000}”|「[^「」\n]{1,2000}」|『[^『』\n]{1,2000}』|\"[^\"\n]{1,2000}\"")
MOST_QUOTED = 0.8  # of the shared letters; a lead-in such as `he said` runs along with what is quoted
BEGINNING = 0.1  # of a text; who updates a report leaves its lede where it was
HALF = 0.5

Form = Literal["quotation", "update", "excerpt"]


def form_of(here: str, there: str, runs: Sequence[Run], lengths: tuple[int, int]) -> Form:
    """What the runs are that two texts share; their places and the lengths of both texts count folded letters.

    A quotation stands within quotation marks in either text. An update has half of the shorter text or more, and both
    begin with it. Anything else is an excerpt.
    """
    total = sum(run.length for run in runs)
    for text, starts in ((here, [run.here for run in runs]), (there, [run.there for run in runs])):
        spans = quoted(text)
        inside = sum(overlap(spans, start, start + run.length) for start, run in zip(starts, runs, strict=True))
        if total and inside >= MOST_QUOTED * total:
            return "quotation"
    begins = any(run.here <= BEGINNING * lengths[0] and run.there <= BEGINNING * lengths[1] for run in runs)
    return "update" if begins and total >= HALF * min(lengths) else "excerpt"


def quoted(text: str) -> list[tuple[int, int]]:
    """Where quoted letters begin and end, counted in the folded letters of a text, in their order."""
    found: list[tuple[int, int]] = []
    length = last = 0
    for quotation in QUOTED.finditer(text):
        start = length + len(letters(text[last : quotation.start()]))
        length = start + len(letters(quotation[0]))
        found.append((start, length))
        last = quotation.end()
    return found


def overlap(spans: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """How many letters from start to end lie within the spans."""
    return sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in spans)

"""What a passage is that two texts share: a quotation, an update of one text by the other, or an excerpt."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import Literal

from pipeline.fold import letters_of_lines
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
        if not spans:
            continue
        inside = sum(overlaps(spans, [(start, start + run.length) for start, run in zip(starts, runs, strict=True)]))
        if total and inside >= MOST_QUOTED * total:
            return "quotation"
    begins = any(run.here <= BEGINNING * lengths[0] and run.there <= BEGINNING * lengths[1] for run in runs)
    return "update" if begins and total >= HALF * min(lengths) else "excerpt"


def quoted(text: str) -> list[tuple[int, int]]:
    """Where quoted letters begin and end, counted in the folded letters of a text, in their order."""
    spans = [quotation.span() for quotation in QUOTED.finditer(text)]
    if not spans:
        return []
    # Each quotation and what stands before it as lines of their own, to fold all of them at once: four times as fast.
    marks = chain((0,), chain.from_iterable(spans))
    pieces = [text[start:end].replace("\n", " ") for start, end in pairwise(marks)]
    ends = list(accumulate(map(len, letters_of_lines("\n".join(pieces)))))
    return list(zip(ends[::2], ends[1::2], strict=True))


def overlaps(spans: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> list[int]:
    """How many letters of each place lie within the spans, which are in order and apart."""
    starts = [start for start, _ in spans]
    within = [0, *accumulate(end - start for start, end in spans)]  # letters of the spans before each

    def before(place: int) -> int:
        number = bisect_left(starts, place)
        return within[number] - max(0, spans[number - 1][1] - place) if number else 0

    return [before(end) - before(start) for start, end in places]

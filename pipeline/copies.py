"""Whether a text is a copy of another, of which kind, and what tells it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from pipeline.fold import letters
from pipeline.passage_form import Form, form_of
from pipeline.places import placed
from pipeline.shared import NONE, Both, Run, Sets, both_have, covered_by, jaccard, sets, shared
from pipeline.shingles import windows
from pipeline.signature import Keys

ALIKE = 0.30  # the Jaccard index from which on two texts are near-copies
CONTAINED = {True: 0.19, False: 0.125}  # of the text with fewer passages, where it is mostly of Han letters or not
LETTER = re.compile(r"[^\W_]")  # what `isalnum` tells
MOST_ALIKE = 0.999  # only the very same letters score 1

Kind = Literal["exact", "near-copy", "shared-passage"]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text made ready to be compared with many others."""

    text: str
    letters: str
    sets: Sets


@dataclass(frozen=True, slots=True)
class Copy:
    """That one text is a copy of another. Places and shares count folded letters; see `place_of`."""

    kind: Kind
    score: float  # 0 to 1, for all kinds alike: the Jaccard index; of a shared passage half of what is contained
    form: Form | None  # what a shared passage is
    longest: Run | None  # of the runs that stand in both; None where none is as long as a passage
    runs: int  # how many there are
    share: float  # of the letters of the one text that stand in such runs, or in what repeats them
    share_there: float  # and of the other


def prepared(text: str) -> Text:
    """A text ready to be compared."""
    found = letters(text)
    return Text(text, found, sets(windows(found)))


def copy_of(here: Text, there: Text, common: Keys = NONE) -> Copy | None:
    """How one text is a copy of the other, or None; `common` are the keys of passages that tell nothing."""
    if here.letters == there.letters:
        return exact(here.letters)
    alike = jaccard(here.sets, there.sets)
    both = both_have(here.sets, there.sets)
    if alike >= ALIKE:
        # All that both have, for it is one text: what it shares with many others does not make it less so.
        runs = shared(here.sets, there.sets, both).runs
        shares = shares_of(here, there, both, runs)
        return Copy("near-copy", min(alike, MOST_ALIKE), None, longest_of(runs), len(runs), *shares)
    found = shared(here.sets, there.sets, both, common)
    fewer = min(here.sets, there.sets, key=lambda each: len(each.passages)).of
    if found.contained < CONTAINED[2 * fewer.han >= fewer.letters]:
        return None
    lengths = here.sets.of.letters, there.sets.of.letters
    shares = shares_of(here, there, both, found.runs, is_all=not len(common))
    form = form_of(here.text, there.text, found.runs, lengths)
    return Copy("shared-passage", found.contained / 2, form, longest_of(found.runs), len(found.runs), *shares)


def shares_of(here: Text, there: Text, both: Both, runs: Sequence[Run], is_all: bool = True) -> tuple[float, float]:
    """The share of the letters of each text that stand in runs, or where they are all, in what repeats them."""
    one, other = here.sets, there.sets
    if is_all and (one.repeats or other.repeats):
        return covered_by(one, both.is_there), covered_by(other, both.is_here)
    return (
        covered((run.here, run.here + run.length) for run in runs) / one.of.letters,
        covered(sorted((run.there, run.there + run.length) for run in runs)) / other.of.letters,
    )


def longest_of(runs: Iterable[Run]) -> Run | None:
    """The longest of some runs, the first of equals; None of none."""
    return max(runs, key=lambda run: run.length, default=None)


def exact(same: str) -> Copy | None:
    """How a text is a copy of another with the same letters; None where there are no letters."""
    return Copy("exact", 1.0, None, Run(0, 0, len(same)), 1, 1.0, 1.0) if same else None


def covered(spans: Iterable[tuple[int, int]]) -> int:
    """How many letters lie in spans that are sorted and may overlap."""
    number = end = 0
    for start, stop in spans:
        number += max(0, stop - max(start, end))
        end = max(end, stop)
    return number


def place_of(text: str, start: int, length: int) -> tuple[int, int]:
    """Where some of the folded letters of a text stand in it: its characters from the first number to the second."""
    whole = placed(text)
    chosen = [found.start() for found in islice(LETTER.finditer(whole.text), start, start + length)]
    return whole.origin(chosen[0], chosen[-1] + 1) if chosen else (0, 0)

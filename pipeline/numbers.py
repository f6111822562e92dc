"""Numbers and dates that differ where the words are the same: two bulletins from one template are not the same news."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.frames import Beside, Frame, Gap, beside, frame_of
from pipeline.number_forms import Token
from pipeline.number_values import same

MOST = 50  # differences that are told
SHORT = 40  # letters at an end of both texts, within which numbers are held against each other


@dataclass(frozen=True, slots=True)
class Differing:
    """A number or a date that is another one in the other text, where the words around it are the same."""

    kind: Literal["number", "date"]  # a time of day counts as a date
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """What became of the numbers and dates of a text in another one."""

    differing: tuple[Differing, ...]  # in their order and folded, 50 at most
    numbers: int  # that differ, all of them
    dates: int
    same: int  # that say the same

    @property
    def left_out(self) -> int:
        """How many that differ are not told."""
        return self.numbers + self.dates - len(self.differing)


def differing(one: str, other: str) -> Numbers:
    """The numbers and dates of a text that are others in the other, each pair once.

    A number is found again by the letters before and behind, also where a word beside it is another one. What only one
    of the texts tells of is no difference, nor is the same value in other words or a date that is only less complete.
    """
    frames = frame_of(one), frame_of(other)
    return differing_in(*frames, beside(*frames))


def differing_in(one: Frame, other: Frame, laid: Beside) -> Numbers:
    """The same for texts that are laid beside each other."""
    found: dict[Differing, int] = {}
    agreed: set[str] = set()
    for mine, its in sorted(_pairs(one, other, laid), key=lambda each: each[0].start):
        if same(mine, its):
            agreed.add(mine.text)
        else:
            is_date = mine.kind != "number" and its.kind != "number"
            found.setdefault(Differing("date" if is_date else "number", _plain(mine), _plain(its)), mine.start)
    dates = sum(each.kind == "date" for each in found)
    return Numbers(tuple(found)[:MOST], len(found) - dates, dates, len(agreed))


def _pairs(one: Frame, other: Frame, laid: Beside) -> Iterator[tuple[Token, Token]]:
    """The numbers of both texts that stand for each other."""
    if not laid.runs and one.letters == other.letters:  # too short for a window
        yield from zip(one.tokens, other.tokens, strict=True)
    for run in laid.runs:
        if mine := one.within(run.here, run.here + run.length):
            yield from zip(mine, other.within(run.there, run.there + run.length), strict=True)
    for gap in laid.gaps:
        yield from _in_gap(one, other, gap)


def _in_gap(one: Frame, other: Frame, gap: Gap) -> Iterator[tuple[Token, Token]]:
    """The numbers among other words: the same ones first, in whatever order, then those of a kind in their order."""
    if gap.side != "within" and max(gap.here[1] - gap.here[0], gap.there[1] - gap.there[0]) > SHORT:
        return
    mine_of_all = one.within(*gap.here)
    if not mine_of_all or not (left := list(other.within(*gap.there))):
        return
    rest: list[Token] = []
    for mine in mine_of_all:
        its = next((each for each in left if same(mine, each)), None)
        if its is None:
            rest.append(mine)
            continue
        left.remove(its)
        yield mine, its
    for kind in ("number", "date", "clock"):
        mine_of, its_of = ([each for each in some if each.kind == kind] for some in (rest, left))
        yield from zip(mine_of, its_of, strict=False)


def _plain(token: Token) -> str:
    return " ".join(token.text.split()).rstrip(".,")

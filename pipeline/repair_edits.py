"""Edits of one text, made in steps, each kept with its place in the text as it came."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.repair_log import LISTED, unlisted_entry
from pipeline.values import Repair


@dataclass(frozen=True, slots=True)
class Edit:
    """One part of a text and what comes in its place."""

    start: int
    end: int
    after: str
    rule: str


@dataclass(slots=True)
class Draft:
    """A text under repair; `text` is what it is by now, `repairs` what was done to it.

    What a repair says of `before` is what came: where two steps change one part, the later one's holds the earlier's.
    """

    name: str
    text: str
    came: str = ""
    repairs: list[Repair] = field(default_factory=list)  # the first 1,000
    more: int = 0  # how many there were beyond them
    _steps: list[list[tuple[int, int]]] = field(default_factory=list)  # places with what each edit added before them

    def __post_init__(self) -> None:
        self.came = self.text

    def edit(self, edits: Iterable[Edit]) -> bool:
        """Makes edits that stand in their order and do not overlap; True where there were any."""
        pieces: list[str] = []
        moved: list[tuple[int, int]] = []
        at = added = 0
        for edit in edits:
            if len(self.repairs) < LISTED:
                place = self._came_from(edit.start)
                before = self.came[place : self._came_from(edit.end)]
                self.repairs.append(Repair(edit.rule, self.name, place, before, edit.after))
            else:
                self.more += 1
            pieces += (self.text[at : edit.start], edit.after)
            at = edit.end
            added += len(edit.after) - (edit.end - edit.start)
            moved.append((edit.end + added, added))
        if moved:
            self.text = "".join((*pieces, self.text[at:]))
            self._steps.append(moved)
        return bool(moved)

    def log(self) -> tuple[Repair, ...]:
        """What was done to it, the last entry with the number of what is not listed."""
        return tuple(self.repairs) if not self.more else (*self.repairs, unlisted_entry(self.more))

    def _came_from(self, place: int) -> int:
        for moved in reversed(self._steps):
            place -= _added(moved, place)
        return place


def _added(moved: list[tuple[int, int]], place: int) -> int:
    """What the edits before a place added, by halving: a text can have thousands of them."""
    low, high = 0, len(moved)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if moved[middle][0] <= place else (low, middle)
    return moved[low - 1][1] if low else 0

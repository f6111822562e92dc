"""Tables that fit: where the terminal is narrow, columns are left out in an order that is fixed, and texts are cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from service.printable import printable

GAP = 2  # blanks between two columns
EDGE = 2  # and at both sides of the table together


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its cells, and what may be done with it where there is little room."""

    head: str
    cells: Sequence[Text]
    leave: int = 0  # of those that may be left out the one with the highest number goes first; 0 always stays
    least: int = 0  # the width that its cells may be cut to, though not its head; 0 is never cut
    most: int = 1000  # the width that it never exceeds, however much room there is
    justify: Literal["left", "right"] = "left"

    @property
    def width(self) -> int:
        """The width that it would have; a Chinese character takes two."""
        return min(self.most, max(cell_len(self.head), *(each.cell_len for each in self.cells), 0))

    @property
    def smallest(self) -> int:
        """The width below which it is left out."""
        return min(self.width, max(self.least, cell_len(self.head))) if self.least else self.width


def fitted(columns: Sequence[Column], width: int) -> Table:
    """The columns that there is room for, as a table no wider than that."""
    kept = list(columns)
    while total([each.smallest for each in kept]) > width and any(each.leave for each in kept):
        kept.remove(max(kept, key=lambda each: each.leave))
    spare = max(0, width - total([each.smallest for each in kept]))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for each in kept:
        given = min(each.width, each.smallest + spare)
        spare -= given - each.smallest
        table.add_column(each.head, width=given, no_wrap=True, overflow="ellipsis", justify=each.justify)
    for row in zip(*(each.cells for each in kept), strict=True):
        table.add_row(*row)
    return table


def total(widths: Sequence[int]) -> int:
    """The width of a table with columns of these widths."""
    return sum(widths) + GAP * (len(widths) - 1) + EDGE


def texts(values: Sequence[object], style: str = "") -> tuple[Text, ...]:
    """Cells of plain texts; nothing in them is taken for markup, or obeyed by the terminal."""
    return tuple(Text(printable(str(each)), style=style) for each in values)

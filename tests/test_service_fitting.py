"""Tables that fit: what is left out, what is cut, and that Chinese stands in its columns."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from service.fitting import Column, fitted, texts

NAMES = texts(["The Harbour Post", "北海新闻", "A\x1b[31m\nB"])
COLUMNS = (
    Column("id", texts([1, 22, 333]), justify="right"),
    Column("name", NAMES, least=4),
    Column("first to go", texts(["a", "b", "c"]), leave=2),
    Column("last to go", texts(["x", "y", "[red]z"]), leave=1),
)


def lines(width: int) -> list[str]:
    """The lines of the table at a width."""
    at = Console(width=width, file=StringIO(), force_terminal=False)
    at.print(fitted(COLUMNS, width))
    assert isinstance(at.file, StringIO)
    return at.file.getvalue().splitlines()


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (160, ["id", "name", "first", "to", "go", "last", "to", "go"]),
        (36, ["id", "name", "first", "to", "go", "last", "to", "go"]),
        (35, ["id", "name", "last", "to", "go"]),
        (23, ["id", "name", "last", "to", "go"]),
        (22, ["id", "name"]),
        (11, ["id", "name"]),
    ],
)
def test_columns_are_left_out_in_their_order(width: int, heads: list[str]) -> None:
    shown = lines(width)
    assert shown[1].split() == heads
    assert max(map(cell_len, shown)) <= width


def test_a_wide_letter_takes_its_two_columns() -> None:
    starts = {
        cell_len(line[: line.index(word)]) for line in lines(60) for word in (" a ", " b ", " c ") if word in line
    }
    assert len(starts) == 1


def test_texts_are_cut_and_never_obeyed() -> None:
    wide, narrow = "\n".join(lines(160)), "\n".join(lines(36))
    assert "The Harbour Post" in wide
    assert "A\\x1b[31m\\nB" in wide
    assert "[red]z" in wide
    assert "The…" in narrow
    assert "北 …" in narrow  # half of a wide letter there is not


def test_a_table_of_nothing() -> None:
    at = Console(width=40, file=StringIO())
    at.print(fitted((Column("id", ()), Column("name", (), leave=1, least=4)), 40))
    assert isinstance(at.file, StringIO)
    assert at.file.getvalue().split() == ["id", "name", "─" * 8]

"""Cells of the tables in the terminal."""

import pytest

from service.tables import few


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ((), ""),
        ((7,), "7"),
        ((1, 2, 3, 4, 5), "1, 2, 3, 4, 5"),
        ((1, 2, 3, 4, 5, 6), "1, 2, 3, 4, 5 and 1 more"),
        (tuple(range(299)), "0, 1, 2, 3, 4 and 294 more"),
    ],
)
def test_of_many_ids_the_first_are_named(ids: tuple[int, ...], expected: str) -> None:
    assert few(ids) == expected

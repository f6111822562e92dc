"""The tables of keys hold what was put, however much of it comes at once, and tell who has a key, the newest first."""

import numpy as np
import pytest
import sqlalchemy as sa

from storage.articles import add
from storage.copy_keys import BANDS, PASSAGES, SIZES, Asked, KeyRows, KeyTable, find, put, take_out
from storage.schema import article_band
from tests.builders import NOW
from tests.builders import article as new_article


def stored(connection: sa.Connection, number: int) -> list[int]:
    """The ids of so many new articles."""
    pages = (f"https://harbour.example/{at}" for at in range(number))
    return [add(connection, new_article(url=page, page_url=page), None, NOW)[0] for page in pages]


def rows_of(keys: range, article_id: int) -> KeyRows:
    """The rows by which an article has these keys."""
    return np.array([(key, article_id) for key in keys], np.int64).reshape(-1, 2)


@pytest.mark.parametrize("number", [0, 1, SIZES[1], SIZES[1] + 1, SIZES[0], SIZES[0] + SIZES[1] + 3])
def test_all_are_put(connection: sa.Connection, number: int) -> None:
    (one,) = stored(connection, 1)
    for _ in range(2):  # what is there already stays
        put(connection, BANDS, rows_of(range(number), one))
    query = sa.select(article_band).order_by(article_band.c.h)
    assert [tuple(row) for row in connection.execute(query)] == [(key, one) for key in range(number)]


@pytest.mark.parametrize("table", [BANDS, PASSAGES])
def test_who_has_a_key(connection: sa.Connection, table: KeyTable) -> None:
    first, second, third = stored(connection, 3)
    for each, keys in ((second, range(3)), (first, range(1, 4)), (third, range(2, 3))):
        put(connection, table, rows_of(keys, each))
    assert find(connection, [Asked(table, [0, 1, 2, 9], 2)]) == [{0: [second], 1: [second, first], 2: [third, second]}]
    take_out(connection, table, second, [1, 2, 9])
    assert find(connection, [Asked(table, [0, 1, 2], 9)]) == [{0: [second], 1: [first], 2: [third, first]}]

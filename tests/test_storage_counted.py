"""How many articles there were when one came does not go by ids that no article has."""

import pytest
import sqlalchemy as sa

from storage.articles import add
from storage.counted import COUNTED, Counted
from storage.database import reading, writing
from tests.builders import NOW
from tests.builders import article as new_article


def store(connection: sa.Connection, *names: str) -> list[int]:
    """The ids of articles with these names."""
    pages = (f"https://harbour.example/{each}" for each in names)
    return [add(connection, new_article(url=page, page_url=page), None, NOW)[0] for page in pages]


class Killed(Exception):
    """Ends a transaction as if its process were killed."""


def test_ids_that_no_article_has_do_not_count(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        assert [Counted(connection).until(each) for each in store(connection, "a", "b", "c")] == [1, 2, 3]
    try:
        with writing(engine) as connection:
            ids = store(connection, *"defgh")
            assert [Counted(connection).until(each) for each in ids] == [4, 5, 6, 7, 8]
            raise Killed
    except Killed:
        pass
    with writing(engine) as connection:
        (newest,) = store(connection, "i")
        assert newest == (4 if engine.dialect.name == "sqlite" else 9)
        assert Counted(connection).until(newest) == 4
    COUNTED.clear()  # as in a new process
    with reading(engine) as connection:
        assert Counted(connection).until(newest) == 4


def test_what_was_taken_back_in_a_part_does_not_count(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        store(connection, "a", "b")
        for name in "cdefg":
            part = connection.begin_nested()
            store(connection, name)
            assert Counted(connection).number in (0, 3)
            part.rollback()
        (newest,) = store(connection, "h")
        assert Counted(connection).until(newest) == 3


NEXT_IS_8000 = {
    "sqlite": "UPDATE sqlite_sequence SET seq = 7999 WHERE name = 'article'",
    "postgresql": "SELECT setval(pg_get_serial_sequence('article', 'id'), 7999)",
}


def test_a_gap_that_came_with_a_copy_does_not_count(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        store(connection, "a")
        connection.execute(sa.text(NEXT_IS_8000[engine.dialect.name]))
        assert store(connection, "b", "c") == [8000, 8001]
    with writing(engine) as connection:
        assert [Counted(connection).until(each) for each in (1, 8001)] == [0, 3]
        (newest,) = store(connection, "d")
        assert Counted(connection).until(newest) == 4


def test_more_than_enough_are_not_counted(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.counted.MOST", 3)
    with writing(engine) as connection:
        ids = store(connection, *"abcd")
        assert [Counted(connection).until(each) for each in ids] == ids
        (newest,) = store(connection, "e")
        assert Counted(connection).until(newest) == newest


def test_without_an_article_the_id_tells(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        assert Counted(connection).until(7) == 7

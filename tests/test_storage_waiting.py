"""How many new articles are in no story yet."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from config.topics import shipped_topic
from storage.database import reading
from storage.stories import tell_stories
from storage.vectors import make_vectors
from storage.waiting import LONG, MANY, Waiting, waiting
from tests.builders import NOW, article, fill


def now_waiting(engine: sa.Engine) -> Waiting:
    with reading(engine) as connection:
        return waiting(connection)


def test_those_that_are_in_no_story_wait(blank: sa.Engine) -> None:
    assert now_waiting(blank) == Waiting(0, None)
    fill(blank, article(title="A plant opens"), article(title="发布", language="zh"))
    assert now_waiting(blank) == Waiting(2, NOW)
    make_vectors(blank, shipped_topic())
    tell_stories(blank, shipped_topic(), NOW)
    assert now_waiting(blank) == Waiting(0, None)
    fill(blank, article(title="Another plant opens", text="Two thousand people will work in the plant."))
    assert now_waiting(blank) == Waiting(1, NOW)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (Waiting(0, None), False),
        (Waiting(1, NOW), False),
        (Waiting(1, NOW - LONG), True),
        (Waiting(MANY - 1, NOW - timedelta(minutes=1)), False),
        (Waiting(MANY, NOW), True),
        (Waiting(1, NOW + timedelta(days=1)), False),  # the clock was set back
    ],
)
def test_many_or_one_that_waits_long_are_worth_a_look(held: Waiting, expected: bool) -> None:
    assert held.is_long(NOW) is expected

"""Which fields nearly every article of a source has."""

import sqlalchemy as sa

from pipeline.values import Article
from storage.usual import FEWEST, NEWEST, usual_fields
from tests.builders import article, fill


def test_of_few_articles_nothing_is_usual(engine: sa.Engine) -> None:
    fill(engine, *(told(number) for number in range(FEWEST - 1)))
    with engine.connect() as connection:
        assert usual_fields(connection, "alpha") == frozenset()
        assert usual_fields(connection, "nobody") == frozenset()


def test_what_nearly_all_of_the_newest_have_is_usual(engine: sa.Engine) -> None:
    old = [told(number, byline=(), section="") for number in range(5)]
    new = [told(number, section="Tech" if number % 2 else "", credit="") for number in range(5, 5 + NEWEST)]
    fill(engine, *old, *new)
    with engine.connect() as connection:
        assert usual_fields(connection, new[0].source) == {"byline"}


def told(number: int, **changes: object) -> Article:
    """An article of its own address and text."""
    url = f"https://alpha.example/{number}"
    fields = {
        "url": url,
        "page_url": url,
        "text": f"Report {number}.",
        "byline": ("Ann Lee",),
        "editor": (),
        "image": "",
    }
    return article(**(fields | changes))

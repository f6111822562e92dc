"""Articles that arrive together: what is stored is what `add` would have stored of them one by one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.learned import NOTHING, reading_of
from pipeline.values import Article
from storage.arrivals import add_all
from storage.schema import article, copy, folded, revision

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)


def told(name: str, text: str = "", url: str = "", **more: Any) -> Article:
    """The article of a page, under its own address or under another."""
    here = f"https://{name}.example/1"
    return Article(url or here, here, "a", f"Title {name}", text or f"The harbour of {name}.", "en", NOW, **more)


def added(connection: sa.Connection, *articles: Article) -> list[tuple[int, str]]:
    """The id and the outcome of each."""
    found = add_all(connection, [(reading_of(each, NOTHING), None) for each in articles], NOW)
    return [(article_id, outcome) for article_id, outcome, _ in found]


def copies(connection: sa.Connection) -> set[tuple[int, int]]:
    """Which article is a copy of which."""
    return {(row.article_id, row.of_id) for row in connection.execute(sa.select(copy))}


def number(connection: sa.Connection, table: sa.Table) -> int:
    """How many rows a table has."""
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize(
    ("before", "together", "expected", "tied"),
    [
        ([], [], [], set()),
        ([], [told("a")], [(1, "stored")], set()),
        ([], [told("a"), told("b")], [(1, "stored"), (2, "stored")], set()),
        ([], [told("a"), told("b", metadata_only=True)], [(1, "stored"), (2, "metadata")], set()),
        ([], [told("a", "One quay."), told("b", "ONE QUAY")], [(1, "stored"), (2, "stored")], {(2, 1)}),
        (
            [told("a", "One quay.")],
            [told("b", "One quay."), told("c", "one quay")],
            [(2, "stored"), (3, "stored")],
            {(2, 1), (3, 1)},
        ),
        ([], [told("a"), told("a")], [(1, "stored"), (1, "known")], set()),
        ([], [told("a"), told("a", "Another text."), told("b")], [(1, "stored"), (1, "revised"), (2, "stored")], set()),
        (
            [told("a")],
            [told("a"), told("b"), told("a", "Another.")],
            [(1, "known"), (2, "stored"), (1, "revised")],
            set(),
        ),
        # Two pages name the address of a third, which comes beside them: all three are kept.
        (
            [],
            [told("a", url="https://c.example/1"), told("b", url="https://c.example/1")],
            [(1, "stored"), (2, "stored")],
            set(),
        ),
        ([told("a")], [told("a", metadata_only=True), told("b")], [(1, "known"), (2, "stored")], set()),
    ],
)
def test_each_has_its_outcome(
    connection: sa.Connection,
    before: list[Article],
    together: list[Article],
    expected: list[tuple[int, str]],
    tied: set[tuple[int, int]],
) -> None:
    added(connection, *before)
    assert added(connection, *together) == expected
    assert copies(connection) == tied
    assert number(connection, folded) == number(connection, article)
    assert number(connection, revision) == sum(outcome == "revised" for _, outcome in expected)


def test_a_group_is_stored_as_one_by_one(connection: sa.Connection) -> None:
    articles = [told(str(number), f"Text {number % 3}") for number in range(40)]
    assert added(connection, *articles) == [(number, "stored") for number in range(1, 41)]
    rows = connection.execute(
        sa.select(article.c.url, article.c.text, folded.c.text).join(folded).order_by(article.c.id)
    )
    expected = [(each.url, each.text, f"{each.title}\n\n{each.text}".lower()) for each in articles]
    assert [tuple(row) for row in rows] == expected
    assert copies(connection) == {(number, (number - 1) % 3 + 1) for number in range(4, 41)}


def test_two_keys_that_the_database_takes_for_one_are_refused(connection: sa.Connection) -> None:
    with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
        added(connection, told("a"), replace(told("b"), url="https://a.example/1\0"))

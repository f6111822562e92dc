"""Counts, copies, changes, and what each source gave."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.values import OUTCOMES, Found, Route
from storage.database import reading, writing
from storage.looks import add_found, note_discovery
from storage.reports import counts, exact_copies, outcomes, revisions
from storage.runs import start_run
from storage.source_table import source_table
from tests.builders import NOW, article, fill, visited

ONE = article(url="https://harbour.example/1")
TWO = article(url="https://beihai.example/2", language="zh")


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """Two sources visited, three articles, one of them a stub, one dead link."""
    stub = article(url="https://harbour.example/stub", title="Stub", text="", metadata_only=True)
    visited(blank, (ONE.url, ONE), (stub.url, stub), ("https://harbour.example/dead", "bad-status"))
    visited(blank, (TWO.url, TWO), source_id="beihai")
    return blank


def test_counts(engine: sa.Engine) -> None:
    fill(engine, replace(ONE, text="Other words."), article(url="https://harbour.example/c", title="C", text=TWO.text))
    with reading(engine) as connection:
        found = counts(connection)
    assert found == {
        "sources": 2,
        "links": 4,
        "visits": {"pending": 4, "total": 8},
        "outcomes": {"stored": 2, "metadata": 1, "bad-status": 1},
        "articles": {"total": 4, "zh": 1, "en": 3, "metadata": 1},
        "copies": 1,
        "families": 0,
        "revisions": 1,
        "gone": 0,
    }
    assert list(found["outcomes"]) == [word for word in OUTCOMES if word in found["outcomes"]]
    assert found["visits"]["total"] == found["visits"]["pending"] + sum(found["outcomes"].values())


def test_counts_of_nothing(blank: sa.Engine) -> None:
    with reading(blank) as connection:
        found = counts(connection)
        assert (exact_copies(connection), revisions(connection), source_table(connection, NOW)) == ((), (), ())
    assert found["visits"] == {"pending": 0, "total": 0}
    assert found["outcomes"] == {}
    assert found["articles"] == {"total": 0, "zh": 0, "en": 0, "metadata": 0}


@pytest.mark.parametrize(
    ("since", "until", "sources", "expected"),
    [
        (None, None, None, 4),
        (NOW, None, None, 4),
        (None, NOW, None, 0),
        (None, None, ("beihai",), 1),
        (None, None, (), 0),
    ],
)
def test_outcomes(engine: sa.Engine, since: None, until: None, sources: tuple[str, ...], expected: int) -> None:
    with reading(engine) as connection:
        assert outcomes(connection, since, until, sources).total() == expected


def test_source_table(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        run = start_run(connection, NOW)
        silent = Route("https://silent.example/feed", "feed")
        note_discovery(connection, run, "silent", silent, NOW, "unreachable", "no answer")
    with reading(engine) as connection:
        beihai, harbour, quiet = source_table(connection, NOW)
        later = source_table(connection, NOW + timedelta(days=2))
    assert (harbour.id, harbour.articles, harbour.links, harbour.pending) == ("harbour", 2, 3, 3)
    assert harbour.outcomes == {"stored": 1, "metadata": 1, "bad-status": 1}
    assert harbour.last_success == NOW
    assert [(each.outcome, each.found, each.new) for each in harbour.routes] == [("found", 3, 3)]
    assert (beihai.articles, beihai.outcomes) == (1, {"stored": 1})
    assert (quiet.id, quiet.articles, quiet.links, quiet.last_success) == ("silent", 0, 0, None)
    assert [(each.outcome, each.detail) for each in quiet.routes] == [("unreachable", "no answer")]
    assert later[1].outcomes == {}
    assert later[1].last_success == NOW


def test_only_the_last_run_of_a_source_shows_its_routes(engine: sa.Engine) -> None:
    later = NOW + timedelta(hours=1)
    with writing(engine) as connection:
        run = start_run(connection, later)
        add_found(connection, run, "harbour", Route("https://harbour.example/new.xml", "news"), Found(), later)
    with reading(engine) as connection:
        beihai, harbour = source_table(connection, later)
    assert [(each.kind, each.found) for each in harbour.routes] == [("news", 0)]
    assert [each.kind for each in beihai.routes] == ["feed"]


def test_exact_copies(engine: sa.Engine) -> None:
    fill(engine, article(url="https://x.example/c", title="Copy", text=ONE.text.upper(), source="x"))
    with reading(engine) as connection:
        (pair,) = exact_copies(connection)
    assert (pair.source, pair.title, pair.of_source, pair.of_title) == ("x", "Copy", "harbour", ONE.title)


def test_revisions_pair_each_text_with_the_next(engine: sa.Engine) -> None:
    fill(engine, replace(ONE, text="Second."), replace(ONE, title="New title", text="Third."))
    with reading(engine) as connection:
        first, second = revisions(connection)
    assert (first.number, first.old_text, first.new_text) == (0, ONE.text, "Second.")
    assert (second.number, second.old_text, second.new_text) == (1, "Second.", "Third.")
    assert (second.old_title, second.new_title, second.source) == (ONE.title, "New title", "harbour")


@pytest.mark.parametrize(
    ("first", "second", "repeats"),
    [
        ({}, {}, (2, 1)),  # nothing known: the one stored later
        ({"published_at": NOW}, {"published_at": NOW + timedelta(hours=1)}, (2, 1)),
        ({"published_at": NOW + timedelta(hours=1)}, {"published_at": NOW}, (1, 2)),
        ({"declared_origin": "https://b.example/"}, {}, (1, 2)),
        ({"declared_origin": "https://b.example/", "published_at": NOW}, {"published_at": NOW + timedelta(1)}, (1, 2)),
    ],
)
def test_a_copy_points_to_what_it_repeats(
    blank: sa.Engine, first: dict[str, Any], second: dict[str, Any], repeats: tuple[int, int]
) -> None:
    one = article(url="https://a.example/", **{"published_at": None, **first})
    other = article(url="https://b.example/", **{"published_at": None, **second})
    fill(blank, one, other)
    with reading(blank) as connection:
        assert [(pair.id, pair.of_id) for pair in exact_copies(connection)] == [repeats]

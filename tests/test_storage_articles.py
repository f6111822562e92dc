"""What adding an article gives: stored, known, revised, metadata; copies tied, nothing dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.values import Article, Repair
from storage.articles import add
from storage.schema import article, copy, revision

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
FIRST = Article(
    url="https://a.example/1",
    page_url="https://a.example/1",
    source="a",
    title="兩國比拼算力",
    text="第一段。\n第二段，算力达三千。",
    language="zh",
    fetched_at=NOW,
    published_at=NOW,
)
OTHER = replace(FIRST, url="https://b.example/9", page_url="https://b.example/9", source="b")


def put(connection: sa.Connection, new: Article) -> tuple[int, str]:
    article_id, outcome, _ = add(connection, new, None, NOW)
    return article_id, outcome


def links(connection: sa.Connection) -> set[tuple[int, int]]:
    return {(row.article_id, row.of_id) for row in connection.execute(sa.select(copy))}


def test_a_new_url_is_stored(connection: sa.Connection) -> None:
    assert put(connection, FIRST) == (1, "stored")
    row = connection.execute(sa.select(article)).one()
    assert (row.title, row.text, row.published_at, row.revision) == (FIRST.title, FIRST.text, NOW, 0)


def test_what_a_reading_tells_is_stored(connection: sa.Connection) -> None:
    told: dict[str, Any] = {
        "published_precision": "month",
        "updated_at": NOW,
        "updated_precision": "minute",
        "updated_from": "json-ld",
        "updated_zone": "stated",
        "image": "https://a.example/1.jpg",
        "account": "星海观察",
        "original": True,
        "stub": False,
        "words": 14,
        "layers": (("title", "json-ld"), ("text", "general")),
        "repairs": (Repair("reading", "text", 2, "領(lǐng)", "領"),),
        "learned": "c0ffee",
    }
    put(connection, replace(FIRST, **told))
    row = connection.execute(sa.select(article)).one()._mapping
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"text": "第一段。 第二段,算力達三千"},
        {"title": "两国比拼算力"},
        {"byline": ("张三",)},
        {"layers": (("title", "meta"), ("text", "host"))},
        {"repairs": (Repair("reading", "text", 3, "力(lì)", "力"),)},
        {"updated_at": NOW, "updated_precision": "minute", "words": 99, "original": True, "learned": "2"},
    ],
)
def test_the_same_letters_are_known(connection: sa.Connection, change: dict[str, Any]) -> None:
    put(connection, FIRST)
    later = NOW + timedelta(hours=1)
    assert put(connection, replace(FIRST, fetched_at=later, **change)) == (1, "known")
    row = connection.execute(sa.select(article)).one()
    assert (row.text, row.fetched_at) == (FIRST.text, later)


@pytest.mark.parametrize("change", [{"text": "第一段。\n第二段，算力达四千。"}, {"title": "兩國比拼電力"}])
def test_other_letters_are_a_revision(connection: sa.Connection, change: dict[str, Any]) -> None:
    put(connection, FIRST)
    assert put(connection, replace(FIRST, **change)) == (1, "revised")
    assert put(connection, FIRST) == (1, "revised")
    texts = connection.execute(sa.select(revision.c.number, revision.c.text).order_by(revision.c.number)).all()
    assert [(0, FIRST.text), (1, change.get("text", FIRST.text))] == [tuple(row) for row in texts]


@pytest.mark.parametrize(
    "text",
    [
        "阅读 1234\n第一段。\n第二段，算力达三千。",
        "第一段。\n第二段，算力达三千。\n12 comments\nUpdated 5 minutes ago",
        "第一段。\n广告\n第二段，算力达三千。阅读 13",
    ],
)
def test_a_trivial_change_is_known_and_the_first_text_stays(connection: sa.Connection, text: str) -> None:
    put(connection, FIRST)
    assert put(connection, replace(FIRST, text=text)) == (1, "known")
    assert put(connection, FIRST) == (1, "known")
    assert connection.execute(sa.select(article.c.text)).scalar_one() == FIRST.text
    assert connection.execute(sa.select(sa.func.count()).select_from(revision)).scalar_one() == 0


def test_the_same_letters_may_be_another_number(connection: sa.Connection) -> None:
    put(connection, replace(FIRST, text="成本下降3.5%。"))
    assert put(connection, replace(FIRST, text="成本下降35%。")) == (1, "revised")


def test_a_lost_date_takes_nothing_away(connection: sa.Connection) -> None:
    put(connection, replace(FIRST, published_precision="second"))
    put(connection, replace(FIRST, text="另一段。", published_at=None))
    row = connection.execute(sa.select(article)).one()
    assert (row.published_at, row.published_precision) == (NOW, "second")


def test_the_same_text_elsewhere_is_stored_and_tied(connection: sa.Connection) -> None:
    put(connection, FIRST)
    assert put(connection, OTHER) == (2, "stored")
    assert put(connection, replace(OTHER, url="https://c.example/", page_url="https://c.example/")) == (3, "stored")
    assert links(connection) == {(2, 1), (3, 1)}


def test_a_revision_ties_copies_anew(connection: sa.Connection) -> None:
    third = replace(OTHER, url="https://c.example/", page_url="https://c.example/")
    for each in (FIRST, OTHER, third):
        put(connection, each)
    put(connection, replace(FIRST, text="全新的一段。"))
    assert links(connection) == {(3, 2)}
    put(connection, FIRST)
    assert links(connection) == {(2, 1), (3, 1)}


def test_articles_without_text_are_no_copies(connection: sa.Connection) -> None:
    stub = replace(FIRST, text="", metadata_only=True)
    assert put(connection, stub) == (1, "metadata")
    assert put(connection, replace(stub, url="https://b.example/", page_url="https://b.example/")) == (2, "metadata")
    assert links(connection) == set()


def test_a_stub_never_overwrites_a_text(connection: sa.Connection) -> None:
    put(connection, FIRST)
    assert put(connection, replace(FIRST, text="", metadata_only=True)) == (1, "known")
    assert connection.execute(sa.select(article.c.text)).scalar_one() == FIRST.text


def test_the_beginning_alone_never_overwrites_a_text(connection: sa.Connection) -> None:
    put(connection, FIRST)
    assert put(connection, replace(FIRST, text="第一段。", stub=True)) == (1, "known")
    assert connection.execute(sa.select(article.c.text)).scalar_one() == FIRST.text
    other = replace(OTHER, text="第一段。", stub=True)
    assert put(connection, other) == (2, "stored")
    assert put(connection, replace(other, text="另一段。")) == (2, "revised")
    assert put(connection, replace(other, text="第三段。", stub=False)) == (2, "revised")


def test_a_stub_is_revised_by_the_text(connection: sa.Connection) -> None:
    put(connection, replace(FIRST, text="", metadata_only=True))
    assert put(connection, FIRST) == (1, "revised")


def test_one_canonical_url_for_two_texts_keeps_both(connection: sa.Connection) -> None:
    put(connection, FIRST)
    wrong = replace(FIRST, page_url="https://a.example/2", text="完全不同的报道。", title="别的")
    assert put(connection, wrong) == (2, "stored")
    assert put(connection, wrong) == (2, "known")
    assert connection.execute(sa.select(article.c.url).order_by(article.c.id)).scalars().all() == [
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_what_no_database_takes_is_made_harmless(connection: sa.Connection) -> None:
    put(connection, replace(FIRST, title="零\0宽", text="半个\ud800字。", byline=("张\0三",)))
    row = connection.execute(sa.select(article)).one()
    assert (row.title, row.text, row.byline) == ("零宽", "半个\ufffd字。", ("张三",))


def test_a_naive_time_is_refused(connection: sa.Connection) -> None:
    naive = datetime(2026, 10, 12)  # noqa: DTZ001  # what is tested
    with pytest.raises(sa.exc.StatementError, match="zone"):
        put(connection, replace(FIRST, published_at=naive))

"""Which articles a selection means, and what is known of one of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage import details
from storage.database import reading
from storage.queries import AT, BATCH, Selection, articles, by_source, listed, newest_first, number
from tests.builders import NOW, article, fill, visited

DAY = timedelta(days=1)


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """Five articles: ids 1 to 5."""
    fill(
        blank,
        article(language="zh", title="輝達晶片出口", text="輝達的晶片。", script="Hant", published_at=NOW - 2 * DAY),
        article(language="zh", title="50%_增长", text="增长一半。", source="jiangnan", published_at=NOW - DAY),
        article(title="NVIDIA ships", text="Chips for export.", published_at=NOW),
        article(title="No date", text="Nothing printed.", published_at=None, published_precision=None),
        article(title="A stub", text="", dek="Export of chips", metadata_only=True, published_at=NOW - 3 * DAY),
    )
    return blank


def ids(engine: sa.Engine, selection: Selection) -> list[int]:
    with reading(engine) as connection:
        found = [each.id for each in listed(connection, selection)]
        assert [each.id for each in articles(connection, selection)] == found
        return found


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), [4, 3, 2, 1, 5]),
        (Selection(sources=()), []),
        (Selection(sources=("jiangnan",)), [2]),
        (Selection(sources=("nobody",)), []),
        (Selection(language="zh"), [2, 1]),
        (Selection(since=NOW), [4, 3]),
        (Selection(until=NOW), [2, 1, 5]),
        (Selection(since=NOW - 2 * DAY, until=NOW - DAY), [1]),
        (Selection(since=NOW, until=NOW), []),
        (Selection(limit=2), [4, 3]),
        (Selection(limit=0), []),
        (Selection(limit=2, offset=1), [3, 2]),
        (Selection(offset=3), [1, 5]),
        (Selection(words="辉达"), [1]),
        (Selection(words="輝達"), [1]),
        (Selection(words="ＮＶＩＤＩＡ"), [3]),
        (Selection(words="export chips"), [3, 5]),
        (Selection(words=" export　ships "), [3]),
        (Selection(words="export export"), [3, 5]),
        (Selection(words="%"), [2]),
        (Selection(words="_"), [2]),
        (Selection(words="0%_增"), [2]),
        (Selection(words="/"), []),
        (Selection(words="nvidia", language="zh"), []),
        (Selection(words="' OR 1=1 --"), []),
        (Selection(words="\0"), [4, 3, 2, 1, 5]),
        (Selection(words="nvi\0dia"), [3]),
        (Selection(words="\ud800"), []),
        (Selection(sources=("\0", "jiangnan\0")), [2]),
    ],
)
def test_selection(engine: sa.Engine, selection: Selection, expected: list[int]) -> None:
    assert ids(engine, selection) == expected


def test_number_knows_no_limit(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        assert number(connection, Selection(limit=1, offset=3)) == 5
        assert number(connection, Selection(words="export")) == 2
        assert by_source(connection) == {"beihai": 1, "harbour": 3, "jiangnan": 1}


def test_a_period_takes_any_zone(engine: sa.Engine) -> None:
    shifted = NOW.astimezone(datetime.strptime("+0800", "%z").tzinfo)
    assert ids(engine, Selection(since=shifted)) == [4, 3]
    with reading(engine) as connection, pytest.raises(sa.exc.StatementError, match="without a zone"):
        number(connection, Selection(since=NOW.replace(tzinfo=None)))


def test_a_list_reads_no_text(engine: sa.Engine) -> None:
    statements: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    with reading(engine) as connection:
        list(listed(connection, Selection()))
    sa.event.remove(engine, "before_cursor_execute", note)
    assert not any("article.text" in each for each in statements)


def test_order_comes_from_the_index(engine: sa.Engine) -> None:
    query = newest_first(sa.select(AT), Selection(since=NOW))
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":  # five rows alone are no reason for an index
            for way in ("seqscan", "bitmapscan", "sort"):
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        text = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"{explain} {text}"))
    assert "ix_article_published_at" in plan
    assert not re.search(r"TEMP B-TREE|(?<!Incremental )Sort  ", plan)  # PostgreSQL sorts what has one time by its id


def test_every_field_comes_back(blank: sa.Engine) -> None:
    new = article(
        dek="Dek",
        byline=("Ada Quill", "Tom Marsh"),
        editor=("周明远",),
        credit="Meridian Wire",
        dateline="PORT HAVEN",
        section="Technology",
        updated_at=NOW + DAY,
        declared_origin="https://elsewhere.example/a",
    )
    fill(blank, new)
    with reading(blank) as connection:
        (stored,) = articles(connection, Selection())
    for field in {*type(new).__dataclass_fields__} - {"cut", "doubts"}:  # told by `duizhao read`, not stored
        assert getattr(stored, field) == getattr(new, field), field
    assert (stored.first_seen_at, stored.revision, stored.copies, stored.at) == (NOW, 0, (), NOW)
    assert stored.published_at is not None
    assert stored.published_at.tzinfo is UTC


def test_copies_are_found_from_each_of_them(blank: sa.Engine) -> None:
    fill(blank, *(article(title=f"Title {each}", text="The same.") for each in range(4)), article(text="Other."))
    with reading(blank) as connection:
        found = {each.id: each.copies for each in listed(connection, Selection())}
    assert found == {1: (2, 3, 4), 2: (1, 3, 4), 3: (1, 2, 4), 4: (1, 2, 3), 5: ()}


def test_copies_are_found_across_batches(blank: sa.Engine) -> None:
    times = [NOW - timedelta(minutes=each) for each in range(BATCH + 2)]
    fill(
        blank,
        *(
            article(title=f"Title {each}", text="Same." if each in (0, BATCH + 1) else f"Text {each}.", published_at=at)
            for each, at in enumerate(times)
        ),
    )
    with reading(blank) as connection:
        rows = list(articles(connection, Selection()))
    assert [each.published_at for each in rows] == times
    assert {each.id: each.copies for each in rows if each.copies} == {1: (BATCH + 2,), BATCH + 2: (1,)}


def test_nothing_stored(blank: sa.Engine) -> None:
    assert ids(blank, Selection(words="x")) == []
    with reading(blank) as connection:
        assert number(connection, Selection()) == 0
        assert details.article(connection, 1) is None


def test_one_article_with_everything(blank: sa.Engine) -> None:
    first = article(url="https://harbour.example/a", text="One. Two.")
    visited(blank, (first.url, first))
    fill(blank, *changed(first, ["One. Three.", "Four."]), article(title="Copy", text="four"))
    with reading(blank) as connection:
        found = details.article(connection, 1)
    assert found is not None
    assert found.article.text == "Four."
    assert found.article.revision == 2
    assert [(each.number, each.text) for each in found.revisions] == [(0, "One. Two."), (1, "One. Three.")]
    assert [each.title for each in found.copies] == ["Copy"]
    assert found.copies[0].copies == (1,)
    assert [(each.url, each.outcome, each.status) for each in found.visits] == [
        (first.url, "stored", 200),
        (first.url, "", None),
    ]


def test_the_page_an_article_was_read_from(blank: sa.Engine) -> None:
    visited(blank, ("https://harbour.example/a", article(url="https://harbour.example/a")))
    with reading(blank) as connection:
        found = details.article(connection, 1)
    assert found is not None
    assert found.page is not None
    assert (found.page.warc, found.page.offset, found.page.status) == ("a.warc.gz", 0, 200)


def changed(first: Any, texts: Sequence[str]) -> list[Any]:
    return [replace(first, text=text) for text in texts]

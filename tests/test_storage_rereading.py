"""Pages read again: what a new reading changes, what it leaves, and that none of it is a revision."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.boilerplate import Boilerplate
from pipeline.learned import reading_of
from pipeline.values import Article, Found, Link, Page, Repair, Route
from storage import frontier, looks, runs
from storage.database import reading, writing
from storage.frontier import Visit
from storage.rereading import BATCH, Kept, apply, change_of, kept, number_kept
from storage.results import Result, write
from storage.schema import article, copy, folded, link, printed, reread, revision, visit
from storage.warc import Record
from tests.builders import NOW
from tests.builders import article as new_article

LATER = NOW + timedelta(days=30)
ROUTE = Route("https://harbour.example/feed.xml", "feed")
OLD = new_article(url="https://harbour.example/1", text="One sentence.\nShare this page", title="Harbour | The Post")


def visited(engine: sa.Engine, brought: Article | str, url: str = OLD.url, hours: int = 0) -> None:
    """Visit a URL once; its page is kept."""
    now = NOW + timedelta(hours=hours)
    with writing(engine) as connection:
        run_id = runs.start_run(connection, now)
        looks.add_found(connection, run_id, "harbour", ROUTE, Found((Link(url, title="Claimed"),)), now)
        frontier.again(connection, ["harbour"], now)
        for of in frontier.claim(connection, run_id, "harbour", 99, now):
            if of.link.url == url:
                write(connection, result(of, brought, hours), Record("a.warc.gz", hours), run_id, now)
        runs.end_run(connection, run_id, "done", now)


def result(of: Visit, brought: Article | str, hours: int) -> Result:
    answer = Page(of.link.url, b"<html>", NOW + timedelta(hours=hours))
    if isinstance(brought, str):
        return Result(of, brought, "", 200, answer, f"digest {hours}")
    return Result(of, "", "", 200, answer, f"digest {hours}", replace(brought, fetched_at=answer.fetched_at))


def pages(engine: sa.Engine, sources: tuple[str, ...] = ("harbour",)) -> list[Kept]:
    return [each for batch in kept(engine, sources) for each in batch]


def again(engine: sa.Engine, of: Kept, new: Article) -> tuple[str, set[str]]:
    """Read a page again, first without writing; the kind of change and the fields."""
    of_page = Page(of.url, b"<html>", of.fetched_at, headers=(("etag", '"x"'),))
    told = reading_of(replace(new, fetched_at=of.fetched_at), Boilerplate())
    with reading(engine) as connection:
        foreseen = change_of(connection, of, told)
    with writing(engine) as connection:
        found = apply(connection, of, told, of_page, LATER)
    assert found == foreseen or found.kind == "gone"
    return found.kind, set(found.fields)


def row_of(engine: sa.Engine, article_id: int = 1) -> Any:
    with reading(engine) as connection:
        return connection.execute(sa.select(article).where(article.c.id == article_id)).one()


def number_of(engine: sa.Engine, table: sa.Table) -> int:
    with reading(engine) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_no_pages(engine: sa.Engine) -> None:
    assert pages(engine) == []
    with reading(engine) as connection:
        assert number_kept(connection, ["harbour"]) == number_kept(connection, []) == 0


def test_the_same_reading_changes_nothing(engine: sa.Engine) -> None:
    visited(engine, OLD)
    before = row_of(engine)
    (of,) = pages(engine)
    assert (of.article_id, of.number, of.link.title) == (1, None, "Claimed")
    assert again(engine, of, OLD) == ("same", set())
    assert row_of(engine) == before
    assert number_of(engine, reread) == 0


def test_another_reading_is_no_revision(engine: sa.Engine) -> None:
    visited(engine, OLD)
    (of,) = pages(engine)
    repair = Repair("tail", "text", 14, "Share this page", "")
    better = replace(OLD, text="One sentence.", title="Harbour", byline=("Ada Quill",), repairs=(repair,))
    assert again(engine, of, better) == ("changed", {"text", "title", "byline", "repairs", "letters"})
    row = row_of(engine)
    assert (row.text, row.title, row.byline, row.repairs) == ("One sentence.", "Harbour", ("Ada Quill",), (repair,))
    assert (row.revision, row.fetched_at, row.first_seen_at, row.page_id) == (0, NOW, NOW, 1)
    assert number_of(engine, revision) == 0
    with reading(engine) as connection:
        earlier = connection.execute(sa.select(reread)).one()
        assert connection.execute(sa.select(folded.c.text)).scalar_one().startswith("harbour\n")
        assert len(connection.execute(sa.select(printed.c.lines)).scalar_one()) == 1
    assert (earlier.article_id, earlier.number, earlier.reread_at) == (1, 0, LATER)
    assert (earlier.title, earlier.text) == (OLD.title, OLD.text)
    assert again(engine, of, better) == ("same", set())


def test_fields_alone_keep_no_earlier_text(engine: sa.Engine) -> None:
    visited(engine, OLD)
    (of,) = pages(engine)
    assert again(engine, of, replace(OLD, credit="Halden Wire", words=4)) == ("changed", {"credit", "words"})
    assert number_of(engine, reread) == 0


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (replace(OLD, published_at=None, published_precision=None, published_from=""), "same"),
        (replace(OLD, text="", metadata_only=True), "less"),
        (replace(OLD, url="https://harbour.example/canonical"), "same"),
    ],
)
def test_what_a_new_reading_does_not_find_is_not_taken_away(engine: sa.Engine, new: Article, kind: str) -> None:
    visited(engine, OLD)
    before = row_of(engine)
    assert again(engine, pages(engine)[0], new)[0] == kind
    assert row_of(engine) == before


def test_earlier_texts_are_read_again_too(engine: sa.Engine) -> None:
    visited(engine, OLD)
    visited(engine, replace(OLD, text="Two sentences. Here.\nShare this page"), hours=1)
    first, second = pages(engine)
    assert [(each.article_id, each.number) for each in (first, second)] == [(1, 0), (1, None)]
    assert again(engine, first, replace(OLD, text="One sentence.")) == ("changed", {"text", "letters"})
    assert again(engine, second, replace(OLD, text="Two sentences. Here."))[0] == "changed"
    with reading(engine) as connection:
        assert connection.execute(sa.select(revision.c.text)).scalar_one() == "One sentence."
        assert connection.scalars(sa.select(reread.c.number).order_by(reread.c.id)).all() == [0, 1]
    assert (row_of(engine).text, row_of(engine).revision) == ("Two sentences. Here.", 1)


def test_a_text_that_was_replaced_meanwhile_is_left_alone(engine: sa.Engine) -> None:
    visited(engine, OLD)
    (of,) = pages(engine)
    visited(engine, replace(OLD, text="Two sentences. Here."), hours=1)
    assert again(engine, of, replace(OLD, text="One sentence."))[0] == "gone"
    assert row_of(engine).text == "Two sentences. Here."


def test_copies_are_tied_anew(engine: sa.Engine) -> None:
    other = new_article(url="https://harbour.example/2", text="One sentence.", title="Copy")
    visited(engine, OLD)
    visited(engine, other, other.url, hours=1)
    assert number_of(engine, copy) == 0
    again(engine, pages(engine)[0], replace(OLD, text="One sentence."))
    with reading(engine) as connection:
        assert [(row.article_id, row.of_id) for row in connection.execute(sa.select(copy))] == [(2, 1)]


def test_a_refused_page_becomes_an_article_of_its_time(engine: sa.Engine) -> None:
    visited(engine, "too-short")
    visited(engine, "no-text", hours=1)
    visited(engine, "bad-status", "https://harbour.example/dead", hours=2)
    first, second, *_ = pages(engine)
    assert (first.article_id, second.article_id) == (None, None)
    assert again(engine, first, OLD) == ("new", set())
    assert again(engine, second, OLD)[0] == "gone"
    row = row_of(engine)
    assert (row.first_seen_at, row.fetched_at, row.page_id) == (NOW, NOW + timedelta(hours=1), 1)
    with reading(engine) as connection:
        of = connection.execute(sa.select(link).where(link.c.url == OLD.url)).one()
        words = connection.scalars(sa.select(visit.c.outcome).where(visit.c.link_id == of.id)).all()
    assert (of.article_id, of.digest, of.etag) == (1, "digest 1", '"x"')
    assert [word for word in words if word] == ["too-short", "no-text"]  # what became of a visit stays true


def test_a_refused_page_takes_no_place_of_a_newer_one(engine: sa.Engine) -> None:
    visited(engine, "too-short", "https://harbour.example/other")
    visited(engine, OLD, hours=1)
    refused = next(each for each in pages(engine) if each.article_id is None)
    assert again(engine, refused, replace(OLD, text="An older text."))[0] == "gone"
    assert (row_of(engine).text, row_of(engine).revision) == (OLD.text, 0)


def test_pages_come_in_batches(engine: sa.Engine) -> None:
    for number in range(BATCH + 1):
        url = f"https://harbour.example/{number}"
        visited(engine, new_article(url=url, text=f"Text {number}."), url, hours=number)
    assert [len(batch) for batch in kept(engine, ["harbour"])] == [BATCH, 1]
    assert pages(engine, ("beihai",)) == []
    with reading(engine) as connection:
        assert number_kept(connection, ["harbour"]) == BATCH + 1


def test_a_page_comes_out_of_the_archive_as_it_was_read(tmp_path: Path) -> None:
    from storage.warc import Archive, page_of

    answer = Page(OLD.url, "<p>算力</p>".encode("gb18030"), NOW, 200, (("content-type", "text/html; charset=gb2312"),))
    archive = Archive(tmp_path, "run-1")
    record = archive.add(answer)
    archive.close()
    found = page_of(tmp_path, record, OLD.url, NOW)
    assert (found.url, found.body, found.fetched_at) == (answer.url, answer.body, NOW)
    assert found.header("content-type") == "text/html; charset=gb2312"
    with pytest.raises(ValueError, match="does not hold"):
        page_of(tmp_path, record, "https://harbour.example/other", NOW)

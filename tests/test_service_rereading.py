"""The command `reread` as a user runs it: foreseen, done, and nothing left to do."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.values import Article, Found, Link, Page, Route
from storage import frontier, looks, runs
from storage.database import reading, writing
from storage.migrate import ready
from storage.results import Result, write
from storage.schema import article, revision
from storage.warc import Archive
from tests.builders import NOW
from tests.builders import article as new_article
from tests.collected import opened
from tests.commanding import asked
from tests.sites import article as page_with

ROOT = Path(__file__).parent.parent
SOURCE = (
    "name: Harbour\nhome: https://harbour.example/\nlanguage: en\ncountry: US\nedited_in: US\n"
    "ownership: commercial\ntimezone: UTC\nfeeds: [https://harbour.example/f.xml]\n"
)
READ_BADLY = new_article(url="https://harbour.example/kept", title="Share this", text="A menu that was taken for text.")


def run(*arguments: str, data: Path) -> dict[str, Any]:
    ended = asked("reread", *arguments, "--json", data=data, DUIZHAO_SOURCES=str(data))
    assert (ended.returncode, ended.stderr) == (0, "")
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A collection with an article that was read badly, and two refused pages, of which one holds an article."""
    (tmp_path / "harbour.yml").write_text(SOURCE)
    engine = opened(f"sqlite:///{tmp_path}/duizhao.sqlite")
    ready(engine)
    brought: dict[str, tuple[bytes, Article | str]] = {
        READ_BADLY.url: (page_with("kept"), READ_BADLY),
        "https://harbour.example/refused": (page_with("refused"), "too-short"),
        "https://harbour.example/empty": (b"<html><p>Nothing.</p></html>", "too-short"),
    }
    archive = Archive(tmp_path / "warc", "run-00000001-abababab")
    with writing(engine) as connection:
        run_id = runs.start_run(connection, NOW)
        links = tuple(Link(url) for url in brought)
        looks.add_found(
            connection, run_id, "harbour", Route("https://harbour.example/f.xml", "feed"), Found(links), NOW
        )
        for of in frontier.claim(connection, run_id, "harbour", 3, NOW):
            body, what = brought[of.link.url]
            answer = Page(of.link.url, body, NOW, 200, (("content-type", "text/html"),))
            told = Result(of, what, "", 200, answer, "d") if isinstance(what, str) else None
            result = told or Result(of, "", "", 200, answer, "d", READ_BADLY)
            write(connection, result, archive.add(answer), run_id, NOW)
        runs.end_run(connection, run_id, "done", NOW)
    archive.close()
    engine.dispose()
    return tmp_path


def rows(data: Path) -> list[Any]:
    engine = opened(f"sqlite:///{data}/duizhao.sqlite")
    with reading(engine) as connection:
        found = connection.execute(sa.select(article).order_by(article.c.id)).all()
        assert connection.execute(sa.select(revision)).all() == []
    engine.dispose()
    return list(found)


def test_pages_are_read_again(data: Path) -> None:
    before = rows(data)
    foreseen = run("--dry-run", data=data)
    assert foreseen["pages"] == {"changed": 1, "new": 1, "refused": 1}
    assert {"title", "text"} <= foreseen["fields"].keys()
    assert rows(data) == before
    done = run("harbour", data=data)
    assert (done["pages"], done["fields"]) == (foreseen["pages"], foreseen["fields"])
    kept, refused = rows(data)
    assert (kept.title, refused.title) == ("What kept saw at the lock", "What refused saw at the lock")
    assert "Paragraph 7 of kept says" in kept.text
    assert (refused.first_seen_at, refused.fetched_at) == (NOW, NOW)
    assert run(data=data)["pages"] == {"same": 2, "refused": 1}


def test_what_is_not_in_the_archive_is_left_alone(data: Path) -> None:
    before = rows(data)
    next((data / "warc").iterdir()).unlink()
    assert run(data=data)["pages"] == {"unreadable": 3}
    assert rows(data) == before


def test_a_collection_without_pages(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path}/duizhao.sqlite")
    ready(engine)
    engine.dispose()
    assert run(data=tmp_path) == {"dry_run": False, "pages": {}, "fields": {}}

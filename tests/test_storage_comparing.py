"""What was found in the text of an article is forgotten with it, and of an article that is new nothing is asked."""

from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from config.topic import parse_topic
from pipeline.values import Found, Link, Route
from storage.database import reading, transact
from storage.frontier import again, claim
from storage.looks import add_found
from storage.marking import mark_articles
from storage.results import write_all
from storage.runs import start_run
from storage.schema import on_topic
from storage.vectors import make_vectors
from tests.builders import NOW, article, result
from tests.test_storage_marking import FILE, OFF, ON

TIDES = parse_topic(FILE, Path("tides.yml"))
FORGOTTEN = ("DELETE FROM on_topic", "DELETE FROM citation", "DELETE FROM telling", "SELECT vector.terms")


def crawl(engine: sa.Engine, texts: dict[str, str], now: datetime = NOW) -> tuple[list[str], list[str]]:
    """The outcomes of visits of all links that there are, made together, and the statements that these took."""
    said: list[str] = []

    def visit(connection: sa.Connection) -> list[str]:
        run_id = start_run(connection, now)
        route = Route("https://a.example/feed", "feed")
        add_found(connection, run_id, "a", route, Found(tuple(map(Link, texts))), now)
        again(connection, ["a"], now)
        visits = claim(connection, run_id, "a", 9, now)
        brought = [
            article(url=each.link.url, title="题目", text=texts[each.link.url], language="zh") for each in visits
        ]
        results = [(result(each, its), None) for each, its in zip(visits, brought, strict=True)]
        sa.event.listen(connection, "before_cursor_execute", lambda *given: said.append(given[2]))
        return write_all(connection, results, run_id, now)

    return transact(engine, visit), [each for each in said if each.startswith(FORGOTTEN)]


def test_what_was_found_in_an_earlier_text_is_forgotten(engine: sa.Engine) -> None:
    old, new = "https://a.example/1", "https://a.example/2"
    assert crawl(engine, {old: ON}) == (["stored"], [])
    mark_articles(engine, TIDES)
    make_vectors(engine, TIDES)
    outcomes, forgotten = crawl(engine, {old: OFF + "明天会有。", new: ON + "后天也是。"}, NOW + timedelta(days=1))
    assert (sorted(outcomes), bool(forgotten)) == (["revised", "stored"], True)
    with reading(engine) as connection:
        assert connection.execute(sa.select(on_topic)).all() == []
    assert mark_articles(engine, TIDES) == 2
    assert make_vectors(engine, TIDES) == 2

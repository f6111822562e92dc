"""Articles are marked with their topics, each text once, and again where the text or the topic became another."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from config.topic import Topic, parse_topic
from pipeline.learned import NOTHING, reading_of
from pipeline.topics import topics_of
from storage import marking
from storage.articles import add
from storage.comparing import compare
from storage.database import reading, transact
from storage.marking import Marks, mark_articles, marks_of, number_unmarked
from storage.queries import Selection, articles, listed, number
from tests.builders import NOW
from tests.builders import article as new_article

FILE = """
name: tides
marks: {moon: the moon, harbour: a harbour}
queries: {zh: moon >= 1 and harbour >= 1, en: moon >= 1 and harbour >= 1}
facets: {sky: {name: sky, least: 1, share: 0.1}, night-sky: {name: night sky, least: 1, share: 0.1}}
terms:
  thing:
    moon: {zh: [月亮], en: [moon], marks: [moon], facets: [night-sky]}
    harbour: {zh: [港口], en: [harbour], marks: [harbour]}
"""
TIDES = parse_topic(FILE, Path("tides.yml"))
ON, OFF = "月亮照在港口上。", "港口今天没有风。"


def store(connection: sa.Connection, *texts: str) -> None:
    """Store texts, each at the address of its place."""
    for at, text in enumerate(texts):
        read = reading_of(
            new_article(url=f"https://a.example/{at}", title="题目", text=text, language="zh", metadata_only=not text),
            NOTHING,
        )
        article_id, outcome, _ = add(connection, read, None, NOW)
        if outcome in ("stored", "revised"):
            compare(connection, {article_id: read}, NOW)


def marks(engine: sa.Engine) -> list[Marks]:
    with reading(engine) as connection:
        found = marks_of(connection, [1, 2, 3])
    return [found.get(each, Marks()) for each in (1, 2, 3)]


def test_each_text_is_looked_at_once(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "BATCH", 2)
    transact(engine, lambda connection: store(connection, ON, OFF, ""))
    steps: list[int] = []
    assert mark_articles(engine, TIDES, step=steps.append) == 3
    assert (sum(steps), mark_articles(engine, TIDES)) == (3, 0)
    on, off = Marks(("tides",), (), ("tides/night-sky",)), Marks((), ("tides",), ())
    assert marks(engine) == [on, off, off]


def test_the_newest_come_first_where_there_is_no_time_for_all(engine: sa.Engine) -> None:
    transact(engine, lambda connection: store(connection, ON, OFF, ON + OFF))
    assert mark_articles(engine, TIDES, most=1) == 1
    assert [bool(each.topics) for each in marks(engine)] == [False, False, True]
    with reading(engine) as connection:
        assert number_unmarked(connection, TIDES) == 2


def test_another_text_is_looked_at_again(engine: sa.Engine) -> None:
    transact(engine, lambda connection: store(connection, ON, OFF))
    mark_articles(engine, TIDES)
    transact(engine, lambda connection: store(connection, OFF + "明天会有。"))
    assert marks(engine)[0] == Marks()
    assert mark_articles(engine, TIDES) == 1
    assert marks(engine)[0].off_topics == ("tides",)


def test_another_topic_of_the_same_name_is_looked_for_again(engine: sa.Engine) -> None:
    transact(engine, lambda connection: store(connection, ON, OFF))
    mark_articles(engine, TIDES)
    other: Topic = parse_topic(FILE + "\nlead: 3\n", Path("tides.yml"))
    assert mark_articles(engine, other) == 2
    with reading(engine) as connection:
        assert number_unmarked(connection, other) == 0


def test_a_text_that_is_replaced_meanwhile_is_not_marked(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    transact(engine, lambda connection: store(connection, ON))

    def meanwhile(*asked: object) -> object:
        transact(engine, lambda connection: store(connection, OFF))
        return topics_of(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(marking, "topics_of", meanwhile)
    mark_articles(engine, TIDES)
    assert marks(engine)[0] == Marks()


def test_a_topic_selects(engine: sa.Engine) -> None:
    transact(engine, lambda connection: store(connection, ON, OFF, ON + "！"))
    mark_articles(engine, TIDES, most=2)
    with reading(engine) as connection:
        for selection, ids in (
            (Selection(topic="tides"), [3]),
            (Selection(topic="tides", facet="night-sky"), [3]),
            (Selection(topic="tides", facet="sky"), []),
            (Selection(topic="nothing"), []),
            (Selection(), [3, 2, 1]),
        ):
            assert [each.id for each in listed(connection, selection)] == ids
            assert [each.id for each in articles(connection, selection)] == ids
            assert number(connection, selection) == len(ids)


def test_no_articles(engine: sa.Engine) -> None:
    assert mark_articles(engine, TIDES) == 0
    with reading(engine) as connection:
        assert (marks_of(connection, []), number_unmarked(connection, TIDES)) == ({}, 0)

"""Comparisons of a small collection: shares, firsts, words, citations, and gaps with their evidence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from config.paired_terms import paired_terms
from config.source import Source
from config.topics import shipped_topic
from pipeline.comparison import Comparison
from pipeline.gaps import shipped_enough
from pipeline.learned import NOTHING, reading_of
from pipeline.sides import Cut
from storage.articles import add
from storage.citing import look_for_citations
from storage.compared import Asked, compared
from storage.comparing import compare
from storage.database import reading, transact, writing
from storage.marking import mark_articles
from storage.queries import Selection
from storage.runs import start_run
from storage.schema import article as of_articles
from storage.schema import discovery, visit
from storage.stories import tell_stories
from storage.vectors import make_vectors
from tests.builders import NOW, article, source, sources
from tests.test_storage_stories import EVENTS

TOPIC = shipped_topic()
SOURCES: Mapping[str, Source] = sources(
    *(source(id=f"zh{at}", language="zh", edited_in="CN", ownership="state", script="Hans") for at in range(2)),
    *(source(id=f"en{at}", language="en", edited_in="US", ownership="commercial") for at in range(4)),
)
CHIPS = (
    "美国商务部周一扩大对华出口管制，限制英伟达向中国出售人工智能芯片，中方称这是卡脖子和芯片战。"
    "据英国《金融时报》10月12日报道，新规下月生效。"
)
SOLD = (
    "The US Commerce Department widened export controls on Monday, barring Nvidia from selling AI chips to China in"
    " what Beijing calls a chip war."
)
TITLES = {"zh": "美国限制对华人工智能芯片出口", "en": "US limits exports of AI chips to China"}
LAST = "黄仁勋表示，“中国市场很重要”，英伟达的人工智能芯片在美国和中国都受出口管制。"
TEXTS: tuple[tuple[str, str, str, float], ...] = (
    ("zh0", "zh", CHIPS, 0),
    ("zh1", "zh", CHIPS, 1),  # a copy
    ("en0", "en", SOLD, 3),
    ("en1", "en", EVENTS["harvest"][0][1], 4),
    ("zh0", "zh", LAST, 200),
    ("zh1", "zh", LAST + "他周二在北京说了这番话，并将于周四离开。", 201),
)


def store(engine: sa.Engine, *texts: tuple[str, str, str, float]) -> None:
    def work(connection: sa.Connection) -> None:
        for at, (of, language, text, hours) in enumerate(texts):
            made = article(
                url=f"https://{of}.example/{at}",
                source=of,
                language=language,
                title="" if "frost" in text else TITLES[language],
                text=text,
                published_at=NOW + timedelta(hours=hours),
            )
            read = reading_of(made, NOTHING)
            article_id, _, _ = add(connection, read, None, NOW)
            compare(connection, {article_id: read}, NOW)

    transact(engine, work)
    mark_articles(engine, TOPIC)
    make_vectors(engine, TOPIC)
    tell_stories(engine, TOPIC, NOW)
    look_for_citations(engine, {})


def looked(engine: sa.Engine, since: datetime, until: datetime, *ids: str, outcome: str = "found") -> None:
    """Let a route of each source answer every six hours."""
    with writing(engine) as connection:
        run_id = start_run(connection, NOW)
        rows = []
        for of in ids:
            at = since
            while at <= until:
                told = {"url": "https://a.example/", "kind": "feed", "fetched_at": at, "outcome": outcome, "detail": ""}
                rows.append({"run_id": run_id, "source_id": of, **told})
                at += timedelta(hours=6)
        connection.execute(sa.insert(discovery), rows)


def ask(engine: sa.Engine, cut: Cut = "language", selection: Selection | None = None, **more: Any) -> Comparison:
    asked = Asked(
        selection or Selection(topic=TOPIC.id), cut, "day", UTC, SOURCES, TOPIC, paired_terms(TOPIC), shipped_enough()
    )
    with reading(engine) as connection:
        return compared(connection, replace(asked, **more))


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """Six articles, of which two carry one text; one is off the topic."""
    store(blank, *TEXTS)
    return blank


def test_attention_counts_all_that_the_sources_published(engine: sa.Engine) -> None:
    found = ask(engine)
    english, chinese = found.attention
    assert (english.articles.part, english.articles.whole, english.texts.part, english.texts.whole) == (1, 2, 1, 2)
    assert (chinese.articles.part, chinese.articles.whole) == (4, 4)
    assert chinese.texts.part < 4
    assert sum(sum(slot.articles.values()) for slot in found.volume) == 5
    assert found.read["zh"] == chinese.texts.part
    assert found.sides == ("en", "zh")


@pytest.mark.parametrize(("cut", "sides"), [("edited_in", ("CN", "US")), ("ownership", ("commercial", "state"))])
def test_cuts(engine: sa.Engine, cut: Cut, sides: tuple[str, ...]) -> None:
    found = ask(engine, cut)
    assert found.sides == sides
    (lead,) = found.leads
    assert (lead.stories, lead.side_first, lead.other_first) == ((1, 1, 0) if cut == "edited_in" else (1, 0, 1))


def test_lead(engine: sa.Engine) -> None:
    (lead,) = ask(engine).leads
    assert (lead.side, lead.other, lead.other_first, lead.median) == ("en", "zh", 1, -3 * 3600.0)


def test_whom_they_cite(engine: sa.Engine) -> None:
    found = ask(engine)
    (cited,) = found.cited
    assert (cited.id, cited.texts, cited.times) == ("ft", {"zh": 1}, {"zh": 2})
    assert [(each.source, each.outlet, each.articles) for each in found.relays] == [
        ("zh0", "ft", 1),
        ("zh1", "ft", 1),
    ]


def test_words_names_and_pairs_count_a_text_once(engine: sa.Engine) -> None:
    found = ask(engine)
    pairs = {each.pair: {rate.side: rate.times for rate in each.rates} for each in found.pairs}
    assert pairs["chip-war"] == {"en": 1, "zh": 1}
    assert pairs["chokehold"] == {"en": 0, "zh": 1}
    names = {each.id: each.texts for each in found.entities}
    assert names["nvidia"]["en"] == 1
    assert "jensen-huang" in {each.id for each in found.quoted}


FIRST = NOW + timedelta(hours=200)
WEEK = (FIRST - timedelta(days=2), FIRST + timedelta(days=5))


def test_nobody_looked_so_it_is_not_known(engine: sa.Engine) -> None:
    (gap,) = ask(engine, least=1).gaps
    assert (gap.side, gap.first_at, [each.verdict for each in gap.others]) == ("zh", FIRST, ["not known"])
    assert gap.others[0].sources == ()


@pytest.mark.parametrize(
    ("healthy", "more", "verdict"),
    [
        (("en0", "en1", "en2"), {}, "not covered"),
        (("en0", "en1"), {}, "not known"),
        (("en0", "en1"), {"enough": replace(shipped_enough(), sources=2)}, "not covered"),
        (("en0", "en1", "en2"), {"enough": replace(shipped_enough(), share=0.9)}, "not known"),
    ],
)
def test_gaps(engine: sa.Engine, healthy: tuple[str, ...], more: dict[str, Any], verdict: str) -> None:
    looked(engine, *WEEK, *healthy)
    looked(engine, *WEEK, "en3", outcome="timeout")
    found = ask(engine, least=1, **more)
    (gap,) = found.gaps
    (evidence,) = gap.others
    assert (evidence.verdict, evidence.healthy, len(evidence.sources)) == (verdict, len(healthy), len(healthy) + 1)
    assert [each.source for each in evidence.sources if each.is_healthy] == list(healthy)
    assert found.counts.verdicts == {verdict: 1}
    assert found.counts.alone == {"zh": 1}


def test_an_article_that_was_not_looked_at_may_tell_the_story(engine: sa.Engine) -> None:
    looked(engine, *WEEK, "en0", "en1", "en2")
    with writing(engine) as connection:
        connection.execute(sa.update(of_articles).where(of_articles.c.id == 4).values(published_at=FIRST))
        connection.execute(sa.text("DELETE FROM telling WHERE article_id = 4"))
    (gap,) = ask(engine, least=1).gaps
    assert (gap.others[0].verdict, gap.others[0].untold) == ("not known", 1)


def test_a_source_whose_pages_could_not_be_read_was_not_healthy(engine: sa.Engine) -> None:
    looked(engine, *WEEK, "en0", "en1", "en2")
    with writing(engine) as connection:
        link = sa.text(
            "INSERT INTO link (key, url, source_id, route, title, author, section, dek, text, first_seen_at, etag,"
            " last_modified, digest) VALUES ('k', 'k', 'en2', '', '', '', '', '', '', :now, '', '', '')"
        )
        connection.execute(link, {"now": NOW})
        of = connection.execute(sa.text("SELECT id FROM link")).scalar_one()
        told = {"source_id": "en2", "outcome": "bad-status", "detail": "403"}
        for at in (FIRST, FIRST + timedelta(hours=1)):
            connection.execute(sa.insert(visit).values(link_id=of, due_at=at, finished_at=at, **told))
    (gap,) = ask(engine, least=1).gaps
    assert gap.others[0].verdict == "not known"
    assert gap.others[0].sources[2].reason == f"2 of 2 pages could not be read on {FIRST:%Y-%m-%d}"


def test_only_some_sources(engine: sa.Engine) -> None:
    looked(engine, *WEEK, "en0", "en1", "en2")
    found = ask(engine, selection=Selection(("zh0", "en0"), topic=TOPIC.id), least=1)
    assert [each.source for side in found.attention for each in side.outlets] == ["en0", "zh0"]
    (gap,) = found.gaps
    assert [each.source for each in gap.others[0].sources] == ["en0"]


def test_a_story(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        story = connection.execute(sa.text("SELECT story_id FROM telling WHERE article_id = 1")).scalar_one()
    found = ask(engine, selection=Selection(), story=story)
    assert {each.side: each.articles.part for each in found.attention} == {"en": 1, "zh": 2}
    assert found.counts.stories == 1
    assert found.gaps == ()


@pytest.mark.parametrize(
    "selection",
    [
        Selection(since=NOW + timedelta(days=900)),
        Selection(words="没有这个词", until=NOW - timedelta(days=1)),
        Selection(sources=()),
        Selection(topic="none"),
    ],
)
def test_nothing_is_selected(engine: sa.Engine, selection: Selection) -> None:
    found = ask(engine, selection=selection)
    assert (found.leads, found.gaps, found.distinctive, found.pairs, found.entities) == ((), (), (), (), ())
    assert (found.counts.stories, sum(each.articles.part for each in found.attention)) == (0, 0)


@pytest.mark.parametrize("cut", ["language", "edited_in", "ownership"])
def test_an_empty_store(blank: sa.Engine, cut: Cut) -> None:
    found = ask(blank, cut)
    assert (found.attention, found.volume, found.sides, found.gaps, found.read) == ((), (), (), (), {})


def test_one_side_only(blank: sa.Engine) -> None:
    store(blank, *TEXTS[4:])
    found = ask(blank, least=1)
    assert found.sides == ("zh",)
    assert (found.leads, found.distinctive) == ((), ())
    assert [each.others[0].side for each in found.gaps] == ["en"]


def test_only_the_newest_texts_are_read_where_that_is_asked(engine: sa.Engine) -> None:
    found = ask(engine, most_texts=1)
    assert (found.read, found.unread) == ({"zh": 1}, ask(engine).read["zh"] + ask(engine).read["en"] - 1)

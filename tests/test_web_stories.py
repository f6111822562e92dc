"""The pages of stories and relays: what they show, what they refuse, and that texts of others stay texts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from config.source import Source
from config.topics import shipped_topic
from storage.citing import look_for_citations
from storage.database import reading
from storage.marking import mark_articles
from storage.schema import story, story_change
from storage.stories import tell_stories
from storage.vectors import make_vectors
from tests.builders import NOW, article, database, fill, source, sources
from tests.test_storage_stories import EVENTS
from tests.test_web_app import Seen
from web.app import answer, make_server
from web.article_page import article_page
from web.event_parameters import EventParameters, address, parse_relays, parse_stories
from web.parameters import BadParameter
from web.relays_page import relays_page
from web.stories_page import stories_page
from web.story_chart import story_chart
from web.story_page import story_page

HOSTILE = "<script>alert('&')</script>"
REPORT = "据路透社10月12日报道，" + EVENTS["plant"][0][1]
KNOWN: Mapping[str, Source] = sources(
    source(id="reuters", name="Reuters", ownership="wire"),
    source(id="paper", name=f"晚报{HOSTILE}", language="zh", script="Hant"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """An event that both languages tell, one article a report of the other's, and one that Chinese alone tells."""
    made = database(tmp_path_factory.mktemp("stories"))
    told = [
        ("reuters", "en", EVENTS["plant"][1][1], 0, "Fire at a plant"),
        ("paper", "zh", REPORT, 3, f"晶圆厂起火{HOSTILE}"),
        ("paper", "zh", EVENTS["plant"][2][1], 5, "扑灭"),
        ("paper", "zh", EVENTS["lawsuit"][0][1], 6, "起诉"),
        ("other", "zh", EVENTS["lawsuit"][2][1], 7, "受理"),
    ]
    fill(
        made,
        *(
            article(
                source=of,
                language=language,
                text=text,
                title=title,
                url=f"https://{of}.example/{hours}",
                published_at=NOW + timedelta(hours=hours),
            )
            for of, language, text, hours, title in told
        ),
    )
    topic = shipped_topic()
    mark_articles(made, topic)
    make_vectors(made, topic)
    tell_stories(made, topic, NOW)
    look_for_citations(made, {"reuters": "reuters"})
    return made


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    return database(tmp_path_factory.mktemp("empty"))


def listed(engine: sa.Engine, query: str = "") -> str:
    with reading(engine) as connection:
        return stories_page(connection, query, KNOWN, UTC)


def retold(engine: sa.Engine, query: str = "") -> str:
    with reading(engine) as connection:
        return relays_page(connection, query, KNOWN, UTC)


def shown(engine: sa.Engine, story_id: int) -> str | None:
    with reading(engine) as connection:
        return story_page(connection, story_id, KNOWN, UTC)


def told_by_both(engine: sa.Engine) -> int:
    with reading(engine) as connection:
        body = article_page(connection, 1, KNOWN, UTC)
    assert body is not None
    (link,) = (each for each in Seen(body).links if each.startswith("/story/"))
    return int(link.removeprefix("/story/"))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", "2 stories"),
        ("told=several", "1 story"),
        ("told=one", "1 story"),
        ("cut=ownership", "2 stories"),
        ("cut=edited_in&told=one", "0 stories"),
        ("topic=us-china-ai", "0 stories"),
        ("since=2026-10-12&until=2026-10-13", "2 stories"),
        ("since=2026-10-13", "0 stories"),
        ("page=2", "2 stories"),
    ],
)
def test_the_list_of_stories(engine: sa.Engine, query: str, number: str) -> None:
    assert f">{number}" in listed(engine, query)


def test_a_story_with_both_its_sides(engine: sa.Engine) -> None:
    body = listed(engine, "told=several")
    assert body.index("晶圆厂起火") < body.index("Fire at a plant")  # Chinese left, though English was first
    for said in ("3 h later", ">first<", "1 outlet: wire 1 · 1 text", "2 texts"):
        assert said in body
    assert "no English article is stored" in listed(engine, "told=one")


def test_the_page_of_a_story(engine: sa.Engine) -> None:
    body = shown(engine, told_by_both(engine))
    assert body is not None
    assert body.count("<circle") == 3
    assert "12 Oct 12:30 晶圆厂起火" in body
    assert "5 h</td>" in body
    assert "linked" in body
    assert {"/beside/2/1", "/article/1", "/article/2", "/article/3"} <= set(Seen(body).links)


def test_the_list_of_relays(engine: sa.Engine) -> None:
    body = retold(engine)
    assert ">1 article citing an outlet" in body
    assert "据路透社10月12日报道" in body
    assert "/beside/2/1" in Seen(body).links
    assert "晶圆厂起火" in retold(engine, "outlet=Reuters&until=2026-10-13")
    assert "No article says that." in retold(engine, "outlet=新华社")
    assert "The list ends before this page." in retold(engine, "page=2")


@pytest.mark.parametrize("query", ["", "cut=ownership", "told=one"])
def test_texts_of_others_stay_texts(engine: sa.Engine, query: str) -> None:
    for body in (listed(engine, query), retold(engine), shown(engine, told_by_both(engine)) or ""):
        seen = Seen(body)
        assert HOSTILE not in body
        assert not {"script", "style", "iframe"} & set(seen.tags)
        assert not {each for each in seen.attributes if each == "style" or each.startswith("on")}
        assert all(each.startswith("/") for each in seen.links)


def test_nothing_is_stored(empty: sa.Engine) -> None:
    assert "No story of two texts or more." in listed(empty)
    assert "No article says that." in retold(empty)
    assert shown(empty, 1) is None
    assert story_chart({}, (), UTC) == ""


def test_a_story_that_became_a_part_of_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = database(tmp_path_factory.mktemp("merged"))
    fill(made, article(text=EVENTS["harvest"][0][1], published_at=NOW))
    make_vectors(made, shipped_topic())
    tell_stories(made, shipped_topic(), NOW)
    with made.begin() as connection:
        connection.execute(sa.insert(story).values(id=7, began_at=NOW, into_id=1))
        connection.execute(sa.insert(story_change).values(at=NOW, kind="merged", story_id=1, other_id=7))
    body = shown(made, 7)
    assert body is not None
    assert "Story 7 became a part of this one." in body
    assert ": story 7 became a part of story 1" in body
    assert shown(made, 8) is None
    with reading(made) as connection:
        assert "/story/" not in (article_page(connection, 1, KNOWN, UTC) or "")  # it tells its story alone


@pytest.mark.parametrize(
    ("target", "status"),
    [("/stories", 200), ("/relays", 200), ("/story/1", 200), ("/story/99", 404), ("/story/0", 404), ("/story/x", 404)],
)
def test_status(engine: sa.Engine, target: str, status: int) -> None:
    server = make_server(engine, KNOWN)
    try:
        assert answer(server, target).status == status
        assert all(f'href="/{name}"'.encode() in answer(server, "/").body for name in ("stories", "relays", "compare"))
    finally:
        server.server_close()


FACETS: Mapping[str, tuple[str, ...]] = {"us-china-ai": ("chips",)}
DAY = datetime(2026, 10, 10, tzinfo=UTC)
LATEST = EventParameters(since=datetime(2026, 9, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("query", "expected", "path"),
    [
        ("", LATEST, "/stories?since=2026-09-12"),
        ("since=2026-10-10&told=one", EventParameters(told="one", since=DAY), "/stories?told=one&since=2026-10-10"),
        ("until=2026-10-10&cut=ownership&page=3", EventParameters(cut="ownership", until=DAY, page=3),
         "/stories?cut=ownership&until=2026-10-10&page=3"),
        ("topic=us-china-ai&facet=chips", replace(LATEST, topic="us-china-ai", facet="chips"),
         "/stories?topic=us-china-ai&facet=chips&since=2026-09-12"),
    ],
)  # fmt: skip
def test_parameters(query: str, expected: EventParameters, path: str) -> None:
    found = parse_stories(query, FACETS, UTC, NOW)
    assert found == expected
    assert address("/stories", found, found.page) == path


def test_without_articles_there_is_no_period() -> None:
    assert parse_stories("", FACETS, UTC, None) == parse_relays("", FACETS, UTC) == EventParameters()


@pytest.mark.parametrize(
    "query", ["told=both", "cut=colour", "topic=none", "facet=chips", "since=x", "page=0", "outlet=ft", "page=1&page=1"]
)
def test_what_can_not_be_answered_of_stories(query: str) -> None:
    with pytest.raises(BadParameter):
        parse_stories(query, FACETS, UTC, None)


@pytest.mark.parametrize("query", ["told=one", "cut=language", "outlet=" + "x" * 201, "topic=%ff", "until=2026-13-01"])
def test_what_can_not_be_answered_of_relays(query: str) -> None:
    with pytest.raises(BadParameter):
        parse_relays(query, FACETS, UTC)

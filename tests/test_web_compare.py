"""The page that compares the sides of a cut: what it shows, what it refuses, and that texts of others stay texts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from config.source import Source
from pipeline.attention import Volume
from storage.database import reading
from tests.builders import NOW, database
from tests.test_storage_compared import CHIPS, SOURCES, TEXTS, WEEK, looked, store
from tests.test_web_app import Seen
from web.app import answer, make_server
from web.compare_page import compare_page
from web.compare_parameters import CompareParameters, parse_comparison
from web.compare_sections import heat, span
from web.parameters import BadParameter
from web.side_chart import cell_bar, look, volume_chart

HOSTILE = "<script>alert('&')</script>"
ALONE = "黄仁勋表示，英伟达的人工智能芯片在美国和中国都受出口管制，他周三将见中国官员。"
OWN: Mapping[str, Source] = {**SOURCES, "zh0": replace(SOURCES["zh0"], name=HOSTILE)}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """Articles on both sides, some with markup, and three sources that were asked all the time."""
    made = database(tmp_path_factory.mktemp("web"))
    other = ("zh1", "zh", f"{ALONE}{HOSTILE}北京的另一名官员说，谈判将于下月继续。", 202)
    store(made, *TEXTS, other, ("zh0", "zh", f"{HOSTILE}。{CHIPS}", 20))
    looked(made, *WEEK, "en0", "en1", "en2")
    return made


def shown(engine: sa.Engine, query: str) -> str:
    with reading(engine) as connection:
        return compare_page(connection, query, OWN, UTC)


@pytest.mark.parametrize("cut", ["language", "edited_in", "ownership"])
@pytest.mark.parametrize("query", ["", "topic=us-china-ai", "topic=us-china-ai&facet=chips&by=week", "story=1"])
def test_the_page(engine: sa.Engine, query: str, cut: str) -> None:
    body = shown(engine, f"{query}&cut={cut}".removeprefix("&"))
    for head in ("Attention", "Outlets", "Lead and lag", "Names", "Paired terms", "Who retells whom"):
        assert f"<h2>{head}</h2>" in body
    seen = Seen(body)
    assert not {"script", "style", "iframe"} & set(seen.tags)
    assert not {each for each in seen.attributes if each == "style" or each.startswith("on")}
    assert all(each.startswith("/") for each in seen.links)
    assert HOSTILE not in body
    assert "芯片战" in body


def test_gaps_with_their_evidence(engine: sa.Engine) -> None:
    body = shown(engine, "topic=us-china-ai")
    assert "not covered" in body
    assert "3 of 3 sources healthy, 3 needed, from 2026-10-19" in body
    assert "healthy all through" in body


def test_sentences_lead_to_their_articles(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = database(tmp_path_factory.mktemp("web"))
    both = (("zh0", "zh", "英伟达被卡脖子。" * 60), ("en0", "en", "Huawei sells chips to the chip war. " * 60))
    store(made, *((of, language, text, at) for at, (of, language, text) in enumerate(both)))
    body = shown(made, "")
    assert '<a href="/article/1" class="quote"><bdi>英伟达被卡脖子。</bdi></a>' in body
    assert "/article/2" in Seen(body).links


def test_it_is_served(engine: sa.Engine) -> None:
    server = make_server(engine, OWN)
    try:
        assert answer(server, "/compare?topic=us-china-ai").status == 200
        assert b'href="/compare"' in answer(server, "/").body
        with pytest.raises(BadParameter):
            answer(server, "/compare?cut=colour")
    finally:
        server.server_close()


def test_nothing_stored(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = database(tmp_path_factory.mktemp("web"))
    assert "No articles in this period." in shown(made, "")
    assert "No articles in this period." in shown(made, "story=7&cut=ownership")


FACETS: Mapping[str, tuple[str, ...]] = {"us-china-ai": ("chips",), "tides": ()}


def midnight(day: int) -> datetime:
    return datetime(2026, 10, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", CompareParameters(since=midnight(12) - timedelta(days=30))),
        (
            "topic=us-china-ai&facet=chips&since=2026-10-10",
            CompareParameters("us-china-ai", "chips", since=midnight(10)),
        ),
        ("cut=ownership&by=week&until=2026-10-10", CompareParameters(cut="ownership", by="week", until=midnight(10))),
        ("story=7&topic=&facet=&since=&until=", CompareParameters(story=7)),
    ],
)
def test_parameters(query: str, expected: CompareParameters) -> None:
    assert parse_comparison(query, FACETS, UTC, NOW) == expected


@pytest.mark.parametrize(
    "query",
    [
        "topic=none",
        "topic=tides&facet=chips",
        "facet=chips",
        "cut=colour",
        "by=month",
        "story=0",
        "story=x",
        "since=yesterday",
        "since=2026-10-12&until=2026-10-12",
        "cut=language&cut=language",
        "colour=red",
        "topic=%ff",
    ],
)
def test_what_can_not_be_answered(query: str) -> None:
    with pytest.raises(BadParameter):
        parse_comparison(query, FACETS, UTC, None)


def test_without_articles_there_is_no_period() -> None:
    assert parse_comparison("", FACETS, UTC, None) == CompareParameters()


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 min"), (20, "0 min"), (-20, "0 min"), (-7200, "−2 h"), (90_061, "1 d 1 h"), (86_400 * 3 + 60, "3 d 1 min")],
)
def test_span(seconds: float, expected: str) -> None:
    assert span(seconds) == expected


@pytest.mark.parametrize(("number", "kind"), [(0, "heat0"), (1, "heat1"), (26, "heat2"), (100, "heat4")])
def test_heat(number: int, kind: str) -> None:
    assert f'class="{kind}"' in heat(number, 100)


@pytest.mark.parametrize("start", [date(2026, 10, 12), date(1, 1, 3)])
def test_a_chart_is_no_wider_than_its_days(start: date) -> None:
    chart = volume_chart((Volume(start, {"zh": 2}, {"zh": 3}),), ("en", "zh"), "day")
    assert f"<title>{start.day} {start:%b}: 0 English, 2 中文</title>" in chart
    assert volume_chart((Volume(start, {}, {"zh": 3}),), ("zh",), "week") == volume_chart((), (), "day") == ""


@pytest.mark.parametrize(("side", "expected"), [("zh", "zh"), ("CN", "side0"), ("US", "side1"), ("GB", "other")])
def test_looks(side: str, expected: str) -> None:
    assert look(side, ("CN", "US")) == expected


def test_bars_in_cells() -> None:
    assert 'width="0.8"' in cell_bar(0.0001, "zh")
    assert cell_bar(0, "zh").count("<rect") == 1
    assert cell_bar(0.5, "zh", 0.4, 0.6).count("<rect") == 3

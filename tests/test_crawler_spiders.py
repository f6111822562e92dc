"""The finders of sources whose lists data can not describe: what they make of answers that are none."""

import inspect
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.catalogue import load_catalogue
from crawler.spiders import cankaoxiaoxi, guancha, huanqiu, xinhua
from pipeline.discover import routes_of
from pipeline.values import Drop, Found, Page, Route

ROOT = Path(__file__).parent.parent
SOURCES = load_catalogue().sources
NOW = datetime(2026, 10, 12, tzinfo=UTC)
Find = Callable[..., Found]


def found_in(find: Find, source_id: str, body: object, at: str = "") -> Found:
    """What a finder makes of an answer of its source's first route, or of the one at that URL."""
    source = SOURCES[source_id]
    route = next(each for each in routes_of(source) if each.url.startswith(at))
    text = body if isinstance(body, str) else json.dumps(body)
    return find(Page(at or route.url, text.encode(), NOW), route, source)


@pytest.mark.parametrize("path", [*ROOT.glob("crawler/spiders/*.py"), *ROOT.glob("pipeline/readers/*.py")], ids=str)
def test_none_is_longer_than_forty_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40
    name = path.stem.replace("_", "-")
    assert path.stem == "__init__" or name in SOURCES or name[1:] in SOURCES


def test_each_is_called_as_the_crawl_calls_it() -> None:
    for module in (cankaoxiaoxi, guancha, huanqiu, xinhua):
        assert [*inspect.signature(module.find).parameters] == ["page", "route", "source"]


NODE = {"name": "a", "node": "/a/b"}


@pytest.mark.parametrize(
    ("channel", "nodes"),
    [
        ({"children": {"x": NODE}}, "%22/a/b%22"),
        ({"children": {"x": {"node": "/a", "children": {"y": NODE, "z": {"node": "/a/c"}}}}}, "%22/a/b%22,%22/a/c%22"),
        ({"children": {"x": NODE, "y": None, "z": {"node": 5}}}, "%22/a/b%22"),
    ],
)
def test_a_channel_of_huanqiu_names_the_list_of_its_nodes(channel: object, nodes: str) -> None:
    found = found_in(huanqiu.find, "huanqiu", channel)
    assert [(each.url, each.kind, each.depth) for each in found.routes] == [
        (f"https://world.huanqiu.com/api/list?node={nodes}&offset=0&limit=20", "api", 1)
    ]
    assert found.links == ()


@pytest.mark.parametrize(
    "channel", ["", "<html>", "[]", {}, {"children": {}}, {"children": []}, {"children": {"x": {"children": {}}}}]
)
def test_a_channel_without_nodes_is_refused(channel: object) -> None:
    with pytest.raises(Drop, match="no-text"):
        found_in(huanqiu.find, "huanqiu", channel)


def test_a_channel_with_many_nodes_names_sixty() -> None:
    channel = {"children": {f"x{number}": {"node": f"/a/{number}"} for number in range(500)}}
    (route,) = found_in(huanqiu.find, "huanqiu", channel).routes
    assert route.url.count("%22") == 120


def test_an_empty_list_of_huanqiu_gives_nothing() -> None:
    source = SOURCES["huanqiu"]
    api = routes_of(source)[0].api
    page = Page("https://world.huanqiu.com/api/list?node=a", b'{"list":[{}]}', NOW)
    assert huanqiu.find(page, Route(page.url, "api", api=api), source) == Found()


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/politics/2026_09_21_1.shtml", "https://www.guancha.cn/politics/2026_09_21_1_s.shtml"),
        ("/politics/2026_09_21_1_s.shtml", "https://www.guancha.cn/politics/2026_09_21_1_s.shtml"),
        ("https://user.guancha.cn/main/content?id=1", None),
    ],
)
def test_guancha_is_read_on_one_page(href: str, url: str | None) -> None:
    found = found_in(guancha.find, "guancha", f'<h4 class="module-title"><a href="{href}">题</a></h4>')
    assert [each.url for each in found.links] == ([url] if url else [])


def test_two_addresses_of_one_article_of_guancha_are_one_link() -> None:
    hrefs = ("/politics/2026_09_21_1.shtml", "/politics/2026_09_21_1_s.shtml")
    body = "".join(f'<h4 class="module-title"><a href="{href}">题</a></h4>' for href in hrefs)
    assert len(found_in(guancha.find, "guancha", body).links) == 1


@pytest.mark.parametrize(
    ("markup", "routes"),
    [
        (
            '<ul class="wz-list" data="datasource:0123456789abcdef"></ul>',
            ["http://www.news.cn/ds_0123456789abcdef.json"],
        ),
        ("<ul class=wz-list data=datasource:0123456789abcdef></ul>", ["http://www.news.cn/ds_0123456789abcdef.json"]),
        ('<ul class="wz-list" data="datasource:../../x"></ul>', []),
        ('<ul class="wz-list" data=""></ul>', []),
    ],
)
def test_a_page_of_xinhua_names_its_file(markup: str, routes: list[str]) -> None:
    assert [each.url for each in found_in(xinhua.find, "xinhua", markup).routes] == routes


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (
            "https://a.example/pages/2026/09/21/f.html",
            "http://china.cankaoxiaoxi.com/json/content/2026/09/21/f.detailjson",
        ),
        ("https://a.example/pages/../../f.html", None),
        ("https://a.example/", None),
    ],
)
def test_an_article_of_cankaoxiaoxi_is_a_file(url: str, link: str | None) -> None:
    found = found_in(cankaoxiaoxi.find, "cankaoxiaoxi", {"list": [{"data": {"url": url, "title": "题"}}]})
    assert [each.url for each in found.links] == ([link] if link else [])
    assert found.refused == (0 if link else 1)


def test_an_empty_list_of_cankaoxiaoxi_gives_nothing() -> None:
    assert found_in(cankaoxiaoxi.find, "cankaoxiaoxi", {"list": []}) == Found()

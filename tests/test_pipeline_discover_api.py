"""JSON lists: how they are wrapped, what their items claim, and what is made to harm."""

from datetime import UTC, datetime

import pytest

from config.source import Api
from pipeline.discover import find
from pipeline.values import Drop, Found, Page, Route
from tests.test_pipeline_discover import SOURCE
from tests.timing import takes_under

API = Api("https://news.example/api/list", "data.list", "url", "title", "time")


def read(body: str | bytes, api: Api = API) -> Found:
    raw = body.encode() if isinstance(body, str) else body
    page = Page("https://news.example/api/list", raw, datetime(2026, 10, 13, tzinfo=UTC))
    return find(page, Route(page.url, "api", api=api), SOURCE)


def listed(item: str) -> str:
    return f'{{"data":{{"list":[{item}]}}}}'


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "\ufeff{}",
        "callback({});",
        "/**/ jQuery12_3.cb({})",
        "typeof cb === 'function' && cb({});",
        "var list = {};",
        'window["list"] = {};',
        ")]}}',\n{}",
        "  {}  ",
    ],
)
def test_wrapping(wrapped: str) -> None:
    text = wrapped.replace("}}", "}").replace("{}", listed('{"url":"/1","title":"芯片"}'), 1)
    (link,) = read(text).links
    assert (link.url, link.title) == ("https://news.example/1", "芯片")


@pytest.mark.parametrize(
    "time",
    [
        "1791768600",
        "1791768600000",
        "1791768600.0",
        '"1791768600"',
        '"1791768600000"',
        '"2026-10-12 09:30:00"',
        '"2026-10-12T01:30:00Z"',
        '"/Date(1791768600000+0800)/"',
    ],
)
def test_times(time: str) -> None:
    (link,) = read(listed(f'{{"url":"/1","time":{time}}}')).links
    assert link.published_at == datetime(2026, 10, 12, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("time", ["NaN", "-Infinity", "1e999", "9" * 10_000, "true", "-5", "null", "[]", "{}", '""'])
def test_a_bad_time_is_none(time: str) -> None:
    (link,) = read(listed(f'{{"url":"/1","time":{time},"title":["x"]}}')).links
    assert (link.published_at, link.title) == (None, "")


@pytest.mark.parametrize(
    "item", ["null", "5", '"x"', "[]", "{}", '{"url":5}', '{"url":null}', '{"url":"\\ud800"}', "[" * 500 + "]" * 500]
)
def test_an_item_of_another_kind_is_counted(item: str) -> None:
    found = read(listed(f'{item},{{"url":"/1"}}'))
    assert ([link.url for link in found.links], found.refused) == (["https://news.example/1"], 1)


def test_an_expression_may_build_the_link() -> None:
    api = Api("u", "data.list", "join('', ['/', id, '.html'])")
    found = read(listed('{"id":"7"},{"id":7}'), api)
    assert ([link.url for link in found.links], found.refused) == (["https://news.example/7.html"], 1)


INSIDE = Api("u", "[?kind != `0`]", "url", title="title", author="who", section="part", dek="dek", marker='"items":')


def test_a_list_inside_a_page_is_found_by_what_stands_before_it() -> None:
    item = '{"url":"/1","title":"芯片","who":"林一舟","part":"科技","dek":"一句话"}'
    (link,) = read(f'<html><script>x={{"items":[{item},{{"url":"/2","kind":0}}],"y":1}}</script></html>', INSIDE).links
    assert (link.url, link.title, link.author) == ("https://news.example/1", "芯片", "林一舟")
    assert (link.section, link.dek) == ("科技", "一句话")


@pytest.mark.parametrize(
    "page", ["<html></html>", '<script>"items":x</script>', '<script>"items":[1', '"items":{"a":1}']
)
def test_a_page_without_its_list_is_refused(page: str) -> None:
    with pytest.raises(Drop, match="not a JSON list"):
        read(page, INSIDE)


def test_an_empty_list_inside_a_page_gives_nothing() -> None:
    assert read('<script>"items":[]</script>', INSIDE) == Found()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"data":null}', "no-text"),
        ('{"data":{"list":{}}}', "no-text"),
        ('{"code":500}', "no-text"),
        ('{"data":{"list":[', "no-text"),
        ('"x"', "no-text"),
        ("<html><script>var x = {};</script></html>", "no-text"),
        ("[" * 200_000, "parser-limit"),
        (listed('{"url":' + "[" * 200_000), "parser-limit"),
    ],
)
def test_what_is_no_list(body: str, reason: str) -> None:
    with pytest.raises(Drop) as raised:
        read(body)
    assert raised.value.reason == reason


def test_gb18030() -> None:
    body = listed('{"url":"/1","title":"人工智能的芯片出口在美国受到限制"}').encode("gb18030")
    assert read(body).links[0].title == "人工智能的芯片出口在美国受到限制"


def test_items_are_capped_and_counted() -> None:
    body = listed(",".join(f'{{"url":"/{place}"}}' for place in range(20_000)))

    def counted() -> None:
        found = read(body)
        assert (len(found.links), found.refused) == (2_000, 18_000)

    assert takes_under(2, counted)

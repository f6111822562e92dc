"""Lists of articles in JSON, and the expressions that read them."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Source
from pipeline.discover import find
from pipeline.scouting_data import addresses_in, list_in
from pipeline.values import Page, Route

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
URL = "https://a.example/list"
ITEMS = [
    {
        "id": at,
        "name": f"Harbor of Tallgrass tries {at} barges",
        "web-url": f"/story/{at + 70000}",
        "pubTime": "2026-10-12 09:00",
    }
    for at in range(5)
]
MENU = [{"name": "World", "url": "/world/"}] * 9
SOURCE = Source("a", "A", URL, "en", "US", "US", "commercial", "UTC")


def scripted(script: str) -> str:
    return f"<html><body><script>{script}</script></body></html>"


def page(text: str) -> Page:
    return Page(URL, text.encode(), NOW)


@pytest.mark.parametrize(
    ("text", "items", "marker"),
    [
        (json.dumps(ITEMS), "@", ""),
        (json.dumps({"menu": MENU, "data": {"the list": ITEMS}}), 'data."the list"', ""),
        (json.dumps([{"menu": MENU}, {"list": ITEMS}]), "[1].list", ""),
        (scripted(f"var allData = {json.dumps({'news': ITEMS})};"), "news", "var allData"),
        (scripted(f"window.__STATE__={json.dumps({'a': {'b': ITEMS}})}"), "a.b", "window.__STATE__"),
    ],
)
def test_a_list_is_found_and_read_by_what_is_said_of_it(text: str, items: str, marker: str) -> None:
    found = list_in(page(text), NOW)
    assert found is not None
    assert (found.articles, found.api.items, found.api.marker) == (5, items, marker)
    links = find(page(text), Route(URL, "api", api=found.api), SOURCE).links
    assert [link.url for link in links] == [f"https://a.example/story/{at + 70000}" for at in range(5)]
    assert links[0].title == ITEMS[0]["name"]
    assert links[0].published_at == datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1, 2, 3]", json.dumps(MENU), "<html><body>x</body></html>", "{"])
def test_where_there_is_none(text: str) -> None:
    assert list_in(page(text), NOW) is None


def test_addresses_of_lists_in_scripts() -> None:
    script = "get('/api/roll?page=1'); x = \"https://b.example/data/list.json\"; y = '/a.js'"
    text = f"<p>'/api/no'</p><script>{script}</script>"
    assert addresses_in(text, URL) == ("https://a.example/api/roll?page=1", "https://b.example/data/list.json")


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda one: st.lists(one, max_size=5) | st.dictionaries(st.text(max_size=8), one, max_size=4),
    max_leaves=30,
)


@given(VALUES)
def test_any_json_is_looked_at(value: object) -> None:
    list_in(page(json.dumps(value)), NOW)
    list_in(page(f"<html><script>var data = {json.dumps(value)}</script></html>"), NOW)

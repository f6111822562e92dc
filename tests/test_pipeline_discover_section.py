"""Section pages: which links, under which headline, and what is made to harm."""

from datetime import UTC, datetime

import pytest
from cssselect import HTMLTranslator
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.discover import find
from pipeline.discover_select import select
from pipeline.values import Drop, Found, Page, Route
from tests.test_pipeline_discover import SOURCE
from tests.timing import takes_under

SELECTORS = [
    "a",
    "div a",
    "div > a",
    "li + li a",
    "li ~ li",
    "ul li a, div > a",
    ".x a[href]",
    "div div a",
    "li:first-child a",
]


def section(body: str | bytes, selector: str = "a", content_type: str = "") -> Found:
    raw = body.encode() if isinstance(body, str) else body
    headers = (("content-type", content_type),)
    page = Page("https://news.example/tech/", raw, datetime(2026, 10, 13, tzinfo=UTC), headers=headers)
    return find(page, Route(page.url, "section", selector=selector), SOURCE)


@pytest.mark.parametrize(
    ("markup", "selector", "title"),
    [
        ("<a href=1>标题</a>", "a", "标题"),
        ("<a href=1 title=完整的标题>完整的……</a>", "a", "完整的标题"),
        ("<a href=1 title=标题><img src=i></a>", "a", "标题"),
        ("<a href=1 aria-label=标题></a>", "a", "标题"),
        ("<a href=1><img alt=标题></a>", "a", "标题"),
        ("<a href=1><span aria-label=标题></span><img alt=图片></a>", "a", "标题"),
        ("<a href=1 title=标题 aria-label=阅读标题></a>", "a", "标题"),
        ("<a href=1 aria-label=阅读>标题</a>", "a", "标题"),
        ("<a href=1 aria-label=' '><img alt=''></a>", "a", ""),
        ("<a href=1 aria-label=另一个><img alt=图片></a><a href=1>标题</a>", "a", "标题"),
        ("<a href=1>标<em>题</em>\n 一</a>", "a", "标题 一"),
        ("<a href=1><h3>标题</h3><p>摘要</p></a>", "a", "标题"),
        ("<a href=1><div>标题</div><div>昨天</div></a>", "a", "标题 昨天"),
        ("<h3><b>x</b><a href=1>标题</a></h3>", "h3", "标题"),
        ("<a href=1>前 <span>标题</span></a>", "span", "前 标题"),
        ("<h3><a>x</a><a href=1>标题</a></h3>", "h3", "标题"),
        ("<a href=1>1 &lt; 2 &amp; 3</a>", "a", "1 < 2 & 3"),
        ("<a href=1>x\x00y</a>", "a", "xy"),
    ],
)
def test_title(markup: str, selector: str, title: str) -> None:
    (link,) = section(markup, selector).links
    assert (link.url, link.title, link.published_at) == ("https://news.example/tech/1", title, None)


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("/b/", "https://news.example/b/1"),
        ("https://other.example/c/d", "https://other.example/c/1"),
        ("javascript:alert(1)", "https://news.example/tech/1"),
        ("http://[::1", "https://news.example/tech/1"),
        ("", "https://news.example/tech/1"),
    ],
)
def test_base(base: str, url: str) -> None:
    assert section(f'<head><base href="{base}"></head><a href=1>x</a>').links[0].url == url


@pytest.mark.parametrize("href", ["http://[::1", "javascript:x", "file:///etc/hosts", "/" + "a" * 3_000, "#", ""])
def test_a_bad_link_costs_itself_alone(href: str) -> None:
    found = section(f'<a href="{href}">x</a><a href="/ok">y</a>')
    assert ([link.url for link in found.links], found.refused) == (["https://news.example/ok"], 1)


def test_an_element_without_a_link_is_counted() -> None:
    assert section("<h3>x</h3>", "h3") == Found(refused=1)


def test_gb18030_declared_as_gb2312() -> None:
    page = "<html><head><meta charset=gb2312></head><a href=/1>人工智能的芯片出口在美国受到限制</a>"
    assert section(page.encode("gb18030")).links[0].title == "人工智能的芯片出口在美国受到限制"


@pytest.mark.parametrize("body", ["{}", '{"items":[]}', "plain words", "%PDF-1.7"])
def test_what_is_no_page(body: str) -> None:
    with pytest.raises(Drop, match="not a section page"):
        section(body)


def test_an_xml_declaration_does_no_harm() -> None:
    assert len(section('<?xml version="1.0" encoding="gb2312"?><html><a href=/1>x</a></html>').links) == 1


def test_links_are_capped_and_counted() -> None:
    found = section("".join(f"<a href=/{place}>x</a>" for place in range(2_100)))
    assert (len(found.links), found.refused) == (2_000, 100)


@pytest.mark.parametrize(
    ("body", "selector", "least"),
    [
        ("".join(f"<a href=/{place}>x</a>" for place in range(60_000)), "a", 2_000),
        ("<div>" * 1_500 + "<a href=/1>x</a>" * 10_000, "div a", 1),
        ("<div>" * 1_500 + "<b>x</b>" * 10_000 + "<a href=/1>x</a>", "main div div div a", 0),
        ("<a href=/1>x</a>" * 10_000, "a ~ a", 1),
        ("<a href=/1>" * 10_000, "a", 1),
    ],
)
def test_time_is_linear(body: str, selector: str, least: int) -> None:
    def found() -> None:
        assert len(section(body, selector).links) >= least

    assert takes_under(3, found)


def test_a_tag_of_many_attributes_is_refused() -> None:
    with pytest.raises(Drop, match="parser-limit"):
        section(f"<a {' '.join(f'a{place}=1' for place in range(50_000))} href=/1>x</a>")


@given(st.lists(st.sampled_from(["<div>", "</div>", "<ul class=x>", "</ul>", "<li>", "</li>", "<a href=1>x</a>"])))
def test_select_finds_what_xpath_finds(pieces: list[str]) -> None:
    root = html.document_fromstring(f"<html><body>{''.join(pieces)}</body></html>")
    for selector in SELECTORS:
        assert select(root, selector) == root.xpath(HTMLTranslator().css_to_xpath(selector)), selector

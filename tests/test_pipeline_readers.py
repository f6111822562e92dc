"""The readers of pages that data can not describe: what they add to the general one, and what they leave to it."""

import json
from datetime import UTC, datetime

import pytest

from config.catalogue import load_catalogue
from pipeline.readers import cankaoxiaoxi, huanqiu, sina
from pipeline.values import Drop, Link, Page
from tests.source_pages import SECOND

SOURCES = load_catalogue().sources
NOW = datetime(2026, 10, 12, tzinfo=UTC)
TEXT = f"<p>{SECOND['Hans']}</p>"


def page(body: str, url: str = "https://a.example/1", kind: str = "text/html; charset=utf-8") -> Page:
    return Page(url, body.encode(), NOW, headers=(("content-type", kind),))


@pytest.mark.parametrize(
    ("printed", "listed", "credit"),
    [
        ("", "海事周报", "海事周报"),
        ("北海日报", "海事周报", "北海日报"),
        ("", "新浪科技", ""),
        ("", "  ", ""),
        ("", "", ""),
    ],
)
def test_the_credit_of_a_list_of_sina(printed: str, listed: str, credit: str) -> None:
    source = f'<a class="source">{printed}</a>' if printed else ""
    time = '<span class="date">2026年09月21日 09:00</span>'
    body = f'<h1 class="main-title">题目在这里</h1><div class="date-source">{time}{source}</div>'
    url = "https://news.sina.com.cn/w/2026-09-21/doc-a.shtml"
    article = sina.read(page(f"{body}<div id=article>{TEXT}</div>", url), SOURCES["sina"], Link(url, author=listed))
    assert (article.credit, article.byline) == (credit, ())
    assert dict(article.layers).get("credit") == (("route" if credit == listed else "host") if credit else None)


@pytest.mark.parametrize(
    "body",
    [
        "<textarea class=article-content>&lt;p&gt;{}&lt;/p&gt;</textarea>",
        '<textarea class="article-content">&lt;article&gt;&lt;p&gt;{}&lt;/p&gt;&lt;/article&gt;</textarea>',
        '<textarea class="article-content"><p>{}</p></textarea>',
        '<div class="a-con"><p>{}</p></div>',
    ],
)
def test_the_text_of_huanqiu_is_unfolded(body: str) -> None:
    url = "https://world.huanqiu.com/article/a"
    markup = f"<html><h1 class=a-title>题目在这里</h1>{body.format(SECOND['Hans'])}</html>"
    assert huanqiu.read(page(markup, url), SOURCES["huanqiu"], Link(url)).text == SECOND["Hans"]


@pytest.mark.parametrize("body", ["", "<html></html>", "<html><textarea class=article-content></textarea>"])
def test_a_page_of_huanqiu_without_a_text_is_refused(body: str) -> None:
    url = "https://world.huanqiu.com/article/a"
    with pytest.raises(Drop, match="no-text"):
        huanqiu.read(page(body, url), SOURCES["huanqiu"], Link(url))


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ("", "no-text"),
        ("<html>", "no-text"),
        ("[]", "no-text"),
        ("{}", "no-text"),
        ('{"txt":null,"title":"题"}', "no-text"),
        ('{"txt":"<p>短</p>","title":"题"}', "too-short"),
    ],
)
def test_a_file_of_cankaoxiaoxi_without_a_text_is_refused(held: str, reason: str) -> None:
    with pytest.raises(Drop, match=reason):
        cankaoxiaoxi.read(page(held, kind="application/json"), SOURCES["cankaoxiaoxi"], Link("https://a.example/1"))


def test_markup_in_a_title_of_cankaoxiaoxi_is_text() -> None:
    held = json.dumps({"title": "<b>题目</b>在这里 {x}", "txt": TEXT, "publishTime": "2026-09-21 08:30:00"})
    article = cankaoxiaoxi.read(
        page(held, kind="application/json"), SOURCES["cankaoxiaoxi"], Link("https://a.example/1", title="别的")
    )
    assert (article.title, article.text) == ("<b>题目</b>在这里 {x}", SECOND["Hans"])
    assert article.published_at == datetime(2026, 9, 21, 0, 30, tzinfo=UTC)

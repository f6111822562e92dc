"""Pages of platforms that have rules, read into articles: the source's file, then the rules, then all the rest."""

from datetime import UTC, datetime

import pytest

from pipeline.read import read
from pipeline.values import Link, Page
from tests.builders import NOW, source
from tests.host_pages_zh import ZH_SHAPES
from tests.host_shapes import FIRST, SECOND, Shape


@pytest.mark.parametrize(
    "shape", [shape for shape in ZH_SHAPES if shape.charset != "utf-8"], ids=lambda shape: shape.url
)
def test_a_page_in_gbk_as_an_article(shape: Shape) -> None:
    body = shape.markup.encode(shape.charset)
    article = read(Page(shape.url, body, NOW), source(language="zh", timezone="Asia/Shanghai"), Link(shape.url))
    assert (article.title, article.text) == (shape.title, shape.text)
    assert article.editor
    assert article.published_at is not None
    assert article.published_at.tzinfo is UTC


def test_a_hosts_rules_win_over_what_the_page_declares() -> None:
    url = "https://www.163.com/dy/article/ABCD1234.html"
    shape = next(shape for shape in ZH_SHAPES if shape.url == url)
    markup = shape.markup.replace("<head>", '<head><meta property="og:title" content="网易首页">')
    article = read(Page(url, markup.encode(), NOW), source(language="zh", timezone="Asia/Shanghai"), Link(url))
    assert article.title == "星海发布新模型"
    assert article.editor == ("林一舟",)
    assert article.published_at == datetime(2026, 5, 13, 1, 16, 4, tzinfo=UTC)
    assert article.published_from == "host"
    assert dict(article.layers) | {"title": "host", "text": "host", "editor": "host", "account": "host"} == dict(
        article.layers
    )


def test_the_file_of_the_source_goes_before_the_rules_of_its_host() -> None:
    shape = ZH_SHAPES[0]
    own = source(language="zh", body=".mine", cut=(".post_title",))
    markup = shape.markup.replace("<body>", f"<body><div class=mine><p>{SECOND['zh']}</p></div>")
    assert read(Page(shape.url, markup.encode(), NOW), own, Link(shape.url)).text == SECOND["zh"]


@pytest.mark.parametrize(
    "box",
    [
        "".join(f"<p>网友{number}：说得好，支持国产，顶一个。</p>" for number in range(9)),
        "".join(f"<p><a href=/{number}>相关新闻的标题第{number}条在这里</a></p>" for number in range(9)),
        "<p>打开客户端看全文。</p>",
        "<p>本站声明：未经许可不得转载本站的任何内容，违者必究，欢迎来电来函咨询。</p>" * 3,
    ],
)
@pytest.mark.parametrize("place", ["<div id=endText>{}</div>", "<div class=post_body>{}</div>"])
def test_a_small_box_where_the_layout_changed_is_not_the_text(place: str, box: str) -> None:
    url = "https://www.163.com/dy/article/ABCD1234.html"
    text = [f"第{number}段。{FIRST['zh']}{SECOND['zh']}" for number in range(14)]
    paragraphs = "".join(f"<p>{line}</p>" for line in text)
    markup = f"<html><body><h1>星海发布新模型</h1><div>{paragraphs}</div><div>{place.format(box)}</div></body></html>"
    article = read(Page(url, markup.encode(), NOW), source(language="zh"), Link(url))
    assert article.text.split("\n")[: len(text)] == text


def test_few_words_of_a_host_are_overruled_by_the_paragraphs_of_its_page() -> None:
    url = "https://www.163.com/dy/article/ABCD1234.html"
    long = "".join(f"<p>{number}、{FIRST['zh']}{SECOND['zh']}</p>" for number in range(12))
    for others, is_host in ((long, False), ("", True)):
        markup = f"<html><body><div class=post_body>{FIRST['zh']}</div><div class=x>{others}</div></body></html>"
        article = read(Page(url, markup.encode(), NOW), source(language="zh"), Link(url))
        assert (article.text == FIRST["zh"]) is is_host

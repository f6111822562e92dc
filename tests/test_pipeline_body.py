"""The text of an article out of its tree."""

import time

import pytest

from pipeline.body import MOST_ELEMENTS, Body, body_of, cut, declared, plain, select
from pipeline.markup import tree_of

SENTENCE = "这是一段足够长的正文，用来检查读出的文字是否完整，并且不带页面上别的东西。"
PAGE = (
    "<html><body><nav><a href='/'>首页</a><a href='/tech'>科技</a></nav><article><h1>标题</h1>"
    + "".join(f"<p>第{number}段。{SENTENCE}</p>" for number in range(5))
    + "<div class='ad'><p>广告：快来购买。</p></div></article><footer>版权所有</footer></body></html>"
)


def test_the_general_reader() -> None:
    body = body_of(tree_of(PAGE))
    text = body.text
    assert body.layer == "general"
    assert body.confidence > 0.9
    assert text.count(SENTENCE) == 5
    assert "首页" not in text
    assert "版权所有" not in text


@pytest.mark.parametrize(
    ("item", "by_host", "may_be_links"),
    [
        ("<p>{}</p>", "", False),
        ("<p><a href=/>{}</a></p>", "", True),
        ("<p>{0}</p><p><a href=/>{0}</a></p>", "", True),  # each once to be read and once to be clicked
        ("<p>{}</p>", SENTENCE * 12, False),  # the rules of a host give no line that is a link
    ],
)
def test_what_is_known_of_links(item: str, by_host: str, may_be_links: bool) -> None:
    paragraphs = "".join(item.format(f"第{number}段。{SENTENCE}") for number in range(9))
    assert body_of(tree_of(f"<html><body>{paragraphs}</body></html>"), "", by_host).may_be_links is may_be_links


@pytest.mark.parametrize(
    ("item", "number", "layer"),
    [
        ("<p>{}。</p>", 9, "general"),
        ("<p>{}</p>", 9, "general"),  # no line ends like a sentence
        ("<p>{}。</p>", 1, "host"),
        ("<p>{}。</p>", 0, "host"),
        ("<p><a href=/>{}</a></p>", 9, "host"),
    ],
)
def test_a_short_text_by_the_rules_of_a_host_is_looked_at_beside_the_rest(item: str, number: int, layer: str) -> None:
    comment = "写得很好，我每天都在看这个栏目，希望作者以后也能继续写下去。" * 5
    others = "".join(item.format(f"第{place}段。{SENTENCE * 3}下文还会继续说明") for place in range(number))
    tree = tree_of(f"<html><body><article>{others}</article><div class=comment><p>{comment}</p></div></body></html>")
    assert body_of(tree, "", comment).layer == layer


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("一 二\n\n三", "一 二\n三"),
        ("<p>一<b>二</b></p><p>三</p>", "一二\n三"),
        ("一<br>二", "一\n二"),
        ("1 < 2", "1 < 2"),
        ("<blockquote>一</blockquote><blockquote>二</blockquote>", "一\n二"),
        ("其中x<y且z。\n二", "其中x<y且z。\n二"),
        ("&lt;p&gt;一&lt;/p&gt;&lt;p&gt;二&lt;/p&gt;", "一\n二"),
        ("&ldquo;一&rdquo;", "“一”"),
        ("<!---->", ""),
        ("", ""),
    ],
)
def test_a_declared_text(value: str, text: str) -> None:
    assert (declared(value).text, declared(value).layer) == (text, "json-ld")


def test_a_selector_says_what_the_text_is() -> None:
    tree = tree_of("<html><body><div id=a><p>一<b>二</b></p><p>三</p></div><p>四</p></body></html>")
    assert body_of(tree, "#a") == Body("一二\n三", "source")
    assert body_of(tree, "#a, #a p").text == "一二\n三"


def test_a_selector_that_finds_nothing_leaves_it_to_the_general_reader() -> None:
    assert SENTENCE in body_of(tree_of(PAGE), ".gone").text


def test_cut() -> None:
    tree = tree_of(PAGE)
    cut(tree, (".ad", "article .ad p", ".gone"))
    assert "广告" not in body_of(tree).text
    assert select(tree, ".ad") == []


def test_what_follows_a_cut_stays() -> None:
    tree = tree_of("<html><body><div id=a><p>一<b>二</b>三<b>四</b>五</p>六</div></body></html>")
    cut(tree, ("b", "div b"))
    assert body_of(tree, "#a").text == "一三五\n六"


@pytest.mark.parametrize(
    "markup",
    [
        "<p class=x>y</p>z" * 50_000,
        "<div class=x>" * 1_900 + "<a class=x>y</a>" * 50_000,
        "<div class=x>y</div>" * 50_000,
    ],
)
def test_selectors_of_a_source_take_little_time_on_any_page(markup: str) -> None:
    tree = tree_of(f"<html><body>{markup}</body></html>")
    began = time.process_time()
    body_of(tree, ".x, div a")
    cut(tree, ("div a", ".x .x", ".x"))
    assert time.process_time() - began < 6  # a second or two; by the square or the cube it takes minutes


def test_plain_paragraphs_stand_in_for_an_unreadable_page() -> None:
    tree = tree_of("<html><body><div class='comment-list'>" + f"<p>{SENTENCE}</p>" * 30 + "</div></body></html>")
    assert plain(tree).count(SENTENCE) == 30
    assert body_of(tree).text.count(SENTENCE) >= 1


def test_a_page_of_very_many_elements_is_read_plainly() -> None:
    tree = tree_of("<html><body><article>" + "<p>a<b>b</b></p>" * MOST_ELEMENTS + "</article></body></html>")
    assert body_of(tree).text.startswith("ab\nab")


def test_an_empty_page() -> None:
    tree = tree_of("<html><body></body></html>")
    assert plain(tree) == ""
    assert body_of(tree).text == body_of(tree, "p").text == ""


def test_trafilatura_reads_where_our_reader_finds_next_to_nothing() -> None:
    words = "a list of things that has no end of a sentence in all of its words"
    markup = "<html><body><article>" + f"<p>{words}</p>" * 3 + "</article></body></html>"
    assert body_of(tree_of(markup)).layer in ("trafilatura", "plain")


def test_the_tree_is_left_for_those_who_read_it_after() -> None:
    tree = tree_of(PAGE)
    before = len(list(tree.iter()))
    body_of(tree)
    assert len(list(tree.iter())) == before

"""The quick reader answers only where one element holds nearly all whole paragraphs, and then in their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.dense import blocks, dense, written_in

ZH = "四家加速卡厂商在无锡互认测试结果，同一套题以后只考一遍，企业说这能省下三分之一的工夫。"
EN = "Four makers of accelerators agreed on Monday to accept each other's test results, saving a third of the work."
MENU = (
    "<ul>"
    + "".join(f"<li><a href='/{n}'>Another headline of the day number {n}.</a></li>" for n in range(30))
    + "</ul>"
)


def page(body: str) -> html.HtmlElement:
    return html.document_fromstring(f"<html><body>{body}</body></html>")


def paragraphs(sentence: str, number: int, tag: str = "p") -> str:
    return "".join(f"<{tag}>{n} {sentence}</{tag}>" for n in range(number))


@pytest.mark.parametrize("sentence", [ZH, EN])
@pytest.mark.parametrize("tag", ["p", "div"])
def test_the_paragraphs_of_one_element_are_the_text(sentence: str, tag: str) -> None:
    text = dense(page(f"{MENU}<div id='a'><h1>Title</h1>{paragraphs(sentence, 9, tag)}</div>{MENU}"))
    if tag == "p":
        assert text.split("\n") == [f"{n} {sentence}" for n in range(9)]
    else:
        assert text == ""  # each stands in an element of its own: not clear enough


def test_bare_lines_parted_by_br_are_paragraphs() -> None:
    text = dense(page(f"<div>{'<br><br>'.join(f'{n} {ZH}' for n in range(9))}</div>"))
    assert text.split("\n") == [f"{n} {ZH}" for n in range(9)]


def test_what_stands_between_is_kept_and_links_are_not() -> None:
    between = "<h3>A heading</h3><p>Short</p><p><a href='/x'>Read also: another story of ours.</a></p>"
    text = dense(page(f"<div>{paragraphs(EN, 5)}{between}{paragraphs(EN, 5)}<p>Share</p></div>"))
    assert "A heading\nShort\n0 " in text
    assert "Read also" not in text
    assert not text.endswith("Share")


@pytest.mark.parametrize(
    "body",
    [
        "",
        MENU,
        f"<div>{paragraphs(EN, 2)}</div>",  # too little
        f"<div>{paragraphs(EN, 9)}</div><section>{paragraphs(EN, 9)}</section>",  # two of a size
        "<div>" + paragraphs("no end of a sentence in all these words of a list of things", 20) + "</div>",
        f"<aside>{paragraphs(EN, 9)}</aside>",
        f"<div class='related-stories'>{paragraphs(EN, 9)}</div>",
        f"<div id='comments'>{paragraphs(ZH, 9)}</div>",
    ],
)
def test_it_is_silent_where_nothing_is_so_clear(body: str) -> None:
    assert dense(page(body)) == ""


def test_chinese_needs_less_of_the_page_than_english() -> None:
    other = "<section>{}</section>"
    assert dense(page(f"<div>{paragraphs(ZH, 9)}</div>" + other.format(paragraphs(ZH, 2))))
    assert not dense(page(f"<div>{paragraphs(EN, 9)}</div>" + other.format(paragraphs(EN, 2))))


def test_the_language_is_that_of_the_paragraphs() -> None:
    assert written_in(list(blocks(page(paragraphs(ZH, 3))))) == "zh"
    assert written_in(list(blocks(page(paragraphs(EN, 3))))) == "en"
    assert written_in([]) == "en"


@given(st.text(alphabet="<>/pdivahrefb =\"'。.中文ab", max_size=300))
def test_it_never_raises(markup: str) -> None:
    dense(page(markup + "x"))

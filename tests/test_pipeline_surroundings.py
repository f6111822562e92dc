"""What a page is like around its runs: headline, kinds of line, notices of consent."""

import pytest
from lxml import html

from pipeline.blocks import Block, blocks
from pipeline.surroundings import CONSENT, forms_of, headline_at, places_of, surroundings_of

SENTENCE = "这是一段足够长的正文，用来检查读出的文字是否完整。"


def runs(body: str) -> list[Block]:
    return blocks(html.document_fromstring(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("body", "title", "at"),
    [
        ("<p>x</p>", "", -1),
        ("<p>x</p><h1>四家厂商互认测试</h1>", "四家厂商互认测试_北海网", 1),
        ("<p>四家厂商互认测试</p><h2>四家厂商互认测试</h2>", "四家厂商互认测试_北海网", 1),
        ("<p>x</p><p>四家厂商互认测试</p>", "四家厂商互认测试_北海网", 1),
        ("<h1>北海网频道首页</h1><p>x</p>", "四家厂商互认测试", 0),
    ],
)
def test_the_headline(body: str, title: str, at: int) -> None:
    assert headline_at(runs(body), title) == at


def test_places_are_told_by_the_headline() -> None:
    found = runs("<p>x</p><h1>y</h1>" + "<p>z</p>" * 7 + "<h1>w</h1><p>z</p>")
    assert places_of(found, 1) == [1, 2, 3, 3, 3, 3, 3, 3, 4, 5, 5]
    assert places_of(found, -1) == [0] * len(found)


@pytest.mark.parametrize(
    "line",
    ["© 2026 Harbour Post", "责任编辑：王小明", "Sign up for our newsletter", "2026-10-12 09:30", "来源：北海日报"],
)
def test_a_line_of_some_kind(line: str) -> None:
    assert forms_of(runs(f"<p>{line}</p>"))[0] > CONSENT


def test_a_plain_line_is_of_no_kind() -> None:
    assert forms_of(runs("<p>The harbour opened on Monday</p><p>港口周一开放</p>")) == [0, 0]


NOTICE = "<div><div>" + "<p>We use cookies to see who reads which page of ours.</p>" * 4 + "</div></div>"


def test_a_notice_of_consent_holds_no_paragraphs() -> None:
    page = surroundings_of(runs(f"<div><p>{SENTENCE}</p></div>{NOTICE}"), "四家厂商互认测试")
    assert page.asking == [False, True, True, True, True]
    assert page.wholes == [0, 1, 1, 1, 1, 1]


def test_the_box_of_the_headline_is_no_notice() -> None:
    page = surroundings_of(runs(f"<main><h1>四家厂商互认测试</h1><p>{SENTENCE}</p>{NOTICE}</main>"), "四家厂商互认测试")
    assert page.asking == [False, False, True, True, True, True]


def test_an_article_on_the_matter_is_none() -> None:
    page = surroundings_of(runs(NOTICE), "How cookies are made")
    assert page.asking == [False] * 4

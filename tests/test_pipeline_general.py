"""The general reader: what it takes from pages of many forms, what it leaves, and how sure it says it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.blocks import blocks
from pipeline.general import (
    EDGE,
    best_choice,
    expected,
    general,
    headline,
    likelihoods,
    weights,
    written_in,
)
from pipeline.traits import TRAITS

ZH = "四家加速卡厂商在无锡互认测试结果，同一套题以后只考一遍，企业说这能省下三分之一的工夫。"
EN = "Four makers of accelerators agreed on Monday to accept each other's test results, saving a third of the work."
MENU = (
    "<ul class='nav'>"
    + "".join(f"<li><a href='/{n}'>Another headline of the day number {n}</a></li>" for n in range(30))
    + "</ul>"
)
FREE = ((0.0, 0.0),) * (EDGE + 1)


def page(body: str, title: str = "四家厂商互认测试结果") -> html.HtmlElement:
    return html.document_fromstring(f"<html><head><title>{title}</title></head><body>{body}</body></html>")


def lines(sentence: str, number: int = 9) -> list[str]:
    return [f"{n} {sentence}" for n in range(number)]


def paragraphs(sentence: str, tag: str = "p", number: int = 9) -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines(sentence, number))


@pytest.mark.parametrize("sentence", [ZH, EN])
@pytest.mark.parametrize(
    "form",
    [
        "<div class='content'>{p}</div>",
        "<article>{p}</article>",
        "<div class='content'>{div}</div>",
        "<div class='content'><section>{p}</section></div>",
        "<div class='content'>{br}</div>",
        "<table><tr><td>{br}</td></tr></table>",
        "<table><tr><td class='content'>{p}</td></tr></table>",
        "<div class='content'><span>{br}</span></div>",
        "<div class='content'>{wrapped}</div>",
    ],
)
def test_texts_of_many_forms_are_read_whole(sentence: str, form: str) -> None:
    body = form.format(
        p=paragraphs(sentence),
        div=paragraphs(sentence, "div"),
        br="<br><br>".join(lines(sentence)),
        wrapped="".join(f"<div><div><p>{line}</p></div></div>" for line in lines(sentence)),
    )
    reading = general(page(f"{MENU}<h1>四家厂商互认测试结果</h1>{body}{MENU}"))
    assert reading.text.split("\n") == lines(sentence)
    assert reading.language == ("zh" if sentence is ZH else "en")
    assert reading.confidence > 0.8


@pytest.mark.parametrize(
    "apart",
    [
        f"<aside>{paragraphs('Another story.')}</aside>",
        f"<nav>{paragraphs(EN)}</nav>",
        f"<footer>{paragraphs(EN)}</footer>",
        "<div class='share'><a href='#'>Share</a><a href='#'>Post</a></div>",
        "<div id='onetrust-consent'>" + paragraphs("We use cookies to see who reads what on these pages.") + "</div>",
        "<div class='related-stories'><h3>More stories</h3><ul><li><a href='/x'>Another headline</a></li></ul></div>",
        "<figure><img src='x'><figcaption>A hall full of racks. Photograph: Jane Roe</figcaption></figure>",
    ],
)
def test_what_stands_apart_is_left_out(apart: str) -> None:
    body = f"<h1>Four makers</h1><div class='content'>{paragraphs(EN)}</div>{apart}{MENU}"
    assert general(page(body, "Four makers")).text.split("\n") == lines(EN)


def test_headings_and_short_paragraphs_amid_a_text_are_kept() -> None:
    between = "<h2>What the makers say of the tests</h2><p>“It saves time.”</p>"
    text = general(page(f"<div class='content'>{paragraphs(ZH)}{between}{paragraphs(EN)}</div>")).text
    assert "\n“It saves time.”\n" in text


def test_only_the_first_of_several_articles_is_read() -> None:
    first = f"<article><h1>Four makers agree</h1>{paragraphs(EN)}</article>"
    others = "".join(
        f"<article><h1>Port number {n}</h1>{paragraphs(f'The port opens berth {n}, ' + EN)}</article>" for n in range(2)
    )
    text = general(page(first + others, "Four makers agree")).text
    assert text.split("\n") == lines(EN)


@pytest.mark.parametrize("body", ["", "<p></p>", MENU, "<script>var text = 'x';</script>"])
def test_nothing_is_read_from_nothing(body: str) -> None:
    assert general(page(body)).text == ""


def test_the_headline_is_what_the_page_declares() -> None:
    tree = html.document_fromstring("<html><head><title> a \n b </title></head><body>x</body></html>")
    assert headline(tree) == "a b"
    tree = html.document_fromstring(
        "<html><head><title>a</title><meta property='og:title' content='c'></head><body>x</body></html>"
    )
    assert headline(tree) == "c"
    assert headline(html.document_fromstring("<p>x</p>")) == ""


@pytest.mark.parametrize(
    ("scores", "steps", "chosen"),
    [
        ([1.0, -1.0, 1.0], FREE, [True, False, True]),
        ([1.0, -1.0, 1.0], ((-1.0, -1.0), *FREE[1:]), [True, True, True]),
        ([-1.0], FREE, [False]),
        ([1.0, 1.0], ((-3.0, 0.0),) * (EDGE + 1), [False, False]),
    ],
)
def test_the_best_choice(scores: list[float], steps: tuple[tuple[float, float], ...], chosen: list[bool]) -> None:
    assert best_choice(scores, [0] * (len(scores) - 1), steps) == chosen


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=8), st.data())
def test_no_other_choice_is_better(scores: list[float], data: st.DataObject) -> None:
    near = data.draw(st.lists(st.integers(0, 2), min_size=len(scores) - 1, max_size=len(scores) - 1))
    steps = tuple(data.draw(st.tuples(st.floats(-5, 2), st.floats(-5, 2))) for _ in range(EDGE + 1))

    def worth(chosen: list[bool]) -> float:
        walk = zip([EDGE, *near, EDGE], [False, *chosen], [*chosen, False], strict=True)
        cost = sum(steps[step][int(before)] for step, before, after in walk if before != after)
        return cost + sum(score for score, is_text in zip(scores, chosen, strict=True) if is_text)

    choices = [[bool(number >> index & 1) for index in range(len(scores))] for number in range(2 ** len(scores))]
    assert worth(best_choice(scores, near, steps)) >= max(map(worth, choices)) - 1e-6
    assert all(0.0 <= chance <= 1.0 for chance in likelihoods(scores, near, steps))


def test_likelihoods_follow_the_scores() -> None:
    likely = likelihoods([5.0, -5.0, 0.0], [0, 0], FREE)
    assert likely[0] > 0.9
    assert likely[1] < 0.1
    assert likely[2] == pytest.approx(0.5)


def test_what_is_expected_of_a_choice() -> None:
    found = blocks(page(f"<p>{ZH}</p><p>{ZH}</p>"))
    assert expected(found, [True, True], [1.0, 1.0]) == 1.0
    assert expected(found, [True, False], [1.0, 1.0]) == pytest.approx(2 / 3)
    assert expected(found, [False, False], [1.0, 1.0]) == 0.0


@pytest.mark.parametrize("sentence", [ZH, EN])
@pytest.mark.parametrize("form", ["<div>{}</div>", "{}<br><br>", "<p>{}</p>"])
@pytest.mark.parametrize("after", ["", "<div>© 2026</div>", "<footer>© 2026</footer>"])
def test_a_page_may_end_with_its_text(sentence: str, form: str, after: str) -> None:
    body = "".join(form.format(f"{number}. {sentence}") for number in range(1, 8))
    text = general(page(f"<h1>Four makers</h1><div>{body}</div>{after}")).text
    assert text.split("\n") == [f"{number}. {sentence}" for number in range(1, 8)]


def test_the_language_is_that_of_the_paragraphs() -> None:
    for sentence, language in ((ZH, "zh"), (EN, "en")):
        found = blocks(page(paragraphs(sentence)))
        assert written_in(found, [True] * len(found)) == language
        assert written_in(found, [False] * len(found)) == language


def test_there_is_a_weight_for_every_value() -> None:
    known = weights()
    assert [len(table) for table in known.traits] == list(TRAITS.values())
    assert len(known.steps) == EDGE + 1


@given(st.text(alphabet="<>/pdivahrefb =\"'。.中文ab", max_size=300))
def test_it_never_raises(markup: str) -> None:
    reading = general(page(markup + "x"))
    assert 0.0 <= reading.confidence <= 1.0 + 1e-9

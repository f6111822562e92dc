"""Masked pages: nothing to read stays, everything that reading goes by does."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import language_of, script_of
from pipeline.masking import masked
from pipeline.masking_letters import masked_letters
from pipeline.masking_pieces import pieces

ZH = "港口的调度交给了一个小模型，等候的时间少了四成。"
ESCAPED = '<script>x="\\u8c03\\u5ea6\\u4ea4\\u7ed9\\u4e86\\u6a21\\u578b\\u3002"</script>'
EN = "The harbour hired forty pilots before the storm, and none of them slept."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("。，！", "。，！"),
        ("2026-10-12 09:30", "2026-10-12 09:30"),
        ("2026年10月12日", "2026年10月12日"),
        ("Oct 12, 2026", "Oct 12, 2026"),
        ("来源：", "来源："),
        ("责任编辑", "责任编辑"),
        ("By the editor", "By the editor"),
        ("35.4%", "77.7%"),
    ],
)
def test_what_stays(text: str, kept: str) -> None:
    assert masked_letters(text) == kept


@pytest.mark.parametrize("text", [ZH, EN, "港口的調度交給了一個小模型，等候的時間少了四成。"])
def test_a_mask_is_as_long_in_its_language_and_script(text: str) -> None:
    made = masked_letters(text)
    assert len(made) == len(text)
    assert made == masked_letters(text)
    assert language_of(made * 3) == language_of(text * 3)
    assert script_of(made) == script_of(text)
    assert "模型" not in made
    assert "harbour" not in made


@pytest.mark.parametrize(
    ("page", "hidden"),
    [
        (f"<p>{ZH}</p>", "调度"),
        ("<p>港口的<b>调度</b>交给了<a href='/x'>一个</a>小模型，等候的时间少了四成。</p>", "模型"),
        (f'<meta name="description" content="{ZH}">', "调度"),
        (f"<img alt='{ZH}'>", "调度"),
        (f"<script>var page = {{'text': '{ZH}'}}</script>", "调度"),
        (f'<script type="application/ld+json">{{"articleBody":"<p>{ZH}</p>"}}</script>', "调度"),
        (ESCAPED, "\\u8c03"),
        (f"<!-- <p>{ZH}</p> -->", "调度"),
        (f'<div data-page="{{&quot;text&quot;:&quot;{ZH}&quot;}}"></div>', "调度"),
        ("<p>&#35843;&#24230;&#20132;&#32473;&#20102;&#27169;&#22411;&#12290;</p>", "&#35843;"),
        (f"<p>{EN}</p>", "pilots"),
        (f'{{"content": "{ZH}"}}', "调度"),
        (f"<title>{ZH}", "调度"),
    ],
)  # fmt: skip
def test_text_is_hidden_wherever_it_stands(page: str, hidden: str) -> None:
    assert hidden in page
    made = masked(page, ())
    assert hidden not in made
    tags = [each.raw for each in pieces(page) if not each.run]
    assert [each.raw for each in pieces(made) if not each.run] == tags


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<a href='/2026/harbour-hired-forty-pilots-before-the-storm'>首页</a>",
        "<style>.a { content: 'The harbour hired forty pilots before the storm.' }</style>",
        '<div class="the harbour hired forty pilots before the storm"></div>',
        '<meta property="og:image" content="https://www.example.com/the.png">',
    ],
)
def test_markup_and_labels_are_as_they_were(page: str) -> None:
    assert masked(page, ()) == page


def test_what_is_spared_stays_wherever_it_stands() -> None:
    title = "港口的调度交给了\n 一个<i>小模型</i>，等候的时间少了四成。"
    page = f"<title>{ZH}</title><h1>{title}</h1><p>{ZH}而港口的人说不会。</p>"
    made = masked(page, (ZH,))
    before, _, after = made.partition("<p>")
    assert before == page.partition("<p>")[0]
    assert ZH in after
    assert "而港口" not in after


PARTS = [
    "<p>",
    "</p>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    '"',
    "'",
    "\\u",
    "&#",
    "&quot;",
    "<a title='",
    ">",
    "`",
    "{",
]


@given(st.lists(st.sampled_from([*PARTS, ZH, EN, "\\", "\n"])).map("".join) | st.text())
def test_pieces_are_the_page_and_nothing_raises(page: str) -> None:
    assert "".join(each.raw for each in pieces(page)) == page
    assert isinstance(masked(page, (ZH[:4],)), str)


@pytest.mark.parametrize("part", ["<!--", "<a title='", "<p x='", "<script>'", "<", "&#", '"\\', "<!--<!-->"])
def test_what_is_never_closed_takes_linear_time(part: str) -> None:
    began = time.process_time()
    masked(part * 20_000, ("港口",))
    masked("<script>" + part * 20_000, ("港口",))
    assert time.process_time() - began < 5

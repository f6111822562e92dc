"""Lists of other articles under the text of a page."""

import pytest
from lxml import html

from pipeline.blocks import blocks
from pipeline.general import general
from pipeline.listings import without_listings

ZH = [f"第{n}天，四家加速卡厂商在无锡互认测试结果，同一套题只考一遍，企业说这能省下三分之一的工夫。" for n in range(6)]
EN = [
    f"On day {n} four makers of accelerators agreed to accept each other's test results, saving a third of the work."
    for n in range(6)
]
OTHERS = {
    "zh": ["北海港启用两个新泊位", "海边的工厂招不到人", "渔船全部回港避风"],
    "en": ["Port opens two berths", "A plant by the sea finds no workers", "Boats return to the harbour"],
}
SUMMARY = {
    "zh": "有关部门作出了部署，要求各地做好准备，工厂和学校都要按时关门。",
    "en": "Officials told people to get ready, and schools and plants in the region were to close on time.",
}


def page(text: list[str], after: str) -> html.HtmlElement:
    paragraphs = "".join(f"<p>{line}</p>" for line in text)
    body = f"<h1>四家厂商互认测试结果</h1><div class='c'>{paragraphs}{after}</div>"
    return html.document_fromstring(f"<html><body>{body}</body></html>")


def items(language: str, form: str) -> str:
    return "".join(form.format(title=title, summary=SUMMARY[language]) for title in OTHERS[language])


@pytest.mark.parametrize(
    "form",
    [
        "</div><div class='recommend'><h3>{label}</h3>{items}",
        "</div><div><div class='tt'><span>{label}</span></div><ul>{items}</ul>",
        "</div><section><h2>{label}</h2>{items}</section><div>",
        "<h3>{label}</h3>{items}",
        "<p>{label}</p><ul>{items}</ul>",
    ],
)
@pytest.mark.parametrize(
    "item",
    [
        "<div><h4><a href='/1'>{title}</a></h4><p>{summary}</p></div>",
        "<li><a href='/1'>{title}</a><p>{summary}</p></li>",
        "<article><h3><a href='/1'>{title}</a></h3><p>{summary}</p><span>2026-10-11</span></article>",
    ],
)
@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("zh", "相关阅读"),
        ("zh", "猜你喜欢"),
        ("zh", "推薦閱讀："),
        ("en", "Related stories"),
        ("en", "More from the Post"),
    ],
)
def test_a_list_of_other_articles_is_left_out(language: str, label: str, form: str, item: str) -> None:
    text = ZH if language == "zh" else EN
    read = general(page(text, form.format(label=label, items=items(language, item)))).text
    assert read.split("\n")[: len(text)] == text
    assert SUMMARY[language] not in read


@pytest.mark.parametrize(
    "after",
    [
        f"<h3>推荐</h3><p>{ZH[0]}又一年。</p><p>{ZH[1]}又一年。</p>",  # a part of the article has the same name
        f"<p>相关阅读</p><p><a href='/1'>北海港启用两个新泊位</a></p>{f'<p>{ZH[3]}又一年。</p>' * 3}",
        f"<section><h3>推荐阅读</h3><p>{ZH[2]}又一年。</p></section>",
    ],
)
def test_what_goes_on_after_a_label_stays(after: str) -> None:
    found = blocks(page(ZH, after))
    chosen = [True] * len(found)
    assert without_listings(found, chosen) == chosen


def test_nothing_is_left_of_nothing() -> None:
    assert without_listings([], []) == []
    found = blocks(page([], "<p>相关阅读</p><p><a href='/1'>北海港启用两个新泊位</a></p>"))
    assert without_listings(found, [True] * len(found)) == [True] * len(found)

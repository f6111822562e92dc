"""The benchmark of layers asks each layer of a page for each field."""

from types import ModuleType
from typing import Any

from benchmarks.layers import claims_of, judged
from benchmarks.saved import SavedPage

PARAGRAPHS = ("工厂周一开始生产新一代芯片，比原计划早了三个月，首批产品将在年底前交付。" * 2,) * 4
HTML = (
    '<html><head><title>北海工厂投产新芯片_北海日报</title><meta name="pubdate" content="2026-10-11"></head><body>'
    "<h1>北海工厂投产新芯片</h1><div>2026-10-12 09:30 来源：南山社 记者 王小明</div>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</body></html>"
)
PAGE = SavedPage(
    "p", "https://beihai.example/2026/10/12/a", "zh", HTML.encode(), {"gold": {"title": "北海工厂投产新芯片"}}
)
SCORER = ModuleType("extraction")


def score(line: dict[str, Any], article: dict[str, Any]) -> dict[str, float]:
    return {"title": float(article["title"] == line["gold"]["title"])} if "title" in article else {}


SCORER.score = score  # type: ignore[attr-defined]


def test_each_layer_is_asked() -> None:
    found = {(field, layer) for field, layer, _ in claims_of(PAGE)}
    assert found >= {
        ("title", "text"), ("title", "meta"), ("day", "meta"), ("day", "text"), ("day", "url"), ("credit", "text"),
        ("author", "text"),
    }  # fmt: skip


def test_only_fields_with_a_gold_value_are_judged() -> None:
    assert judged(PAGE, SCORER) == {("title", "text"): 1.0, ("title", "meta"): 1.0}


def test_a_page_that_is_refused_says_nothing() -> None:
    assert judged(SavedPage("p", "https://beihai.example/", "zh", b"", {"gold": {}}), SCORER) == {}

"""Outlets that a text names as its sources."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.rules import rules
from config.source import Ownership
from pipeline.outlets import cited_outlets, outlets
from tests.timing import grows_with_size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("据英国《金融时报》8月19日报道，新工厂下月开工。", [("ft", "《金融时报》")]),
        ("《華爾街日報》援引知情人士稱，公司將裁員。", [("wsj", "《華爾街日報》")]),
        ("路透社25日報道，新規則公布。", [("reuters", "路透社")]),
        ("他在接受彭博社采访时表示，不会改变计划。", [("bloomberg", "彭博社")]),
        ("综合新华社、央视报道，会议闭幕。", [("xinhua", "新华社"), ("cctv", "央视")]),
        ("据FT中文网报道，订单增加。", [("ft-chinese", "FT中文网")]),
        ("《卫报》称，此事属实。", [("guardian", "《卫报》")]),
        ("The plant will open, Reuters reported, citing Xinhua.", [("reuters", "Reuters"), ("xinhua", "Xinhua")]),
        ("According to a report in the Global Times, it opened.", [("global-times", "the Global Times")]),
        ("An official told the Financial Times that chips are short.", [("ft", "Financial Times")]),
        ("The study was published in the journal Nature said Ann Lee.", [("nature", "Nature")]),
        # the news itself, its own dateline, an award, parts of other words
        ("新华社北京10月12日电 北海一家工厂开工。", []),
        ("中新网10月12日电 北海一家工厂开工。", []),
        ("《纽约时报》起诉了一家公司。", []),
        ("《纽约时报》表示将起诉这家公司。", []),
        ("他获得《财富》杂志的奖项。", []),
        ("【环球时报记者 李明】据《纽约时报》报道，公司不会退出。", [("nyt", "《纽约时报》")]),
        ("（环球时报驻美国特约记者 李明）公司表示不会退出。", []),
        ("公司告诉环球时报记者，订单增加。", [("global-times", "环球时报")]),
        ("联合报告指出，数据下降。", []),
        ("公司发表声明报道了此事。", []),
        ("The New York Times said it would sue the company.", []),
        ("The New York Times reported a rise in quarterly revenue.", []),
        ("BEIJING (Reuters) - A plant opened on Monday.", []),
        ("It was a fortune, and nature said nothing.", []),
    ],
)
def test_who_is_cited(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.outlet.id, each.said[0].name) for each in cited_outlets(text)] == expected


def test_later_sentences_go_on_with_the_outlet_named_last() -> None:
    text = "《金融时报》称，订单增加。工厂很忙。该报认为，这不会持久。该报告共有十页。"
    (cited,) = cited_outlets(text)
    assert [each.sentence for each in cited.said] == ["《金融时报》称，订单增加。", "该报认为，这不会持久。"]
    assert [text[each.place : each.place + len(each.name)] for each in cited.said] == ["《金融时报》", "该报"]
    assert cited_outlets("该报认为，这不会持久。") == ()


def test_both_scripts_name_the_same_outlet() -> None:
    for text in ("據《南華早報》報道，會議閉幕。", "据《南华早报》报道，会议闭幕。"):
        assert [each.outlet.id for each in cited_outlets(text)] == ["scmp"]


def test_the_table_is_sound() -> None:
    held = rules("outlets")["outlets"]
    names = [(name.lower(), each["id"]) for each in held for name in (*each["names"], *each.get("marked", ()))]
    assert len(held) == len(outlets()) >= 60
    assert len({name for name, _ in names}) == len(set(names))
    for outlet in outlets().values():
        assert outlet.names
        assert len(outlet.country) == 2
        assert outlet.ownership in Ownership.__args__  # type: ignore[attr-defined]


@given(st.text(max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    for cited in cited_outlets(f"据新华社报道，{text}"):
        assert cited.said


@pytest.mark.parametrize(
    "piece",
    [
        "据",
        "据新华社",
        "新华社称",
        "according to the ",
        "Reuters ",
        "Reuters said",
        "the Financial Times reported that. ",
        "。",
        "《",
    ],
)
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    assert grows_with_size(lambda size: partial(cited_outlets, piece * (size // len(piece))), 100_000)

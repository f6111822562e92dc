"""What a description tells beside the title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dek import told

ZH = "北海启用两个新泊位：比原计划早三个月"
EN = "Port opens two berths"


@pytest.mark.parametrize(
    ("description", "title", "expected"),
    [
        ("", "", ""),
        ("", ZH, ""),
        ("#", ZH, ""),
        ("首批货轮已经靠岸。", "", "首批货轮已经靠岸。"),
        ("首批货轮已经靠岸。", ZH, "首批货轮已经靠岸。"),
        (ZH, ZH, ""),
        ("北海启用两个新泊位", ZH, ""),  # cut at a mark
        (f"{ZH},北海 泊位 原计划", ZH, ""),
        (f"{ZH} 北海,泊位,原计划", ZH, ""),
        (f"{ZH}-港口频道-北海网", ZH, ""),
        (f"{ZH}_北海网", ZH, ""),
        (f"港口,{ZH}", ZH, ""),
        (f"{ZH} ---首批货轮已经靠岸，工厂的人都来看热闹。", ZH, "首批货轮已经靠岸，工厂的人都来看热闹。"),
        (f"{ZH} 首批货轮已经靠岸。", ZH, "首批货轮已经靠岸。"),
        ("北海启用“新泊位” 首批货轮已经靠岸。", '北海启用"新泊位"', "首批货轮已经靠岸。"),
        ("北海港，又名新港，有两个泊位。", "北海港", "北海港，又名新港，有两个泊位。"),
        (f"【{ZH}】首批货轮已经靠岸，工厂放假。", ZH, "首批货轮已经靠岸，工厂放假。"),
        (EN, EN, ""),
        (f"{EN} - Harbour Post", EN, ""),
        (f"{EN} | Harbour Post - News, Sport and More!", EN, ""),
        (f"{EN} three months early.", EN, f"{EN} three months early."),
        (f"{EN}. Ships are waiting.", EN, f"{EN}. Ships are waiting."),
        ("Ships are waiting.", EN, "Ships are waiting."),
    ],
)
def test_what_a_description_tells(description: str, title: str, expected: str) -> None:
    assert told(description, title) == expected


@given(st.text("Ab 北海，。-|？”", max_size=12), st.text("Ab 北海，。-|？”", max_size=8))
def test_nothing_is_made_up(description: str, title: str) -> None:
    assert told(description, title) in " ".join(description.split())

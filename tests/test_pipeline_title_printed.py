"""The headline that a page prints in no heading of its own."""

import pytest

from pipeline.claims import Claim
from pipeline.markup import tree_of
from pipeline.title_printed import printed_title

ZH, EN = "北海工厂投产新一代芯片", "Harbour reopens after repairs"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("新闻详情", f"<div class=title>{ZH}</div>", ZH),
        ("北海市人民政府", f"<div class='a title'>{ZH}</div>", ZH),
        ("北海新闻网", f"<p class=art-Title>{ZH}</p>", ZH),
        ("Article", f"<div class=hed>{EN}</div>", EN),
        ("Daily Post", f"<div class=hed>{EN}</div>", "Daily Post"),
        ("Good News", f"<h3>{EN}</h3>", "Good News"),
        ("回到大学", f"<div class=title>{ZH}</div>", "回到大学"),
        ("再见了，北海教育局", f"<div class=title>{ZH}</div>", "再见了，北海教育局"),
        ("新闻详情", f"<div class=modal-title>{ZH}</div>", "新闻详情"),
        ("打印页面", f"<b class=title><a href=/>{ZH}</a></b><b class=title>栏目</b><b class=title>{ZH}</b>", ZH),
        ("新闻详情", f"<h3>本周阅读排行榜前十名</h3><div class=title>{ZH}</div>", ZH),
        ("走近北海日报", f"<div class=title>{ZH}</div>", "走近北海日报"),
        ("新闻详情", f"<div class=sub-title>{ZH}</div><div class=related-title>{ZH}</div>", "新闻详情"),
        ("新闻详情", "", "新闻详情"),
        ("北海的春天", f"<div class=title>{ZH}</div>", "北海的春天"),
        ("北海_北海百科", f"<div class=title>{ZH}</div>", "北海_北海百科"),
        ("Harbour", f"<div class=title>{EN}</div>", "Harbour"),
    ],
)
def test_a_declared_title_that_is_none(title: str, body: str, expected: str) -> None:
    tree = tree_of(f"<html><body>{body}<p>x</p></body></html>")
    assert printed_title(Claim(title, "meta"), tree).value == expected
    assert printed_title(Claim(title, "text"), tree).value == title

"""The headline among the titles of a page."""

import pytest

from pipeline.metadata import JsonLd, Metadata
from pipeline.title import title_of, without_site


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("", (), ""),
        ("八部委如何玩转互联网_网易财经", (), "八部委如何玩转互联网"),
        ("新型芯片量产在即--时政--人民网", (), "新型芯片量产在即"),
        ("新型芯片量产在即_宏观_财经网 - CAIJING.COM.CN", (), "新型芯片量产在即"),
        ("新型芯片量产在即-北海日报", ("北海日报",), "新型芯片量产在即"),
        ("新型芯片量产在即 - 北海在线", (), "新型芯片量产在即"),
        ("Chip plant opens - The Harbour Post", ("The Harbour Post",), "Chip plant opens"),
        ("Chip plant opens | Technology | Harbour News", (), "Chip plant opens"),
        ("State-of-the-art chips", (), "State-of-the-art chips"),
        (
            "Chips - a long story of rise and fall and rise again",
            (),
            "Chips - a long story of rise and fall and rise again",
        ),
        ("芯片——一个漫长的故事", (), "芯片——一个漫长的故事"),
        ("首页_北海日报", (), "首页_北海日报"),
    ],
)
def test_names_of_sites_are_cut(title: str, names: tuple[str, ...], expected: str) -> None:
    assert without_site(title, names) == expected


@pytest.mark.parametrize(
    ("metadata", "claim", "expected"),
    [
        (Metadata(), "", ""),
        (Metadata(), "只有列表说的标题", "只有列表说的标题"),
        (Metadata(title="新型芯片量产在即_北海新闻"), "", "新型芯片量产在即"),
        (
            Metadata(title="新型芯片量产在即_北海新闻", headings=("北海新闻", "新型芯片量产在即")),
            "",
            "新型芯片量产在即",
        ),
        (Metadata(title="Chip plant opens | Post", meta={"og:title": "Chip plant opens"}), "", "Chip plant opens"),
        (Metadata(title="Post", json_ld=JsonLd(headline="Chip plant opens")), "", "Chip plant opens"),
        (
            Metadata(title="Chip plant to open in May", headings=("The chip plant will open in May",)),
            "",
            "The chip plant will open in May",
        ),
        (
            Metadata(title="Chip plant opens - Post", headings=("The Harbour Post Online Edition",)),
            "",
            "Chip plant opens",
        ),
        (Metadata(headings=("Only a heading",)), "", "Only a heading"),
    ],
)
def test_title(metadata: Metadata, claim: str, expected: str) -> None:
    assert title_of(metadata, claim) == expected


def test_a_part_that_stands_alone_on_the_page_is_the_headline() -> None:
    metadata = Metadata(title="An Engineer's Notebook | Rewriting the scheduler")
    nodes = frozenset(["An Engineer's Notebook", "Rewriting the scheduler"])
    assert title_of(metadata, nodes=nodes) == "Rewriting the scheduler"

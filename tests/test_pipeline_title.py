"""The headline among the titles of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import Claim
from pipeline.fold import letters
from pipeline.json_ld import JsonLd
from pipeline.metadata import Metadata
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
        ("What chips mean for us - a review", (), "What chips mean for us - a review"),
        ("A lesson learned - and a post mortem", (), "A lesson learned - and a post mortem"),
        ("The harbour deal - inside the news", (), "The harbour deal - inside the news"),
        ("The harbour deal - A Daily Struggle", (), "The harbour deal - A Daily Struggle"),
        ("Life online - how we lost the post", (), "Life online - how we lost the post"),
        ("一个人的赌局 - 网易的十年", (), "一个人的赌局 - 网易的十年"),
        ("芯片之争 | 谁是赢家", (), "芯片之争 | 谁是赢家"),
        ("北海网 - 新型芯片量产在即", (), "新型芯片量产在即"),
        ("北海网_新型芯片量产在即_科技", (), "新型芯片量产在即"),
        ("互联网 - 一个时代的终结者们", (), "互联网 - 一个时代的终结者们"),
        ("Harbour Post | Chip plant opens", ("Harbour Post",), "Chip plant opens"),
    ],
)
def test_names_of_sites_are_cut(title: str, names: tuple[str, ...], expected: str) -> None:
    assert without_site(title, set(map(letters, names))) == expected


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
        (
            Metadata(title="科技频道_新型芯片量产在即_北海网", meta={"og:title": "科技频道"}),
            "",
            "科技频道_新型芯片量产在即",
        ),
        (Metadata(title="科技频道"), "", "科技频道"),
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
        (Metadata(lesser=("新芯片在北海量产了", "相关新闻")), "", "新芯片在北海量产了"),
        (Metadata(title="耿直的主页", lesser=("新芯片在北海量产了",)), "", "新芯片在北海量产了"),
        (Metadata(title="Chip plant opens in May", lesser=("Ports without ships",)), "", "Chip plant opens in May"),
        (Metadata(title="Opinion | Ports without ships", headings=("Ports without ships",)), "", "Ports without ships"),
        (
            Metadata(
                title="Opinion | Ports without ships - Post",
                meta={"og:title": "Opinion | Ports without ships"},
                headings=("Ports without ships",),
            ),
            "",
            "Ports without ships",
        ),
        (Metadata(title="Analysis: Ports without ships", headings=("Ports without ships",)), "", "Ports without ships"),
        (Metadata(title="专访｜港口里的船少了一半", headings=("港口里的船少了一半",)), "", "港口里的船少了一半"),
        (
            Metadata(
                title="【深度】港口里的船少了一半_北海网",
                meta={"og:title": "【深度】港口里的船少了一半"},
                headings=("港口里的船少了一半",),
            ),
            "",
            "港口里的船少了一半",
        ),
        (Metadata(title="北海网：港口里的船少了一半", headings=("港口里的船少了一半",)), "", "港口里的船少了一半"),
        (Metadata(title="新芯片量产_北海市人民政府网站", headings=("北海市人民政府网站",)), "", "新芯片量产"),
        (Metadata(title="AI wins - Harbour Post Online", headings=("Harbour Post Online",)), "", "AI wins"),
    ],
)
def test_title(metadata: Metadata, claim: str, expected: str) -> None:
    found = title_of(metadata, claim)
    assert (found.value if found else "") == expected


def test_a_part_that_stands_alone_on_the_page_is_the_headline() -> None:
    metadata = Metadata(title="An Engineer's Notebook | Rewriting the scheduler")
    nodes = frozenset(["An Engineer's Notebook", "Rewriting the scheduler"])
    assert title_of(metadata, nodes=nodes) == Claim("Rewriting the scheduler", "text")


@pytest.mark.parametrize(
    ("metadata", "nodes", "expected"),
    [
        (Metadata(title="He said “no” - Post", meta={"og:title": "He said"}), (), Claim("He said “no”", "meta")),
        (
            Metadata(title='The "chip" plant opens | Post', meta={"og:title": "The"}, headings=("Post",)),
            (),
            Claim('The "chip" plant opens', "meta"),
        ),
        (
            Metadata(title="Chip plant opens | Post", headings=("Local | Chip plant opens",)),
            ("Local | Chip plant opens",),
            Claim("Local | Chip plant opens", "text"),
        ),
        (
            Metadata(meta={"og:title": "Chip plant opens"}, headings=("Local | Chip plant opens",)),
            ("Local |", "Chip plant opens"),
            Claim("Chip plant opens", "text"),
        ),
        (
            Metadata(title="Search words only", headings=("Business", "Why the harbour waits for chips", "Related")),
            (),
            Claim("Why the harbour waits for chips", "text"),
        ),
        (Metadata(title="新型芯片量产在即_北海商业", headings=("北海商业",)), (), Claim("新型芯片量产在即", "meta")),
        (Metadata(title="新芯片“不”慢 北海网", headings=("北海网",)), (), Claim("新芯片“不”慢", "meta")),
        (Metadata(title="北海网 » 存档 » 新型芯片量产在即", site="北海网"), ("新型芯片量产在即",),
         Claim("新型芯片量产在即", "text")),
        (Metadata(json_ld=JsonLd(headline="Chips &amp; ships")), (), Claim("Chips & ships", "json-ld")),
    ],
)  # fmt: skip
def test_the_headline_and_its_layer(metadata: Metadata, nodes: tuple[str, ...], expected: Claim[str]) -> None:
    assert title_of(metadata, nodes=frozenset(nodes)) == expected


@given(st.lists(st.text('Ab 北海|-_»“"', max_size=12), max_size=6))
def test_any_titles_give_one_or_none(titles: list[str]) -> None:
    metadata = Metadata(title="".join(titles[:1]), headings=tuple(titles[1:4]), meta={"og:title": "".join(titles[4:])})
    found = title_of(metadata, nodes=frozenset(titles))
    assert found is None or found.value

"""What a description tells beside the title."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dek import is_beginning, told
from tests.timing import grows_with_size

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
        (f"{ZH}，三家企业共同承建新泊位", ZH, f"{ZH}，三家企业共同承建新泊位"),
        (f"{ZH}，北海网", ZH, ""),
        ("首批货轮已经靠岸。[阅读全文]", ZH, "首批货轮已经靠岸。"),
        ("首批货轮已经靠岸…… 阅读全文", ZH, "首批货轮已经靠岸……"),
        ("Ships wait, officials say... Continue reading", ZH, "Ships wait, officials say..."),
        (f"{ZH}，公交,票价,学生,老人优惠", ZH, ""),
        ("首批货轮已经靠岸…", ZH, "首批货轮已经靠岸…"),
        ("阅读全文", ZH, ""),
        ("By Jane Roe", ZH, ""),
        ("来源：北海日报 编辑：王小明", ZH, ""),
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


TEXT = (
    "北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的领导致辞。\n"
    "Two new berths were opened on Monday, three months early.\nThe first ships came in at noon."
)
BEGUN = "Two new berths were opened on Monday, three months early. The first ships came in at noon."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的", True),
        ("北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的…", True),
        ("Two new berths were opened on Monday, three [...]", True),
        ("Two new berths were opened on Monday, three... - Harbour Post", True),
        ("北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的… | 北海网", True),
        ("Two new berths were opened on Monday, three months early. The first ships […] Read more »", True),
        ("北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的领导致辞。", False),  # a whole sentence
        ("首批货轮已经靠岸，工厂的人都来看热闹，港口的", True),  # the dateline stands in the text alone
        ("摘要：北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的", True),  # and this in the description
        ("HARBOUR (Reuters) - Two new berths were opened on Monday, three...", True),
        ("Two new berths were opened on Monday, three […] The post Berths appeared first on Harbour.", True),
        ("Two new berths were opened on Monday, three … Continue reading Berths →", True),
        ("Two new berths were opened on Monday, threeRead More", True),
        ("Two new berths were opened on Monday, three | Harbour Post", True),
        ("北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的。。。[阅读全文]", True),
        ("Two new berths were opened on Monday", True),
        (f"{BEGUN} More came later.{' And more.' * 40}", True),  # too long for a dek
        (f"It was closed on Monday.{' And again.' * 40}", False),
        ("new berths were opened on Monday, three", False),  # no beginning of a paragraph
        ("Two new berths", False),  # too little to tell
        ("The first ships came in at noon", False),  # the line is whole, and may be the dek itself
        ("Two new berths were closed on Monday, three …", False),
        ("", False),
    ],
)
def test_a_beginning_that_is_beginning(line: str, expected: bool) -> None:
    assert is_beginning(line, TEXT) is expected
    assert told(line, "", TEXT) == ("" if expected else line)
    assert not is_beginning(line, "")


def test_markup_in_a_description() -> None:
    assert told("<p>It&amp;#x27;s open.</p><BR/>", EN) == "It's open."
    assert told("中<b>国</b>新闻<a href='/1'>[…]</a>", ZH) == "中国新闻[…]"
    for plain in ("<Two Berths> is a film.", "If a<b and c>d it holds.", "The <i> in team", "x.com/?a=1&copy=2&lt=3"):
        assert told(plain, EN) == plain


LEAD = "港口负责人称航道疏浚将于明年春天开始，三千名工人参与"
OPENING = "Farmers in three provinces are switching from rice to maize, a study of the rivers found."


@pytest.mark.parametrize(
    ("description", "text"),
    [
        (f"摘要：{LEAD}", f"{LEAD}\n{TEXT}"),  # a line of its own in the text, and whole
        (f"{ZH} {LEAD}", f"{LEAD}\n{TEXT}"),
        (
            "警方表示案件仍在调查中，暂未对外公布更多详情。",
            f"警方表示案件仍在调查中，暂未对外公布更多详情。记者后来得知，其中两人已被带走。\n{TEXT}",
        ),
        (
            "Librarians at the harbour school want boys to read more",
            "Librarians at the harbour school want boys to sit.",
        ),
        (
            "Farmers in three provinces are switching from rice to maize – and the rivers are recovering",
            OPENING,
        ),
        (
            "A study of three provinces says that rivers recover. | Analysis",
            "A study of three provinces says that rivers recover. So do fish.",
        ),
    ],
)
def test_what_is_a_dek_of_its_own(description: str, text: str) -> None:
    assert told(description, ZH, text)


@pytest.mark.parametrize("between", ["", " ", "-", "，", " - ", "】"])
def test_a_beginning_after_the_title(between: str) -> None:
    begun = "北海9月1日电 首批货轮已经靠岸，工厂的人都来看热闹，港口的…"
    assert told(f"{'【' if between == '】' else ''}{ZH}{between}{begun}", ZH, TEXT) == ""
    assert told(f"{ZH} 今年的首批货轮已经靠岸。", ZH, TEXT) == "今年的首批货轮已经靠岸。"


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("First.<br>Second.<br />Third.", "First. Second. Third."),
        ("H<sub>2</sub>O <font color='red'>now</font>", "H2O now"),
        ("<p data-v-7ba5bd90>Ships wait.</p>", "Ships wait."),
        ("<p><img src='a' alt='He said 'yes'' hidden />Ships <a\n href='x' download>wait</a>.</p>", "Ships wait."),
        ("If a<b and c>d it <em>holds</em>.", "If a<b and c>d it holds."),
        ("Rules &notes; and &centre;, &frac12; of them", "Rules &notes; and &centre;, ½ of them"),
    ],
)
def test_only_markup_is_markup(description: str, expected: str) -> None:
    assert told(description, EN) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "… ", "The post ", "The post x appeared first on ", "<br", "<a b=", "<a b='", "</p><a b=c ", "&a", "电（",
        ") - ", "... Continue reading", "[阅读全文]", " | x",
    ],
)  # fmt: skip
def test_it_takes_little_time_whatever_a_description_and_its_text_hold(unit: str) -> None:
    def work(size: int) -> partial[str]:
        many = unit * (size // len(unit))
        return partial(told, f"</p>A story {many}x", EN, f"{many}\n{TEXT}")

    assert grows_with_size(work, 20_000)


@pytest.mark.parametrize("unit", ["… ", "...", "…", "Read more ", "[…] ", "&amp;", "<p>", "</b>", "<a ", "&#1"])
def test_it_takes_little_time_whatever_a_description_ends_with(unit: str) -> None:
    def work(size: int) -> partial[str]:
        return partial(told, "A story " + unit * (size // len(unit)) + "x", EN, TEXT)

    assert grows_with_size(work, 20_000)


@given(st.text("Ab 北海，。-|？”", max_size=12), st.text("Ab 北海，。-|？”", max_size=8))
def test_nothing_is_made_up(description: str, title: str) -> None:
    assert told(description, title) in " ".join(description.split())

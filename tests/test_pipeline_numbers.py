"""Numbers and dates that differ between texts of the same words: bulletins that are made from one template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numbers import MOST, differing

ZH = "{0}，北海市工信局通报：当日新增算力{1}，累计接入企业{2}家，平均电价每度{3}元。第{4}批名单将于{5}公布。"
EN = (
    "The Harbour Exchange said on {0} that its chip index rose {1} to close at {2} points. "
    "Turnover reached {3} dollars, and {4} companies hit their daily limit."
)
TEMPLATES = [
    (ZH, ("10月12日", "3.5万卡", "128", "0.42", "三", "周五"), ("10月13日", "4.1万卡", "131", "0.42", "四", "周五")),
    (ZH, ("2026年3月1日", "300卡", "9", "0.5", "一", "周一"), ("2026年3月2日", "300卡", "9", "0.6", "二", "周二")),
    (ZH, ("1日", "1千卡", "1,024", "1", "十", "周六"), ("2日", "1千卡", "1,025", "1", "十", "周日")),
    (ZH, ("五月一日", "八百卡", "二十", "0.3", "七", "星期二"), ("五月二日", "九百卡", "二十", "0.3", "七", "星期三")),
    (ZH, ("12月31日", "5亿次", "77", "0.42", "三", "周五"), ("12月31日", "5万次", "77", "0.42", "三", "周五")),
    (EN, ("Monday", "1.5%", "3,210", "2.1 billion", "12"), ("Tuesday", "1.7%", "3,265", "2.1 billion", "12")),
    (EN, ("October 12", "2%", "900", "3 million", "two"), ("October 13", "2%", "918", "3 million", "three")),
    (EN, ("12 March 2026", "0.4%", "41", "9 million", "7"), ("13 March 2026", "0.4%", "41", "8 million", "7")),
    (EN, ("Oct. 3, 2026", "1%", "100", "5", "6"), ("Oct. 3, 2027", "1%", "101", "5", "6")),
    (EN, ("2026-10-12", "1%", "100", "5 billion", "6"), ("2026-10-12", "1%", "100", "5 million", "6")),
]


@pytest.mark.parametrize(("template", "first", "second"), TEMPLATES)
def test_bulletins_from_one_template(template: str, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    found = differing(template.format(*first), template.format(*second)).differing
    changed = [(mine, its) for mine, its in zip(first, second, strict=True) if mine != its]
    assert len(found) == len(changed)
    for each, (mine, its) in zip(found, changed, strict=True):
        assert bare(mine).startswith(bare(each.here))
        assert bare(its).startswith(bare(each.there))


def bare(number: str) -> str:
    """A number as it is told: in lower case, without commas, spaces and full stops."""
    return number.lower().replace(",", "").replace(" ", "").replace(".", "")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", []),
        ("没有数字。", "没有数字！", []),
        ("营收达到1,200万元。", "營收達到1200萬元", []),
        ("营收达到３.5万元。", "营收达到35万元。", [("number", "3.5万", "35万")]),
        ("会议定于周一举行，", "会议定于周三举行，", [("date", "周一", "周三")]),
        ("会议九点三十召开。", "会议九点四十召开。", [("date", "九点三十", "九点四十")]),
        ("现场来了两人，", "现场来了三人，", [("number", "两", "三")]),
        ("产量为12吨，销量为30吨。", "产量为12吨，", []),  # what one of them leaves out is no difference
        ("甲厂产出12台，乙厂产出30台", "乙厂产出30台，甲厂产出12台", []),
        ("In all 12 people came, and 3 stayed.", "In all 15 people came, and 3 stayed.", [("number", "12", "15")]),
        ("It closed at 3,210.5.", "It closed at 3210.5!", []),
        ("It met on May 3, 2026, in Harbour", "It met on May 4, 2026, in Harbour",
         [("date", "may 3, 2026", "may 4, 2026")]),
        # Beside words that are others.
        ("其中最大的口岸是上海，共进口20.5亿个。", "其中最大的口岸是深圳，共进口21.8亿个。",
         [("number", "20.5亿", "21.8亿")]),
        ("寒武纪（688256）收盘报1320.55元，上涨3.21%，成交额98.2亿元。",
         "海光信息（688041）收盘报210.10元，下跌1.11%，成交额45.3亿元。",
         [("number", "688256", "688041"), ("number", "1320.55", "210.10"), ("number", "3.21%", "1.11%"),
          ("number", "98.2亿", "45.3亿")]),
        ("At 10:30 a.m. the index was at 3,120.55 points", "At 3:00 p.m. the index was at 3,098.10 points",
         [("date", "10:30 a.m", "3:00 p.m"), ("number", "3,120.55", "3,098.10")]),
        ("死亡人数升至12人，其中7人为儿童。", "死亡人数升至20人。", [("number", "12", "20")]),
        ("价格从100元涨到200元", "价格从200元涨到100元", [("number", "100", "200"), ("number", "200", "100")]),
        # Signs.
        ("今天最低温度为−5度", "今天最低温度为5度", [("number", "−5", "5")]),
        ("It sold at a loss, with -3% margins.", "It sold at a loss, with 3% margins.", [("number", "-3%", "3%")]),
        ("今天最低温度为-5度", "今天最低温度为零下5度", []),
        # The same in other words.
        ("报告于12日发布，总投资三十亿元", "报告于10月12日发布，总投资30亿元", []),
        ("自2026-10-12起实行新规", "自2026/10/12起实行新规", []),
        ("会议定于10月12日（周一）下午3时举行", "会议定于10月12日15时举行", []),
        ("The ministry said on Monday that it would stand.", "The ministry said on Oct. 12 that it would stand.", []),
        ("Sales rose three percent to $4 billion.", "Sales rose 3% to $4bn.", []),
        ("营收3.5亿", "营收35亿", [("number", "3.5亿", "35亿")]),  # shorter than a window
    ],
)  # fmt: skip
def test_differing(one: str, other: str, expected: list[tuple[str, str, str]]) -> None:
    found = differing(one, other)
    assert [(each.kind, each.here, each.there) for each in found.differing] == expected
    assert (found.numbers + found.dates, found.left_out) == (len(expected), 0)


@given(st.text(st.sampled_from("日月年三12第个 ,.%aMay万亿")))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    for other in (text, text.upper()):
        found = differing(text, other)
        assert (found.differing, found.numbers, found.dates) == ((), 0, 0)


def test_so_many_are_told_at_most() -> None:
    one, other = (
        "".join(f"第{chr(0x4E00 + each)}{chr(0x5000 + each)}城{each + more}台" for each in range(200))
        for more in (0, 1000)
    )
    found = differing(one, other)
    assert (len(found.differing), found.left_out, found.numbers) == (MOST, 200 - MOST, 200)

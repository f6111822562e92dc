"""Two events in the words of one template, and one text that was edited: what tells them apart."""

import pytest
from opencc import OpenCC

from pipeline.frames import beside, frame_of
from pipeline.numbers import differing_in
from pipeline.templates import is_template

FORECAST = (
    "{0}市气象台10月12日17时发布天气预报：今天夜间{1}，北风三到四级，最低气温{2}℃；明天白天{1}，北风转二级，最高气温{3}℃。"
    "预计未来三天天气以{1}为主，请市民适时增减衣物，外出注意交通安全。"
)
QUOTE = (
    "{0}（{1}）10月12日收盘报{2}元，{3}，成交额{4}亿元，换手率1.2%。主力资金净流入占总成交额8.1%，游资资金净流出占总成交额3.2%。"
    "该股最近90天内共有5家机构给出评级。以上内容据公开信息整理，由智能算法生成，不构成投资建议。"
)
RESULTS = (
    "{0} Inc. today reported financial results for its third quarter ended September 30, 2026. Revenue was ${1} "
    'billion, compared with ${2} billion a year earlier. "We are pleased with our performance and remain focused on '
    'our long-term strategy," said the chief executive of {0}. The company will host a call at 5:00 p.m. to discuss it.'
)
STARS = (
    "{0}座：今天{1}，整体运势平稳，工作上会有贵人相助，财运方面宜守不宜攻，感情方面多沟通。幸运颜色：蓝色，幸运数字：7。"
    "建议你保持耐心，不要因为小事影响心情，晚上适合与家人共进晚餐。"
)
DRAW = (
    "双色球第2026{0}期开奖：红球{1}，蓝球07。本期一等奖中出5注，单注奖金800万元；二等奖中出120注，单注奖金15万元。"
    "奖池余额21.5亿元。下期开奖时间为周四晚间。"
)
ANSWER = (
    "外事部门发言人主持例行记者会\n海港通讯社记者：{0}\n发言人：{1}\n我们一贯反对将经贸科技问题政治化、武器化，反对单边制裁。"
    "我们敦促有关方面尊重市场规律和公平竞争原则，停止无理打压，为企业提供公平、公正、非歧视的环境，并将采取必要措施维护自身权益。"
)
POST = (
    "海港社10月12日电 根据工作需要，会议决定：{0}同志任{1}委员、常委、书记；{2}同志不再担任{1}书记、常委、委员职务，"
    "另有任用。有关部门负责同志出席干部大会并宣布决定。"
)
NOTICE = (
    "截至10月{0}日零时，本周集成电路进口总量为{1}亿个，比上周增长{2}%。署里提醒，以上数据为初步统计，以月度公报为准。"
)
TEMPLATES = {
    "weather": (FORECAST, ("云海", "晴", "9", "22"), ("石家渡", "多云", "11", "19")),
    "stocks": (
        QUOTE,
        ("星海芯", "688256", "1320.55", "上涨3.21%", "98.2"),
        ("云川信息", "688041", "210.10", "下跌1.11%", "45.3"),
    ),
    "results": (RESULTS, ("Aldermoor", "3.2", "2.9"), ("Brackenridge", "1.1", "1.4")),
    "stars": (STARS, ("白羊", "状态不错，心情开朗"), ("金牛", "精力充沛")),
    "draws": (DRAW, ("118", "03 08 12 19 25 31"), ("119", "01 05 14 22 27 30")),
    "answers": (
        ANSWER,
        ("商务机构将十二家芯片企业列入清单，对此有何评论？", "我们已经注意到报道，这是典型的霸凌。"),
        ("东岸国宣布限制光刻机出口，发言人对此有何回应？", "有关决定不符合双方利益，也损害其自身信誉。"),
    ),
    "posts": (POST, ("张文山", "云江省委", "李秋水"), ("赵立人", "南陵市委", "孙海平")),
    "notices": (NOTICE, ("3", "98.4", "1.2"), ("10", "101.5", "1.6")),
}  # fmt: skip
REPORT = (
    "中国芯片设计企业星海公司12日在云海市发布新一代人工智能处理器。公司负责人陈国梁说，新产品的软件和信息接口与上一代兼容，"
    "程序员不需要重写代码，数据库和网络服务器可以直接使用。会后代表参观了位于东港的实验室，那里有两千块加速卡同时运行，"
    "机房的电力来自海上风电。业内人士认为，国产硬件的质量在三年里提高了许多，今后的困难在于人才。目前公司有员工一千二百人，"
    "其中六成从事研发，计划明年再招三百人。"
)
STORY = (
    "Harbour Labs opened its second data centre on Monday, a month ahead of schedule. Three universities ran tests, "
    "and their results will be published in May. The laboratory said that 2,000 chips were used, that training "
    "took forty days, and that all of the power came from wind farms off the northern coast. "
    "Officials in the capital welcomed it."
)
EDITS = [("目前", "如今"), ("认为", "指出"), ("困难", "难处"), ("许多", "不少"), ("发布", "推出"), ("参观", "走访")]


def found(one: str, other: str) -> bool:
    here, there = frame_of(one), frame_of(other)
    laid = beside(here, there)
    return is_template(here, there, laid, differing_in(here, there, laid))


def edited(text: str) -> str:
    for before, after in EDITS:
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("name", TEMPLATES)
def test_two_events_in_one_template(name: str) -> None:
    template, first, second = TEMPLATES[name]
    one, other = template.format(*first), template.format(*second)
    assert found(one, other)
    assert found(other, one)
    assert not found(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        (REPORT, ""),
        (REPORT, REPORT[: len(REPORT) // 2]),
        (REPORT, edited(REPORT)),
        (REPORT, OpenCC("s2twp").convert(REPORT)),
        (
            REPORT,
            REPORT.replace("12日", "10月12日").replace("两千", "2000").replace("六成", "60%").replace("三百", "300"),
        ),
        (REPORT, f"海港社记者王晓明 {REPORT}（责任编辑：李秋水）"),
        (REPORT, f"近日，{REPORT[10:]}更正：公司有员工一千三百人。"),
        (REPORT, REPORT.replace("一千二百", "一千三百")),  # a number was corrected
        (REPORT, "".join(each if at % 10 else "某" for at, each in enumerate(REPORT))),  # damaged
        (STORY, STORY.replace("Monday", "Oct. 12").replace("2,000", "two thousand").replace("forty", "40")),
        (STORY, STORY.replace("said", "added").replace("opened", "launched").replace("welcomed", "praised")),
        (STORY, STORY.replace("laboratory", "labratory").replace("Harbour", "Harbor")),
    ],
)
def test_one_text(one: str, other: str) -> None:
    assert not found(one, other)
    assert not found(other, one)

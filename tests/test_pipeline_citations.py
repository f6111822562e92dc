"""Whom texts say they retell, and of which day."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citations import Citation, citations_of
from pipeline.values import Language
from tests.timing import grows_with_size, takes_under

AT = datetime(2025, 8, 27, 2, tzinfo=UTC)  # a Wednesday, ten o'clock in Shanghai


def cited(text: str, language: Language, own: str | None = None) -> list[tuple[str, str | None]]:
    found = citations_of(text, language, AT, "Asia/Shanghai", own)
    return [(each.outlet.id, each.date.isoformat()[5:] if each.date else None) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("据英国《金融时报》8月19日报道，新工厂下月开工。", [("ft", "08-19")]),
        ("據英國《金融時報》八月十九日報導，新工廠下月開工。", [("ft", "08-19")]),
        ("《華爾街日報》援引知情人士稱，公司將裁員。", [("wsj", None)]),
        ("路透社25日报道，新规则公布。", [("reuters", "08-25")]),
        ("路透社28日报道，新规则公布。", [("reuters", "07-28")]),
        ("路透社12月3日报道，新规则公布。", [("reuters", "12-03")]),
        ("「金融時報」指出，訂單增加。", [("ft", None)]),
        ("他在接受彭博社采访时表示，不会改变计划。", [("bloomberg", None)]),
        ("综合路透社、法新社报道，会议闭幕。", [("reuters", None), ("afp", None)]),
        ("据路透社报道，8月19日美国公布了名单。", [("reuters", None)]),
        ("彭博社周二报道说，谈判破裂。", [("bloomberg", "08-26")]),
        ("《日经亚洲》昨日引述供应链消息称，产能减半。", [("nikkei", "08-26")]),
        ("《日经亚洲》上周报道称，产能减半。", [("nikkei", None)]),
        ("黄仁勋周一在接受CNBC采访时说，需求强劲。", [("cnbc", "08-25")]),
        ("环球时报8月26日援引《卫报》25日的报道说，工人罢工。", [("global-times", "08-26"), ("guardian", "08-25")]),
        ("这家公司对路透社表示，传闻不实。", [("reuters", None)]),
        ("一名工程师告诉《南华早报》，他已回国。", [("scmp", None)]),
        ("8月20日，《纽约时报》刊发长文，讲述了这家公司的困境。", [("nyt", "08-20")]),
        ("在8月21日的《明镜》周刊中，作者写道，形势严峻。", [("spiegel", "08-21")]),
        ("德国《商报》称订单减少，法国《世界报》则认为影响有限。", [("handelsblatt", None), ("le-monde", None)]),
        ("德国《世界报》称，工厂将关闭。", [("die-welt", None)]),
        ("《金融时报》近日关注此事。该报写道，芯片短缺加剧。", [("ft", None)]),
        ("據台灣《經濟日報》報導，台積電將擴廠。", [("economic-daily-tw", None)]),
        ("法新社（AFP）引述消息人士報導，會談延期。", [("afp", None)]),
        ("据The Information报道，模型推迟发布。", [("the-information", None)]),
        ("路透社：英伟达暂停生产", [("reuters", None)]),
        ("消息最早由彭博社披露，随后得到证实。", [("bloomberg", None)]),
        ("报道发表在《自然》杂志上。", [("nature", None)]),
        ("《金融时报》称，订单增加。这篇报道8月22日发表。", [("ft", "08-22")]),
        ("新华社北京8月1日电（记者李明）工厂开工。", []),
        ("新华社北京8月1日电，工厂开工。据央视新闻报道，设备已到。", [("cctv", None)]),
        ("IT之家8月26日消息，据彭博社报道，手机将于下月发布。", [("bloomberg", None)]),
        ("参考消息网8月26日报道 据法新社报道，会谈延期。", [("afp", None)]),
        ("【环球网报道 记者李明】美联社称，会谈延期。", [("ap", None)]),
        ("来源：新华社\n工厂开工。\n责任编辑：李明", []),
        ("《纽约时报》起诉了一家公司。", []),
        ("《纽约时报》被一名议员起诉。", []),
        ("他曾任新华社记者，后来写小说。", []),
        ("她入选《时代》周刊百大人物榜单。", []),
        ("示威者在央视大楼外说，他们不会离开。", []),
        ("时代广场的屏幕显示，股价上涨。", []),
        ("联合报告指出，数据下降。", []),
        ("贝索斯买下《华盛顿邮报》后表示，不会干预报道。", []),
    ],
)
def test_chinese_texts(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cited(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("The plant will open, Reuters reported, citing Xinhua.", [("reuters", None), ("xinhua", None)]),
        ("According to a report in the Global Times, it opened.", [("global-times", None)]),
        ("The South China Morning Post reported on Tuesday that it opened.", [("scmp", "08-26")]),
        ("The paper folded on Tuesday, the Financial Times reported.", [("ft", None)]),
        ("On Monday, Bloomberg News reported that talks had failed.", [("bloomberg", "08-25")]),
        ("An official told Reuters that chips are short.", [("reuters", None)]),
        ("Huang said in an interview with CNBC on Monday that demand is strong.", [("cnbc", "08-25")]),
        ("The plan was first reported by The Information.", [("the-information", None)]),
        ("The FT said in an Aug. 19 report that the yield had doubled.", [("ft", "08-19")]),
        ("The Nikkei said yesterday that output would halve.", [("nikkei", "08-26")]),
        ("Axios reported last week that talks had stalled.", [("axios", None)]),
        ("Writing in the Guardian, she argues for a pause.", [("guardian", None)]),
        ("As the Economist put it, the race is long.", [("economist", None)]),
        ("In Monday's Les Echos, the minister defends the plan.", [("les-echos", "08-25")]),
        ("Bloomberg's Mark Gurman writes that the phone is late.", [("bloomberg", None)]),
        ("Engineers are leaving, according to the Taiwanese daily Liberty Times.", [("ltn", None)]),
        ("The Wall Street Journal wrote of a ban. The Journal said it would start in May.", [("wsj", None)]),
        ("Reuters, the Financial Times and Bloomberg reported the plan.", [("reuters", None), ("ft", None), ("bloomberg", None)]),
        ("The Verge has the story. The outlet said the phone is late.", [("the-verge", None)]),
        ("The Post reported it. The interview, published on Aug. 20, was long.", []),
        ("Le Monde reported it. The article, published on Aug. 20, was long.", [("le-monde", "08-20")]),
        ("A Nikkei scoop set off the sell-off.", [("nikkei", None)]),
        ("Time magazine reported that the lab had moved.", [("time", None)]),
        ("BEIJING (Reuters) - A plant opened on Monday.", []),
        ("BEIJING (Reuters) - A plant opened, an official told Reuters.", []),
        ("BEIJING, Aug. 1 (Xinhua) -- A plant opened.", []),
        ("The New York Times said it would sue the company.", []),
        ("The New York Times sued the company.", []),
        ("The New York Times reported a rise in quarterly revenue.", []),
        ("Jeff Bezos, owner of The Washington Post, said he would not interfere.", []),
        ("A former Reuters reporter, she said she never looked back.", []),
        ("He worked at the BBC for ten years.", []),
        ("She told a Bloomberg conference that demand is strong.", []),
        ("Crowds in Times Square said they were cold.", []),
        ("It was a fortune, and nature said nothing.", []),
        ("The company ranked high on the Fortune 500, an analyst said.", []),
    ],
)
def test_english_texts(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cited(text, "en") == expected

"""Whom texts say they retell, and of which day."""

import re
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citations import citations_of
from pipeline.values import Language
from tests.timing import grows_with_size

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
        ("路透社25日報道，新規則公布。", [("reuters", "08-25")]),
        ("综合新华社、央视报道，会议闭幕。", [("xinhua", None), ("cctv", None)]),
        ("据FT中文网报道，订单增加。", [("ft-chinese", None)]),
        ("《卫报》称，此事属实。", [("guardian", None)]),
        ("新华社北京10月12日电 北海一家工厂开工。", []),
        ("中新网10月12日电 北海一家工厂开工。", []),
        ("《纽约时报》表示将起诉这家公司。", []),
        ("贝索斯买下《华盛顿邮报》后表示，不会干预报道。", []),
        ("他获得《财富》杂志的奖项。", []),
        ("【环球时报记者 李明】据《纽约时报》报道，公司不会退出。", [("nyt", None)]),
        ("（环球时报驻美国特约记者 李明）公司表示不会退出。", []),
        ("公司告诉环球时报记者，订单增加。", [("global-times", None)]),
        ("公司发表声明报道了此事。", []),
        ("据财新报道，工厂开工。", [("caixin", None)]),
        ("新报道说，工厂开工。", []),
        ("《工商時報》昨（26）日頭版指出，工厂开工。", [("commercial-times-tw", "08-26")]),
        ("（编译自英国《金融时报》8月20日文章）工厂开工。", [("ft", "08-20")]),
        ("（综合编译自《纽约时报》8月20日、路透社8月21日报道）工厂开工。", [("nyt", "08-20"), ("reuters", "08-21")]),
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
        (
            "Reuters, the Financial Times and Bloomberg reported the plan.",
            [("reuters", None), ("ft", None), ("bloomberg", None)],
        ),
        ("The Verge has the story. The outlet said the phone is late.", [("the-verge", None)]),
        ("The Post reported it. The interview, published on Aug. 20, was long.", []),
        ("Le Monde reported it. The article, published on Aug. 20, was long.", [("le-monde", "08-20")]),
        ("A Nikkei scoop set off the sell-off.", [("nikkei", None)]),
        ("Time magazine reported that the lab had moved.", [("time", None)]),
        ("BEIJING (Reuters) - A plant opened on Monday.", []),
        ("BEIJING (Reuters) - A plant opened, an official told Reuters.", []),
        ("BEIJING, Aug. 1 (Xinhua) -- A plant opened.", []),
        ("The New York Times said it would sue the company.", []),
        ("The New York Times reported a rise in quarterly revenue.", []),
        ("The New York Times sued the company.", []),
        ("Jeff Bezos, owner of The Washington Post, said he would not interfere.", []),
        ("A former Reuters reporter, she said she never looked back.", []),
        ("He worked at the BBC for ten years.", []),
        ("She told a Bloomberg conference that demand is strong.", []),
        ("Crowds in Times Square said they were cold.", []),
        ("It was a fortune, and nature said nothing.", []),
        ("The company ranked high on the Fortune 500, an analyst said.", []),
        ("An official told the Financial Times that chips are short.", [("ft", None)]),
        ("There are reasons for doubt. The 74.6% score was not confirmed, and reports say so.", []),
        ("The study was published in the journal Nature said Ann Lee.", [("nature", None)]),
    ],
)
def test_english_texts(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cited(text, "en") == expected


TRIAL = Path(__file__).parent.joinpath("data", "citations.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", TRIAL)
def test_trial_texts(line: str) -> None:
    """Each line has the ids of its sources with the days that are told, or -, and the text."""
    expected, _, text = line.partition("|")
    language: Language = "zh" if re.search(r"[\u3400-\u9fff]", text) else "en"
    found = {f"{of}@{day}" if day else of for of, day in cited(text, language)}
    assert found == set(expected.split()) - {"-"}


def test_the_day_is_counted_in_the_zone_of_publication() -> None:
    late = datetime(2025, 8, 26, 20, tzinfo=UTC)  # the 27th in Shanghai
    days = {"Asia/Shanghai": date(2025, 8, 26), "UTC": date(2025, 8, 25), "+08:00": date(2025, 8, 26)}
    for zone, expected in days.items():
        (found,) = citations_of("路透社昨日报道，新规则公布。", "zh", late, zone)
        assert found.date == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xinhua reported on Oct. 13 that a plant had opened.", date(2026, 10, 13)),
        ("Xinhua reported on Tuesday that a plant had opened.", date(2026, 10, 13)),
        ("Xinhua reported on Monday that a plant had opened.", date(2026, 10, 12)),
        ("Xinhua reported on Wednesday that a plant had opened.", date(2026, 10, 7)),
        ("Xinhua reported on Oct. 14 that a plant had opened.", date(2025, 10, 14)),
        ("Xinhua reported yesterday that a plant had opened.", date(2026, 10, 11)),
    ],
)
def test_in_the_evening_of_new_york_it_is_the_next_day_in_beijing(text: str, expected: date) -> None:
    evening = datetime(2026, 10, 13, 1, 47, tzinfo=UTC)  # a Monday there
    (found,) = citations_of(text, "en", evening, "America/New_York")
    assert found.date == expected


def test_without_a_day_of_publication_only_whole_dates_are_told() -> None:
    assert [each.date for each in citations_of("路透社25日报道，新规则公布。", "zh")] == [None]
    assert [each.date for each in citations_of("路透社2025年8月25日报道，新规则公布。", "zh")] == [date(2025, 8, 25)]


def test_the_articles_own_outlet_is_no_source_of_it() -> None:
    text = "《金融时报》称，订单增加。法新社也报道了此事。"
    assert cited(text, "zh", own="ft") == [("afp", None)]
    assert cited("A maker told Reuters that it was right.", "en", own="reuters") == []


def test_later_sentences_go_on_with_the_outlet_named_last() -> None:
    text = "《金融時報》稱，訂單增加。工廠很忙。該報認為，這不會持久。該報告共有十頁。"
    (found,) = citations_of(text, "zh")
    assert [each.sentence for each in found.said] == ["《金融時報》稱，訂單增加。", "該報認為，這不會持久。"]
    assert [text[each.place : each.place + len(each.name)] for each in found.said] == ["《金融時報》", "該報"]
    assert [each.verb for each in found.said] == ["稱", "認為"]
    assert citations_of("该报认为，这不会持久。", "zh") == ()
    assert citations_of("《纽约时报》起诉了一家公司。该报称，公司抄袭。", "zh") == ()


@pytest.mark.parametrize("language", ["zh", "en"])
@given(text=st.text(max_size=200))
def test_any_text_is_looked_through(language: Language, text: str) -> None:
    whole = f"据新华社报道，{text} Reuters said {text}"
    for each in citations_of(whole, language, AT):
        assert each.said
        for said in each.said:
            assert whole[said.place :].startswith(said.name)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), month=st.integers(1, 12), number=st.integers(1, 31))
def test_no_report_is_later_than_what_cites_it(day: date, month: int, number: int) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    for text in (f"路透社{month}月{number}日报道，", f"路透社{number}日报道，"):
        for each in citations_of(text, "zh", at):
            assert each.date is None or each.date <= day


@pytest.mark.parametrize(
    "piece",
    [
        "据",
        "据新华社",
        "新华社称",
        "新华社、",
        "according to the ",
        "Reuters ",
        "Reuters said",
        "told the Financial Times, ",
        "the Financial Times reported that. ",
        "the Journal. ",
        "8月19日",
        "Aug. 19 ",
        "该报称",
        "the paper said ",
        "。",
        "《",
        '"',
        "(",
        "The A ",
    ],
)
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    language: Language = "en" if piece.isascii() else "zh"
    head = "新华社称 Reuters said "
    assert grows_with_size(
        lambda size: partial(citations_of, head + piece * (size // len(piece)), language, AT), 20_000
    )

"""Who wrote an article, as its page prints or declares it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.byline import byline_of
from pipeline.byline_en import run_of
from pipeline.json_ld import JsonLd
from pipeline.metadata import Metadata
from pipeline.moments import Moment

NONE = Metadata()


def found(
    metadata: Metadata,
    head: str,
    text: str,
    page: str,
    language: str,
    outlets: tuple[str, ...] = (),
    claim: str = "",
    signed: tuple[str, ...] = (),
) -> tuple[str, ...]:
    lines = tuple(head.split("\n"))
    claimed = byline_of(metadata, lines, text, page, language, outlets, claim, signed)
    return claimed.value if claimed else ()


@pytest.mark.parametrize(
    ("head", "text", "page", "expected"),
    [
        ("", "", "", ()),
        ("", "新华社北海8月19日电（记者陈立新、何青）海港的第二座机房周三通电。", "", ("陈立新", "何青")),
        ("", "北海商报讯（记者 岳小 董晗）5月20日，利率公布。", "", ("岳小", "董晗")),
        ("北海新闻记者 王小明 李红", "正文第一段。", "", ("王小明", "李红")),
        ("作者：王小明", "正文。", "", ("王小明",)),
        ("作者：\n王小明\n2026-10-12", "正文。", "", ("王小明",)),
        ("文/王小明", "正文。", "", ("王小明",)),
        ("", "〔記者林美玲／台北報導〕公司今天召開法人說明會。", "", ("林美玲",)),
        ("記者陳大文、林美玲／綜合報導", "正文。", "", ("陳大文", "林美玲")),
        ("", "〔記者林美玲、劉大文／台北－華府報導〕公司今天召開法人說明會。", "", ("林美玲", "劉大文")),
        ("", "（中央社記者林美玲台北1日電）公司今天召開法人說明會。", "", ("林美玲",)),
        ("編譯林美玲／綜合外電", "正文。", "", ("林美玲",)),
        ("標題\n聯合報／ 記者\n林美玲\n／台北即時報導", "正文。", "", ("林美玲",)),
        ("标题\n原创\n王小明\n北海观察室", "正文。", "", ("王小明",)),
        ("", "【北海訊】（記者 林美玲 北京報道）公司今天說明。", "", ("林美玲",)),
        ("", "本文来自公众号：北海观察室，作者：王小明，原文标题：《约定》", "", ("王小明",)),
        ("", "书里有一句话，作者王小明没有写完。", "", ()),
        ("标题\n王小明 报道", "正文。", "", ("王小明",)),
        ("", "記者會／台北報導會", "", ()),
        ("", "本报记者/北京报道", "", ()),
        ("", "正文。\n（记者 王小明）", "", ("王小明",)),
        ("", "正文。\n（王小明 李红）", "", ("王小明", "李红")),
        ("", "正文。", "本文来源：北海日报 作者：王小明 李红", ("王小明", "李红")),
        ("", "正文。", "[作者: 刘小仓 责任编辑: 杨丹]", ("刘小仓",)),
        ("新华网黑龙江频道\xa0 记者\xa0 王小明\xa0 李红", "正文。", "", ("王小明", "李红")),
        ("", "正文。（王小明 上海报道）", "", ("王小明",)),
        ("", "正文。\n《灯塔》作者 王小明\n", "", ("王小明",)),
        ("标题\n王小明、李红\n2026-10-12", "正文。", "", ("王小明", "李红")),
        ("标题\n时间、高清\n2026-10-12", "正文。", "", ()),
        ("", "记者粗略统计，今年以来已有八个部门表态。", "", ()),
        ("", "记者 采访了解到，工厂已经开工。", "", ()),
        ("", "图文并茂的展览中文说明", "", ()),
        ("", "图为北海港。北海社记者 刘洋 摄", "", ()),
        ("", "（北海社记者 刘洋 摄）", "", ()),
        ("", "（北海社记者刘洋摄）", "", ()),
        ("摄影记者 王小明", "正文。", "", ()),
        ("记者 王小明 编辑 李红", "正文。", "", ("王小明",)),
        ("", "北海日报讯（记者 王小明 通讯员 李红）港口通电。", "", ("王小明",)),
        ("", "北海日报讯（通讯员 李红）港口通电。", "", ("李红",)),
        ("", "（记者 王小明 摄影报道）", "", ("王小明",)),
        ("", "北海社记者 高山、通讯员 李白云 摄影报道。", "", ("高山",)),
        ("", "（记者 王小明 文 刘洋 摄）", "", ("王小明",)),
        ("", "文/王小明 图/刘洋", "", ("王小明",)),
        ("作者：我已授权", "正文。", "", ()),
        ("作者：网络整理", "正文。", "", ()),
        ("作者：王小明 摄影 刘洋", "正文。", "", ("王小明",)),
    ],
)
def test_chinese_byline(head: str, text: str, page: str, expected: tuple[str, ...]) -> None:
    assert found(NONE, head, text, page, "zh") == expected


@pytest.mark.parametrize(
    ("lines", "language", "expected"),
    [
        (["2026-10-11 07:00 记者 孙立"], "zh", ()),
        (["2026-10-12 07:00 记者 孙立"], "zh", ("孙立",)),
        (["记者 孙立", "2026-10-11 07:00"], "zh", ()),
        (["2026年10月11日", "记者 孙立"], "zh", ()),
        (["By Sam Day", "Oct. 11, 2026"], "en", ()),
        (["By Sam Day", "Oct. 12, 2026"], "en", ("Sam Day",)),
    ],
)
def test_a_name_beside_the_day_of_another_story(lines: list[str], language: str, expected: tuple[str, ...]) -> None:
    published = Moment(datetime(2026, 10, 12, 2, tzinfo=UTC), "minute", "Asia/Shanghai")
    head = ("Chips", *["A line of the article."] * 10, "Typhoon", *lines)
    claimed = byline_of(NONE, head, "Some text.", "", language, published=published)
    assert (claimed.value if claimed else ()) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("责任编辑：王小明", ()),
        ("选稿：王小明", ()),
        ("作者：王小明", ("王小明",)),
        ("本报记者：王小明", ("王小明",)),
        ("记者王小明", ("王小明",)),
        ("北海快讯", ()),
        ("成就一亿人!", ()),
    ],
)
def test_a_mark_in_a_declared_name(name: str, expected: tuple[str, ...]) -> None:
    assert found(Metadata(authors=(name,)), "", "正文。", "", "zh") == expected


def test_declared_authors_stand_in_where_none_is_printed() -> None:
    metadata = Metadata(json_ld=JsonLd(authors=("王小明",)), authors=("李红",))
    assert found(metadata, "", "正文。", "", "zh") == ("王小明",)
    assert found(metadata, "作者：赵一", "正文。", "", "zh") == ("赵一",)


@pytest.mark.parametrize(
    ("metadata", "head", "claim", "signed", "expected"),
    [
        (NONE, "", "", (), ()),
        (Metadata(json_ld=JsonLd(authors=("Jane Roe",))), "By Ann Lee", "", (), ("Jane Roe",)),
        (Metadata(authors=("Jane Roe", "Ann Lee")), "", "", (), ("Jane Roe", "Ann Lee")),
        (NONE, "Chip plant opens\nBy Jane Roe and Ann Lee\nOct. 12, 2026", "", (), ("Jane Roe", "Ann Lee")),
        (NONE, "By\nJane Roe\nOct. 12, 2026", "", (), ("Jane Roe",)),
        (NONE, "By Jane Roe, Ann Lee, and Bo Chen", "", (), ("Jane Roe", "Ann Lee", "Bo Chen")),
        (NONE, "BY JANE ROE AND ANN LEE", "", (), ("JANE ROE", "ANN LEE")),
        (NONE, "By LI WEI and JOHN SMITH, Staff Writers", "", (), ("LI WEI", "JOHN SMITH")),
        (NONE, "By Jane Roe Special to the Harbour Post", "", (), ("Jane Roe",)),
        (NONE, "By Jane Roe, Madonna", "", (), ("Jane Roe", "Madonna")),
        (NONE, "By Jane Roe, Beijing", "", (), ("Jane Roe",)),
        (NONE, "By Jane Roe Staff Writer", "", (), ("Jane Roe",)),
        (NONE, "By Jane Roe For the Harbour Post", "", (), ("Jane Roe",)),
        (NONE, "Words by Jane Roe, photographs by Bo Chen", "", (), ("Jane Roe",)),
        (NONE, "Story and photos by Jane Roe", "", (), ("Jane Roe",)),
        (NONE, "Photographs by Bo Chen", "", (), ()),
        (NONE, "Edited by Bo Chen", "", (), ()),
        (NONE, "Jane Roe jane.roe@harbour.example", "", (), ("Jane Roe",)),
        (NONE, "Contact us mail@harbour.example", "", (), ()),
        (NONE, "By Jane Roe in Beijing and Ann Lee in London", "", (), ("Jane Roe", "Ann Lee")),
        (NONE, "By Ludwig van Daal and Óscar Díaz", "", (), ("Ludwig van Daal", "Óscar Díaz")),
        (NONE, "By Jane Roe AP Business Writer", "", (), ("Jane Roe",)),
        (NONE, "By GT staff reporters", "", (), ("GT staff reporters",)),
        (NONE, "Chips are made by Harbour Labs", "", (), ()),
        (NONE, "", "Jane Roe", (), ("Jane Roe",)),
        (NONE, "", "", ("By\nJane Roe\nFollow", "Ann Lee"), ("Jane Roe",)),
        (Metadata(authors=("The Post",)), "", "", (), ()),
    ],
)
def test_english_byline(
    metadata: Metadata, head: str, claim: str, signed: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert found(metadata, head, "Some text.", "", "en", ("The Post",), claim, signed) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Reporting by Jane Roe", ("Jane Roe",)),
        ("Reporting by Jane Roe in Washington and Ann Lee in New York; Editing by Tom Park", ("Jane Roe", "Ann Lee")),
        ("(Reporting by Jane Roe, Ann Lee, and Sue Hill.)", ("Jane Roe", "Ann Lee", "Sue Hill")),
        ("Reporting by Jane Roe. Writing by Ann Lee. Editing by Tom Park.", ("Jane Roe", "Ann Lee")),
        ("Reporting by Jane Roe;\nAdditional reporting by Ann Lee", ("Jane Roe", "Ann Lee")),
        ("Reporting by Jane Roe and The Post", ("Jane Roe",)),
        ("Reporting by the Harbour Post staff", ()),
        ("Good reporting by Jane Roe was praised.", ()),
        ("Editing by Tom Park", ()),
    ],
)
def test_the_reporters_of_a_closing_line_stand_in_where_none_is_named(page: str, expected: tuple[str, ...]) -> None:
    assert found(NONE, "", "Some text.", page, "en", ("The Post",)) == expected
    assert found(NONE, "By Sam Day", "Some text.", page, "en", ("The Post",)) == ("Sam Day",)


@pytest.mark.parametrize(
    ("metadata", "head", "signed", "layer", "expected"),
    [
        (NONE, "Chips\nJane Roe\n@janeroe", (), "text", ("Jane Roe",)),
        (NONE, "Chips\nJane Roe\nOct. 12, 2026", (), "text", ("Jane Roe",)),
        (NONE, "Chips\nLocal News\nOct. 12, 2026", (), "", ()),
        (NONE, "Chips\nJane Roe\nThe Post\nOct. 12, 2026", (), "text", ("Jane Roe",)),
        (NONE, "Chips\nJane Roe\nPublished\nOct. 12, 2026", (), "text", ("Jane Roe",)),
        (NONE, "Chips\nJane Roe\nTechnology reporter\nShare", (), "text", ("Jane Roe",)),
        (NONE, "Chips\nJane Roe\nShare\nOct. 12, 2026", (), "", ()),
        (NONE, "Chips\nJane Roe\nand\nAnn Lee\nShare", ("Jane Roe", "Ann Lee"), "text", ("Jane Roe", "Ann Lee")),
        (NONE, "Chips\nJane Roe", ("Sam Day\nMore stories", "Jane Roe\nWATCH LIVE"), "text", ("Jane Roe",)),
        (NONE, "Chips\nBy\nJane Roe\nThe Harbour Times", ("By\nJane Roe\nThe Harbour Times",), "text", ("Jane Roe",)),
        (NONE, "Chips\nBy Jane Roe, CNN", (), "text", ("Jane Roe",)),
        (NONE, "Chips\nBy Harbour News Desk", (), "text", ("Harbour News Desk",)),
        (Metadata(authors=("Jane Roe",)), "By Ann Lee", (), "meta", ("Jane Roe",)),
        (Metadata(authors=("(Image: Getty Images/Jane Roe)",)), "", (), "", ()),
        (Metadata(json_ld=JsonLd(authors=("Reuters",))), "", (), "json-ld", ("Reuters",)),
        (Metadata(json_ld=JsonLd(authors=("The Post",))), "By Jane Roe", (), "text", ("Jane Roe",)),
        (Metadata(json_ld=JsonLd(authors=("Jane Roe",)), meta={"og:site_name": "Jane Roe"}), "", (), "json-ld",
         ("Jane Roe",)),
    ],
)  # fmt: skip
def test_the_layer_of_an_english_byline(
    metadata: Metadata, head: str, signed: tuple[str, ...], layer: str, expected: tuple[str, ...]
) -> None:
    outlets = ("The Post", metadata.first("og:site_name"))
    claimed = byline_of(metadata, tuple(head.split("\n")), "Some text.", "", "en", outlets, "", signed)
    assert (claimed.value if claimed else ()) == expected
    assert (claimed.layer if claimed else "") == layer


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ()),
        (("Jane Roe",), ("Jane Roe",)),
        (("Written by", "Jane Roe", ",", "Ann Lee"), ("Jane Roe", "Ann Lee")),
        (("Jane Roe", "Ann Lee"), ("Jane Roe",)),
        (("Jane Roe,", "Ann Lee and", "Bo Chen", "Text Size"), ("Jane Roe", "Ann Lee", "Bo Chen")),
        (("Share", "Jane Roe"), ()),
        (("Jane Roe", "in Beijing and", "Ann Lee", "in London"), ("Jane Roe", "Ann Lee")),
        (("Jane Roe", "in Beijing", "Ann Lee"), ("Jane Roe",)),
    ],
)
def test_names_that_lines_begin_with(lines: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert run_of(lines) == expected


@given(st.lists(st.text("By Jane Roe,and记者张三 \n（）", max_size=30), max_size=8), st.sampled_from(["zh", "en"]))
def test_any_lines(lines: list[str], language: str) -> None:
    text = "".join(lines)
    claimed = byline_of(NONE, tuple(lines), text, text, language, signed=tuple(lines))
    assert claimed is None or claimed.value

"""Byline, editor, credit and dateline as they are printed."""

import pytest

from pipeline.credit import byline_of, credit_of, dateline_of, editor_of
from pipeline.metadata import JsonLd, Metadata

NONE = Metadata()


@pytest.mark.parametrize(
    ("head", "text", "page", "expected"),
    [
        ("", "", "", ()),
        ("", "新华社北京8月19日电（记者戴小河、印朋）由我国自主设计的平台下水。", "", ("戴小河", "印朋")),
        ("", "北海商报讯（记者 岳小 董晗）5月20日，利率公布。", "", ("岳小", "董晗")),
        ("北海新闻记者 王小明 李红", "正文第一段。", "", ("王小明", "李红")),
        ("作者：王小明", "正文。", "", ("王小明",)),
        ("作者：\n王小明\n2026-10-12", "正文。", "", ("王小明",)),
        ("文/王小明", "正文。", "", ("王小明",)),
        ("", "正文。\n（记者 王小明）", "", ("王小明",)),
        ("", "正文。\n（王小明 李红）", "", ("王小明", "李红")),
        ("", "正文。", "本文来源：北海日报 作者：王小明 李红", ("王小明", "李红")),
        ("", "正文。", "[作者: 刘小仓 责任编辑: 杨丹]", ("刘小仓",)),
        ("", "记者粗略统计，今年以来已有八个部门表态。", "", ()),
        ("", "记者 采访了解到，工厂已经开工。", "", ()),
        ("", "图文并茂的展览中文说明", "", ()),
    ],
)
def test_chinese_byline(head: str, text: str, page: str, expected: tuple[str, ...]) -> None:
    assert byline_of(NONE, head, text, page, "zh") == expected


def test_declared_authors_stand_in_where_none_is_printed() -> None:
    metadata = Metadata(json_ld=JsonLd(authors=("王小明",)), authors=("李红",))
    assert byline_of(metadata, "", "正文。", "", "zh") == ("王小明",)
    assert byline_of(metadata, "作者：赵一", "正文。", "", "zh") == ("赵一",)


@pytest.mark.parametrize(
    ("metadata", "head", "claim", "signed", "expected"),
    [
        (NONE, "", "", (), ()),
        (Metadata(json_ld=JsonLd(authors=("Jane Roe",))), "By Ann Lee", "", (), ("Jane Roe",)),
        (Metadata(authors=("Jane Roe", "Ann Lee")), "", "", (), ("Jane Roe", "Ann Lee")),
        (NONE, "Chip plant opens\nBy Jane Roe and Ann Lee\nOct. 12, 2026", "", (), ("Jane Roe", "Ann Lee")),
        (NONE, "By\nJane Roe\nOct. 12, 2026", "", (), ("Jane Roe",)),
        (NONE, "By Jane Roe, Ann Lee, and Bo Chen", "", (), ("Jane Roe", "Ann Lee", "Bo Chen")),
        (NONE, "Chips are made by Harbour Labs", "", (), ()),
        (NONE, "", "Jane Roe", (), ("Jane Roe",)),
        (NONE, "", "", ("By\nJane Roe\nFollow", "Ann Lee"), ("Jane Roe",)),
        (Metadata(authors=("The Post",)), "", "", (), ()),
    ],
)
def test_english_byline(
    metadata: Metadata, head: str, claim: str, signed: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert byline_of(metadata, head, "Some text.", "", "en", ("The Post",), claim, signed) == expected


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
    assert byline_of(NONE, "", "Some text.", page, "en", ("The Post",)) == expected
    assert byline_of(NONE, "By Sam Day", "Some text.", page, "en", ("The Post",)) == ("Sam Day",)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", ()),
        ("责任编辑：王小明", ("王小明",)),
        ("(责编：胡永秋、杨光宇)", ("胡永秋", "杨光宇")),
        ("责任编辑：杨倩_NF4425", ("杨倩",)),
        ("责编：Demi Xia", ("Demi Xia",)),
        ("编辑：倪小轩 责任编辑：林涛", ("林涛",)),
        ("【编辑：姚昊】", ("姚昊",)),
        ("责任编辑：NF042", ()),
        ("Editing by Jane Roe", ("Jane Roe",)),
        ("Edited by Jane Roe and Ann Lee.", ("Jane Roe", "Ann Lee")),
        ("(Reporting by Jane Roe; editing by Ann Lee, Tom Park and Sue Hill)", ("Ann Lee", "Tom Park", "Sue Hill")),
        ("Reporting by Jane Roe. Editing by Ann Lee. Our standards: fair.", ("Ann Lee",)),
        ("Reporting by Jane Roe, with reporting by Tom Park, editing by Ann Lee.", ("Ann Lee",)),
        ("Reporting and editing by Jane J. Roe", ("Jane J. Roe",)),
        ("Editing by\nJane Roe\nand\nAnn Lee\nMore stories", ("Jane Roe", "Ann Lee")),
        ("责任编辑：王小明\nEditing by Jane Roe", ("王小明",)),
        ("The book, edited by Jane Roe, is out.", ()),
        ("Editing by Hand is slow", ()),
        ("Photo editing by computer", ()),
        ("编辑部搬家了", ()),
    ],
)
def test_editor(page: str, expected: tuple[str, ...]) -> None:
    assert editor_of(page) == expected


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ("", "", ""),
        ("2026-10-12 09:30 来源：北海日报", "", "北海日报"),
        ("来源:\n21世纪经济报道\n(广州)", "", "21世纪经济报道"),
        ("2026-10-12 来源：北海日报·北海网 作者：王小明", "", "北海日报·北海网"),
        ("来源：北海日报 记者 王小明", "", "北海日报"),
        ("来源：北海日报 记者王小明", "", "北海日报"),
        ("来源：北海日报 本报记者 王小明", "", "北海日报"),
        ("来源：北海日报 文/王小明", "", "北海日报"),
        ("来源：北海日报作者：王小明", "", "北海日报"),
        ("来源：北海日报 日期：10月12日", "", "北海日报"),
        ("來源：北海日報 編輯：王小明", "", "北海日報"),
        ("来源：北海记者 2026-10-12", "", "北海记者"),
        ("来源：北海文化网 2026-10-12", "", "北海文化网"),
        ("来源： 作者：王小明", "", ""),
        ("来源：\n责任编辑：王小明", "", ""),
        ("来源：2026-10-12", "", ""),
        ("来源：https://www.example.com/a", "", ""),
        ("來源：北海日報", "", "北海日報"),
        ("", "第一段。\n（本文来源：北海日报）", "北海日报"),
        ("Chip plant opens\nSource: Xinhua", "", "Xinhua"),
        ("能源来源多样", "", ""),
    ],
)
def test_credit(head: str, text: str, expected: str) -> None:
    assert credit_of(NONE, head, text, "") == expected


@pytest.mark.parametrize(
    ("head", "lead", "expected"),
    [
        ("", (), ""),
        ("", ("October 12, 2026", "Reuters"), "Reuters"),
        ("", ("（新华社）",), "新华社"),
        ("", ("By Jane Roe",), ""),
        ("来源：北海日报", ("新华社",), "北海日报"),
        ("Reuters", (), ""),
    ],
)
def test_an_agency_alone_before_the_text_is_the_credit(head: str, lead: tuple[str, ...], expected: str) -> None:
    assert credit_of(NONE, head, "", "", lead) == expected


def test_a_declared_credit_comes_last() -> None:
    metadata = Metadata(meta={"source": "南山社"})
    assert credit_of(metadata, "", "", "", ("新华社",)) == "新华社"
    assert credit_of(metadata, "", "", "") == "南山社"
    assert credit_of(metadata, "来源：北海日报", "", "") == "北海日报"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("新华社北京8月19日电（记者 张三）国务院", "新华社北京8月19日电"),
        ("本报上海10月12日讯 记者获悉", "本报上海10月12日讯"),
        ("中新社香港10月12日電 記者", "中新社香港10月12日電"),
        ("据新华社拉萨电（记者 张三）", "据新华社拉萨电"),
        ("BEIJING, Aug. 19 (Xinhua) -- China said", "BEIJING, Aug. 19 (Xinhua)"),
        ("SANTA FE, N.M. (AP) — A cat", "SANTA FE, N.M. (AP)"),
        ("The company said – again – that it would", ""),
        ("这家公司10月12日发布了新产品。", ""),
    ],
)
def test_dateline(text: str, expected: str) -> None:
    assert dateline_of(text) == expected

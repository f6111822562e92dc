"""Whom an article was taken from, as its page prints or declares it."""

import pytest

from pipeline.claims import Claim
from pipeline.credit import credit_of
from pipeline.json_ld import JsonLd
from pipeline.metadata import Metadata

NONE = Metadata()


def found(metadata: Metadata, head: str, text: str, lead: tuple[str, ...] = ()) -> str:
    claimed = credit_of(metadata, head, text, "", lead)
    return claimed.value if claimed else ""


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
        ("来源｜北海网（ID：beihai）", "", "北海网"),
        ("来源：北海日报 10-12 09:30", "", "北海日报"),
        ("来源：北海日报 09:30", "", "北海日报"),
        ("来源：北海日报 阅读 1234", "", "北海日报"),
        ("来源：北海日报 字体：大 中 小", "", "北海日报"),
        ("来源：《北海》杂志", "", "《北海》杂志"),
        ("来源：《北海日报》", "", "北海日报"),
        ("文章来源：本站原创", "", ""),
        ("来源：北海记者 2026-10-12", "", "北海记者"),
        ("来源：北海文化网 2026-10-12", "", "北海文化网"),
        ("来源： 作者：王小明", "", ""),
        ("来源：\n责任编辑：王小明", "", ""),
        ("来源：2026-10-12", "", ""),
        ("来源：https://www.example.com/a", "", ""),
        ("來源：北海日報", "", "北海日報"),
        ("", "第一段。\n（本文来源：北海日报）", "北海日报"),
        ("Chip plant opens\nSource: Xinhua", "", "Xinhua"),
        ("来源：央广\ufffd\ufffd", "", ""),
        ("能源来源多样", "", ""),
        ("来源于 北海日报 2026年10月12日 08:40", "", "北海日报"),
        ("电力来源于风和水", "", ""),
    ],
)
def test_credit(head: str, text: str, expected: str) -> None:
    assert found(NONE, head, text) == expected


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
    assert found(NONE, head, "", lead) == expected


def test_a_declared_credit_comes_last() -> None:
    metadata = Metadata(meta={"source": "南山社"})
    assert found(metadata, "", "", ("新华社",)) == "新华社"
    assert found(metadata, "", "") == "南山社"
    assert found(metadata, "来源：北海日报", "") == "北海日报"


@pytest.mark.parametrize(
    ("metadata", "text", "expected"),
    [
        (NONE, "新华社北京10月12日电（记者 王小明）工厂开工。", Claim("新华社", "text")),
        (NONE, "据中新社香港10月12日电 工厂开工。", Claim("中新社", "text")),
        (NONE, "本报北京10月12日讯 工厂开工。", None),
        (NONE, "BEIJING, Oct. 12 (Xinhua) -- The plant opened.", Claim("Xinhua", "text")),
        (NONE, "HARBOUR (Harbour Post) -- The plant opened.", None),
        (Metadata(json_ld=JsonLd(authors=("Jane Roe", "Associated Press"))), "", Claim("Associated Press", "json-ld")),
        (Metadata(authors=("Reuters",), meta={"source": "南山社"}), "", Claim("南山社", "meta")),
    ],
)
def test_an_agency_that_signs_is_the_credit(metadata: Metadata, text: str, expected: Claim[str] | None) -> None:
    assert credit_of(metadata, "", text, "") == expected

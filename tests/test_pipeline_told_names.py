"""Names in either language, and which of them another text does not have."""

from typing import Any

import pytest

from config.topics import shipped_topic
from pipeline.names_found import han_names, latin_names
from pipeline.sounds import sounds_like
from pipeline.term_vector import term_vector
from pipeline.told_names import Names, names_in, unnamed


def names(text: str, language: Any) -> Names:
    topic = shipped_topic()
    return names_in(text, language, topic, term_vector(text, language, topic).terms)


@pytest.mark.parametrize(
    ("text", "language", "other", "other_language", "expected"),
    [
        ("", "zh", "", "en", []),
        ("英伟达与华为", "zh", "Nvidia alone", "en", ["华为"]),
        ("Senator Maria Holt of Ohio", "en", "俄亥俄州的玛丽亚·霍尔特", "zh", []),
        ("玛丽亚·霍尔特说", "zh", "Maria Holt said so", "en", []),
        ("玛丽亚·霍尔特说", "zh", "said Daniel Reyes", "en", ["玛丽亚·霍尔特"]),
        ("创始人杨植麟说", "zh", "said Yang Zhilin", "en", []),
        ("创始人杨植麟说", "zh", "said the founder", "en", ["杨植麟"]),
        ("said Maria Holt", "en", "Ms Holt agreed", "en", []),
        ("He spoke in Madrid on Monday", "en", "他周一在马德里说", "zh", []),
        ("he spoke in Madrid", "en", "他周一说", "zh", ["Madrid"]),
        ("保罗·特廖洛认为", "zh", "特廖洛说", "zh", []),
        ("美企和对美关税", "zh", "", "zh", []),
        ("据英国《金融时报》", "zh", "", "zh", []),
    ],
)
def test_unnamed(text: str, language: Any, other: str, other_language: Any, expected: list[str]) -> None:
    found = unnamed(names(text, language), names(other, other_language))
    assert [each.printed for each in found if each.printed != "金融时报"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("斯坦福大学的李安娜", ["斯坦福大学", "李安娜"]),
        ("一家初创公司", []),
        ("帕特·基辛格担任主席", ["帕特·基辛格"]),
    ],
)
def test_chinese_names(text: str, expected: list[str]) -> None:
    found = han_names(text)
    assert [each.printed for each in found] == expected
    assert all(text[each.start :].startswith(each.printed) for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("The firm said. Analysts at Bernstein agreed on Monday.", ["Bernstein"]),
        ("Shares fell. The Shenzhen-based group and Apple's partner", ["Shenzhen", "Apple"]),
        ("He told the University of Oxford", ["University of Oxford"]),
    ],
)
def test_english_names(text: str, expected: list[str]) -> None:
    assert [each.printed for each in latin_names(text)] == expected


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("霍尔特", "Holt", True),
        ("赫格塞思", "Hegseth", True),
        ("普赖斯", "Price", True),
        ("维尔库宁", "Virkkunen", True),
        ("霍尔特", "Reyes", False),
        ("", "Holt", False),
        ("霍尔特", "", False),
        ("马斯克", "Altman", False),
    ],
)
def test_how_a_name_sounds(chinese: str, english: str, expected: bool) -> None:
    assert sounds_like(chinese, english) is expected

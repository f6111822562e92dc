"""The sentences in which a text tells something, and the lines that tell nothing."""

import pytest

from pipeline.told import is_aside, told_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("华为说不。苹果说好。", ["华为说不。", "苹果说好。"]),
        ("“还差得远。”他说。", ["“还差得远。”他说。"]),
        ("“还差得远。”他说。苹果说好。", ["“还差得远。”他说。", "苹果说好。"]),
        ("“还差得远。”\n他说。", ["“还差得远。”", "他说。"]),
    ],
)
def test_who_said_it_belongs_to_the_sentence(text: str, expected: list[str]) -> None:
    found = told_in(text)
    assert [each.text for each in found.sentences] == expected
    assert all(text[each.start : each.end] == each.text for each in found.sentences)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("（责任编辑：王小二）", True),
        ("責編：周洋", True),
        ("参考消息网11月18日报道", True),
        ("聯合新聞網 編譯陳怡君／綜合報導", True),
        ("財聯社電", True),
        ("(Reporting by Lin Mei; Editing by Tom Hale)", True),
        ("By Staff Reporter", True),
        ("免责声明：本文不构成投资建议。", True),
        ("……", True),
        ("华为周一发布新芯片。", False),
        ("参考消息网11月18日报道 华为周一发布新芯片。", False),
        ("By then, Nvidia had sold 600,000 chips; rivals had none.", False),
        ("新芯片由编辑部命名。", False),
    ],
)
def test_asides(sentence: str, expected: bool) -> None:
    assert is_aside(sentence) is expected

"""Sentences of both languages and their places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import sentences
from tests.timing import takes_under


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n \n", []),
        ("no mark", ["no mark"]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said “No.” She left.", ["He said “No.”", "She left."]),
        (
            "Mr. Lin of a U.S. firm paid $3.5 million. He left.",
            ["Mr. Lin of a U.S. firm paid $3.5 million.", "He left."],
        ),
        ("It was sold in the U.S. The buyer is unknown.", ["It was sold in the U.S.", "The buyer is unknown."]),
        ("Harbour Labs Inc. said so. Sen. Roe, e.g. Jane A. Roe Jr. of the Dept. of Rain, agreed.",
         ["Harbour Labs Inc. said so.", "Sen. Roe, e.g. Jane A. Roe Jr. of the Dept. of Rain, agreed."]),
        ("Work began at 9 a.m. on Oct. 3. It ended at 5 p.m. They left.",
         ["Work began at 9 a.m. on Oct. 3.", "It ended at 5 p.m.", "They left."]),
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("他说：“好。”随后离开。", ["他说：“好。”", "随后离开。"]),
        ("「可以嗎？」她問。『可以！』", ["「可以嗎？」", "她問。", "『可以！』"]),
        ("（完成了。）下一句。", ["（完成了。）", "下一句。"]),
        ("模型GPT-4.5发布。算力增长3.2倍；价格下降。", ["模型GPT-4.5发布。", "算力增长3.2倍；", "价格下降。"]),
        ("真的吗?他不信!版本1.2.3可用.", ["真的吗?", "他不信!", "版本1.2.3可用."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("Wait... What", ["Wait...", "What"]),
        ("他停了停……又说。好……", ["他停了停……又说。", "好……"]),
        ("Visit a.example.com now. Done.", ["Visit a.example.com now.", "Done."]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert [each.text for each in sentences(text)] == expected


@given(st.text(alphabet="aBU.S!?。！”’ \n\r\u2028)…芯3", max_size=60))
def test_sentences_lose_nothing_and_know_their_places(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(each.text for each in found).split()) == "".join(text.split())
    assert all(each.text.strip() == each.text == text[each.start : each.end] != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text",
    ["." * 300_000, ".)" * 150_000 + "x", "”" * 300_000, "U." * 150_000, "a.m. " * 60_000, " \n" * 150_000,
     "a. " + " " * 300_000, "?" * 300_000 + "x"],
)  # fmt: skip
def test_hostile_texts_take_no_longer(text: str) -> None:
    assert takes_under(2, lambda: sentences(text))

"""Quotations, and which of them another text has not."""

import pytest

from config.topics import shipped_topic
from pipeline.quotations import quotations_in, unquoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("他说：“我们还差得远。”", ["我们还差得远。"]),
        ("「我們還差得遠」", ["我們還差得遠"]),
        ("所谓“内卷”", []),
        ('"We are far off," he said.', ["We are far off,"]),
        ('a "gift" to Huawei', []),
        ("“没有结束", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    found = quotations_in(text)
    assert [each.text for each in found] == expected
    assert all(text[each.start : each.end] == each.text for each in found)


def test_a_quotation_is_there_in_translation_or_where_the_sentences_tell_the_same() -> None:
    here = quotations_in("“出口管制损害了芯片企业。”“算力不是越多越好。”")
    there = quotations_in('"Export controls hurt chip companies," "What counts is use, not more,"')
    topic = shipped_topic()
    apart = [[False, False], [False, False]]
    found = unquoted((here, there), apart, ("zh", "en"), topic)
    assert ([each.text for each in found[0]], len(found[1])) == (["算力不是越多越好。"], 1)
    assert unquoted((here, there), [[False, False], [False, True]], ("zh", "en"), topic) == ((), ())
    assert unquoted((here, ()), [[], []], ("zh", "en"), topic) == (here, ())
    assert unquoted(((), ()), [], ("zh", "en"), topic) == ((), ())

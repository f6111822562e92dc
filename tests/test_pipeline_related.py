"""Where an article ends on its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.related import end_of, is_prose

ZH = "海港的第二座机房周三通电，比原计划早三个月，公司说明年再建两座。"
EN = "The second plant in the harbour was connected on Wednesday, three months before it was planned."


@pytest.mark.parametrize(
    ("line", "expected"),
    [("", False), (ZH, True), (EN, True), (ZH[:-1], False), ("短句。", False), ("A short dek of one line.", False)],
)
def test_a_sentence_of_a_text(line: str, expected: bool) -> None:
    assert is_prose(line) is expected


@pytest.mark.parametrize(
    ("nodes", "start", "stop"),
    [
        ([], 0, 0),
        (["标题", ZH, ZH], 0, 3),
        (["标题", ZH, ZH, "责任编辑：王小明", "相关新闻", "台风登陆", "2026-09-01"], 0, 4),
        (["Chips", EN, EN, "More Stories", "Typhoon nears"], 0, 3),
        (["Chips", EN, EN, "READ MORE:", "Typhoon nears"], 0, 3),
        (["标题", "相关新闻", "台风登陆", ZH, ZH], 0, 5),  # a box before the text
        (["标题", ZH, ZH, "延伸阅读", "台风登陆", ZH, ZH, ZH], 0, 8),  # one in its midst
        (["标题", ZH, ZH, "延伸阅读", "台风登陆", ZH, ZH, ZH, ZH, "猜你喜欢", "2026-09-01"], 0, 9),
        ([ZH, ZH, "热门新闻", "标题", ZH, ZH, "热门新闻"], 3, 6),
    ],
)
def test_the_end(nodes: list[str], start: int, stop: int) -> None:
    assert end_of(nodes, start, frozenset(nodes)) == stop


@given(st.lists(st.sampled_from([ZH, EN, "相关新闻", "Related", "标题", ""]), max_size=12))
def test_any_nodes(nodes: list[str]) -> None:
    assert 0 <= end_of(nodes, 0, frozenset(nodes)) <= len(nodes)

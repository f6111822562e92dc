"""The rows in which a retelling and its original are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.topics import shipped_topic
from pipeline.beside import rows_of
from pipeline.retelling import retelling_of

TEXTS = st.lists(
    st.sampled_from(
        ["华为发布新芯片。", "苹果股价下跌三成。", "台风登陆广东。", "英伟达获得许可证。", "（责编：李四）"]
    ),
    unique=True,
).map("\n".join)


@pytest.mark.parametrize(
    ("original", "retelling", "expected"),
    [
        ("", "", []),
        ("华为发布新芯片。", "", [((0,), (), False)]),
        ("", "华为发布新芯片。", [((), (0,), False)]),
        (
            "华为发布新芯片。苹果股价下跌三成。",
            "编辑：李四\n苹果股价下跌三成。\n台风登陆广东。",
            [((), (0,), True), ((0,), (), False), ((1,), (1,), False), ((), (2,), False)],
        ),
    ],
)
def test_rows(original: str, retelling: str, expected: list[tuple[tuple[int, ...], tuple[int, ...], bool]]) -> None:
    found = rows_of(retelling_of(original, retelling, ("zh", "zh"), shipped_topic()))
    assert [(each.here, each.there, each.is_aside) for each in found] == expected


@given(TEXTS, TEXTS)
def test_each_sentence_stands_in_one_row(original: str, retelling: str) -> None:
    told = retelling_of(original, retelling, ("zh", "zh"), shipped_topic())
    rows = rows_of(told)
    assert sorted(at for each in rows for at in each.here) == list(range(len(told.original)))
    assert sorted(at for each in rows for at in each.there) == list(range(len(told.retelling)))

"""Who wrote an article, out of a run of names and roles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.byline_roles import OTHER, writers_in


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("", ()),
        ("/", ()),
        ("王小明", ("王小明",)),
        ("王小明、李红", ("王小明", "李红")),
        ("王小明 编辑 李红", ("王小明",)),
        ("王小明 通讯员 李红", ("王小明",)),
        ("通讯员 李红", ("李红",)),
        ("王小明 实习生 李红", ("王小明",)),
        ("刘洋 摄", ()),
        ("刘洋摄", ()),
        ("刘洋、李红 摄", ()),
        ("王小明 文 刘洋 摄", ("王小明",)),
        ("王小明/文 刘洋/图", ("王小明",)),
        ("文/王小明 图/刘洋", ("王小明",)),
        ("图/刘洋 文/王小明", ("王小明",)),
        ("王小明 文/图", ("王小明",)),
        ("王小明 摄影报道", ("王小明",)),
        ("王小明 摄影 刘洋", ("王小明",)),
        ("文字记者 王小明 摄影记者 刘洋", ("王小明",)),
        ("北海晚报记者王小明 李红", ("王小明", "李红")),
        ("校对 李红", ()),
    ],
)
def test_writers(run: str, expected: tuple[str, ...]) -> None:
    assert writers_in(run) == expected


def test_what_is_printed_before_the_first_role_may_be_no_name() -> None:
    assert writers_in("北海日报 记者 王小明", OTHER) == ("王小明",)


@given(st.text("王小明李红 、/：记者摄文图编辑通讯员", max_size=30))
def test_any_run(run: str) -> None:
    assert all(name in run for name in writers_in(run))

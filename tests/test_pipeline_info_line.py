"""Lines of name, time and marks under a headline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.info_line import is_time, joined_parts, parts_of, signer_in


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ()),
        ("耿直 · 3小时前 · 原创", ("耿直", "3小时前", "原创")),
        ("Jane Roe • Oct. 12, 2026", ("Jane Roe", "Oct. 12, 2026")),
        ("3小时前", ()),
        ("时政 | 财经 | 科技", ()),
        ("20261012|国贸|增长率", ()),
    ],
)
def test_parts(line: str, expected: tuple[str, ...]) -> None:
    assert parts_of(line) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("", False),
        ("3小时前", True),
        ("昨天 18:30", True),
        ("10-12", True),
        ("2026-10-12 09:30", True),
        ("Oct 12, 2026", True),
        ("12/10/2026", True),
        ("20261012", False),
        ("2026", False),
        ("北海", False),
    ],
)
def test_a_time(part: str, expected: bool) -> None:
    assert is_time(part) is expected


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ((), ()),
        (("北海观潮", "·", "3小时前", "·", "原创"), ("北海观潮 · 3小时前 · 原创",)),
        (("北海观潮", "3小时前", "原创"), ("北海观潮 · 3小时前 · 原创",)),
        (("Jane Roe", "•", "Oct. 12, 2026", "Share"), ("Jane Roe · Oct. 12, 2026", "Share")),
        (("王小明", "3小时前"), ("王小明", "3小时前")),
    ],
)
def test_nodes_put_to_lines(nodes: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert joined_parts(nodes) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ""),
        (("晚风的猫 · 3小时前 · 原创",), "晚风的猫"),
        (("原创 | 作者：王小明 | 2026-10-12",), "王小明"),
        (("王小明 · 3小时前",), "王小明"),
        (("晚风的猫 · 3小时前",), ""),
        (("北海日报 · 3小时前 · 原创",), ""),
        (("虎嗅 · 3小时前 · 原创",), ""),
        (("Jane Roe • Oct. 12, 2026",), "Jane Roe"),
        (("Business • Oct. 12, 2026",), ""),
        (("时政 | 财经",), ""),
    ],
)
def test_who_signs(lines: tuple[str, ...], expected: str) -> None:
    assert signer_in(lines) == expected


@given(st.lists(st.text("王小明·| 3小时前原创Jane Roe2026-1", max_size=30), max_size=8))
def test_any_lines(lines: list[str]) -> None:
    name = signer_in(joined_parts(tuple(lines)))
    assert name in " ".join(lines)

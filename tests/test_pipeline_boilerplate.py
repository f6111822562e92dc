"""Lines of a host at the ends of its texts: hashed alike however they are printed, cut only where known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate import (
    FIRST_LINES,
    LAST_LINES,
    LONGEST,
    Boilerplate,
    line_hash,
    line_hashes,
    without_boilerplate,
)

FOLLOW = "关注北海日报公众号，看更多新闻"
RIGHTS = "The Harbour Post keeps all rights to this text."


def known(*lines: str) -> Boilerplate:
    return Boilerplate("1", frozenset(line_hashes("\n".join(lines))))


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        (f"第一段。\n第二段。\n{FOLLOW}", (FOLLOW,), "第一段。\n第二段。"),
        (f"{FOLLOW}\n第一段。", (FOLLOW,), "第一段。"),
        (f"第一段。\n{FOLLOW}\n责任编辑：王小明", (FOLLOW,), "第一段。\n责任编辑：王小明"),
        (f"One.\n{RIGHTS.upper()}", (RIGHTS.upper(),), "One."),
        ("第一段。\n第二段。", (), "第一段。\n第二段。"),
        (f"{FOLLOW}\n{RIGHTS}", (), f"{FOLLOW}\n{RIGHTS}"),  # nothing would be left
        ("", (), ""),
    ],
)
def test_known_lines_are_cut(text: str, cut: tuple[str, ...], left: str) -> None:
    assert without_boilerplate(text, known(FOLLOW, RIGHTS)) == (left, cut)


def test_a_line_amid_the_text_stays() -> None:
    lines = [f"第{n}段。" for n in range(FIRST_LINES + LAST_LINES + 1)]
    lines[FIRST_LINES] = FOLLOW
    text = "\n".join(lines)
    assert without_boilerplate(text, known(FOLLOW)) == (text, ())
    assert line_hash(FOLLOW) not in line_hashes(text)


@pytest.mark.parametrize("line", ["", "。", "—— ——", "甲", "长" * (LONGEST + 1)])
def test_what_can_be_no_hosts_line(line: str) -> None:
    assert line_hash(line) is None
    assert line_hashes(line) == ()


def test_a_hash_is_the_same_in_every_release() -> None:
    assert line_hash("返回首頁") == line_hash("返回 首页！") == -2482284753064446357


@given(st.lists(st.text(alphabet="ab中文。 ", max_size=5), max_size=40))
def test_what_is_cut_and_what_is_left_are_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    left, cut = without_boilerplate(text, known("ab", "中文"))
    assert sorted([*left.split("\n"), *cut]) == sorted(text.split("\n"))
    assert without_boilerplate(text, Boilerplate()) == (text, ())
    assert all(-(2**63) <= number < 2**63 for number in line_hashes(text))

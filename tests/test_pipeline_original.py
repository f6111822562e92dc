"""The line 原創 + name at the head of a pasted text."""

from datetime import UTC, datetime

import pytest

from pipeline.original import Original, original_of
from pipeline.read import read_text

STORY = "北海一家工厂周一开始生产新一代芯片，比原计划早了三个月。\n负责人说，首批产品将在年底前交付给客户。"


@pytest.mark.parametrize(
    ("line", "name", "account"),
    [
        ("原創王小明", "王小明", ""),
        ("原创 北海老刘", "北海老刘", ""),
        ("原创：王小明", "王小明", ""),
        ("【原创】王小明 北海观察室 2026-10-12", "王小明", "北海观察室"),
        ("原创", "", ""),
        ("原创 作者：王小明", "王小明", ""),
        ("原创文章", "", ""),
    ],
)
def test_a_line_of_the_mark(line: str, name: str, account: str) -> None:
    assert original_of(f"{line}\n{STORY}") == Original(STORY, name, account, True, line)
    assert original_of(f"新工厂开工\n{line}\n{STORY}") == Original(f"新工厂开工\n{STORY}", name, account, True, line)


@pytest.mark.parametrize(
    "text", ["", "原创", STORY, f"原创歌曲的版税去年增长两成\n{STORY}", f"原创新药在北海获批上市\n{STORY}"]
)
def test_a_headline_that_begins_with_it_stays(text: str) -> None:
    assert original_of(text) == Original(text)


def test_it_is_byline_and_mark_and_no_title() -> None:
    found = read_text(f"原創王小明\n{STORY}", datetime(2026, 11, 1, tzinfo=UTC))
    assert (found.byline, found.original, found.text) == (("王小明",), True, STORY)
    assert found.title == STORY.partition("\n")[0]

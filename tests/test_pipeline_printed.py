"""The times that a page prints around its title."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.moments import Moment
from pipeline.printed import Printed, marked_in, printed_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def shown(moment: Moment | None) -> str:
    return f"{moment.at.astimezone(ZoneInfo(ZONE)):%m-%d %H:%M}" if moment else ""


@pytest.mark.parametrize(
    ("lines", "marked", "bare", "updated", "relative"),
    [
        ((), "", "", "", ""),
        (("标题",), "", "", "", ""),
        (("标题", "2026-10-12 09:30 来源：北海网"), "", "10-12 09:30", "", ""),
        (("标题", "发布时间：2026-10-12 09:30 更新时间：2026-10-13 10:00"), "10-12 09:30", "", "10-13 10:00", ""),
        (("标题", "更新时间：", "2026-10-13 10:00", "发布时间：", "2026-10-12 09:30"),
         "10-12 09:30", "", "10-13 10:00", ""),
        (("Chips", "Published Oct. 12, 2026", "Updated Oct. 13, 2026"), "10-12 00:00", "", "10-13 00:00", ""),
        (("Chips", "Last updated 13 Oct 2026, originally published 12 Oct 2026"),
         "10-12 00:00", "", "10-13 00:00", ""),
        (("标题", "3小时前"), "", "", "", "11-01 05:00"),
        (("标题", "发布于 昨天 18:30"), "", "", "", "10-31 18:30"),
        (("Chips", "By Ann Lee", "2 hours ago"), "", "", "", "11-01 06:00"),
        (("Chips", "2 hours ago", "Oct. 12, 2026"), "", "10-12 00:00", "", ""),
        (("Chips", *["A line"] * 9, "2 hours ago"), "", "", "", ""),
        (("标题", "2026年3月30日，两家工厂分别发布公告，2026年3月31日起正式开工，比原计划早三个月。"), "", "", "", ""),
        (("Chips", "The plant was closed on March 5, 2026, and nobody knew when it would open again."), "", "", "", ""),
    ],
)  # fmt: skip
def test_times_around_a_title(lines: tuple[str, ...], marked: str, bare: str, updated: str, relative: str) -> None:
    found = printed_of(lines, (), ZONE, NOW)
    assert (shown(found.marked), shown(found.bare), shown(found.updated), shown(found.relative)) == (
        marked, bare, updated, relative,
    )  # fmt: skip


def test_a_relative_time_needs_the_title_before_it() -> None:
    assert printed_of(("导航", "3小时前"), (), ZONE, NOW, is_found=False) == Printed()


def test_times_before_the_title() -> None:
    found = printed_of(("标题",), ("今天是2026年11月1日", "发布时间：2026-10-12 09:30"), ZONE, NOW)
    assert (shown(found.early), shown(found.marked)) == ("11-01 00:00", "10-12 09:30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("版权所有 2026", ""),
        ("正文\n发表于2026年10月12日 09:30", "10-12 09:30"),
        ("Text.\nPosted on October 12, 2026", "10-12 00:00"),
    ],
)
def test_a_marked_time_anywhere(text: str, expected: str) -> None:
    assert shown(marked_in(text, ZONE, NOW)) == expected


@given(st.lists(st.text("2026-1年月日:更新发布Updated 前", max_size=30), max_size=6))
def test_any_lines(lines: list[str]) -> None:
    assert isinstance(printed_of(tuple(lines), (), ZONE, NOW), Printed)

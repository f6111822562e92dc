"""The times that a page prints around its title."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.moments import Moment
from pipeline.printed import Printed, days_in, marked_in, printed_of

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
        (("標題", "發佈日期：115/10/12"), "10-12 00:00", "", "", ""),
        (("標題", "更新時間：", "115年10月13日 下午3時20分", "發布日期", "115-10-12"),
         "10-12 00:00", "", "10-13 15:20", ""),
        (("標題", "115/10/12"), "", "", "", ""),
        (("標題", "2026/10/12 10:20（10/13 11:05 更新）"), "", "10-12 10:20", "10-13 11:05", ""),
        (("標題", "2026/10/12 10:20", "（10/13 11:05 更新）"), "", "10-12 10:20", "10-13 11:05", ""),
        (("標題", "（10/13 11:05 更新）"), "", "", "10-13 11:05", ""),
        (("Chips", "Updated 1 hour ago", "Published 3 days ago"), "", "", "11-01 07:00", "10-29 00:00"),
        (("标题", "更新于 1小时前", "发布于 3天前"), "", "", "11-01 07:00", "10-29 00:00"),
        (("標題", "107/03/08 10:20"), "", "03-08 10:20", "", ""),
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("18-03-08", "2018-03-08 00:00"),
        ("发布时间：18-03-08", "2018-03-08 00:00"),
        ("18-03-08 23:16", "2018-03-08 23:16"),
        ("来源：北海日报 18-03-08 23:16", "2018-03-08 23:16"),
        ("(18-03-08 23:16)", "2018-03-08 23:16"),
        ("发布时间:18-03-08 23:16 来源:北海日报", "2018-03-08 23:16"),
        ("18-03-08 23:16 阅读(2018)", "2018-03-08 23:16"),
        ("18/03/08 23:16", "2018-03-08 23:16"),
        ("发布时间：18/03/08 23:16", "2018-03-08 23:16"),
        ("18年3月8日 23:16", "2018-03-08 23:16"),
        ("来源:北海18-3-8 23:16", "2018-03-08 23:16"),
        ("18-03-08 23:16 - 北海日报", "2018-03-08 23:16"),
        ("发布时间：18-03-08 作者:王明", "2018-03-08 00:00"),
        ("来源：CCTV2018年03月08日 23:16", "2018-03-08 23:16"),
        ("V2018年3月8日 23:16", "2018-03-08 23:16"),
        ("2018.03.08.23:16", "2018-03-08 00:00"),
        ("115年3月8日 23:16", "2026-03-08 23:16"),  # a year of the Republic
        ("115-03-08 23:16", "2026-03-08 23:16"),
        ("拍摄时间：18-03-08 12:34", ""),
        ("比分 21-12-19 18:30", ""),
        ("报名时间：18-03-08", ""),
        ("热线：010-18-03-08 23:16", ""),
        ("开放 18-03-08 09:30-17:00", ""),
        ("v2018.3.8.1", ""),
        ("v2018.12.25", ""),
        ("ISBN 978-7-2018-03-08", ""),
        ("来源：直播吧 18-03-08 23:16", "2018-03-08 23:16"),
        ("北海活动中心 18-03-08 23:16", "2018-03-08 23:16"),
        ("更新时间：18-03-20 发布时间：18-03-08", "2018-03-08 00:00"),
        ("更新于 18-03-20", ""),
        ("签约时间：18-03-08", ""),
        ("iOS 18.3.1 10:20", ""),
        ("版本：18.3.8 10:20", ""),
        ("价格 12.11.20 10:20", ""),
        ("北海日报 18.03.08 23:16", "2018-03-08 23:16"),
        ("18.3.8 23:16 来源：北海日报", "2018-03-08 23:16"),
        ("发布时间：18.3.8", "2018-03-08 00:00"),
        ("CCTV新闻 18-03-08 23:16", "2018-03-08 23:16"),
        ("录入时间：18-03-08", "2018-03-08 00:00"),
        ("报名热线 18-03-08 10:20", ""),
        ("直播回放 18-03-08 10:20", ""),
        ("Published 03/11/26 10:20", ""),
    ],
)
def test_a_year_of_two_figures_near_a_title(line: str, expected: str) -> None:
    found = printed_of(("标题", line), (), ZONE, NOW)
    moment = found.marked or found.bare or found.relative
    assert (f"{moment.at.astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}" if moment else "") == expected
    abroad = printed_of(("Chips", line), (), "Europe/London", NOW)
    assert (
        "20" in line or "年" in line or line.startswith("115") or not (abroad.marked or abroad.bare or abroad.relative)
    )


def test_a_relative_time_needs_the_title_before_it() -> None:
    assert printed_of(("导航", "3小时前"), (), ZONE, NOW, is_found=False) == Printed()


def test_times_before_the_title() -> None:
    found = printed_of(("标题",), ("今天是2026年11月1日", "发布时间：2026-10-12 09:30"), ZONE, NOW)
    assert (shown(found.early), shown(found.today), shown(found.marked)) == ("", "11-01 00:00", "10-12 09:30")


TEXT = "海港的第二座机房周三通电，比原计划早三个月，公司说明年再建两座。"


@pytest.mark.parametrize(
    ("after", "before", "kind", "expected"),
    [
        (("标题",), ("2026年11月1日 星期日",), "today", "11-01 00:00"),
        (("标题",), ("2026年11月1日", "星期日"), "today", "11-01 00:00"),
        (("Chips",), ("Sunday, November 1, 2026",), "today", "11-01 00:00"),
        (("标题", "今天是：2026年11月1日"), (), "today", "11-01 00:00"),
        (("Chips",), ("Monday, October 12, 2026",), "early", "10-12 00:00"),
        (("标题",), ("2026年11月1日 星期日 07:30",), "early", "11-01 07:30"),
        (("标题",), ("今日北海 2026年11月1日",), "early", "11-01 00:00"),
        (("标题", TEXT, TEXT, TEXT, "2026-08-08 08:08"), (), "late", "08-08 08:08"),
        (("标题", TEXT, "2026-10-12 09:30", TEXT), (), "bare", "10-12 09:30"),
        (("标题", "2026-10-12", "09:30"), (), "bare", "10-12 09:30"),
        (("标题", "09:30", "2026-10-12"), (), "bare", "10-12 09:30"),
        (("标题", "10-12", "09:30"), (), "relative", "10-12 09:30"),
        (("Chips", "Oct. 12, 2026", "at 9:30 AM"), (), "bare", "10-12 09:30"),
        (("标题", "二〇二六年十月十二日"), (), "bare", "10-12 00:00"),
        (("标题", "民國115年10月12日 09:30"), (), "bare", "10-12 09:30"),
    ],
)
def test_the_kind_of_a_time(after: tuple[str, ...], before: tuple[str, ...], kind: str, expected: str) -> None:
    found = printed_of(after, before, ZONE, NOW)
    kinds = ("marked", "bare", "early", "updated", "relative", "late", "today")
    assert {name: shown(getattr(found, name)) for name in kinds if getattr(found, name)} == {kind: expected}


def test_without_its_title_a_page_may_begin_with_the_day_of_today() -> None:
    found = printed_of(("2026年11月1日 星期日", "首页"), (), ZONE, NOW, is_found=False)
    assert (shown(found.today), found.bare) == ("11-01 00:00", None)


def test_days_in_lines() -> None:
    assert days_in([], ZONE, NOW) == frozenset()
    lines = ["记者 王小明 2026-09-01 11:11", "Oct. 2, 2026", "2026年3月30日，两家工厂正式开工。", "3小时前"]
    assert days_in(lines, ZONE, NOW) == {date(2026, 9, 1), date(2026, 10, 2)}


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

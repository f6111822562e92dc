"""The day of an article where nothing declared or around its title tells it: in its address, or anywhere."""

from datetime import UTC, datetime

import pytest

from pipeline.claims import Claim
from pipeline.markup import tree_of
from pipeline.metadata import Metadata
from pipeline.moments import Moment, zone_of
from pipeline.page_times import Place
from pipeline.printed import printed_of
from pipeline.published import published_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def test_a_guess_is_the_last_layer_and_only_a_day() -> None:
    tree = tree_of('<html><body><p class="date">12 October 2026</p><p>Text.</p></body></html>')
    found = published_of(Metadata(), Place(ZONE, NOW, tree=tree))
    assert found is not None
    assert (found.layer, found.value.precision, found.value.at.day) == ("htmldate", "day", 11)


@pytest.mark.parametrize(("zone", "year"), [(ZONE, None), ("Europe/London", 2008)])
def test_a_guess_does_not_read_a_date_backward(zone: str, year: int | None) -> None:
    tree = tree_of('<html><body><p class="date">18/03/08</p><p>Text.</p></body></html>')
    found = published_of(Metadata(), Place(zone, NOW, tree=tree, page="18/03/08\nText."))
    assert (found.value.at.year if found else None) == year


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("18-03-08", "2026-10-12"),
        ("3天前", "2026-10-12"),
        ("2小时前", "2026-11-01"),
        ("北海日报 26-10-08 23:16", "2026-10-08 23:16"),
        ("10-12 09:30", "2026-10-12 09:30"),
    ],
)
def test_the_day_of_the_address_is_better_than_one_that_is_told(line: str, expected: str) -> None:
    printed = printed_of(("标题", line), (), ZONE, NOW)
    found = published_of(Metadata(), Place(ZONE, NOW, "https://beihai.example/2026/10/12/1.html", printed))
    assert found is not None
    assert f"{found.value.at.astimezone(zone_of(ZONE)):%Y-%m-%d %H:%M}".startswith(expected)


def test_a_time_that_is_marked_anywhere_is_better_than_the_day_of_the_address() -> None:
    near = Place(ZONE, NOW, "https://beihai.example/2026/10/12/1.html", page="发布时间：2026-10-11 08:00")
    found = published_of(Metadata(), near)
    assert found == Claim(Moment(datetime(2026, 10, 11, 0, 0, tzinfo=UTC), "minute", ZONE), "text")


@pytest.mark.parametrize(("zone", "is_day"), [("America/New_York", False), ("Europe/London", True)])
def test_a_guess_does_not_take_the_month_for_the_day(zone: str, is_day: bool) -> None:
    tree = tree_of('<html><body><p class="date">10/3/26</p><p>Text.</p></body></html>')
    found = published_of(Metadata(), Place(zone, NOW, tree=tree, page="10/3/26\nText."))
    assert (found is not None) is is_day


@pytest.mark.parametrize(
    ("line", "is_day"),
    [
        ("电话：20101112", False),
        ("新闻热线 0571-20101112", False),
        ("京ICP备20101112号", False),
        ("Tel: 20101112", False),
        ("License No. 20101112", False),
        ("发布：20101112", True),
        ("电话采访：2010-11-12", True),
    ],
)
def test_a_number_is_no_day(line: str, is_day: bool) -> None:
    tree = tree_of(f"<html><body><p>正文。</p><p>{line}</p></body></html>")
    found = published_of(Metadata(), Place(ZONE, NOW, tree=tree, page=f"正文。\n{line}"))
    assert (f"{found.value.at.astimezone(zone_of(ZONE)):%Y%m%d}" if found else "") == ("20101112" if is_day else "")


@pytest.mark.parametrize("text", ["2026-01-01T00:00:00+99:99", "9999-12-31T23:59:59+14:00", "1" * 5000])
def test_a_guess_never_raises(text: str) -> None:
    tree = tree_of(f'<html><head><meta name="date" content="{text}"></head><body><time>{text}</time></body></html>')
    published_of(Metadata(), Place(ZONE, NOW, tree=tree))

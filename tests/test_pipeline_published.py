"""The layers of evidence for a publication time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.claims import Claim
from pipeline.json_ld import JsonLd
from pipeline.markup import tree_of
from pipeline.metadata import Metadata
from pipeline.moments import Moment
from pipeline.page_times import Place
from pipeline.printed import printed_of
from pipeline.published import published_of, updated_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
CLAIM = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"


TEXT = "海港的第二座机房周三通电，比原计划早三个月，公司说明年再建两座。"


def place(*lines: str) -> Place:
    return Place(ZONE, NOW, printed=printed_of(("Chips", *lines), (), ZONE, NOW))


@pytest.mark.parametrize(
    ("metadata", "near", "claim", "layer", "expected"),
    [
        (Metadata(json_ld=JsonLd(published="2026-10-12T01:00:00Z"), meta={"pubdate": "2026-10-11 09:00"}), (), CLAIM,
         "json-ld", "2026-10-12T01:00:00 second"),
        (Metadata(meta={"article:published_time": "2026-10-12 09:30"}), ("2026-10-11 08:00",), CLAIM,
         "meta", "2026-10-12T01:30:00 minute"),
        (Metadata(meta={"pubdate": "2026-10-12"}), (), None, "meta", "2026-10-11T16:00:00 day"),
        (Metadata(meta={"pubdate": "2026-10-12"}), ("2026-10-12 09:30",), None, "text", "2026-10-12T01:30:00 minute"),
        (Metadata(meta={"pubdate": "2026-10-12"}), ("2026-05-01 09:30",), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(json_ld=JsonLd(published="2026-10-12T00:00:00+08:00")), (), None,
         "json-ld", "2026-10-11T16:00:00 day"),
        (Metadata(items={"datepublished": "2026-10-12 09:30"}), (), None, "meta", "2026-10-12T01:30:00 minute"),
        (Metadata(), ("来源：北海", "2026年10月12日 09:30"), None, "text", "2026-10-12T01:30:00 minute"),
        (Metadata(), ("3 hours ago",), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(), (), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(json_ld=JsonLd(published="2099-01-01")), (), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(times=("2026-10-12T09:30:00+08:00",)), (), None, "text", "2026-10-12T01:30:00 second"),
        (Metadata(published=("2026-10-12 09:30",), changed=("2026-10-14",)), ("2026-10-14", "2026-10-12"), None,
         "meta", "2026-10-12T01:30:00 minute"),
        (Metadata(changed=("2026-10-14",)), ("2026-10-14",), None, "text", "2026-10-13T16:00:00 day"),
        (Metadata(items={"datepublished": "2026-10-20"}), ("2026-10-12",), None, "text", "2026-10-11T16:00:00 day"),
        (Metadata(meta={"date": "2026-10-20"}), ("2026-10-12",), None, "text", "2026-10-11T16:00:00 day"),
        (Metadata(meta={"date": "2026-10-20"}), (), None, "meta", "2026-10-19T16:00:00 day"),
    ],
)  # fmt: skip
def test_layers(metadata: Metadata, near: tuple[str, ...], claim: datetime | None, layer: str, expected: str) -> None:
    found = published_of(metadata, place(*near), claim)
    assert found is not None
    assert found.layer == layer
    assert f"{found.value.at:%Y-%m-%dT%H:%M:%S} {found.value.precision}" == expected


def test_no_evidence() -> None:
    assert published_of(Metadata(), place()) is None
    assert published_of(Metadata(), place(), datetime(1970, 1, 1, tzinfo=UTC)) is None


def test_what_is_given_wins() -> None:
    metadata = Metadata(json_ld=JsonLd(published="2026-10-11T09:30:00+08:00"))
    found = published_of(metadata, place(), given={"published_at": Claim("2小时前", "host")})
    assert found is not None
    assert (found.layer, found.value.at) == ("host", datetime(2026, 10, 31, 22, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("url", "page", "layer", "expected"),
    [
        ("https://beihai.example/2026/10/12/chips", "", "url", "2026-10-12 day"),
        ("https://beihai.example/2026/10/chips", "", "url", "2026-10-01 month"),
        ("https://beihai.example/2026/10/12/chips", "发布时间：2026-10-13 09:30", "text", "2026-10-13 minute"),
        ("https://beihai.example/chips", "", "", ""),
    ],
)
def test_guesses(url: str, page: str, layer: str, expected: str) -> None:
    found = published_of(Metadata(), Place(ZONE, NOW, url, page=page))
    local = found.value.at.astimezone(ZoneInfo(ZONE)) if found else None
    assert (found.layer if found else "") == layer
    assert (f"{local:%Y-%m-%d} {found.value.precision}" if found else "") == expected


@pytest.mark.parametrize(
    ("after", "before", "url", "layer", "expected"),
    [
        ((), ("2026年11月1日",), "/2026/10/12/chips", "url", "10-12 day"),
        ((), ("2026年11月1日",), "/2026/10/chips", "url", "10-01 month"),
        ((), ("2026年10月12日",), "/2026/10/chips", "text", "10-12 day"),
        ((), ("2026年10月12日",), "/chips", "text", "10-12 day"),
        ((), ("今天是2026年11月1日",), "/chips", "", ""),
        (("3天前",), ("2026年11月1日 星期日",), "/chips", "text", "10-29 day"),
        (("3天前",), ("2026年11月1日",), "/2026/10/28/chips", "url", "10-28 day"),
        (("10-12 23:52",), ("2026年11月1日",), "/2026/10/12/chips", "text", "10-12 minute"),
        (("10-12 23:52",), (), "/2025/10/12/chips", "text", "10-12 minute"),
        ((*[TEXT] * 3, "2026-08-08 08:08"), (), "/2026/10/12/chips", "url", "10-12 day"),
        ((*[TEXT] * 3, "2026-10-12 08:08"), (), "/2026/10/12/chips", "text", "10-12 minute"),
        ((*[TEXT] * 3, "2026-08-08 08:08"), (), "/chips", "text", "08-08 minute"),
    ],
)  # fmt: skip
def test_doubtful_times(after: tuple[str, ...], before: tuple[str, ...], url: str, layer: str, expected: str) -> None:
    printed = printed_of(("标题", *after), before, ZONE, NOW)
    found = published_of(Metadata(), Place(ZONE, NOW, f"https://beihai.example{url}", printed))
    local = found.value.at.astimezone(ZoneInfo(ZONE)) if found else None
    assert (found.layer if found else "") == layer
    assert (f"{local:%m-%d} {found.value.precision}" if found else "") == expected


def test_a_time_without_a_year_takes_that_of_the_address() -> None:
    printed = printed_of(("标题", "10-12 23:52"), (), ZONE, NOW)
    found = published_of(Metadata(), Place(ZONE, NOW, "https://beihai.example/2024/10/12/chips", printed))
    assert found is not None
    assert found.value.at == datetime(2024, 10, 12, 15, 52, tzinfo=UTC)


def test_another_year_may_lack_the_day() -> None:
    fetched_at = datetime(2024, 3, 3, tzinfo=UTC)
    printed = printed_of(("标题", "02-29 23:52"), (), ZONE, fetched_at)
    found = published_of(Metadata(), Place(ZONE, fetched_at, "https://beihai.example/2023/02/chips", printed))
    assert found is not None
    assert found.value.at == datetime(2024, 2, 29, 15, 52, tzinfo=UTC)


def test_a_day_that_stands_beside_other_stories_alone_is_none() -> None:
    beyond = ["记者 王小明 2026-09-01"]
    tree = tree_of('<html><body><p>Text.</p><p class="date">1 September 2026</p></body></html>')
    metadata = Metadata(times=("2026-09-01T09:30:00+08:00",), items={"datepublished": "2026-09-01"})
    assert published_of(metadata, Place(ZONE, NOW, tree=tree, beyond=beyond)) is None
    assert published_of(metadata, Place(ZONE, NOW, tree=tree, beyond=beyond, own=["2026-09-01"])) is not None
    assert published_of(metadata, Place(ZONE, NOW, tree=tree)) is not None


def test_a_time_of_change_is_the_last_guess_but_one() -> None:
    near = place("Chip plant opens", "Last updated: October 12, 2026")
    found, updated = published_of(Metadata(), near), updated_of(Metadata(), near, None)
    assert found == updated == Claim(Moment(datetime(2026, 10, 11, 16, tzinfo=UTC), "day", ZONE), "text")


@pytest.mark.parametrize(
    ("metadata", "near", "layer", "expected"),
    [
        (Metadata(json_ld=JsonLd(modified="2026-10-13T10:00:00Z")), (), "json-ld", "2026-10-13T10:00:00 second"),
        (Metadata(json_ld=JsonLd(modified="2026-10-13")), (), "json-ld", "2026-10-12T16:00:00 day"),
        (Metadata(changed=("2026-10-13 10:00",)), (), "meta", "2026-10-13T02:00:00 minute"),
        (Metadata(), ("Chips", "Updated", "October 13, 2026"), "text", "2026-10-12T16:00:00 day"),
        (Metadata(meta={"article:modified_time": "2026-10-01"}), (), "", ""),
        (Metadata(), (), "", ""),
    ],
)
def test_updated(metadata: Metadata, near: tuple[str, ...], layer: str, expected: str) -> None:
    published = Moment(datetime(2026, 10, 12, tzinfo=UTC), "second", "stated")
    found = updated_of(metadata, place(*near), published)
    assert (found.layer if found else "") == layer
    assert (f"{found.value.at:%Y-%m-%dT%H:%M:%S} {found.value.precision}" if found else "") == expected


@pytest.mark.parametrize(
    ("metadata", "near", "zone"),
    [
        (Metadata(meta={"pubdate": "2026-10-12T01:30:00Z"}), (), "stated"),
        (Metadata(meta={"pubdate": "2026-10-12T01:30:00Z"}, times=("2026-10-12T01:45:00-06:00",)), (), "-06:00"),
        (
            Metadata(json_ld=JsonLd(published="2026-10-12T01:30:00Z", modified="2026-10-12T03:00:00+10:00")),
            (),
            "+10:00",
        ),
        (Metadata(meta={"pubdate": "2026-10-12T01:30:00Z"}), ("2026-10-11 19:30",), "-06:00"),
        (Metadata(meta={"pubdate": "2026-10-12T01:30:00+08:00"}, times=("2026-10-12T01:45:00-06:00",)), (), "+08:00"),
        (Metadata(meta={"pubdate": "2026-10-12 01:30"}, times=("2026-10-12T01:45:00-06:00",)), (), ZONE),
    ],
)
def test_the_zone_of_the_clock_of_a_page(metadata: Metadata, near: tuple[str, ...], zone: str) -> None:
    found = published_of(metadata, place(*near))
    assert found is not None
    assert found.value.zone == zone

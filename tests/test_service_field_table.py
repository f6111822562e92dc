"""Articles as tables for people: every field has a place, times say no more than their page printed."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from pipeline.citations import citations_of
from pipeline.values import Article, Precision, Repair
from service.field_table import ORDER, TIMES, field_table, repair_lines, time_text
from service.read_pages import noted_url, source_for
from service.reading import cited_lines, cut_lines
from service.tables import when
from storage.stored import Listed, StoredArticle
from tests.builders import article

EVENING = datetime(2026, 10, 11, 16, 0, tzinfo=UTC)  # the 12th in Shanghai
BESIDE = {f"{kind}_{part}" for kind in TIMES for part in ("precision", "from", "zone")}
APART = {"text", "copies", "layers", "repairs", "cut", "doubts"}


@pytest.mark.parametrize("kind", [Article, StoredArticle])
def test_every_field_has_a_place(kind: type[Article | StoredArticle]) -> None:
    assert {each.name for each in fields(kind)} <= {*ORDER} | BESIDE | APART


@pytest.mark.parametrize(
    ("precision", "printed", "zone", "shown"),
    [
        ("day", "Asia/Shanghai", "UTC", "2026-10-12"),
        ("day", "Asia/Shanghai", None, "2026-10-12"),
        ("month", "Asia/Shanghai", "UTC", "2026-10"),
        ("day", "stated", "UTC", "2026-10-11"),
        ("minute", "Asia/Shanghai", "UTC", "2026-10-11 16:00 UTC"),
        ("minute", "Asia/Shanghai", None, "2026-10-12 00:00 Asia/Shanghai"),
        ("second", "stated", None, "2026-10-11 16:00:00 UTC"),
        ("second", "stated", "Asia/Tokyo", "2026-10-12 01:00:00 Asia/Tokyo"),
        ("second", "+08:00", None, "2026-10-12 00:00:00 UTC+08:00"),
        ("second", "+08:00", "Asia/Tokyo", "2026-10-12 01:00:00 Asia/Tokyo"),
        (None, "", "UTC", "2026-10-11 16:00:00 UTC"),
    ],
)
def test_a_time_says_what_was_printed(precision: Precision | None, printed: str, zone: str | None, shown: str) -> None:
    assert time_text(EVENING, precision, printed, ZoneInfo(zone) if zone else None) == shown


def test_a_list_shows_a_bare_day_as_printed() -> None:
    row = Listed(
        id=1, url="", source="a", title="", dek="", credit="", declared_origin="", language="zh", script="Hans",
        published_at=EVENING, published_precision="day", published_zone="Asia/Shanghai", first_seen_at=EVENING,
        metadata_only=False, revision=0, family_id=None, gone_at=None, copies=(), topics=(), off_topics=(),
        facets=(),
    )  # fmt: skip
    assert when(row, UTC) == "2026-10-12"
    assert when(replace(row, published_precision="minute"), UTC) == "2026-10-11 16:00"
    assert when(replace(row, published_at=None), UTC) == "~2026-10-11 16:00"


def test_a_table_names_layers_and_leaves_out_what_is_unknown() -> None:
    told = article(
        language="zh", published_at=EVENING, published_precision="day", published_zone="Asia/Shanghai",
        published_from="text", byline=("许闻笙", "高屿"), layers=(("byline", "host"), ("text", "general")),
        original=True, dek="", words=984,
    )  # fmt: skip
    at = Console(width=120)
    with at.capture() as held:
        at.print(field_table(told, UTC, ("fetched_at",)))
    rows = {line.split()[0]: line.split()[1:] for line in held.get().splitlines()}
    assert rows["published_at"] == ["2026-10-12", "text,", "read", "in", "Asia/Shanghai"]
    assert rows["byline"] == ["许闻笙、高屿", "host"]
    assert rows["original"] == ["yes"]
    assert rows["text"] == ["984", "characters", "general"]
    assert not {"published_precision", "published_from", "fetched_at", "dek", "stub"} & set(rows)


def test_readings_are_told_by_their_number() -> None:
    readings = tuple(Repair("reading", "text", at, "(lǐng)", "") for at in range(120))
    lines = repair_lines((*readings, Repair("notice", "text", 900, "\n免責聲明", "")))
    assert lines == ["120 readings in parentheses cut, as in (lǐng)", "notice at 900 of text: 免責聲明 → nothing"]
    assert repair_lines((*readings, Repair("more", "", 0, "", "8"))) == [
        lines[0],
        "and 8 other repairs that are not listed",
    ]
    assert repair_lines(()) == []


def test_what_a_page_prints_twice_is_told_by_its_beginning() -> None:
    first = "港口的第二座机房周三通电，比原计划早三个月，工程师们都到了。"
    told = article(text=f"{first}\n短", cut=(first, "短", "责任编辑：赵一"))
    assert cut_lines(told) == ["printed again: 港口的第二座机房周三通电，比原计划早三个…", "短", "责任编辑：赵一"]


def test_a_cited_outlet_is_named_in_both_languages() -> None:
    # 金融时报 alone is also a paper in Beijing.
    lines = cited_lines(
        citations_of("According to the Financial Times, the model was trained on domestic chips.", "en")
    )
    assert lines[0] == "金融时报 Financial Times (ft, GB, commercial), 1 sentence"


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        ("https://www.beihai.example/a", "港口的第二座机房周三通电，比原计划早三个月。", "Asia/Shanghai"),
        ("https://www.beihai.com.cn/a", "The plant was connected on Wednesday.", "Asia/Shanghai"),
        ("https://www.harbour.co.uk/a", "The plant was connected on Wednesday.", "Europe/London"),
        ("https://www.harbour.example/a", "The plant was connected on Wednesday.", "UTC"),
        ("", "", "UTC"),
    ],
)
def test_a_page_without_a_source_is_read_in_the_zone_of_its_country(url: str, text: str, expected: str) -> None:
    assert source_for(url, text).timezone == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("<!-- saved from url=(0031)https://www.harbor.example/a/b -->", "https://www.harbor.example/a/b"),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        ("<!doctype html>", ""),
        ("", ""),
    ],
)
def test_a_browser_notes_where_a_page_was_saved_from(start: str, expected: str) -> None:
    assert noted_url(f"{start}\n<html>") == expected

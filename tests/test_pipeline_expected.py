"""What a person expects of a page, typed and held against a reading."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.expected import FIELDS, first_of, last_of, published_text, reading_of, typed, unlike
from pipeline.values import Article
from tests.builders import article

READ = article(
    title="北海港试用驳船",
    text="北海港十二日开始试用无人驳船，为期三个月。\n局长说，记录都会公布。",
    byline=("林一舟", "何知远"),
    credit="北海日报",
    published_at=datetime(2026, 10, 12, 1, 30, tzinfo=UTC),
    published_precision="minute",
    published_zone="Asia/Shanghai",
)


def test_of_nothing_nothing_is_read() -> None:
    told = reading_of(None)
    assert set(told) == set(FIELDS)
    assert not any(told.values())


def test_what_is_read_is_as_expected() -> None:
    assert unlike(reading_of(READ), READ, "Asia/Shanghai") == {}


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        ("second", "2026-10-12T09:30:00+08:00"),
        ("minute", "2026-10-12T09:30+08:00"),
        ("day", "2026-10-12"),
        ("month", "2026-10"),
    ],
)
def test_a_time_is_told_as_precisely_as_it_was_printed(precision: Any, told: str) -> None:
    assert published_text(replace(READ, published_precision=precision)) == told
    assert published_text(replace(READ, published_at=None)) == ""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "", ""),
        ("短。", "短。", "短。"),
        ("one two three four five six seven", "one two three four five six", "two three four five six seven"),
        (READ.text, "北海港十二日开始试用无人", "局长说，记录都会公布。"),
    ],
)
def test_ends(text: str, first: str, last: str) -> None:
    assert (first_of(text), last_of(text)) == (first, last)


@pytest.mark.parametrize(
    ("field", "answer", "value"),
    [
        ("title", " 标题 ", "标题"),
        ("title", "-", ""),
        ("byline", "林一舟、何知远", ["林一舟", "何知远"]),
        ("byline", "Ann Lee, Bo Wu", ["Ann Lee", "Bo Wu"]),
        ("byline", "-", []),
        ("paragraphs", "12", 12),
        ("published", "2026-10-12", "2026-10-12"),
        ("published", "-", ""),
    ],
)
def test_what_is_typed(field: str, answer: str, value: Any) -> None:
    assert typed(field, answer) == value


@pytest.mark.parametrize(("field", "answer"), [("paragraphs", "many"), ("characters", "-"), ("published", "Monday")])
def test_what_can_not_be_meant(field: str, answer: str) -> None:
    with pytest.raises(ValueError, match="a"):
        typed(field, answer)


@pytest.mark.parametrize(
    ("expected", "is_like"),
    [
        ({"published": "2026-10-12T01:30+00:00"}, True),
        ({"published": "2026-10-12T09:30"}, True),
        ({"published": "2026-10-12"}, False),
        ({"published": "soon, I hope"}, False),
        ({"published": ""}, False),
        ({"first": "北海港"}, True),
        ({"first": ""}, False),
        ({"last": "公布。"}, True),
        ({"last": "北海港"}, False),
        ({"byline": ["林一舟"]}, False),
        ({"title": "北海港试用驳船"}, True),
        ({"paragraphs": 2, "characters": 32}, True),
    ],
)
def test_a_reading_is_held_against_it(expected: dict[str, Any], is_like: bool) -> None:
    assert (not unlike(expected, READ, "Asia/Shanghai")) is is_like


def test_of_no_article_only_nothing_is_like() -> None:
    nothing: Article | None = None
    assert unlike({"title": "", "first": "", "byline": []}, nothing, "UTC") == {}
    assert set(unlike({"title": "a", "published": "2026-10-12", "last": "b"}, nothing, "UTC")) == {
        "title",
        "published",
        "last",
    }

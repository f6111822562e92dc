"""Attention: what a side publishes of what is asked for, by source and by day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attention import Published, Share, attention, share_of


def published(side: str, source: str, day: int, text: int, is_meant: bool) -> Published:
    return Published(side, source, date(2026, 10, day), ("family", text), is_meant)


ROWS = (
    published("zh", "caijing", 12, 1, True),
    published("zh", "keji", 13, 1, True),
    published("zh", "keji", 13, 2, False),
    published("en", "harbor", 15, 1, True),
    published("en", "harbor", 15, 3, False),
    published("en", "ledger", 19, 4, False),
)


def test_shares() -> None:
    english, chinese = attention(ROWS, "day")[0]
    assert (english.side, english.articles.part, english.articles.whole, english.texts.part) == ("en", 1, 3, 1)
    assert (chinese.articles.part, chinese.articles.whole) == (2, 3)
    assert (chinese.texts.part, chinese.texts.whole) == (1, 2)  # two articles carry one text
    assert [(each.source, each.share.part, each.share.whole) for each in chinese.outlets] == [
        ("caijing", 1, 1),
        ("keji", 1, 2),
    ]


def test_volume() -> None:
    days = attention(ROWS, "day")[1]
    assert [each.start.day for each in days] == list(range(12, 20))
    assert (days[1].articles, days[1].of_articles) == ({"zh": 1}, {"zh": 2})
    assert (days[2].articles, days[2].of_articles) == ({}, {})
    weeks = attention(ROWS, "week")[1]
    assert [(each.start.day, each.articles) for each in weeks] == [(12, {"zh": 2, "en": 1}), (19, {})]


def test_nothing_published() -> None:
    assert attention((), "day") == ((), ())


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 1000, 0.0002, 0.0056)],
)
def test_between_what_a_share_lies(part: int, whole: int, low: float, high: float) -> None:
    found = share_of(part, whole)
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)
    assert found.is_small == (whole < 30)


def test_a_share_of_nothing() -> None:
    assert share_of(0, 0) == Share(0, 0, None, None, None)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_between_its_bounds(part: int, more: int) -> None:
    found = share_of(part, part + more)
    assert found.low is not None
    assert found.share is not None
    assert found.high is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


@given(st.lists(st.sampled_from(ROWS)), st.sampled_from(["day", "week"]))
def test_every_article_is_counted_once(rows: list[Published], by: str) -> None:
    sides, volumes = attention(rows, "week" if by == "week" else "day")
    assert sum(each.articles.whole for each in sides) == len(rows)
    assert sum(sum(each.of_articles.values()) for each in volumes) == len(rows)
    assert sum(sum(each.articles.values()) for each in volumes) == sum(row.is_meant for row in rows)

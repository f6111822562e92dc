"""The sides of a story: who tells it, since when, and how long after the first."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sides import Cut, Side, Teller, sides_of, texts_in

AT = datetime(2026, 10, 12, 9, tzinfo=UTC)


def teller(number: int, hours: float, source: str, language: str, whose: str = "", family: int | None = None) -> Teller:
    cuts: dict[Cut, str] = {"language": language}
    if whose:
        cuts["ownership"] = whose
    return Teller(number, f"title {number}", AT + timedelta(hours=hours), source, family, cuts)


STORY = (
    teller(1, 3, "xinhua", "zh", "wire", 7),
    teller(2, 1, "reuters", "en", "wire"),
    teller(3, 5, "sina", "zh", "commercial", 7),
    teller(4, 4, "sina", "zh", "commercial"),
    teller(5, 9, "gone", "zh"),
)


def test_sides_by_language() -> None:
    english, chinese = sides_of(STORY, "language")
    assert english == Side("en", "title 2", 2, STORY[1].at, timedelta(), 1, 1, ("reuters",), (("wire", 1),))
    assert (chinese.headline, chinese.lag, chinese.articles, chinese.texts) == ("title 1", timedelta(hours=2), 4, 3)
    assert chinese.sources == ("xinhua", "sina", "gone")
    assert chinese.ownerships == (("commercial", 1), ("unknown", 1), ("wire", 1))


@pytest.mark.parametrize(
    ("cut", "names"),
    [("ownership", ["wire", "commercial", "unknown"]), ("language", ["en", "zh"]), ("edited_in", ["unknown"])],
)
def test_cuts(cut: Cut, names: list[str]) -> None:
    assert [each.name for each in sides_of(STORY, cut)] == names


def test_no_articles() -> None:
    assert (sides_of((), "language"), texts_in(())) == ((), 0)


@given(
    st.lists(st.sampled_from(STORY), unique_by=lambda each: each.id),
    st.sampled_from(["language", "edited_in", "ownership"]),
)
def test_every_article_is_on_one_side(its: Sequence[Teller], cut: Cut) -> None:
    found = sides_of(its, cut)
    assert sum(each.articles for each in found) == len(its)
    assert texts_in(its) <= len(its)
    assert [each.lag for each in found] == sorted(each.lag for each in found)
    assert all(each.lag >= timedelta() for each in found)
    assert sides_of(list(reversed(its)), cut) == found

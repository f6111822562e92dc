"""What became of relays."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citations import Citation, citations_of
from pipeline.relays import Original, Relay, relay_of, score

AT = datetime(2025, 8, 27, 2, tzinfo=UTC)
TERMS = {"chips": 2.0, "ft": 0.1, "1200000000000": 3.0, "yields": 1.0}
OTHER = {"football": 3.0, "ft": 0.1}


def citation(text: str) -> Citation:
    (found,) = citations_of(text, "zh", AT, "Asia/Shanghai")
    return found


def original(of: int, days: float, terms: dict[str, float], outlet: str = "ft") -> Original:
    return Original(of, outlet, AT - timedelta(days=days), terms)


TOLD = citation("据英国《金融时报》8月19日报道，新工厂下月开工。")
UNTOLD = citation("《金融时报》称，新工厂下月开工。")


@pytest.mark.parametrize(
    ("cited", "originals", "expected"),
    [
        (TOLD, [], None),
        (TOLD, [original(1, 8, TERMS)], 1),
        (TOLD, [original(1, 8, OTHER)], None),
        (TOLD, [original(1, 8, TERMS, "wsj")], None),
        (TOLD, [original(1, 3, TERMS)], None),
        (UNTOLD, [original(1, 3, TERMS), original(2, 5, TERMS)], 2),
        (UNTOLD, [original(1, 3, TERMS), original(2, 5, TERMS | OTHER)], 1),
        (UNTOLD, [original(1, 15, TERMS)], None),
        (UNTOLD, [original(1, -2, TERMS)], None),
        (UNTOLD, [Original(1, "ft", None, TERMS)], None),
    ],
)
def test_which_original_is_found(cited: Citation, originals: list[Original], expected: int | None) -> None:
    found = relay_of(cited, AT, TERMS, originals, is_collected=True)
    assert (found.end, found.of) == ("linked" if expected else "not-found", expected)
    assert relay_of(cited, AT, TERMS, reversed(originals), is_collected=True) == found


def test_what_is_linked_says_why() -> None:
    found = relay_of(TOLD, AT, TERMS, [original(7, 8, TERMS)], is_collected=False)
    assert found.score == pytest.approx(1)
    assert found.evidence == ("1200000000000", "chips", "yields", "ft")


def test_of_what_is_not_collected_nothing_more_is_known() -> None:
    assert relay_of(TOLD, AT, TERMS, [], is_collected=False) == Relay("ft", TOLD.date, "known-not-collected")


@given(
    st.dictionaries(st.text(max_size=3), st.floats(0.01, 10)), st.dictionaries(st.text(max_size=3), st.floats(0.01, 10))
)
def test_scores_are_alike_both_ways(one: dict[str, float], other: dict[str, float]) -> None:
    assert score(one, other) == pytest.approx(score(other, one))
    assert -0.001 <= score(one, other) <= 1.001

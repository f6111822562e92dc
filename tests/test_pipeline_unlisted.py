"""Outlets that the table does not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.unlisted import unlisted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("据《寒江日报》报道，工厂开工。", ["寒江日报"]),
        ("德国《南风》报道，工厂开工。", ["南风"]),
        ("据外媒Chipwinkel报道，工厂开工。", ["Chipwinkel"]),
        ("据寒江新闻报道，工厂开工。", ["寒江新闻"]),
        ("《劳动法》规定，工厂应当停工。", []),
        ("The Elm Creek Dispatch had the story.", ["Elm Creek Dispatch"]),
        ("A plant opened, Portuguese newspaper Navegante wrote.", ["Navegante"]),
        ("Moldova's Zorile daily found the plant.", ["Zorile"]),
        ("Navegante, a Lisbon weekly, found the plant.", ["Navegante"]),
        ("We saw KZZQ film it.", ["KZZQ"]),
        ("Elm Creek Online reported on Monday that a plant had opened.", ["Elm Creek Online"]),
        ("The World Health Organization reported on Monday that it had risen.", []),
        ("Vindman reported to him.", []),
        ("The Post reported it on Monday.", []),
    ],
)
def test_outlets_by_their_shape(text: str, expected: list[str]) -> None:
    assert [name for _, _, name in unlisted(text)] == expected


@given(st.text(max_size=200))
def test_a_name_stands_where_it_is_said_to(text: str) -> None:
    for start, end, name in unlisted(f"德国《南风》报道 {text} the Elm Creek Dispatch {text}"):
        assert name in f"德国《南风》报道 {text} the Elm Creek Dispatch {text}"[start:end]

"""English words and names with digits, and their stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.english import MOST_PIECES, TERMS, pieces_of, plain, term_of, terms_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("the of and", ()),
        ("Controls on exports", ("control", "export")),
        ("export-control export", ("export", "control")),
        ("China’s chips", ("china", "chip")),
        ("Wang Hu'ning", ("wang", "hune")),
        ("Müller in Zürich", ("muller", "zurich")),
        ("an H20 and GPT-4", ("h20", "gpt4")),
        ("mid-2025", ("mid",)),
        ("x 5 --- ''", ()),
        ("twelve in November", ("#12", "#m11")),
        ("Иванов и 芯片", ()),
    ],
)
def test_terms(text: str, expected: tuple[str, ...]) -> None:
    assert terms_of(text) == expected


@given(st.text())
def test_a_plain_text_is_ascii(text: str) -> None:
    assert plain(text).isascii()
    assert plain(plain(text)) == plain(text)


@given(st.text(st.sampled_from("aB 1-'’é中—")))
def test_pieces_are_what_the_words_are_in(text: str) -> None:
    assert all(piece.strip() == piece and piece for piece in pieces_of(plain(text)))


def test_a_long_word_is_cut() -> None:
    assert len(term_of("a" * 1000)) == 40


def test_not_all_pieces_are_remembered() -> None:
    for number in range(MOST_PIECES + 10):
        assert TERMS[f"q{number}"]
    assert len(TERMS) <= MOST_PIECES + 1

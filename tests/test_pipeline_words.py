"""Words of a text: Han characters and words of other scripts."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.words import beyond_ascii, number_of_words
from tests.timing import grows_with_size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        (" \n。，", 0),
        ("星海发布新模型。", 7),
        ("Harbour Labs opens, on Monday.", 5),
        ("用GPT-5训练，涨了30%", 8),
        ("\U00020000〇", 2),
        ("naïve café", 2),
    ],
)
def test_words_and_characters_are_counted(text: str, expected: int) -> None:
    assert number_of_words(text) == expected


@given(st.text(st.characters()))
def test_what_is_beyond_ascii(text: str) -> None:
    assert beyond_ascii(text) == "".join(character for character in text if ord(character) > 127)


@given(st.text(), st.text())
def test_a_line_break_parts_words(one: str, other: str) -> None:
    assert number_of_words(f"{one}\n{other}") == number_of_words(one) + number_of_words(other)


@pytest.mark.parametrize("unit", ["a", "中", "a中", " a", "-"])
def test_the_time_is_linear(unit: str) -> None:
    assert grows_with_size(lambda number: partial(number_of_words, unit * number), 100_000)

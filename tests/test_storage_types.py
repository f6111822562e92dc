"""The column types: what is taken out of a text before it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.types import UNSTORABLE, storable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("輝達 Nvidia \U00020000", "輝達 Nvidia \U00020000"),
        ("a\0b", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("\udfff\0\0", "\ufffd"),
    ],
)
def test_a_text_loses_what_no_database_takes(value: str, expected: str) -> None:
    assert storable(value) == expected


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from("\0\ud800\udfff")))
def test_the_short_way_gives_what_translating_gives(value: str) -> None:
    assert storable(value) == value.translate(UNSTORABLE)

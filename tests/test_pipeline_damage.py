"""The share of a text that is damage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.damage import damage_of


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("A healthy text: café, 中文, “quoted”, naïve.", 0.0),
        ("星海\ufffd\ufffd研究", 2 / 6),
        ("锟斤拷abc", 3 / 6),
        ("cafÃ©", 2 / 5),
        ("It\u00e2\u0080\u0099s", 2 / 6),
        ("Itâ€™s", 3 / 6),
        ("烫烫烫烫", 1.0),
    ],
)
def test_share(text: str, share: float) -> None:
    assert damage_of(text) == pytest.approx(share)


@given(st.text())
def test_it_is_a_share(text: str) -> None:
    assert 0.0 <= damage_of(text) <= 1.0

"""Places of a folded text: the same as the offsets of folding."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.fold import fold
from pipeline.places import placed


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("…½㎏輝ＡＩ\u00adİ中a"))))
@example("")
@example("……US…")
def test_same_as_fold(text: str) -> None:
    whole, found = fold(text), placed(text)
    assert found.text == whole.text
    origins = [found.origin(at, at + 1) for at in range(len(whole.text))]
    assert origins == [(offset, offset + 1) for offset in whole.offsets]


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"), [("輝達", 0, 2, (0, 2)), ("…AI", 3, 5, (1, 3)), ("3㎏", 1, 3, (1, 2))]
)
def test_origin(text: str, start: int, end: int, expected: tuple[int, int]) -> None:
    assert placed(text).origin(start, end) == expected

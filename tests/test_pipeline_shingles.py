"""Windows of letters: how long they are in each script, and hashes that stay the same for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.shingles import MOST_LETTERS, windows

LETTERS = st.text(st.sampled_from("芯片出口管制算力模型chipmodel2026"), max_size=80)


@pytest.mark.parametrize(
    ("letters", "shingles", "passages"),
    [
        ("", 0, 0),
        ("芯片出", 0, 0),
        ("芯片出口", 1, 0),
        ("芯片出口管制新规", 5, 1),
        ("chipsal", 0, 0),
        ("chipsale", 1, 0),
        ("chipexportcontrolsarenew", 17, 1),
        ("芯片chip", 1, 0),  # two Han and four Latin letters fill a short window
        ("芯片出口c", 1, 0),
        ("芯片出口ch", 2, 0),
        ("c芯片出口", 2, 0),  # a letter more where Han and Latin ones can not fill it evenly
        ("芯" * (MOST_LETTERS + 5), MOST_LETTERS - 3, MOST_LETTERS - 7),
    ],
)
def test_number_of_windows(letters: str, shingles: int, passages: int) -> None:
    found = windows(letters)
    assert (len(found.shingles), len(found.passages), len(found.ends)) == (shingles, passages, passages)


def test_a_hash_never_changes() -> None:
    """A changed value would part all stored signatures from new ones: raise SIGNATURE_VERSION with it."""
    assert windows("芯片出口管制新规").passages.tolist() == [4391300747444053905]
    assert windows("chipsale").shingles.tolist() == [1851403497233805590]
    assert windows("芯片chip").shingles.tolist() == [15437616114046911934]


@given(LETTERS, LETTERS, LETTERS)
def test_a_window_has_the_same_hash_wherever_it_stands(before: str, text: str, after: str) -> None:
    alone, within = windows(text), windows(before + text + after)
    start = len(before)
    assert alone.shingles.tolist() == within.shingles[start : start + len(alone.shingles)].tolist()
    assert alone.passages.tolist() == within.passages[start : start + len(alone.passages)].tolist()
    assert (alone.ends + start).tolist() == within.ends[start : start + len(alone.ends)].tolist()


@given(st.lists(LETTERS, min_size=1, max_size=5))
def test_different_windows_have_different_hashes(texts: list[str]) -> None:
    found: dict[int, str] = {}
    for text in texts:
        each = windows(text)
        for start, (end, value) in enumerate(zip(each.ends.tolist(), each.passages.tolist(), strict=True)):
            assert found.setdefault(value, text[start:end]) == text[start:end]


@given(LETTERS)
def test_a_window_ends_where_it_is_full(text: str) -> None:
    for start, end in enumerate(windows(text).ends.tolist()):
        weights = [3 if ord(letter) > 0x3000 else 1 for letter in text[start:end]]
        assert sum(weights) >= 24 > sum(weights[:-1])

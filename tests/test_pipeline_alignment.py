"""What two sequences have in common."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import alignment
from pipeline.alignment import common
from tests.timing import takes_under


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "ab", []),
        ("ab", "ab", [(0, 0), (1, 1)]),
        ("axb", "ab", [(0, 0), (2, 1)]),
        ("ab", "axb", [(0, 0), (1, 2)]),
        ("xay", "uav", [(1, 1)]),
        ("aa", "a", [(0, 0)]),
        ("ab", "cd", []),
    ],
)
def test_common(before: str, after: str, expected: list[tuple[int, int]]) -> None:
    assert common(before, after) == expected


letters = st.text(alphabet="abc", max_size=24)


@given(letters, letters, st.sampled_from([alignment.MOST_CELLS, 0]))
def test_pairs_are_equal_and_rise(before: str, after: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "MOST_CELLS", most)
        found = common(before, after)
    assert all(before[here] == after[there] for here, there in found)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))


@given(letters, letters)
def test_there_is_no_longer_one(before: str, after: str) -> None:
    lengths = [0] * (len(after) + 1)
    for item in before:
        row = [0]
        for at, other in enumerate(after):
            row.append(lengths[at] + 1 if item == other else max(lengths[at + 1], row[at]))
        lengths = row
    assert len(common(before, after)) == lengths[-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["same", "old"] * 100_000, ["same", "new"] * 100_000),
        (list(range(200_000)), list(range(200_000, 0, -1))),
        ("ab" * 1_900, "ba" * 2_000),
        (list(range(3_999)), list(range(4_000, 1, -1))),
    ],
    ids=["every other one", "turned round", "two letters", "as many cells as are allowed"],
)
def test_hostile_sequences_take_no_longer(before: list[object], after: list[object]) -> None:
    assert takes_under(2, lambda: common(before, after))

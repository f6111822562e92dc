"""How many texts some articles are: near-copies are one, what has no signature is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crowds import ONE_TEXT, crowds
from pipeline.signature import VALUES

SAME = int(ONE_TEXT * VALUES) + 1  # values of two signatures of one text


def signature(text: int, other: int = 0) -> bytes:
    """The values of a text; the last of them are those of one of its versions."""
    values = np.full(VALUES, text, "<u4")
    values[SAME:] = other
    return values.tobytes()


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ((), False),
        ((1,), False),
        ((1, 3, 5), True),
        ((1, 2, 3), False),  # the first two are one text
        ((1, 2, 3, 4, 5, 6), True),
        ((1, 2, 5, 5, 5, 7), False),  # 7 has no signature
    ],
)
def test_versions_of_a_text_are_one(group: tuple[int, ...], told: bool) -> None:
    signatures = {each: signature(10 * ((each + 1) // 2), each) for each in range(1, 7)}
    assert crowds(signatures, [group], 3) == ({group} if told else set())


def test_of_nothing() -> None:
    assert crowds({}, [], 21) == crowds({}, [(), (1, 2)], 21) == set()


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), max_size=12),
    st.lists(st.lists(st.integers(0, 14), unique=True, max_size=12), max_size=4),
    st.integers(1, 6),
)
def test_it_counts_as_one_by_one_does(quarters: list[list[int]], groups: list[list[int]], fewest: int) -> None:
    parts = [np.repeat(np.array(each, "<u4"), (32, 31, 32, 31)) for each in quarters]
    signatures = {at: each.tobytes() for at, each in enumerate(parts)}

    def number(group: list[int]) -> int:
        texts: list[int] = []
        for each in group:
            if each < len(parts) and not any((parts[each] == parts[text]).sum() >= ONE_TEXT * VALUES for text in texts):
                texts.append(each)
        return len(texts)

    assert crowds(signatures, groups, fewest) == {tuple(each) for each in groups if number(each) >= fewest}

"""What two texts share: the Jaccard index of their shingles, and the runs of passages with their places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.shared import NONE, PLACE, PLACES, Run, Sets, Shared, both_have, covered_by, jaccard, sets, shared
from pipeline.shingles import windows
from pipeline.signature import Keys, passages
from tests.test_pipeline_signature import text

LETTERS = st.text(st.sampled_from("芯片出口管制算力chip"), max_size=120)
HAN = st.text(st.sampled_from("芯片算力"), max_size=80)  # of which windows often come again
A, B, C = text(1, 200), text(2, 200), text(3, 200)


def of(letters: str) -> Sets:
    """A text ready to be compared."""
    return sets(windows(letters))


def between(one: Sets, other: Sets, common: Keys = NONE) -> Shared:
    """What two texts share."""
    return shared(one, other, both_have(one, other), common)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0.0),
        ("", A, 0.0),
        (A, A, 1.0),
        (A, B, 0.0),
        ("芯片出口管制", "芯片出口算力", 1 / 5),
        ("芯片出口芯片出口", "芯片出口", 1 / 4),  # as sets: what is repeated counts once
    ],
)
def test_jaccard(one: str, other: str, expected: float) -> None:
    assert jaccard(of(one), of(other)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "runs"),
    [
        ("", "", []),
        (A, "", []),
        (A, B, []),
        (A, A, [Run(0, 0, 200)]),
        (A + B, B + A, [Run(0, 200, 200), Run(200, 0, 200)]),
        (B + A[:50] + C, A, [Run(200, 0, 50)]),
        (A[:100] + "字" + A[100:], A, [Run(0, 0, 100), Run(101, 100, 100)]),
        (A[:20] + B[:20], A[:20] + C[:20], [Run(0, 0, 20)]),
        (A[:7] + B, A[:7] + C, []),  # shorter than a passage
    ],
)
def test_runs(one: str, other: str, runs: list[Run]) -> None:
    assert list(between(of(one), of(other)).runs) == runs


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(A, A, 1.0), (A, A + B, 1.0), (A + B, A, 1.0), (A, B, 0.0), (A[:100] + B, A, 93 / 193)],
)
def test_contained(one: str, other: str, expected: float) -> None:
    assert between(of(one), of(other)).contained == pytest.approx(expected)


def test_runs_of_common_passages_tell_nothing() -> None:
    one, other = of(A + B), of(C + A[:100] + B[50:150])
    common = passages(windows(A).passages)
    assert list(between(one, other).runs) == [Run(0, 200, 100), Run(250, 300, 100)]
    assert list(between(one, other, common).runs) == [Run(250, 300, 100)]
    assert between(one, other, passages(windows(A + B).passages)).runs == ()


@pytest.mark.parametrize(("number", "is_told"), [(200, False), (120, False), (80, True), (0, True)])
def test_a_run_of_mostly_common_passages_tells_nothing(number: int, is_told: bool) -> None:
    common = passages(windows(A[:number]).passages)
    assert bool(between(of(A + B), of(C + A), common).runs) == is_told


@given(LETTERS, LETTERS)
def test_runs_stand_in_both_and_lead_the_same_way_back(one: str, other: str) -> None:
    here, there = of(one), of(other)
    found = between(here, there)
    for run in found.runs:
        assert one[run.here : run.here + run.length] == other[run.there : run.there + run.length]
        assert run.length >= 8
    assert 0 <= found.contained <= 1
    assert found.contained == pytest.approx(between(there, here).contained)
    assert jaccard(here, there) == pytest.approx(jaccard(there, here))


@given(HAN, HAN)
def test_what_both_have_is_what_each_has_of_the_other(one: str, other: str) -> None:
    here, there = of(one), of(other)
    both = both_have(here, there)
    for its, letters, told, among in ((here, one, both.is_there, other), (there, other, both.is_here, one)):
        starts = [start for start in range(len(letters) - 7) if letters[start : start + 8] in among]
        assert int(np.count_nonzero(told)) == len({letters[start : start + 8] for start in starts})
        covered = {at for start in starts for at in range(start, start + 8)}
        assert covered_by(its, told) == pytest.approx(len(covered) / max(1, len(letters)))
    assert {one[at : at + 8] for at in both.here.tolist()} == {other[at : at + 8] for at in both.there.tolist()}


@given(LETTERS)
def test_the_sets_of_a_text(letters: str) -> None:
    found = of(letters)
    hashes = (found.of.passages >> PLACE).tolist()
    assert (found.passages >> PLACE).tolist() == sorted(set(hashes))
    places = (found.passages & np.uint64(2**PLACES - 1)).tolist()
    assert places == [hashes.index(value) for value in sorted(set(hashes))]
    assert found.repeats == (len(set(hashes)) < len(hashes))

"""Two texts laid beside each other: runs of the same words, numbers as one letter, and what stands between."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.frames import NUMBER, Gap, beside, frame_of
from pipeline.shared import Run
from tests.test_pipeline_signature import text

# Without Han numerals, which are letters here and one letter together there.
A, B, C = (re.sub("[零〇一二三四五六七八九十百千万亿两]", "", text(number, 260))[:200] for number in (1, 2, 3))


def test_a_number_is_one_letter() -> None:
    found = frame_of("截至10月12日，共3.5万卡。")
    assert found.letters == f"截至{NUMBER}共{NUMBER}卡"
    assert [each.text for each in found.within(0, 4)] == ["10月12日"]
    assert found.weight == 6


@pytest.mark.parametrize(
    ("one", "other", "runs", "gaps"),
    [
        ("", "", [], []),
        (A, "", [], []),
        (A, B, [], []),
        (A, A, [Run(0, 0, 200)], []),
        (A, A[:80], [Run(0, 0, 80)], [Gap((80, 200), (80, 80), "tail")]),
        (A[:90] + "上海" + A[90:], A[:90] + "石家庄" + A[90:], [Run(0, 0, 90), Run(92, 93, 110)],
         [Gap((90, 92), (90, 93), "within")]),
        (B[:20] + A, C[:30] + A, [Run(20, 30, 200)], [Gap((0, 20), (0, 30), "head")]),
        (A[:100] + A[100:], A[100:] + A[:100], [Run(0, 100, 100), Run(100, 0, 100)], []),  # moved, so nothing between
        (A[:60] + "12" + A[60:], A[:60] + "三十亿" + A[60:], [Run(0, 0, 201)], []),
    ],
)  # fmt: skip
def test_beside(one: str, other: str, runs: list[Run], gaps: list[Gap]) -> None:
    found = beside(frame_of(one), frame_of(other))
    assert (list(found.runs), list(found.gaps)) == (runs, gaps)


@pytest.mark.parametrize(("one", "other", "share"), [(A, A, 1.0), (A, A + B, 1.0), (A + B, A, 0.5), (A, B, 0.0)])
def test_shares(one: str, other: str, share: float) -> None:
    assert beside(frame_of(one), frame_of(other)).share == pytest.approx(share, abs=0.01)
    assert beside(frame_of(other), frame_of(one)).share_there == pytest.approx(share, abs=0.01)


@given(
    st.text(st.sampled_from("芯片出口管制算力chip12日"), max_size=150),
    st.text(st.sampled_from("芯片出口chip12日"), max_size=150),
)
def test_runs_stand_in_both(one: str, other: str) -> None:
    here, there = frame_of(one), frame_of(other)
    found = beside(here, there)
    end = 0
    for run in found.runs:
        assert here.letters[run.here : run.here + run.length] == there.letters[run.there : run.there + run.length]
        assert run.here >= end
        end = run.here + run.length
    assert 0 <= found.share <= 1
    assert 0 <= found.share_there <= 1

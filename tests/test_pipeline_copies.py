"""Which texts are copies, of which kind, and where in both the letters stand that tell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline.copies import copy_of, covered, exact, place_of, prepared
from pipeline.fold import letters
from pipeline.shared import Run
from pipeline.shingles import windows
from pipeline.signature import passages
from tests.test_pipeline_signature import text

A, B, C = text(1, 400), text(2, 400), text(3, 400)
REPORT = (
    "星海研究所周一公布一款开放权重的语言模型。测试由三所大学完成，结果将于下月发表。研究所负责人说，模型的训练用了两千张国产芯片，"
    "耗时四十天，所用电力来自海上风电。业内人士认为，这将改变北方几座城市数据中心的布局。"
)
STORY = (
    "Harbour Labs opened its second data centre on Monday, a month ahead of schedule. Three universities ran tests, "
    "and their results will be published in May. The laboratory said that two thousand chips were used, that training "
    "took forty days, and that all of the power came from wind farms off the northern coast."
)


@pytest.mark.parametrize(
    ("here", "there", "kind", "form"),
    [
        ("", "", None, None),
        ("", A, None, None),
        (A, B, None, None),
        ("芯片", "芯片", "exact", None),
        (REPORT, OpenCC("s2t").convert(REPORT).replace("。", " "), "exact", None),
        (STORY, STORY.upper(), "exact", None),
        (REPORT, REPORT.replace("四十天", "五十天"), "near-copy", None),
        (REPORT, "。".join(reversed(REPORT.split("。"))), "near-copy", None),
        (STORY, STORY.replace("Monday", "Tuesday").replace("forty", "fifty"), "near-copy", None),
        (STORY, STORY[: len(STORY) // 2], "near-copy", None),
        (A, A[:200] + B[:200], "near-copy", None),
        (A, B + A[100:200] + C, "shared-passage", "excerpt"),
        (A, A[:230] + B + C, "shared-passage", "update"),
        (A, A[:60] + B, None, None),
        (STORY + " " + A, B + C + B + STORY, "shared-passage", "excerpt"),
    ],
)
def test_copy_of(here: str, there: str, kind: str | None, form: str | None) -> None:
    for one, other in ((here, there), (there, here)):
        found = copy_of(prepared(one), prepared(other))
        assert (found and found.kind, found and found.form) == (kind, form)
        assert found is None or 0 < found.score <= 1


def test_scores_of_all_kinds_can_be_compared() -> None:
    others = (A, A[:350] + B[:50], A[:250] + B[:150], B + A[:150] + C)
    scores = [found.score for other in others if (found := copy_of(prepared(A), prepared(other)))]
    assert scores == sorted(scores, reverse=True)
    assert (scores[0], len(scores)) == (1.0, 4)


def test_what_tells_it() -> None:
    found = copy_of(prepared(A), prepared(B + A[100:200] + C + A[300:350]))
    assert found is not None
    assert (found.longest, found.runs) == (Run(100, 400, 100), 2)
    assert (found.share, found.share_there) == pytest.approx((150 / 400, 150 / 950))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("人工智能芯片出口管制" * 300, "人工智能芯片出口管制" * 4, "near-copy"),
        ("a" * 300_000, "a" * 50, "near-copy"),
        (A + A, A, "near-copy"),
        (B + (A[:120] + "。") * 10, A, "shared-passage"),
    ],
)
def test_what_a_text_repeats_counts_wherever_it_stands(one: str, other: str, kind: str) -> None:
    found = copy_of(prepared(one), prepared(other))
    assert found is not None
    assert found.kind == kind
    assert found.share == pytest.approx(1.0 if kind == "near-copy" else 1200 / 1600, abs=0.01)
    assert found.share_there == pytest.approx(1.0 if kind == "near-copy" else 120 / 400, abs=0.03)


def test_a_near_copy_shares_what_many_articles_have_too() -> None:
    common = passages(windows(A).passages)
    one, other = prepared(A + B[:50]), prepared(A + C[:30])
    found = copy_of(one, other, common)
    assert found == copy_of(one, other)
    assert found is not None
    assert found.runs == 1
    assert found.share == pytest.approx(400 / 450)


def test_passages_of_too_many_articles_make_no_copy() -> None:
    one, other = prepared(A + B[:150]), prepared(C + B[:150])
    assert copy_of(one, other) is not None
    assert copy_of(one, other, passages(windows(B[:150]).passages)) is None


def test_no_letters_are_no_copy() -> None:
    assert exact("") is None


@pytest.mark.parametrize(
    ("of", "start", "length", "expected"),
    [
        ("", 0, 0, (0, 0)),
        ("芯片", 0, 0, (0, 0)),
        ("芯片", 0, 2, (0, 2)),
        ("——芯片，出口", 1, 2, (3, 6)),
        ("a㍿b", 3, 3, (1, 3)),  # one character folds to four
        ("“Chips, he said”", 5, 2, (8, 10)),
        ("芯片", 1, 9, (1, 2)),
    ],
)
def test_place_of(of: str, start: int, length: int, expected: tuple[int, int]) -> None:
    assert place_of(of, start, length) == expected


@given(st.text(st.sampled_from("芯片，㍿ aB。領")), st.data())
def test_a_place_holds_the_letters(of: str, data: st.DataObject) -> None:
    whole = letters(of)
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, len(whole) - start))
    first, last = place_of(of, start, length)
    assert whole[start : start + length] in letters(of[first:last])


@pytest.mark.parametrize(
    ("spans", "expected"), [([], 0), ([(0, 3)], 3), ([(0, 3), (2, 5)], 5), ([(0, 9), (2, 5), (9, 10)], 10)]
)
def test_covered(spans: list[tuple[int, int]], expected: int) -> None:
    assert covered(spans) == expected


@given(
    st.text(st.sampled_from("芯片出口管制算力chip"), max_size=200),
    st.text(st.sampled_from("芯片出口chip"), max_size=200),
)
def test_a_copy_is_one_from_both_sides(one: str, other: str) -> None:
    here, there = prepared(one), prepared(other)
    found, back = copy_of(here, there), copy_of(there, here)
    assert (found and found.kind) == (back and back.kind)
    if found and back:
        assert found.score == pytest.approx(back.score)

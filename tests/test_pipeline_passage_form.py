"""What a shared passage is, told by where it stands in both texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import letters
from pipeline.passage_form import QUOTED, form_of, overlaps, quoted
from pipeline.shared import Run, both_have, sets, shared
from pipeline.shingles import windows
from tests.test_pipeline_signature import text

SAID = "我们将在三年之内建成十座数据中心，所用芯片全部开放给高校，不收任何费用"
OWN, OTHER = text(1, 300), text(2, 300)


def runs_of(one: str, other: str) -> tuple[Run, ...]:
    """The runs that two texts share."""
    here, there = sets(windows(letters(one))), sets(windows(letters(other)))
    return shared(here, there, both_have(here, there)).runs


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (f"{OWN}“{SAID}。”他说。", f"{OTHER}。他说：「{SAID}」", "quotation"),
        (f"{OWN}{SAID}", f"{OTHER}，他说：“{SAID}。”", "quotation"),  # one took it over without its marks
        (f'{OWN}"{SAID}"', f"{OTHER}{SAID}", "quotation"),
        (f"{OWN}{SAID}", f"{OTHER}{SAID}", "excerpt"),
        (f"{OWN[:100]}{SAID}“好”", f"{OTHER}{SAID}“好”", "excerpt"),
        (OWN[:150] + OTHER, OWN[:150] + SAID, "update"),
        (SAID + OWN[:150], OTHER + OWN[:150], "excerpt"),  # the same half, but not the beginning
        (OWN[:40] + OTHER, OWN[:40] + SAID * 9, "excerpt"),  # the same beginning, but not half
    ],
)
def test_form(here: str, there: str, expected: str) -> None:
    lengths = len(letters(here)), len(letters(there))
    runs = runs_of(here, there)
    assert runs
    assert form_of(here, there, runs, lengths) == expected


def test_no_runs_are_an_excerpt() -> None:
    assert form_of("", "", (), (0, 0)) == "excerpt"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", []),
        ("没有引号", []),
        ("他说：“好的。”", [(2, 4)]),
        ("「甲」与『乙丙』", [(0, 1), (2, 4)]),
        ('he said "yes, it is"', [(6, 13)]),
        ("“没有结束", []),
        ("“甲\n乙”", []),
        ("“" * 5000, []),
    ],
)
def test_quoted(given: str, expected: list[tuple[int, int]]) -> None:
    assert quoted(given) == expected


@pytest.mark.parametrize(
    ("spans", "start", "end", "expected"),
    [([], 0, 9, 0), ([(2, 4)], 0, 9, 2), ([(2, 4), (6, 9)], 3, 7, 2), ([(2, 4)], 4, 9, 0)],
)
def test_overlaps(spans: list[tuple[int, int]], start: int, end: int, expected: int) -> None:
    assert overlaps(spans, [(start, end)]) == [expected]


@given(st.lists(st.integers(0, 60), max_size=12, unique=True), st.integers(0, 70), st.integers(0, 70))
def test_overlaps_are_what_counting_tells(bounds: list[int], one: int, other: int) -> None:
    ordered = sorted(bounds)
    spans = list(zip(ordered[::2], ordered[1::2], strict=False))
    start, end = sorted((one, other))
    counted = sum(any(begin <= place < stop for begin, stop in spans) for place in range(start, end))
    assert overlaps(spans, [(start, end)]) == [counted]


@given(st.text(st.sampled_from('“”「」\n甲a ㎡…"é'), max_size=60))
def test_quoted_letters_stand_where_they_are_counted(text: str) -> None:
    expected = []
    for quotation in QUOTED.finditer(text):
        start = len(letters(text[: quotation.start()]))
        expected.append((start, start + len(letters(quotation[0]))))
    assert quoted(text) == expected

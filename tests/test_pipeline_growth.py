"""The work of reading grows with a hostile page, not with its square: calls are counted, no seconds."""

import sys
from types import FrameType

import pytest

from benchmarks.growth import FAMILIES, MOST_RATIO
from benchmarks.reading import read

SIZE = 6_000
SLACK = 3_000  # calls that any page takes


def calls(markup: str) -> int:
    """How many functions of Python and of C are called while a page is read."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read(markup.encode(), "https://page.invalid/")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", FAMILIES)
def test_twice_the_page_is_twice_the_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Which of two pages trafilatura reads is a matter of their texts; its own growth is bounded by MOST_ELEMENTS.
    monkeypatch.setattr("pipeline.body.by_trafilatura", lambda tree, reading: "")
    family = FAMILIES[name]
    calls(family(SIZE)), calls(family(2 * SIZE))  # what is compiled, and what htmldate caches by its text
    once, twice = calls(family(SIZE)), calls(family(2 * SIZE))
    assert twice < MOST_RATIO * once + SLACK


@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_hostile_raises(name: str) -> None:
    article = read(FAMILIES[name](200).encode(), "https://page.invalid/")
    assert article is None or article["text"]

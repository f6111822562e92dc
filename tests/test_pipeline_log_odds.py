"""Weighted log-odds: the paper's formula by hand, and what holds for all counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.log_odds import Odds, log_odds, sure_from

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50))


def by_hand(word: str, here: dict[str, int], there: dict[str, int], common: dict[str, int], prior: float) -> float:
    """The z-score of one word: equations 15, 16, 20 and 22 of the paper, a number at a time."""
    a = prior * common[word] / sum(common.values())
    y, n = here.get(word, 0), sum(here.values())
    u, m = there.get(word, 0), sum(there.values())
    delta = math.log((y + a) / (n + prior - y - a)) - math.log((u + a) / (m + prior - u - a))
    return delta / math.sqrt(1 / (y + a) + 1 / (u + a))


def test_two_words() -> None:
    # alpha is 4 for each: delta = ln(7/5) - ln(5/7) = .6729, variance = 1/7 + 1/5 = .3429
    first, last = log_odds({"a": 3, "b": 1}, {"a": 1, "b": 3}, prior=8)
    assert (first.word, first.here, first.there) == ("a", 3, 1)
    assert first.delta == pytest.approx(0.672944, abs=1e-6)
    assert first.z == pytest.approx(1.149272, abs=1e-5)
    assert last.word == "b"
    assert last.z == pytest.approx(-first.z)


HERE = {"chip": 40, "the": 500, "curbs": 30, "win": 1}
THERE = {"chip": 60, "the": 900, "win": 25, "yard": 2}
COMMON = {"chip": 1000, "the": 60_000, "curbs": 90, "win": 300, "yard": 1}


@pytest.mark.parametrize("prior", [1.0, 500.0, 20_000.0])
@pytest.mark.parametrize("common", [None, COMMON])
def test_a_table_of_words(common: dict[str, int] | None, prior: float) -> None:
    both = {word: HERE.get(word, 0) + THERE.get(word, 0) for word in COMMON}
    found = {each.word: each.z for each in log_odds(HERE, THERE, common, prior)}
    expected = {word: by_hand(word, HERE, THERE, common or both, prior) for word in COMMON}
    assert found == pytest.approx(expected)


def test_a_word_that_both_say_alike_is_no_one_s() -> None:
    found = {each.word: each.z for each in log_odds(HERE, THERE, COMMON)}
    assert found["curbs"] > 3
    assert found["win"] < -3
    assert abs(found["yard"]) < 1.96  # two are too few to tell


@pytest.mark.parametrize(("here", "there"), [({}, {}), ({"a": 3}, {}), ({"a": 3}, {"a": 5}), ({"a": 0}, {"b": 0})])
def test_of_less_than_two_words_there_is_nothing_to_tell(here: dict[str, int], there: dict[str, int]) -> None:
    assert log_odds(here, there) == ()


def test_a_side_that_says_nothing() -> None:
    assert all(math.isfinite(each.z) for each in log_odds({"a": 3, "b": 10**9}, {}))


@given(COUNTS, COUNTS)
def test_the_other_way_round_it_is_the_other_sides(here: dict[str, int], there: dict[str, int]) -> None:
    found = {each.word: each.z for each in log_odds(here, there)}
    turned = {each.word: -each.z for each in log_odds(there, here)}
    assert found == pytest.approx(turned)
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], math.inf),
        ([1.9], math.inf),
        ([-2.0], 2.0),  # of one word 1.96 is enough
        ([2.0, 0.1, 0.2], math.inf),
        ([2.6, -0.1, 0.2], 2.6),
        ([2.5, 2.2, 2.1, -2.05], 2.05),  # p of .012, .028, .036, .040: the last is below .05
        ([5.0, *[0.5] * 99], 5.0),
    ],
)
def test_of_many_words_more_is_needed(scores: list[float], expected: float) -> None:
    assert sure_from([Odds(str(at), 1, 1, 0.0, z) for at, z in enumerate(scores)]) == expected

"""Paired terms: how often each side says them, per 10,000 words."""

import pytest

from pipeline.paired_terms import Rate, Said, pair_rates, rate_of

NAMES = {"chip-war": (("芯片战",), ("chip war",)), "win-win": (("双赢",), ("win-win",)), "none": (("无",), ("none",))}
SAID = {
    "zh": Said(20_000, {"win-win": 9, "chip-war": 2}, {"win-win": 4, "chip-war": 1}),
    "en": Said(5_000, {"chip-war": 6}, {"chip-war": 6}),
    "none": Said(0, {}, {}),
}


def test_rates() -> None:
    win, war = pair_rates(NAMES, SAID)
    assert (win.pair, win.times, war.pair, war.times) == ("win-win", 9, "chip-war", 8)
    assert war.rates == (Rate("en", 6, 6, 12.0), Rate("none", 0, 0, None), Rate("zh", 2, 1, 1.0))
    assert [each.is_small for each in war.rates] == [False, True, True]


def test_nothing_said() -> None:
    assert pair_rates(NAMES, {}) == pair_rates({}, SAID) == ()


@pytest.mark.parametrize(("times", "words", "rate"), [(0, 0, None), (0, 10, 0.0), (3, 10_000, 3.0), (1, 40_000, 0.25)])
def test_rate(times: int, words: int, rate: float | None) -> None:
    assert rate_of(times, words) == rate

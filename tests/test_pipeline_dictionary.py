"""What Chinese words mean: senses and their shares, references, parts, readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dictionary import MOST_TERMS, is_surname, is_word, meaning, parts, readings


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("", set()),
        ("芯片", {"comput", "chip", "microchip"}),
        ("特朗普", {"donald", "trump"}),
        ("寿光", {"shouguang"}),  # what follows the name tells where it is
        ("白宫", {"white", "hous"}),
        ("关税", {"custom", "duti", "tariff"}),
        ("央行", {"central", "bank"}),  # refers to another word
        ("covid", set()),
        ("出口管制", {"export", "control"}),  # in parts
        ("囧囧囧", set()),
    ],
)
def test_meaning(word: str, terms: set[str]) -> None:
    found = dict(meaning(word))
    assert terms <= set(found)
    assert bool(found) == bool(terms)


@given(st.text(st.sampled_from("中国出口管制芯片人大卡脖子一x"), max_size=8))
def test_shares(word: str) -> None:
    found = meaning(word)
    assert len(found) <= MOST_TERMS
    assert sum(share for _, share in found) <= max(len(parts(word)), 1) + 1e-9
    assert all(share > 0 for _, share in found)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", ()),
        ("芯", ()),
        ("芯片", ("芯片",)),
        ("芯片出口", ("芯片", "出口")),
        ("囧芯片囧", ("芯片",)),
    ],
)
def test_parts(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected
    assert all(map(is_word, parts(word)))


def test_readings() -> None:
    assert readings("囧囧") == ()
    assert readings("勋") == ("xun",)
    assert set(readings("单")) == {"shan", "dan"}
    assert readings("单", as_surname=True) == ("shan",)
    assert readings("绿", as_surname=True) == readings("绿")
    assert [is_surname(each) for each in ("黄", "诸葛", "囧", "")] == [True, True, False, False]

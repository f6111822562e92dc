"""Signatures: the same for ever, alike for texts that are alike, and what a long text and a short one both take."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.shingles import windows
from pipeline.signature import (
    BANDS,
    LONG,
    SIGNATURE_VERSION,
    STRETCH,
    VALUES,
    VERSIONS,
    bands,
    estimate,
    keys_of,
    passages,
    signature_of,
    smallest,
)

HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=80).map(lambda values: np.array(values, np.uint64))


def text(seed: int, length: int) -> str:
    """Letters by chance, of a few hundred Han characters."""
    return "".join(map(chr, random.Random(seed).choices(range(0x4E00, 0x4F80), k=length)))


@pytest.mark.parametrize("letters", ["", "芯", "算力" * 9, text(1, 18), "harbourlabsopensadata"])
def test_a_text_too_short_has_no_signature(letters: str) -> None:
    assert signature_of(letters) is None


def test_a_signature_never_changes() -> None:
    """A changed value would part all stored signatures from new ones: raise SIGNATURE_VERSION with it."""
    found = signature_of("星海研究所周一公布一款开放权重的语言模型测试由三所大学完成")
    assert found is not None
    values = np.frombuffer(found.values, "<u4")
    assert (SIGNATURE_VERSION, len(values), int(values.sum(dtype=np.uint64))) == (1, VALUES, 17845743051)
    assert (len(bands(found.values)), int(bands(found.values)[0])) == (BANDS, 137825362100177)
    assert keys_of(found.passages).tolist() == [5241112774289, 7233567735633, 32044526333297, 43194835533473]


@pytest.mark.parametrize("length", [40, 300, 3000])
def test_a_key_holds_the_version_and_takes_six_bytes(length: int) -> None:
    found = signature_of(text(1, length))
    assert found is not None
    for keys in (bands(found.values), keys_of(found.passages)):
        assert len(keys)
        assert set((keys % VERSIONS).tolist()) == {SIGNATURE_VERSION}
        assert 0 < keys.min() <= keys.max() < 2**47


@pytest.mark.parametrize("kept", [1.0, 0.9, 0.7, 0.5, 0.3, 0.0])
def test_an_estimate_is_near_the_truth(kept: float) -> None:
    one, other = text(1, 2000), text(1, int(2000 * kept)) + text(2, 2000 - int(2000 * kept))
    first, second = signature_of(one), signature_of(other)
    assert first is not None
    assert second is not None
    sets = [set(windows(each).shingles.tolist()) for each in (one, other)]
    alike = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    assert estimate(first.values, second.values) == pytest.approx(alike, abs=0.14)  # over three standard errors


def test_texts_that_are_alike_share_a_band() -> None:
    def found(seed: int) -> bool:
        one, other = (signature_of(text(seed, 700) + text(seed + more, 300)) for more in (1000, 2000))
        return one is not None and other is not None and bool(np.isin(bands(one.values), bands(other.values)).any())

    assert sum(found(seed) for seed in range(100)) >= 98  # their Jaccard index is .54


@pytest.mark.parametrize(("length", "rate"), [(LONG + 400, 1 / 16), (10_000, 1 / 16), (300, 1 / 4), (100, 1 / 4)])
def test_one_passage_in_so_many_is_taken(length: int, rate: float) -> None:
    taken = sum(len(passages(windows(text(seed, length)).passages)) for seed in range(20))
    assert taken / 20 / length == pytest.approx(rate, rel=0.2)


@given(HASHES, st.integers(1, 40))
def test_each_stretch_has_its_smallest(of: "np.ndarray[tuple[int], np.dtype[np.uint64]]", stretch: int) -> None:
    wide = min(stretch, len(of))
    expected = [min(of[start : start + wide]) for start in range(len(of) - wide + 1)] if wide else []
    assert smallest(of, stretch).tolist() == expected


@given(st.integers(0, 1000), st.integers(0, 900), st.integers(STRETCH, 200))
def test_what_long_and_short_texts_share_is_seen(seed: int, start: int, number: int) -> None:
    """A stretch of passages that an excerpt has of a long text gives both a key in common."""
    whole = text(seed, 1200)
    excerpt = text(seed + 5000, 40) + whole[start : start + number + 7] + text(seed + 6000, 40)
    one, other = (passages(windows(each).passages) for each in (whole, excerpt))
    assert np.isin(other, one).any()

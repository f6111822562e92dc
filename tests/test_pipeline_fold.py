"""Folding: what becomes one, what stays apart, and the way back to the original."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import LONG, fold, folded, letters, letters_hash, letters_of_lines, simplified
from tests.timing import grows_with_size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("ＡＩ大模型", "ai大模型"),
        ("領域與芯片", "领域与芯片"),
        ("Straße", "straße"),
        ("㍿", "株式会社"),
        ("Kelvin", "kelvin"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text).text == expected
    assert folded(text) == expected


def test_offsets_lead_back() -> None:
    result = fold("a㍿b")
    assert result.text == "a株式会社b"
    assert result.offsets == (0, 1, 1, 1, 1, 2)


@given(st.text())
def test_every_folded_character_has_its_origin(text: str) -> None:
    result = fold(text)
    assert len(result.text) == len(result.offsets)
    assert list(result.offsets) == sorted(result.offsets)
    assert all(0 <= offset < len(text) for offset in result.offsets)
    assert result.text == folded(text)


@pytest.mark.parametrize(
    "text", ["a㍿b…", "領域與ＡＩ芯片。", "Straße, “chips”", "\0\ud800甲", "\U00020000\U00030000乙", "Ab 1-2\n"]
)
def test_a_long_text_folds_as_its_characters_do(text: str) -> None:
    times = LONG // len(text) + 1
    assert folded(text * times) == folded(text) * times == "".join(map(folded, text * times))
    assert letters(text * times) == letters(text) * times == "".join(filter(str.isalnum, folded(text * times)))


@given(st.text(min_size=1))
def test_every_text_folds_alike_short_and_long(text: str) -> None:
    times = LONG // len(text) + 1
    assert folded(text * times) == "".join(map(folded, text)) * times
    assert letters(text * times) == "".join(map(letters, text)) * times


@given(st.lists(st.text(), min_size=1), st.sampled_from(["", "领域", "㍿", "\U00030000"]))
def test_lines_fold_alike_one_by_one_and_at_once(lines: list[str], more: str) -> None:
    text = "\n".join([*lines, more * LONG])
    assert letters_of_lines(text) == list(map(letters, text.split("\n")))


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)))
def test_folded_han_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(), st.text())
def test_folding_is_a_matter_of_single_characters(first: str, second: str) -> None:
    assert folded(first + second) == folded(first) + folded(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人工智能（AI）領域。", "人工智能 (ai) 领域"),
        ("“Chips”, he said", "chips he said"),
        ("第１版", "第1版"),
    ],
)
def test_letters_leave_out_punctuation_script_and_case(one: str, other: str) -> None:
    assert letters(one) == letters(other)
    assert letters_hash(one) == letters_hash(other)


def test_letters_hash() -> None:
    assert len(letters_hash("")) == 16
    assert letters_hash("甲") != letters_hash("乙")
    assert letters_hash("\ud800甲") == letters_hash("\ud800甲")


@pytest.mark.parametrize(("before", "after"), [("領", "领"), ("领", "领"), ("a", "a")])
def test_simplified(before: str, after: str) -> None:
    assert simplified(before) == after


@pytest.mark.parametrize("first", [0x30000, 0xF0000])
@pytest.mark.parametrize("form", [folded, letters, letters_of_lines])
def test_kinds_of_characters_do_not_multiply(form: Callable[[str], object], first: int) -> None:
    """What no array holds is not looked for in the whole text kind by kind."""

    def work(size: int) -> Callable[[], object]:
        return partial(form, "".join(map(chr, range(first, first + size))))

    assert grows_with_size(work, 20_000)

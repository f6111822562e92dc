"""Pairs of bytes of GBK."""

import pytest

from pipeline.repair_pairs import between, classes, decoded, vanishing


@pytest.mark.parametrize(
    ("lead", "trail", "expected"),
    [
        (0xD2, 0xF2, "因"),
        (0x9E, 0xE9, "為"),
        (0xF8, 0xB5, ""),  # of the pairs that GBK leaves to its users
        (0xAA, 0xA1, ""),
        (0x41, 0x42, ""),  # two characters
        (0x81, 0x20, ""),
    ],
)
def test_decoded(lead: int, trail: int, expected: str) -> None:
    assert decoded(lead, trail) == expected


def test_what_vanishes_ends_with_the_first_byte_of_a_pair_without_a_character() -> None:
    for lead in (0x81, 0xB5, 0xC3, 0xFE):
        for seconds, characters in vanishing(lead).items():
            assert seconds in classes()
            for character in characters:
                first, last = character.encode("gb18030")
                assert first == lead
                assert not any(decoded(last, second) for second in seconds)


def test_what_vanishes_between_is_common() -> None:
    assert between(frozenset()) == {}
    found = between(frozenset((0xB5, 0xC9)))
    assert found
    assert all(set(found[seconds]) <= {*vanishing(0xB5)[seconds], *vanishing(0xC9)[seconds]} for seconds in found)

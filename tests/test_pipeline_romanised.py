"""Chinese names in Latin letters."""

import pytest

from pipeline.romanised import spellings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", set()),
        ("黄", set()),
        ("黄仁勋", {"huang", "wong", "renxun"}),
        ("王伯祥", {"wang", "boxiang"}),
        ("诸葛仁勋", {"zhuge", "renxun"}),
        ("寿北", {"shou", "bei", "shoubei"}),  # a family name with a given name, or a place
        ("一个", set()),  # no name
        ("想不出", set()),
        ("出口管制", set()),
        ("囧" * 5, set()),
    ],
)
def test_spellings(name: str, expected: set[str]) -> None:
    found = dict(spellings(name))
    assert expected <= set(found)
    assert bool(found) == bool(expected)
    assert all(0 < share <= 1 for share in found.values())

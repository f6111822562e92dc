"""The names of a topic as a dictionary."""

import pytest

from config.topics import shipped_topic
from pipeline.bilingual import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("no Chinese name", []),
        ("英伟达与深度求索", [("英伟达", 0, {"nvidia"}), ("深度求索", 4, {"deepseek", "deep", "seek"})]),
        ("芯片", []),  # a word of the dictionary
    ],
)
def test_names(text: str, expected: list[tuple[str, int, set[str]]]) -> None:
    found = [(name, start, {term for term, _ in means}) for name, start, means in names_in(text, shipped_topic())]
    assert found == expected

"""Patterns mean the same on every Python that is supported."""

import re

import pytest

from tests.crawling import ROOT

ROOMS = ("config", "pipeline", "storage", "crawler", "web", "service")
# `(…)*+`: until 3.11.4 one that ends within its group keeps what that took: `\d++(?:,\d++)*+` found `19,` in `19, `. An
# atomic group, `(?>(?:…)*)`, says the same and is read right.
POSSESSIVE = re.compile(r"(?<!\()\)(?:[*+?]|\{+[^{}]{0,12}\}+)\+")


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        (r"(?:ab?)*+,", True),
        (r"(?:ab?)++;", True),
        (r"(?:ab?)?+", True),
        (r"(?:ab?){2}+", True),
        (r"(?:ab?){%d,}+", True),
        (r"(?:ab?){{1,4}}+", True),
        (r"(?>(?:ab?)*)", False),
        (r"[ab]*+", False),
        ("'()*+,;=", False),
    ],
)
def test_such_a_group_is_found(line: str, is_found: bool) -> None:
    assert bool(POSSESSIVE.search(line)) is is_found


@pytest.mark.parametrize("room", ROOMS)
def test_no_group_is_repeated_possessively(room: str) -> None:
    files = [path for path in sorted((ROOT / room).rglob("*")) if path.suffix in (".py", ".yml")]
    assert files
    found = [f"{path.name}: {line}" for path in files for line in path.read_text("utf-8").split("\n")]
    assert [line for line in found if POSSESSIVE.search(line)] == []

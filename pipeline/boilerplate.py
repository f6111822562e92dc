"""Lines that a host prints on many of its pages: which lines may be such, and a text without those known to be.

What is known is learned elsewhere, a host at a time, and passed in as a value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from pipeline.fold import letters, letters_of_lines

FIRST_LINES, LAST_LINES = 6, 12  # what a page prints around a text stands at its ends
LONGEST = 500  # characters: disclaimers of Chinese platforms take 200 to 300
SHORTEST = 2  # letters: a line of fewer tells nothing of its host


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The lines that are known as a host's own: the version of what was learned, and the hash of each folded line."""

    version: str = ""
    lines: frozenset[int] = frozenset()


def line_hashes(text: str) -> tuple[int, ...]:
    """The hashes of the lines of a text that may be its host's: the short ones at both ends, each once, in order.

    A hash is a signed number of 64 bits, as databases hold them.
    """
    return hashes_of_lines(text, letters_of_lines(text))


def hashes_of_lines(text: str, plain: Sequence[str]) -> tuple[int, ...]:
    """The same for a text of whose lines the letters are at hand."""
    lines = text.split("\n")
    hashes = (_hash(lines[index], plain[index]) for index in _at_the_ends(len(lines)))
    return tuple(dict.fromkeys(number for number in hashes if number is not None))


def without_boilerplate(text: str, boilerplate: Boilerplate) -> tuple[str, tuple[str, ...]]:
    """A text without the lines known as its host's, and those lines; the text as it was where nothing else is in it."""
    if not boilerplate.lines:
        return text, ()
    lines = text.split("\n")
    known = {index for index in _at_the_ends(len(lines)) if line_hash(lines[index]) in boilerplate.lines}
    if len(known) == len(lines):
        return text, ()
    kept = "\n".join(line for index, line in enumerate(lines) if index not in known)
    return kept, tuple(lines[index] for index in sorted(known))


def line_hash(line: str) -> int | None:
    """The number that stands for a line, however its letters are printed; None where it can be no host's."""
    return None if len(line) > LONGEST else _hash(line, letters(line))


def _hash(line: str, plain: str) -> int | None:
    """The number of a line with these letters."""
    if len(line) > LONGEST or len(plain) < SHORTEST:
        return None
    return int.from_bytes(blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _at_the_ends(count: int) -> list[int]:
    """The places of the first and the last lines among so many."""
    return [*range(min(FIRST_LINES, count)), *range(max(FIRST_LINES, count - LAST_LINES), count)]

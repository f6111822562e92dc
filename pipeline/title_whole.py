"""A title that lost characters on its way, out of another place where the same title is whole."""

import re
from collections.abc import Iterable

LOST = re.compile("\ufffd+")
MOST_LOST = 3  # places; a title that lost more is no witness of which other one is the same
LEAST_KEPT = 4  # characters that must be left


def whole_title(title: str, others: Iterable[str]) -> str:
    """The part of another title that is this one but for its U+FFFD; as it came where none is, or where it is whole.

    Each U+FFFD in a row may be one character, and one more for the byte after it that was taken along.
    """
    if "\ufffd" not in title:
        return title
    lost = [len(found[0]) for found in LOST.finditer(title)]
    pieces = LOST.split(title)
    if len(lost) > MOST_LOST or sum(map(len, pieces)) < LEAST_KEPT:
        return title
    return next(filter(None, (_same(pieces, lost, other) for other in others if "\ufffd" not in other)), title)


def _same(pieces: list[str], lost: list[int], other: str) -> str:
    """The beginning of another title that has all pieces in their order, and little between them; empty without it."""
    if not other.startswith(pieces[0]):
        return ""
    at = len(pieces[0])
    for piece, size in zip(pieces[1:], lost, strict=True):
        if not piece:  # at the end of the title: what is lost is the rest of the other, if that is as short
            return other if 1 <= len(other) - at <= size + 1 else ""
        found = other.find(piece, at + 1, at + size + 1 + len(piece))
        if found < 0:
            return ""
        at = found + len(piece)
    return other[:at]

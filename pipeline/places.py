"""The folded text, and where any part of it stands in the original, worked out only for the parts asked for."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.fold import folded


@dataclass(frozen=True, slots=True)
class Placed:
    """A folded text with the stretches in which its characters stand as in the original, one to one."""

    text: str
    starts: tuple[int, ...]  # of each stretch in the folded text
    origins: tuple[int, ...]  # and in the original
    ones: tuple[bool, ...]  # True where all of a stretch comes from one character

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` up to `end`, at least one, stand in the original."""
        return self._origin(start), self._origin(end - 1) + 1

    def folded_at(self, at: int) -> int:
        """Where a character of the original stands in the folded text, or its end."""
        stretch = bisect_right(self.origins, at) - 1
        return self.starts[stretch] + (0 if self.ones[stretch] else at - self.origins[stretch])

    def _origin(self, at: int) -> int:
        stretch = bisect_right(self.starts, at) - 1
        return self.origins[stretch] + (0 if self.ones[stretch] else at - self.starts[stretch])


def placed(text: str) -> Placed:
    """The folded text with its places; the same as `fold`, without one offset for each character."""
    starts, origins, ones = [0], [0], [False]
    odd = frozenset(character for character in set(text) if _size(character) != 1)
    if odd:
        gained = 0
        for match in _form(odd).finditer(text):
            at, size = match.start(), _size(match[0])
            starts += (at + gained, at + gained + size)
            origins += (at, at + 1)
            ones += (True, False)
            gained += size - 1
    return Placed(folded(text), tuple(starts), tuple(origins), tuple(ones))


@cache
def _size(character: str) -> int:
    """How many characters one folds to."""
    return len(folded(character))


@lru_cache(maxsize=256)
def _form(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(characters)))}]")

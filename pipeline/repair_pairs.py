"""Pairs of bytes of GBK: their characters, and what can have vanished with a pair that has none."""

from functools import cache, lru_cache

from pipeline.fold import simplified
from pipeline.repair_runs import CODEC
from pipeline.repair_words import MARKS, words

COMMON = 4e-4  # the share of a character that may stand between two vanished pairs


@lru_cache(maxsize=40_000)
def decoded(lead: int, trail: int) -> str:
    """The character of a pair of bytes; empty for a pair that GBK has none for."""
    try:
        character = bytes((lead, trail)).decode(CODEC)
    except UnicodeDecodeError:
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" or len(character) != 1 else character


@cache
def vanishing(lead: int) -> dict[frozenset[int], tuple[str, ...]]:
    """The characters with that first byte whose second byte can have vanished with the byte behind it."""
    found: dict[frozenset[int], list[str]] = {}
    for first, seconds in _partners().items():
        if character := decoded(lead, first):
            found.setdefault(seconds, []).append(character)
    return {seconds: tuple(characters) for seconds, characters in found.items()}


@cache
def between(leads: frozenset[int]) -> dict[frozenset[int], tuple[str, ...]]:
    """The common characters that can have vanished whole, with a byte before and one behind them."""
    shares = words().characters
    found: dict[frozenset[int], tuple[str, ...]] = {}
    for lead in leads:
        for seconds, characters in vanishing(lead).items():
            common = (each for each in characters if each in MARKS or shares.get(simplified(each), 0.0) >= COMMON)
            found[seconds] = (*found.get(seconds, ()), *common)
    return {seconds: characters for seconds, characters in found.items() if characters}


@cache
def classes() -> tuple[frozenset[int], ...]:
    """The sets of bytes that the next character can begin with where a pair has vanished before it."""
    return tuple(dict.fromkeys(_partners().values()))


@cache
def _partners() -> dict[int, frozenset[int]]:
    """For each first byte of a pair that vanishes, its second bytes that are first bytes of characters."""
    bytes_ = range(0x81, 0xFF)
    found = {first: frozenset(second for second in bytes_ if not decoded(first, second)) for first in bytes_}
    return {first: seconds for first, seconds in found.items() if seconds}

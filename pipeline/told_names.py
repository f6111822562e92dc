"""The names of people, organisations and places in a text, and which of them another text does not have."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from config.topic import Term, Topic
from pipeline.dictionary import is_surname, is_word, meaning, readings
from pipeline.english import terms_of
from pipeline.fold import folded
from pipeline.names_found import DOTS, han_names, latin_names, no_names
from pipeline.newsrooms import known_as
from pipeline.sounds import sounds_like
from pipeline.terms import Match, matches_of
from pipeline.values import Language

KINDS = frozenset(("person", "company", "agency", "programme", "model", "law", "chip", "country", "place"))
BOTH = "both-countries"  # 中美 and 对华 say more than a name
LEAST_SHARE = 0.5  # of what a word means that an English text must have
MOST_SPELLINGS = 4
FORM = re.compile(r"(?:公司|集团|集團|大学|大學|银行|基金会)$")
PARTS = re.compile(f"[{DOTS}]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, from `start` up to `end`; what it is known as, where a table knows it."""

    printed: str
    known: str
    is_foreign: bool  # one that a Chinese text writes as it sounds
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of a text, and what else of it tells whether a name of another text is there too."""

    language: Language
    names: tuple[Name, ...]
    known: frozenset[str]
    plain: str  # folded
    terms: frozenset[str]  # English stems that its words stand for
    sounding: tuple[str, ...]  # what the other language may write as it sounds


def names_in(text: str, language: Language, topic: Topic, terms: Collection[str]) -> Names:
    """The names of a text; `terms` are those of all its words."""
    matches = [each for each in matches_of(text, topic).matches if each.term.kind in KINDS and _is_proper(each.term)]
    taken = bytearray(len(text))
    for match in matches:
        taken[match.place : match.place + len(match.printed)] = b"\x01" * len(match.printed)
    found = [
        Name(each.printed, known_as(each.printed), each.is_foreign, each.start, each.start + len(each.printed))
        for each in (han_names(text) if language == "zh" else latin_names(text))
        if 2 * taken.count(1, each.start, each.start + len(each.printed)) < len(each.printed)
    ]
    sounding = [part for each in found if each.is_foreign or language == "en" for part in _parts(each.printed)]
    names = [
        Name(each.printed, each.term.id, False, each.place, each.place + len(each.printed))
        for each in matches
        if each.term.id != BOTH and _is_named(each, text)
    ]
    spelled = {term for each in found for term in _spelled(folded(each.printed))} if language == "zh" else set()
    known = {each.term.id for each in matches} | {each.known for each in found if each.known}
    return Names(
        language,
        tuple(sorted((*names, *found), key=lambda each: each.start)),
        frozenset(known),
        folded(text),
        frozenset(terms) | spelled,
        tuple(dict.fromkeys(sounding)),
    )


def unnamed(of: Names, other: Names) -> tuple[Name, ...]:
    """The names of a text that the other has in no form, each once, without those that are a part of another one."""
    found: dict[str, Name] = {}
    for each in of.names:
        key = each.known or folded(each.printed)
        if key not in found and not _is_in(each, of.language, other):
            found[key] = each
    kept: dict[str, Name] = {}
    for each in sorted(found.values(), key=lambda each: (-len(each.printed), each.start)):
        plain = folded(each.printed)
        if not any(plain in longer for longer in kept):
            kept[plain] = each
    return tuple(sorted(kept.values(), key=lambda each: each.start))


def _is_in(name: Name, language: Language, other: Names) -> bool:
    plain = folded(name.printed)
    if (name.known and name.known in other.known) or plain in other.plain:
        return True
    if language == other.language:
        return _words_are_in(plain, other.plain) if language == "en" else _part_is_in(plain, other.plain)
    if name.known:  # the tables have its names in both languages
        return False
    return _means_in(name, other) if language == "zh" else _stems_in(name.printed, other)


def _words_are_in(plain: str, other: str) -> bool:
    """True where the last word of a name, or most of its words, stand in the other text: Ms Holt is Maria Holt."""
    words = [word.strip(".'’") for word in plain.split() if len(word) > 2]
    there = [word for word in words if re.search(rf"\b{re.escape(word)}\b", other)]
    return bool(words) and (words[-1] in there or 2 * len(there) > len(words))


def _part_is_in(plain: str, other: str) -> bool:
    """True where the last part of a foreign name stands in the other text."""
    last = PARTS.split(plain)[-1]
    return len(last) > 1 and last in other


def _stems_in(printed: str, other: Names) -> bool:
    """True where a Chinese text has words for most of an English name, or writes how its last word sounds."""
    stems = terms_of(printed)
    there = [stem for stem in stems if stem in other.terms]
    if stems and (2 * len(there) > len(stems) or (len(stems) == 2 and there)):
        return True
    last = _parts(printed)[-1]
    return any(sounds_like(each, last) for each in other.sounding)


def _means_in(name: Name, other: Names) -> bool:
    """True where an English text has what a Chinese name means, or the name as it is spelled or sounds."""
    if name.is_foreign:
        last = _parts(name.printed)[-1]
        if any(sounds_like(last, word) for word in other.sounding):
            return True
    small = folded(name.printed)
    latin = [word for word in re.findall(r"[a-z]{2,}", small) if word in other.plain]
    tokens = _words(small)
    there = sum(_is_meant(token, other.terms) for token in tokens)
    return bool(latin) or 2 * there > len(tokens)


def _is_meant(token: str, terms: Collection[str]) -> bool:
    known = meaning(token)
    if sum(share for term, share in known if term in terms) >= LEAST_SHARE * sum(share for _, share in known) > 0:
        return True
    return any(term in terms for term in _spelled(token))


@lru_cache(maxsize=1 << 12)
def _words(small: str) -> tuple[str, ...]:
    import rjieba

    if _is_person(small):
        return (small,)
    return tuple(token for part in PARTS.split(small) for token in rjieba.cut(part) if len(token) > 1) or (small,)


def _is_person(small: str) -> bool:
    return 2 <= len(small) <= 4 and (is_surname(small[0]) or is_surname(small[:2])) and not is_word(small)


@lru_cache(maxsize=1 << 12)
def _spelled(token: str) -> tuple[str, ...]:
    """The given name of a person, which few share, else the whole, as one word in Latin letters."""
    if not 2 <= len(token) <= 4 or is_word(token):
        return ()
    given = token[2 if len(token) > 3 else 1 :] if _is_person(token) else token
    words = ("".join(each) for each in islice(product(*map(readings, given)), MOST_SPELLINGS))
    return tuple(term for word in words for term in terms_of(word))


def _parts(printed: str) -> list[str]:
    parts = (FORM.sub("", part).strip(".'’") for part in re.split(rf"[\s{DOTS}]", printed))
    return [part for part in parts if part] or [printed]


def _is_proper(term: Term) -> bool:
    """True for what has a name of its own, which a kind of chip has not."""
    names = (*term.en, *term.exact, *term.capitals)
    return not names or any(name[-1].isdigit() or name.split()[-1][:1].isupper() for name in names)


def _is_named(match: Match, text: str) -> bool:
    """True for a name and no word made of it: not 美企, 对美 or `ministry`, nor the country before a newspaper."""
    printed = match.printed
    if printed in no_names():
        return False
    if printed.isascii():
        last = printed.split()[-1]
        return last[:1].isupper() or last[-1:].isdigit()
    after = text[match.place + len(printed) :][:1]
    if match.term.kind not in ("country", "place"):
        return True
    is_state = len(printed) == 2 and folded(printed)[1] == "国" and folded(printed) != "我国"
    return (is_state or match.term.kind == "place") and after not in ("《", "「")

"""What a text is about, as weighted terms that Chinese and English texts share: English stems, numbers and names."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from config.rules import rules
from config.topic import Topic
from pipeline.bilingual import names_in
from pipeline.dictionary import Meaning, is_word, meaning
from pipeline.english import WORD, plain, term_of, words_of
from pipeline.fold import fold, folded
from pipeline.quantities import chinese_quantities, english_quantities, number_form
from pipeline.romanised import spellings
from pipeline.values import Language

VECTOR_VERSION = 1  # of the terms and their weights: a stored vector of another one is made again
MOST_TEXT = 100_000  # characters that are looked at
SATURATION = 0.5  # a term said twice weighs 1.2 times as much as one said once, one said for ever 1.5 times
CURRENCIES: dict[str, str] = rules("linking")["currencies"]
HAN = range(0x3400, 0xA000)


@dataclass(frozen=True, slots=True)
class TermVector:
    """The terms of a text in their order, what each weighs before its rarity counts, and how it is printed first."""

    language: Language
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    printed: tuple[str, ...]


@dataclass(slots=True)
class _Word:
    """A word of a text: the terms that it stands for, where it is printed first, and how often."""

    meaning: Meaning
    start: int
    end: int
    times: int = 1


def term_vector(text: str, language: Language, topic: Topic) -> TermVector:
    """The terms of a Chinese or English text; one without words, numbers and names has none."""
    text = text[:MOST_TEXT]
    return _chinese(text, topic) if language == "zh" else _english(text)


def _english(text: str) -> TermVector:
    """Each stem by how often it is said, however its words end."""
    text = plain(text)
    times: dict[str, int] = {}
    printed: dict[str, str] = {}
    for word, number in Counter(words_of(text)).items():
        term = term_of(word) or number_form(word.lower())
        if term:
            times[term] = times.get(term, 0) + number
            printed.setdefault(term, word)
    for each in english_quantities(text.lower()):
        times[each.form] = times.get(each.form, 0) + 1
        printed.setdefault(each.form, text[each.start : each.end])
    for symbol, name in CURRENCIES.items():
        number = text.count(symbol)
        if number:
            times[name] = times.get(name, 0) + number
            printed.setdefault(name, symbol)
    terms = tuple(sorted(times))
    return TermVector(
        "en", terms, tuple(_saturated(times[term]) for term in terms), tuple(printed[term] for term in terms)
    )


def _chinese(text: str, topic: Topic) -> TermVector:
    """Each meaning of each word, by how often it is said and how many senses it has."""
    small = folded(text)
    origins = range(len(small) + 1) if len(small) == len(text) else (*fold(text).offsets, len(text))
    weights: dict[str, float] = {}
    strongest: dict[str, tuple[float, _Word]] = {}
    for word in _words(small, topic):
        times = _saturated(word.times)
        for term, share in word.meaning:
            weight = times * math.sqrt(share)
            known = weights.get(term)
            weights[term] = weight if known is None else known + weight
            if known is None or weight > strongest[term][0]:
                strongest[term] = weight, word
    terms = tuple(sorted(weights))
    first = (strongest[term][1] for term in terms)
    printed = tuple(text[origins[word.start] : origins[word.end]] for word in first)
    return TermVector("zh", terms, tuple(weights[term] for term in terms), printed)


def _words(small: str, topic: Topic) -> Iterable[_Word]:
    """The words, numbers and names of a folded Chinese text, each once."""
    found: dict[str, _Word] = {}
    pieces: list[str] = []
    last = 0
    for each in chinese_quantities(small):
        _count(found, each.form, ((each.form, 1.0),), each.start, each.end)
        if each.end - each.start > 1 and each.start >= last:
            pieces += (small[last : each.start], " " * (each.end - each.start))
            last = each.end
    start = 0
    for token in rjieba.cut("".join((*pieces, small[last:]))):
        end = start + len(token)
        if end - start > 1 and ord(token[0]) in HAN:
            _count(found, token, None, start, end)
        start = end
    for name in names_in(small, topic):
        _count(found, f"name {name.name}", name.meaning, name.start, name.start + len(name.name))
    for match in WORD.finditer(small):
        term = term_of(match[0])
        if term:
            _count(found, f"latin {term}", ((term, 1.0),), match.start(), match.end())
    for symbol, term in CURRENCIES.items():
        number = small.count(symbol)
        if number:
            place = small.index(symbol)
            found[symbol] = _Word(((term, 1.0),), place, place + len(symbol), number)
    return found.values()


def _count(found: dict[str, _Word], key: str, means: Meaning | None, start: int, end: int) -> None:
    word = found.get(key)
    if word is None:
        found[key] = _Word(_meaning(key) if means is None else means, start, end)
    else:
        word.times += 1


@lru_cache(maxsize=1 << 16)
def _meaning(token: str) -> Meaning:
    """What a word means; one that the dictionary does not have may be a name, which is spelled."""
    known = meaning(token)
    return known if is_word(token) else (*known, *spellings(token))


def _saturated(times: int) -> float:
    return times * (SATURATION + 1) / (times + SATURATION)

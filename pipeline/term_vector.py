"""What a text is about, as weighted terms that Chinese and English texts share: English stems, numbers and names."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from config.topic import Topic
from pipeline.chinese_words import CURRENCIES, Word, chinese_words
from pipeline.english import plain, term_of, words_of
from pipeline.fold import fold, folded
from pipeline.quantities import english_quantities, number_form
from pipeline.values import Language

VECTOR_VERSION = 1  # of the terms and their weights: a stored vector of another one is made again
MOST_TEXT = 100_000  # characters that are looked at
SATURATION = 0.5  # a term said twice weighs 1.2 times as much as one said once, one said for ever 1.5 times


@dataclass(frozen=True, slots=True)
class TermVector:
    """The terms of a text in their order, what each weighs before its rarity counts, and how it is printed."""

    language: Language
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    printed: tuple[str, ...]


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
        term = _english_term(word)
        if term in times:
            times[term] += number
        elif term:
            times[term] = number
            printed[term] = word
    for form, start, end in english_quantities(text.lower()):
        times[form] = times.get(form, 0) + 1
        printed.setdefault(form, text[start:end])
    for symbol, name in CURRENCIES.items():
        number = text.count(symbol)
        if number:
            times[name] = times.get(name, 0) + number
            printed.setdefault(name, symbol)
    terms = tuple(sorted(times))
    return TermVector(
        "en", terms, tuple([_saturated(times[term]) for term in terms]), tuple([printed[term] for term in terms])
    )


def _chinese(text: str, topic: Topic) -> TermVector:
    """Each meaning of each word, by how often it is said and how many senses it has.

    What several words mean is printed as the one that means it most.
    """
    small = folded(text)
    weights: dict[str, float] = {}
    strongest: dict[str, tuple[float, Word]] = {}
    for word in chinese_words(small, topic):
        times = _saturated(word.times)
        for term, root in word.meaning:
            weight = times * root
            if term not in weights:
                weights[term] = weight
                strongest[term] = weight, word
            else:
                weights[term] += weight
                if weight > strongest[term][0]:
                    strongest[term] = weight, word
    terms = tuple(sorted(weights))
    origins = range(len(small) + 1) if len(small) == len(text) else (*fold(text).offsets, len(text))
    words = [strongest[term][1] for term in terms]
    return TermVector(
        "zh",
        terms,
        tuple([weights[term] for term in terms]),
        tuple([text[origins[word.start] : origins[word.end]] for word in words]),
    )


@lru_cache(maxsize=1 << 16)
def _english_term(word: str) -> str:
    return term_of(word) or number_form(word.lower())


def _saturated(times: int) -> float:
    return times * (SATURATION + 1) / (times + SATURATION)

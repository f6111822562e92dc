"""What a text is about, as weighted terms that Chinese and English texts share: English stems, numbers and names."""

from collections import Counter
from dataclasses import dataclass

from config.topic import Topic
from pipeline.chinese_words import CURRENCIES, chinese_words
from pipeline.english import TERMS, pieces_of, plain
from pipeline.fold import fold, folded
from pipeline.quantities import english_quantities
from pipeline.values import Language

VECTOR_VERSION = 2  # of the terms and their weights: a stored vector of another one is made again
MOST_TEXT = 8_000  # characters that are looked at: a whole report, and of a longer text what tells its event
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
    ascii_text = plain(text)
    times: dict[str, int] = {}
    printed: dict[str, str] = {}
    for piece, number in Counter(pieces_of(ascii_text)).items():
        for term in TERMS[piece]:
            if term in times:
                times[term] += number
            else:
                times[term] = number
                printed[term] = piece
    for form, start, end in english_quantities(ascii_text.lower()):
        times[form] = times.get(form, 0) + 1
        printed.setdefault(form, ascii_text[start:end])
    for symbol, term in CURRENCIES.items():
        number = text.count(symbol)
        if number:
            times[term] = times.get(term, 0) + number
            printed.setdefault(term, symbol)
    return TermVector("en", tuple(times), tuple(map(SATURATED.__getitem__, times.values())), tuple(printed.values()))


def _chinese(text: str, topic: Topic) -> TermVector:
    """Each meaning of each word, by how often it is said and how many senses it has.

    What several words mean is printed as one that means it more than those before it.
    """
    small = folded(text)
    origins = None if len(small) == len(text) else (*fold(text).offsets, len(text))
    weights: dict[str, float] = {}
    printed: dict[str, str] = {}
    for means, start, end, number in chinese_words(small, topic):
        times = SATURATED[number]
        word = text[start:end] if origins is None else text[origins[start] : origins[end]]
        for term, root in means:
            weight = times * root
            known = weights.get(term)
            if known is None:
                weights[term] = weight
                printed[term] = word
            else:
                weights[term] = known + weight
                if weight > known:
                    printed[term] = word
    return TermVector("zh", tuple(weights), tuple(weights.values()), tuple(printed.values()))


class _Saturated(dict[int, float]):
    """How often a term is said to what that weighs, worked out when first met."""

    def __missing__(self, times: int) -> float:
        self[times] = times * (SATURATION + 1) / (times + SATURATION)
        return self[times]


SATURATED = _Saturated()

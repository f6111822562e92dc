"""The words, numbers and names of a Chinese text, each with the English terms that it stands for."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import rjieba

from config.rules import rules
from config.topic import Topic
from pipeline.bilingual import names_in
from pipeline.dictionary import Meaning, is_word, meaning
from pipeline.english import WORD, term_of
from pipeline.quantities import chinese_quantities
from pipeline.romanised import spellings

CURRENCIES: dict[str, str] = rules("linking")["currencies"]
LONE = re.compile("[\ud800-\udfff]")  # half of a pair is no character, and neither jieba nor the automaton takes one
HAN = "\u3400"  # the first character of Han


class Word(NamedTuple):
    """A word in a folded text: its terms with their weights, where it stands first, how often it is said."""

    meaning: Meaning
    start: int
    end: int
    times: int


def chinese_words(small: str, topic: Topic) -> list[Word]:
    """The words of a folded Chinese text that mean something, each once."""
    small = LONE.sub("\ufffd", small)
    times: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    pieces: list[str] = []
    last = 0
    for form, start, end in chinese_quantities(small):
        times[form] = times.get(form, 0) + 1
        places.setdefault(form, (start, end))
        if end - start > 1 and start >= last:
            pieces += (small[last:start], " " * (end - start))
            last = end
    for match in WORD.finditer(small):
        term = term_of(match[0])
        if term:
            times[term] = times.get(term, 0) + 1
            places.setdefault(term, match.span())
    for symbol, term in CURRENCIES.items():
        number = small.count(symbol)
        if number:
            times[term] = times.get(term, 0) + number
            start = small.index(symbol)
            places.setdefault(term, (start, start + len(symbol)))
    found = [Word(((term, 1.0),), *places[term], number) for term, number in times.items()]
    found += _han_words("".join((*pieces, small[last:])))
    found += _names(small, topic)
    return found


def _han_words(text: str) -> Iterator[Word]:
    """The words of two Han characters and more; one character alone has too many senses."""
    tokens = rjieba.cut(text)
    ends = list(accumulate(map(len, tokens)))
    first = dict(zip(reversed(tokens), reversed(ends), strict=True))
    for token, number in Counter(tokens).items():
        if len(token) > 1 and token >= HAN:
            yield Word(_weighed(token), first[token] - len(token), first[token], number)


def _names(small: str, topic: Topic) -> Iterator[Word]:
    times: dict[str, int] = {}
    first: dict[str, tuple[Meaning, int]] = {}
    for name, start, means in names_in(small, topic):
        times[name] = times.get(name, 0) + 1
        first.setdefault(name, (means, start))
    for name, (means, start) in first.items():
        yield Word(_rooted(means), start, start + len(name), times[name])


@lru_cache(maxsize=1 << 16)
def _weighed(token: str) -> Meaning:
    """What a word means; one that the dictionary does not have may be a name, which is spelled."""
    known = meaning(token)
    return _rooted(known if is_word(token) else (*known, *spellings(token)))


def _rooted(means: Meaning) -> Meaning:
    # The root of a share weighs better than the share: on 424 disjoint texts .890 first, .870 with shares.
    return tuple((term, math.sqrt(share)) for term, share in means)

"""The names of a topic as a dictionary: what stands for a Chinese name in an English text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import rjieba
from ahocorasick_rs import AhoCorasick, MatchKind

from config.topic import Topic
from pipeline.dictionary import Meaning, is_word
from pipeline.english import terms_of
from pipeline.fold import folded


class Name(NamedTuple):
    """A Chinese name in a folded text, and the terms of its English names with their shares."""

    name: str
    start: int
    meaning: Meaning


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    automaton: AhoCorasick
    names: tuple[str, ...]
    meanings: tuple[Meaning, ...]


def names_in(text: str, topic: Topic) -> tuple[Name, ...]:
    """The Chinese names of a topic in a folded text that have an English one, the longest first.

    They are found beside the words of the text: 其中美国 may give 中美 too, which a name more or less does not change.
    Raises UnicodeEncodeError where the text has half of a pair of surrogates.
    """
    held = _names(topic)
    matches = held.automaton.find_matches_as_indexes(text)
    return tuple(Name(held.names[index], start, held.meanings[index]) for index, start, _ in matches)


@lru_cache(maxsize=8)
def _names(topic: Topic) -> _Names:
    meanings: dict[str, Meaning] = {}
    for term in topic.terms:
        english = tuple(filter(None, map(terms_of, dict.fromkeys((*term.en, *term.exact, *term.capitals)))))
        shares: dict[str, float] = {}
        for name in english:
            for part in name:
                shares[part] = shares.get(part, 0.0) + 1 / (len(name) * len(english))
        for spelling in map(folded, term.zh):
            # What is cut out as a word and stands in the dictionary would count twice.
            if shares and not (is_word(spelling) and rjieba.cut(spelling) == [spelling]):
                meanings[spelling] = tuple(shares.items())
    automaton = AhoCorasick(meanings, matchkind=MatchKind.LeftmostLongest)
    return _Names(automaton, tuple(meanings), tuple(meanings.values()))

"""Whether a text is on a topic, which sides of it are told, and the terms that say so."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from config.query import All, Any, Atom, Query
from config.topic import Topic
from config.topics import shipped_topic
from pipeline.fold import folded
from pipeline.language import language_of
from pipeline.terms import Match, matches_of
from pipeline.values import Language

TRAP = "trap"
READS = 1  # raised whenever a text of the same topic may be found on or off it anew
# In folded text: 。！？ and line breaks; a full stop after two letters or digits, for U.S. ends no sentence.
SENTENCE = re.compile(r"[。!?\n.](?:(?<!\.)|(?<=[a-z0-9%\"')][a-z0-9%\"')]\.)(?=[\s”\"]))[。!?”\"」』)\s]*+")


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text: its name as printed, where, and what the sentence weighs that it stands in."""

    term: str
    printed: str
    within: Literal["title", "text"]
    place: int  # of its first character in title or text
    weight: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the query: what it asks for, and what the text has of it."""

    atom: Atom
    weight: float

    @property
    def is_met(self) -> bool:
        """True where the text has enough of it."""
        return self.weight >= self.atom.least


@dataclass(frozen=True, slots=True)
class Topics:
    """What a text has of a topic; one that is not on it has no facets."""

    on_topic: bool
    facets: tuple[str, ...]  # the heaviest first
    found: tuple[Found, ...]
    asked: tuple[Asked, ...]  # each atom of the query once, in its order
    weights: Mapping[str, float]  # of all facets that occur, on topic or not


def topics_of(title: str, text: str, language: Language | None = None, topic: Topic | None = None) -> Topics:
    """What an article has of a topic, the shipped one where none is given, by the query of its language.

    A mark or a facet weighs what the sentences weigh together that have a term of it.
    """
    topic = topic or shipped_topic()
    language = language or language_of(f"{title}\n{text}") or "en"
    held = matches_of(f"{title}\n{text}", topic)
    matches = [match for match in held.matches if match.term.kind != TRAP]
    sentences = _Sentences(held.plain, len(folded(title)) + 1, topic)
    numbers = [sentences.number(match.start) for match in matches]
    marks, facets = _by_sentence(matches, numbers)
    weigh = partial(_weight, marks, sentences)
    weights = _facet_weights(facets, sentences)
    query = topic.queries[language]
    on_topic = _is_met(query, weigh)
    return Topics(
        on_topic=on_topic,
        facets=_chosen(weights, topic) if on_topic else (),
        found=tuple(_found(*each, sentences, len(title)) for each in zip(matches, numbers, strict=True)),
        asked=tuple(Asked(atom, weigh(atom.marks)) for atom in dict.fromkeys(_atoms(query))),
        weights=weights,
    )


def version_of(topic: Topic) -> str:
    """What is the same for topics that find the same in every text: of what the file says, and of this code."""
    return f"{READS}-{topic.digest}"


class _Sentences:
    """The sentences of a folded title and text by their numbers, the title being number 0."""

    def __init__(self, plain: str, text_start: int, topic: Topic) -> None:
        ends = [match.end() for match in SENTENCE.finditer(plain, text_start)]
        self.starts = [text_start, *(end for end in ends if end < len(plain))]
        self.weights = topic.weights
        # The second sentence of four is no beginning.
        self.lead = min(topic.lead, max(1, len(self.starts) // 3))
        # A text that goes on and on names everything in the end.
        self.of_text = self.weights.text * min(1.0, topic.long / max(1, len(self.starts) - self.lead))

    def number(self, at: int) -> int:
        """The number of the sentence in which a character stands."""
        return bisect_right(self.starts, at)

    def weight(self, number: int) -> float:
        """What a sentence weighs."""
        if not number:
            return self.weights.title
        return self.weights.lead if number <= self.lead else self.of_text


BySentence = Mapping[int, set[str]]


def _by_sentence(matches: list[Match], numbers: list[int]) -> tuple[BySentence, BySentence]:
    """The marks and the facets that each sentence has a term of."""
    marks: dict[int, set[str]] = defaultdict(set)
    facets: dict[int, set[str]] = defaultdict(set)
    for match, number in zip(matches, numbers, strict=True):
        marks[number].update(match.term.marks)
        facets[number].update(match.term.facets)
    return marks, facets


def _weight(marks: BySentence, sentences: _Sentences, wanted: frozenset[str]) -> float:
    return sum(sentences.weight(number) for number, held in marks.items() if wanted <= held)


def _facet_weights(facets: BySentence, sentences: _Sentences) -> dict[str, float]:
    """What each facet weighs, the heaviest first."""
    weights: dict[str, float] = defaultdict(float)
    for number, held in facets.items():
        for facet in held:
            weights[facet] += sentences.weight(number)
    return dict(sorted(weights.items(), key=lambda each: (-each[1], each[0])))


def _chosen(weights: Mapping[str, float], topic: Topic) -> tuple[str, ...]:
    """The facets that weigh enough, and where none does the heaviest alone."""
    heaviest = max(weights.values(), default=0.0)
    enough = {name: max(facet.least, facet.share * heaviest) for name, facet in topic.facets.items()}
    return tuple(name for name in weights if weights[name] >= enough[name]) or tuple(weights)[:1]


def _is_met(query: Query, weigh: Callable[[frozenset[str]], float]) -> bool:
    if isinstance(query, Atom):
        return weigh(query.marks) >= query.least
    if isinstance(query, All):
        return all(_is_met(part, weigh) for part in query.parts)
    if isinstance(query, Any):
        return any(_is_met(part, weigh) for part in query.parts)
    return not _is_met(query.part, weigh)


def _atoms(query: Query) -> tuple[Atom, ...]:
    if isinstance(query, Atom):
        return (query,)
    parts = query.parts if isinstance(query, All | Any) else (query.part,)
    return tuple(atom for part in parts for atom in _atoms(part))


def _found(match: Match, number: int, sentences: _Sentences, title: int) -> Found:
    place = match.place if match.place < title else match.place - title - 1
    within: Literal["title", "text"] = "title" if match.place < title else "text"
    return Found(match.term.id, match.printed, within, place, sentences.weight(number))

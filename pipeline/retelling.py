"""What a retelling kept of its original, what it left out and what it added: sentences, numbers, names, quotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from config.topic import Topic
from pipeline.dateline import dateline_of
from pipeline.likeness import Likeness, likeness
from pipeline.pairs import Tie
from pipeline.partners import partners
from pipeline.quotations import Quotation, quotations_in, unquoted
from pipeline.sentences import Sentence
from pipeline.told import Told, told_in
from pipeline.told_names import Name, Names, names_in, unnamed
from pipeline.told_numbers import Number, missing, numbers_in, said_otherwise
from pipeline.values import Language

TIES = 8  # terms that are told of a pair
LONE = re.compile("[\ud800-\udfff]")  # half of a pair is no character, and the automaton takes none
Each = TypeVar("Each", Number, Name, Quotation)


@dataclass(frozen=True, slots=True)
class Kept:
    """Sentences of either text, by their numbers, that tell the same, and the terms that say so, the heaviest first."""

    here: tuple[int, ...]
    there: tuple[int, ...]
    score: float
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Differences(Generic[Each]):
    """What only the original has, and what only the retelling."""

    left_out: tuple[Each, ...]
    added: tuple[Each, ...]


@dataclass(frozen=True, slots=True)
class Retelling:
    """Two texts beside each other; sentences that tell nothing, such as a credit, are neither left out nor added."""

    original: tuple[Sentence, ...]
    retelling: tuple[Sentence, ...]
    kept: tuple[Kept, ...]
    left_out: tuple[int, ...]
    added: tuple[int, ...]
    numbers: Differences[Number]
    names: Differences[Name]
    quotations: Differences[Quotation]
    share: float  # of the letters of the original that stand in sentences that were kept
    share_of_retelling: float


def retelling_of(original: str, retelling: str, languages: tuple[Language, Language], topic: Topic) -> Retelling:
    """What became of an original in a text that retells it, by the sentences of both.

    The languages are those of the original and of the retelling. Sentences are parted anew, 400 of each text at most.
    """
    texts = LONE.sub("\ufffd", original), LONE.sub("\ufffd", retelling)
    told = told_in(texts[0]), told_in(texts[1])
    texts = _looked_at(texts[0], told[0]), _looked_at(texts[1], told[1])
    telling = tuple(tuple(at for at in range(len(each.sentences)) if at not in each.asides) for each in told)
    sentences = [[each.sentences[at].text for at in chosen] for each, chosen in zip(told, telling, strict=True)]
    alike = likeness((sentences[0], sentences[1]), languages, topic)
    kept = tuple(
        Kept(
            tuple(telling[0][at] for at in each.here),
            tuple(telling[1][at] for at in each.there),
            each.score,
            alike.ties(each.here, each.there, TIES),
        )
        for each in partners(alike)
    )
    met = {at for each in kept for at in each.here}, {at for each in kept for at in each.there}
    names = [
        names_in(_telling(text, each), language, topic, _terms(alike, side))
        for side, (text, each, language) in enumerate(zip(texts, told, languages, strict=True))
    ]
    return Retelling(
        told[0].sentences,
        told[1].sentences,
        kept,
        tuple(at for at in telling[0] if at not in met[0]),
        tuple(at for at in telling[1] if at not in met[1]),
        _numbers(texts, told, kept, languages),
        _names(texts, names),
        _quotations(texts, told, kept, languages, topic),
        _share(told[0].sentences, telling[0], met[0]),
        _share(told[1].sentences, telling[1], met[1]),
    )


def _names(texts: tuple[str, str], names: Sequence[Names]) -> Differences[Name]:
    """The names of each text alone; where and by whom a dateline says that it was written is told nowhere else."""
    one, other = (
        tuple(each for each in unnamed(names[side], names[1 - side]) if each.start >= len(dateline_of(texts[side])))
        for side in (0, 1)
    )
    return Differences(one, other)


def _numbers(
    texts: tuple[str, str], told: tuple[Told, Told], kept: tuple[Kept, ...], languages: tuple[Language, Language]
) -> Differences[Number]:
    both = [
        numbers_in(_telling(text, each), language) for text, each, language in zip(texts, told, languages, strict=True)
    ]
    found = [missing(both[side], tuple(both[1 - side]), texts[1 - side]) for side in (0, 1)]
    for side in (0, 1):
        partner = {
            at: " ".join(told[1 - side].sentences[other].text for other in (each.there, each.here)[side])
            for each in kept
            for at in (each.here, each.there)[side]
        }
        found[side] = tuple(
            each
            for each in found[side]
            if each.start >= len(dateline_of(texts[side]))
            and not said_otherwise(each, partner.get(_sentence_at(told[side].sentences, each.start), ""))
        )
    return Differences(found[0], found[1])


def _quotations(
    texts: tuple[str, str],
    told: tuple[Told, Told],
    kept: tuple[Kept, ...],
    languages: tuple[Language, Language],
    topic: Topic,
) -> Differences[Quotation]:
    both = quotations_in(_telling(texts[0], told[0])), quotations_in(_telling(texts[1], told[1]))
    groups = [
        {at: number for number, each in enumerate(kept) for at in (each.here, each.there)[side]} for side in (0, 1)
    ]
    of = [
        [groups[side].get(_sentence_at(told[side].sentences, each.start), -1 - side) for each in both[side]]
        for side in (0, 1)
    ]
    beside = [[one == other for other in of[1]] for one in of[0]]
    return Differences(*unquoted(both, beside, languages, topic))


def _sentence_at(sentences: Sequence[Sentence], place: int) -> int:
    return next((at for at, each in enumerate(sentences) if each.start <= place < each.end), -1)


def _looked_at(text: str, told: Told) -> str:
    return text[: told.sentences[-1].end] if told.sentences else ""


def _telling(text: str, told: Told) -> str:
    """The text with its asides blanked, so that all places stay."""
    for at in sorted(told.asides):
        each = told.sentences[at]
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _terms(alike: Likeness, side: int) -> frozenset[str]:
    return frozenset(term for vector in alike.vectors[side] for term in vector.terms)


def _share(sentences: Sequence[Sentence], telling: Sequence[int], met: set[int]) -> float:
    """The share of what is told, by length, that stands in the sentences met; 0 of nothing."""
    lengths = {at: len(sentences[at].text) for at in telling}
    return sum(length for at, length in lengths.items() if at in met) / max(1, sum(lengths.values()))

"""The terms that set each side off from the others: of one language its words, across languages what both can say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from config.topic import Topic
from pipeline.attention import SURE
from pipeline.dictionary import meaning
from pipeline.english import terms_of
from pipeline.hearing import HAN
from pipeline.log_odds import log_odds, sure_from
from pipeline.topics import TRAP
from pipeline.values import Language
from pipeline.wording import Tally, Wording, summed

Basis = Literal["zh", "en", "shared"]
Kind = Literal["word", "name", "pair", "linked"]
# Kinds of terms that have many names which are not all the same, so that one language may have more of them.
NO_NAME = (TRAP, "country", "place", "idea")
MOST = 15  # terms of a side
MOST_UNSURE = 5  # of them where fewer are sure
FEW_TEXTS, FEW_TIMES = 3, 10  # a term of fewer is marked
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FEWEST_LINKED = 5  # mentions in either language of a word that the dictionary ties


class Label(NamedTuple):
    """How a term is shown, and what it is."""

    shown: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A term that a side says more than the others, with a text that says it."""

    term: str  # as it is shown
    kind: Kind
    key: str  # what it is found by
    here: int
    there: int
    texts: int  # of this side
    delta: float
    z: float
    is_sure: bool  # no chance, all the words being looked at together
    article_id: int
    example: str = ""

    @property
    def is_small(self) -> bool:
        """True where it is of too few texts or mentions to be believed."""
        return self.texts < FEW_TEXTS or self.here + self.there < FEW_TIMES


@dataclass(frozen=True, slots=True)
class SideTerms:
    """The terms of one side against all others, by the words of one language or by those that two share."""

    basis: Basis
    side: str
    terms: tuple[Distinctive, ...]


def distinctive(of: Wording, topic: Topic, pairs: Topic, most: int = MOST) -> tuple[SideTerms, ...]:
    """The terms of every side, within each language that two sides write, and across languages where there are two.

    A term counts where the odds are sure in 95 of 100 cases, for each by itself. Of a thousand words that are alike
    some look as if they were not, so it also says whether it is sure among all that were looked at.
    """
    found: list[SideTerms] = []
    for language in LANGUAGES:
        held = {side: tally for (side, its), tally in of.by_language.items() if its == language and tally.times}
        printed = of.printed if language == "en" else {}
        found += _against(language, held, {}, printed, most)
    if len({language for (_, language), tally in of.by_language.items() if tally.times}) > 1:
        shared, labels = shared_words(of, topic, pairs)
        found += _against("shared", shared, labels, {}, most)
    return tuple(found)


def shared_words(of: Wording, topic: Topic, pairs: Topic) -> tuple[dict[str, Tally], dict[str, Label]]:
    """What both languages can say, counted by side: names of a topic, pairs, and words tied by the dictionary.

    In 424 texts that exist in both languages, 9 of 421 such terms look distinctive of one.
    """
    labels: dict[str, Label] = {}
    found: dict[str, Tally] = {side: Tally() for side in of.texts}
    for kind, held, tallies in (("name", topic, of.names), ("pair", pairs, of.pairs)):
        named = {each.id: each for each in held.terms if each.kind not in NO_NAME}
        for side, tally in tallies.items():
            for name in tally.times.keys() & named.keys():
                key = f"{kind}:{name}"
                its = named[name]
                labels[key] = (
                    Label(of.both_names(its), "name") if kind == "name" else Label(f"{its.zh[0]} = {its.en[0]}", "pair")
                )
                _put(found[side], key, tally, name)
    stems = {
        stem for each in topic.terms for name in (*each.en, *each.exact, *each.capitals) for stem in terms_of(name)
    }
    words = linked_words(of)
    commonest = Counter[str]()
    for (side, language), tally in of.by_language.items():
        for word in tally.times:
            stem = words.get((language, word))
            if stem and stem not in stems:
                key = f"linked:{stem}"
                _put(found[side], key, tally, word)
                if language == "zh" and tally.times[word] > commonest[stem]:
                    commonest[stem] = tally.times[word]
                    labels[key] = Label(f"{word} = {of.printed.get(stem, stem)}", "linked")
    return {side: tally for side, tally in found.items() if tally.times}, labels


def linked_words(of: Wording) -> dict[tuple[Language, str], str]:
    """The words of either language that stand for one English stem and nothing else, where both languages say it.

    A Chinese word counts where the dictionary has one meaning of one term for it, and a stem where no other word of the
    texts can mean it among other things: else one language would say it more for its many words alone. In a trial with
    such stems, 天天 = day was at the top of the English side.
    """
    english = summed(tally.times for (_, language), tally in of.by_language.items() if language == "en")
    chinese = summed(tally.times for (_, language), tally in of.by_language.items() if language == "zh")
    stems: dict[str, str] = {}
    unclear: set[str] = set()
    for word, number in chinese.items():
        stem = linked_stem(word)
        if stem and _tells(word):
            if english[stem] >= FEWEST_LINKED:
                stems[word] = stem
        elif word >= HAN and number >= FEWEST_LINKED:
            unclear.update(term for term, _ in meaning(word))
    said = Counter[str]()
    for word, stem in stems.items():
        said[stem] += chinese[word]
    both = {stem for stem, number in said.items() if number >= FEWEST_LINKED} - unclear
    found: dict[tuple[Language, str], str] = {("zh", word): stem for word, stem in stems.items() if stem in both}
    return found | {("en", stem): stem for stem in both}


def linked_stem(word: str) -> str:
    """The English stem that a word of a Chinese text stands for, where it stands for nothing else; else empty."""
    if word < HAN:
        terms = terms_of(word)
        return terms[0] if len(terms) == 1 else ""
    means = meaning(word)
    return means[0][0] if len(means) == 1 else ""


def _against(
    basis: Basis, held: Mapping[str, Tally], labels: Mapping[str, Label], printed: Mapping[str, str], most: int
) -> Iterator[SideTerms]:
    """The terms of each side against all others taken together; nothing of a single side."""
    if len(held) < 2:
        return
    background = summed(tally.times for tally in held.values())
    for side, tally in sorted(held.items()):
        others = background.copy()
        others.subtract(tally.times)
        found = log_odds(tally.times, others, background)
        least = sure_from(found)
        chosen = [each for each in found if each.here and each.z >= min(SURE, least) and _tells(each.word)]
        sure = sum(each.z >= least for each in chosen)
        terms = [
            Distinctive(
                term=labels[each.word].shown if labels else printed.get(each.word, each.word),
                kind=labels[each.word].kind if labels else "word",
                key=each.word,
                here=each.here,
                there=each.there,
                texts=tally.texts[each.word],
                delta=each.delta,
                z=each.z,
                is_sure=each.z >= least,
                article_id=tally.last[each.word],
            )
            for each in chosen[: min(most, max(sure, MOST_UNSURE))]
        ]
        yield SideTerms(basis, side, tuple(terms))


def _tells(word: str) -> bool:
    """True unless it is a single character or letter, which has too many senses."""
    return len(word) > 1


def _put(into: Tally, key: str, tally: Tally, word: str) -> None:
    """Count a word of one tally under its key in another; texts of two words that share a key count once each."""
    into.times[key] += tally.times[word]
    into.texts[key] += tally.texts[word]
    into.last[key] = max(tally.last[word], into.last.get(key, 0))

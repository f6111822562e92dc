"""What a text says, counted: its words, the names of a topic, the terms of pairs, and who of the named is quoted."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import rjieba

from config.rules import rules, words
from config.topic import Topic
from pipeline.chinese_words import LONE
from pipeline.english import TERMS, pieces_of, plain
from pipeline.fold import folded
from pipeline.sentences import sentences
from pipeline.terms import Match, matches_of
from pipeline.topics import TRAP
from pipeline.values import Language
from pipeline.words import number_of_words

MOST_TEXT = 20_000  # characters of a text that are counted
HAN = "\u3400"  # the first character of Han


@dataclass(frozen=True, slots=True)
class Heard:
    """How often a text says what; English words by their stems, each with a printed form."""

    words: int  # all of them: English ones, and Chinese ones as jieba cuts them
    times: Mapping[str, int]
    printed: Mapping[str, str]
    names: Mapping[str, int]
    pairs: Mapping[str, int]
    quoted: Mapping[str, int]  # persons, by the sentences that quote them
    forms: Mapping[tuple[str, str], int]  # names and how they are printed


def heard(text: str, language: Language, topic: Topic, pairs: Topic) -> Heard:
    """What a text says; one without words says nothing."""
    text = text[:MOST_TEXT]
    matches = [each for each in matches_of(text, topic).matches if each.term.kind != TRAP]
    said = Counter(each.term.id for each in matches_of(text, pairs).matches)
    words, times, printed = _chinese(text) if language == "zh" else _english(text)
    names = Counter(each.term.id for each in matches)
    forms = Counter((each.term.id, each.printed) for each in matches)
    return Heard(words, times, printed, names, said, _quoted(text, language, matches), forms)


def chinese_tokens(text: str) -> list[str]:
    """The words of a Chinese text, folded, marks and spaces among them."""
    cut: list[str] = rjieba.cut(LONE.sub("\ufffd", folded(text)))
    return cut


def _chinese(text: str) -> tuple[int, Mapping[str, int], Mapping[str, str]]:
    counted = Counter(chinese_tokens(text))
    words = sum(number for token, number in counted.items() if token[0].isalnum())
    times = {token: number for token, number in counted.items() if token.isalpha()}
    return words, times, {}


def _english(text: str) -> tuple[int, Mapping[str, int], Mapping[str, str]]:
    """Stems with their times; a stem is printed as the shortest word that has it."""
    times: dict[str, int] = {}
    printed: dict[str, str] = {}
    for piece, number in Counter(pieces_of(plain(text))).items():
        for term in TERMS[piece]:
            if term[0].isdigit():
                continue
            times[term] = times.get(term, 0) + number
            known = printed.get(term)
            if known is None or len(piece) < len(known):
                printed[term] = piece
    return number_of_words(text), times, printed


def _quoted(text: str, language: Language, matches: Iterable[Match]) -> Mapping[str, int]:
    persons = [each for each in matches if each.term.kind == "person"]
    if not persons:
        return {}
    its = sentences(text)
    starts = [each.start for each in its]
    found = Counter[str]()
    for at, name in dict.fromkeys((bisect_right(starts, each.place) - 1, each.term.id) for each in persons):
        names = [each.printed for each in persons if each.term.id == name]
        if at >= 0 and is_quoted(its[at].text, names[0], language):
            found[name] += 1
    return found


def is_quoted(sentence: str, name: str, language: Language) -> bool:
    """True where a sentence quotes whom it names: words in quotation marks, or a verb of saying near the name."""
    marks, chinese, english = _verbs()
    verb = chinese if language == "zh" else english
    if sum(sentence.count(mark) for mark in marks) > 1 and verb.search(sentence):
        return True
    at = sentence.find(name)
    if language == "zh":
        return chinese.search(sentence, at, at + len(name) + 10) is not None
    return english.search(sentence, max(0, at - 25), at + len(name) + 25) is not None


@cache
def _verbs() -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    chinese = re.compile("|".join(map(re.escape, words("quoting", "zh"))))
    english = re.compile(rf"\b(?:{'|'.join(map(re.escape, words('quoting', 'en')))})\b", re.IGNORECASE)
    return str(rules("quoting")["marks"]), chinese, english

"""A sentence of a text that says a term."""

from config.topic import Topic
from pipeline.distinctive import linked_stem
from pipeline.english import TERMS, pieces_of, plain
from pipeline.fold import folded
from pipeline.hearing import MOST_TEXT, chinese_tokens
from pipeline.sentences import sentences
from pipeline.terms import matches_of
from pipeline.values import Language

SHORTEST, LONGEST = 12, 220  # characters of a sentence that reads well as an example


def example_of(text: str, language: Language, key: str, topic: Topic, pairs: Topic) -> str:
    """The first sentence that says what a key stands for, of a length that reads well if there is one; else empty.

    A key is a word or a stem as it stands, or of a kind before a colon: name, pair, linked.
    """
    its = [each.text for each in sentences(text[:MOST_TEXT])]
    saying = (each for each in its if _says(each, language, key, topic, pairs))
    first = ""
    for sentence in saying:
        if SHORTEST <= len(sentence) <= LONGEST:
            return sentence
        first = first or sentence
    return first if len(first) <= LONGEST else f"{first[:LONGEST]}…"


def _says(sentence: str, language: Language, key: str, topic: Topic, pairs: Topic) -> bool:
    kind, _, word = key.rpartition(":")
    if kind in ("name", "pair"):
        return any(each.term.id == word for each in matches_of(sentence, topic if kind == "name" else pairs).matches)
    if language == "en":
        return any(word in TERMS[piece] for piece in pieces_of(plain(sentence)))
    if kind == "linked":
        return any(linked_stem(token) == word for token in chinese_tokens(sentence))
    return word in folded(sentence)

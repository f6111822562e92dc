"""Names as they stand in a text: in English by their capitals, in Chinese by what the words around them are."""

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import rjieba

from config.rules import rules
from config.rules import words as words_of
from pipeline.dictionary import is_common, is_surname, is_word
from pipeline.fold import folded

DOTS = "·•‧・"
MOST_PARTS = 5  # words of an organisation
NOUNS = ("n", "j", "vn", "l", "eng", "b", "a", "f", "s")
PLACES = ("ns", "nt")
PEOPLE = ("nr", "nrt")
LATIN_IN_HAN = re.compile(r"[A-Z][A-Za-z\d.&'’-]+(?: [A-Z][A-Za-z\d.&'’-]+)*")
WORD = r"[A-Z](?:[\w&’']|-(?=[A-Z\d]))*(?:\.[A-Z]\w*)*"
RUN = re.compile(rf"(?:[A-Z]\.){{2,}}|{WORD}(?:\.? (?:of (?:the )?|for (?:the )?|de |von |van )?{WORD})*")
OPENS = re.compile(r"(?:^|[.!?:;—–\"“]\s*|\n\s*)$")
BINDS = ("of", "for", "the", "de", "von", "van")
POSSESSIVE = re.compile(r"[’']s?$")
AMOUNT = re.compile(r"[A-Za-z]{2,3}\d[\d.,]*(?:[mb]n)?")  # Rmb28bn


class Found(NamedTuple):
    """A name as printed and where it begins; `is_foreign` where Han characters may write how it sounds."""

    printed: str
    start: int
    is_foreign: bool = False


class Word(NamedTuple):
    """A word of a Chinese text and what kind of word it is, by jieba's tags."""

    text: str
    tag: str


def han_names(text: str) -> list[Found]:
    """The names in a Chinese text: people, places, organisations, and what stands in Latin letters."""
    found = [
        Found(match[0], match.start())
        for match in LATIN_IN_HAN.finditer(text)
        if len(match[0]) > 2 and match[0] not in no_names()
    ]
    # Folded, so that a text in traditional characters is parted as its original is.
    small = folded(text)
    words = [Word(*each) for each in rjieba.tag(small if len(small) == len(text) else text)]
    last = {at for at, each in enumerate(words) if len(each.text) > 1 and each.text.endswith(_organisations())}
    places = [0, *accumulate(len(each.text) for each in words)]
    at = 0
    while at < len(words):
        end = _end_of_organisation(words, at, last) or _end_of_person(words, at)
        start, stop = places[at], places[end or at + 1]
        name = text[start:stop].rstrip("则")
        if end and not is_common(small[start:stop]) and small[start:stop] not in no_names():
            is_foreign = any(each.tag == "nrt" or each.text in DOTS for each in words[at:end])
            if end - 1 in last or (is_foreign and len(name) > 1) or _is_person(small[start:stop]):
                found.append(Found(name, start, is_foreign))
        elif _is_place(words[at]) and text[stop : stop + 1] not in ("《", "「"):  # 英国《金融时报》 names a paper
            found.append(Found(name, start))
        at = end or at + 1
    return found


def latin_names(text: str) -> list[Found]:
    """The names in an English text; a single word at the head of a sentence is one only where it is one elsewhere."""
    found: list[tuple[Found, bool]] = []
    for match in RUN.finditer(text):
        start, words = match.start(), match[0].split(" ")
        opens = OPENS.search(text[max(0, start - 3) : start]) is not None
        while words and words[0].rstrip(".") in no_names() and not (words[0] == "He" and len(words) > 1 and not opens):
            start += len(words.pop(0)) + 1
            opens = False
        while words and (words[-1].rstrip(".") in no_names() or words[-1] in BINDS):
            words.pop()
        printed = POSSESSIVE.sub("", " ".join(words))
        if len(printed) > 1 and not AMOUNT.fullmatch(printed):
            found.append((Found(printed, start), opens and len(words) == 1))
    sure = {word for each, opens in found if not opens for word in (each.printed, *each.printed.split())}
    return [each for each, opens in found if not opens or each.printed in sure or not each.printed[1:].islower()]


def _end_of_organisation(words: list[Word], at: int, last: set[int]) -> int:
    """Where an organisation ends that begins with this word; 0 where none begins."""
    for end in range(at, min(len(words), at + MOST_PARTS)):
        word = words[end]
        if end in last and (end > at or len(word.text) > 2):
            # 初创公司 and 两家公司 are anybody's.
            return end + 1 if any(_is_proper(each) for each in words[at : end + 1]) else 0
        if len(word.text) < 2 or not (word.tag in NOUNS or word.tag.startswith((*PLACES, "nr", "nz"))):
            break
    return 0


def _is_proper(word: Word) -> bool:
    return word.tag.startswith((*PLACES, "nr", "nz", "eng")) or not (is_word(word.text) and is_common(word.text))


def _end_of_person(words: list[Word], at: int) -> int:
    """Where a person's name ends that begins with this word; 0 where none begins."""
    end = at
    while end < len(words):
        word = words[end]
        goes_on = end > at and (
            (words[end - 1].text in DOTS and len(word.text) > 1)
            or (word.tag == "nz" and len(word.text) == 1)
            or (word.text in DOTS and end + 1 < len(words))
        )
        if word.tag not in PEOPLE and not goes_on:
            break
        end += 1
    return end if end > at else 0


def _is_place(word: Word) -> bool:
    return word.tag.startswith(PLACES) and len(word.text) > 1 and not is_common(word.text)


def _is_person(small: str) -> bool:
    if is_word(small) or len(small) < 2:
        return False
    return len(small) > 3 or is_surname(small[0]) or is_surname(small[:2])


@cache
def _organisations() -> tuple[str, ...]:
    return words_of("retelling", "organisations")


@cache
def no_names() -> frozenset[str]:
    """Words with a capital that begin no name."""
    return frozenset(str(rules("retelling")["no_names"]).split())

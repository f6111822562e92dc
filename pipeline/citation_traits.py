"""What stands around an outlet in a text, as traits: words that speak for a source and words that speak against one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.citation_forms import DAY, OUTLET, filled, parts_of
from pipeline.citation_lines import Group, Line
from pipeline.values import Language

AROUND = 160  # characters of a sentence that are looked at on either side
OPENING = "《「『“〈\"'‘("
CLAUSE = re.compile(r"[,;:.!?。“”\"]")
BREAK = re.compile(r"[,;:.!?。—(“”\"\n]")
QUOTED = re.compile(r"[“「『\"]")
TELLING = frozenset({"says", "from", "to", "story", "seen", "product", "comma_says"})
# What binds a name to the telling; where none of these stands beside it, it is seldom a source, whatever else is there.
SPEAKING = TELLING | {"says_far", "colon", "had", "by", "takes", "verb", "bracketed"}

Span = tuple[int, int]
Listed = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: each list before, after or around a name is one trait."""

    before: Listed
    after: Listed
    around: Listed
    verbs: tuple[str, ...]  # the traits that name a verb, the surest first
    own: re.Pattern[str]  # words of an outlet's own affairs
    tells: re.Pattern[str]  # words of telling


@cache
def words_of(language: Language) -> Words:
    """The words of a language, compiled."""
    held, parts = rules("citing")[language], parts_of(language)

    def each(key: str) -> Listed:
        return tuple((name, re.compile(filled(text, parts))) for name, text in held[key].items())

    def never(key: str) -> Listed:
        return ((f"never_{key}", re.compile("|".join(f"(?:{filled(text, parts)})" for text in held["never"][key]))),)

    return Words(
        each("before") + never("before"),
        each("after") + never("after"),
        each("around"),
        tuple(held["verbs"]),
        re.compile(filled(held["own"], parts)),
        re.compile(filled(held["tells"], parts)),
    )


def traits_of(line: Line, group: Group, following: str, words: Words, own: int) -> tuple[frozenset[str], Span]:
    """The traits of a group of outlets in its line, and where the verb stands that makes it a source.

    `following` is what comes after the line, `own` how often words of an outlet's own affairs stand in the text.
    """
    begin, end = max(0, group.start - AROUND), group.end + AROUND
    before = line.masked[begin : group.start].rstrip(OPENING)
    after, sentence = line.masked[group.end : end], line.masked[begin:end]
    traits = {name for name, form in words.around if form.search(sentence)}
    verbs: dict[str, Span] = {}
    for listed, part, at in ((words.before, before, begin), (words.after, after, group.end)):
        for name, form in listed:
            if seen := form.search(part):
                traits.add(name)
                if "verb" in form.groupindex:
                    verbs[name] = (at + seen.start("verb"), at + seen.end("verb"))
    traits.update(_counted(before, after, sentence, words, own))
    traits.update(_placed(before, after, following, words))
    if line.masked[: group.start].endswith(("(", "[")) and after.startswith((")", "]")):
        traits = (traits - {"head", "subject"}) | {"bracketed"}  # a newsletter's way: The vote failed. (Politico)
    if words.tells.search(sentence):
        traits.add("tells")
    if not traits & SPEAKING:
        traits.add("silent")
    if len(group.names) > 1:
        traits.add("listed")
    return frozenset(traits), next((verbs[name] for name in words.verbs if name in verbs), (0, 0))


def _counted(before: str, after: str, sentence: str, words: Words, own: int) -> Iterator[str]:
    """Words of an outlet's own affairs in the clause, in the rest of the sentence, in the rest of the text."""
    clause = f"{CLAUSE.split(before)[-1]} {CLAUSE.split(after, maxsplit=1)[0]}"
    here, there = (sum(1 for _ in words.own.finditer(part)) for part in (clause, sentence))
    if here:
        yield "own_clause" if here == 1 else "own_clause_more"
    if there > here:
        yield "own_sentence"
    if own > there:
        yield "own_text" if own - there == 1 else "own_text_more"


def _placed(before: str, after: str, following: str, words: Words) -> Iterator[str]:
    """Where the name stands in its clause, and which marks and days stand beside it."""
    if QUOTED.search(after):
        yield "quotes_after"
    elif QUOTED.search(following):
        yield "quotes_next"
    if words.tells.search(following):
        yield "tells_next"
    if not before.strip() or before.rstrip(" ")[-1] in ",;:。.!?”":
        yield "head"
    if BREAK.match(after.lstrip(" ") or "."):
        yield "tail"
    if DAY in before[-12:] or DAY in after[:12]:
        yield "day"
    if OUTLET in before or OUTLET in after:
        yield "others"

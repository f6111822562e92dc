"""What stands around an outlet in a text, as traits: words that speak for a source and words that speak against one."""

import re
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.citation_forms import DAY, OUTLET, filled, parts_of
from pipeline.citation_lines import Group, Line
from pipeline.values import Language

NEAR, FAR = 60, 160  # characters of a clause and of a sentence that are looked at on either side
OPENING = "《「『“〈\"'‘("
BREAK = re.compile(r"[,;:.!?。—(“”\"\n]")
QUOTED = re.compile(r"[“「『\"]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, each list one trait: before and after the name, and in its sentence or text."""

    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    around: tuple[tuple[str, re.Pattern[str]], ...]
    own: re.Pattern[str]  # words of an outlet's own affairs
    tells: re.Pattern[str]  # of telling


@cache
def words_of(language: Language) -> Words:
    """The words of a language, compiled."""
    held, parts = rules("citing")[language], parts_of(language)

    def each(key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((name, re.compile(filled(text, parts))) for name, text in held[key].items())

    return Words(
        each("before"),
        each("after"),
        each("around"),
        re.compile(filled(held["own"], parts)),
        re.compile(filled(held["tells"], parts)),
    )


def traits_of(line: Line, group: Group, following: str, words: Words, own: int) -> dict[str, tuple[int, int]]:
    """The traits of a group of outlets in its line, each with where in the line it is seen.

    `following` is what comes after the line, `own` how often words of an outlet's own affairs stand in the text.
    """
    masked = line.masked
    found: dict[str, tuple[int, int]] = {}
    begin = max(0, group.start - FAR)
    before = masked[begin : group.start].rstrip(OPENING)
    after = masked[group.end : group.end + FAR]
    for name, form in words.before:
        if seen := form.search(before):
            found[name] = (begin + seen.start(), begin + seen.end())
    for name, form in words.after:
        if seen := form.search(after):
            found[name] = (group.end + seen.start(), group.end + seen.end())
    sentence = masked[max(0, group.start - FAR) : group.end + FAR]
    for name, form in words.around:
        if form.search(sentence):
            found[name] = (0, 0)
    number = sum(1 for _ in words.own.finditer(sentence))
    if number:
        found["own" if number == 1 else "own_more"] = (0, 0)
    if own > number:
        found["own_text" if own - number == 1 else "own_text_more"] = (0, 0)
    if words.tells.search(sentence):
        found["tells"] = (0, 0)
    if QUOTED.search(after):
        found["quotes_after"] = (0, 0)
    elif QUOTED.search(following):
        found["quotes_next"] = (0, 0)
    if words.tells.search(following):
        found["tells_next"] = (0, 0)
    if not before.strip() or before[-1] in ",;:。.!?”" or before.endswith((", ", "; ", ": ", ". ")):
        found["head"] = (0, 0)
    if not after[:1] or BREAK.match(after.lstrip(" ")):
        found["tail"] = (0, 0)
    if DAY in before[-12:] or DAY in after[:12]:
        found["day"] = (0, 0)
    if OUTLET in before or OUTLET in after:
        found["others"] = (0, 0)
    if len(group.names) > 1:
        found["listed"] = (0, 0)
    return found

"""Whether an outlet in a text is named as a source of what stands there: its traits, weighed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.citation_forms import Forms, forms_of
from pipeline.citation_lines import Group, Line, Looked, lines_of
from pipeline.citation_traits import TELLING, Span, Words, traits_of, words_of
from pipeline.outlet_names import Named
from pipeline.values import Language

HEAD, AFTER = 80, 200  # characters in which a mark stands at the head of a paragraph, and that are looked at behind it
NEXT = 120  # characters of what follows a line
OWN = 3_000  # characters in which words of an outlet's own affairs are counted
COMPOUND = re.compile(r"[ /-][A-Z0-9][A-Za-z0-9]")  # Axios Robotics, BBC XSum
NEARLY = -1.0  # an outlet of which so much was said is a source where the text goes on with it


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet where a text names it, with the traits that are weighed and the verb that would make it a source."""

    name: Named
    traits: frozenset[str]
    verb: Span


@dataclass(frozen=True, slots=True)
class Whole:
    """A text as its mentions are judged by: its lines, and what is counted in all of it."""

    looked: Looked
    lines: tuple[Line, ...]
    forms: Forms
    words: Words
    number: Counter[str]  # how often each outlet is named
    own: int  # how often words of an outlet's own affairs stand in it


def whole_of(looked: Looked) -> Whole:
    """A text in which outlets were looked for, ready to be judged."""
    forms, words = forms_of(looked.language), words_of(looked.language)

    def goes_on(plain: str) -> bool:
        return any(form.search(plain) for form in forms.again)

    own = sum(1 for _ in words.own.finditer(looked.plain, 0, OWN))
    number = Counter(name.outlet for name in looked.names)
    return Whole(looked, tuple(lines_of(looked, goes_on)), forms, words, number, own)


def mentions(whole: Whole, at: int, group: Group) -> tuple[Mention, ...]:
    """The outlets of a group in the line of that number, to be judged."""
    line, after = whole.lines[at], whole.lines[at + 1 : at + 2]
    end = line.start + len(line.masked)
    following = after[0].masked[:NEXT] if after else whole.looked.plain[end : end + NEXT]
    traits, verb = traits_of(line, group, following, whole.words, whole.own)
    if after and _goes_on(after[0], whole.forms):
        traits |= {"goes_on"}
    return tuple(
        Mention(name, traits | frozenset(_of_name(whole, line, group, name, traits)), verb) for name in group.names
    )


def weighed(mention: Mention, language: Language) -> float:
    """How much speaks for a mention as a source; more does where it is over 0."""
    weights = _weights(language)
    return weights["always"] + sum(weights.get(trait, 0.0) for trait in mention.traits)


def is_mark(line: Line, group: Group, forms: Forms) -> bool:
    """True for an agency's mark at the head of a paragraph, and for a line of credits."""
    if not line.is_first or group.start > HEAD:
        return False
    head = line.masked[: group.end + AFTER]
    return any((found := form.search(head)) and found.end() >= group.end for form in forms.mark)


def _goes_on(line: Line, forms: Forms) -> bool:
    """True where a line goes on with a noun that only an outlet has: the newspaper added."""
    return not (line.groups and line.groups[0].start < 3) and bool(forms.again[0].search(line.masked))


def _of_name(whole: Whole, line: Line, group: Group, name: Named, traits: frozenset[str]) -> Iterator[str]:
    if not name.is_sure:
        yield "unsure"
        if not traits & TELLING:
            yield "unsure_bare"
    if not name.is_listed:
        yield "unlisted"
    if whole.number[name.outlet] > 1:
        yield "again_named"
    if name is group.names[-1] and group.end:
        _, stop = whole.looked.whole.origin(line.start + group.end - 1, line.start + group.end)
        if COMPOUND.match(whole.looked.text, stop):
            yield "compound"


@cache
def _weights(language: Language) -> dict[str, float]:
    """The weights in config/rules/citing_weights.yml."""
    return {trait: weight / 100 for trait, weight in rules("citing_weights")[language].items()}

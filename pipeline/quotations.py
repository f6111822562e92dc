"""What a text gives as somebody's own words, and whether another text has that quotation too, in its own language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.topic import Topic
from pipeline.likeness import likeness
from pipeline.values import Language

QUOTED = re.compile(r"“([^“”\n]{2,600})”|「([^「」\n]{2,600})」|『([^『』\n]{2,600})』|\"([^\"\n]{2,600})\"")
LEAST_HAN, LEAST_WORDS = 5, 3  # less is a word used in a sense of its own
HAN = re.compile(r"[\u3400-\u9fff]")
ALIKE = 0.15  # quotations of one saying, wherever they stand


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between a pair of marks, from `start` up to `end`."""

    text: str
    start: int
    end: int


def quotations_in(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in their order; a word or two between marks is none."""
    found = []
    for match in QUOTED.finditer(text):
        number = next(at for at in range(1, 5) if match[at] is not None)
        words = match[number]
        if len(HAN.findall(words)) >= LEAST_HAN or len(words.split()) >= LEAST_WORDS:
            found.append(Quotation(words, *match.span(number)))
    return tuple(found)


def unquoted(
    both: tuple[Sequence[Quotation], Sequence[Quotation]],
    beside: Sequence[Sequence[bool]],
    languages: tuple[Language, Language],
    topic: Topic,
) -> tuple[tuple[Quotation, ...], tuple[Quotation, ...]]:
    """The quotations of either text that the other has not.

    `beside` says of each two whether the sentences they stand in tell the same.
    """
    if not both[0] or not both[1]:
        return tuple(both[0]), tuple(both[1])
    texts = [each.text for each in both[0]], [each.text for each in both[1]]
    alike = likeness(texts, languages, topic).alike
    found: list[set[int]] = [set(), set()]
    for here in range(len(both[0])):
        for there in range(len(both[1])):
            if beside[here][there] or alike[here, there] >= ALIKE:
                found[0].add(here)
                found[1].add(there)
    one, other = (
        tuple(each for at, each in enumerate(side) if at not in met) for side, met in zip(both, found, strict=True)
    )
    return one, other

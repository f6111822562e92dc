"""The sentences in which a text tells something, each with who said it, and the lines that tell nothing."""

import re
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.dateline import dateline_of
from pipeline.fold import folded
from pipeline.sentences import Sentence, sentences

MOST = 400  # sentences of one text that are looked at
LONGEST_ASIDE = 300  # characters
# “……。”他说。 is one sentence: what stands behind a quotation only says whose it is.
WHO_SAID = re.compile(
    r"[^，。！？；“”「」]{1,24}(?:说|說|表示|称|稱|指出|写道|寫道|强调|強調|介绍|介紹|坦言|道)[。！]?"
)
CLOSED = ("”", "」", "』")


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of a text in their order, and the numbers of those that tell nothing of what happened."""

    sentences: tuple[Sentence, ...]
    asides: frozenset[int]


def told_in(text: str) -> Told:
    """The sentences of a text, of which credits, datelines that stand alone and calls are asides."""
    found: list[Sentence] = []
    for each in sentences(text):
        last = found[-1] if found else None
        if last and last.end == each.start and last.text.endswith(CLOSED) and WHO_SAID.fullmatch(each.text):
            found[-1] = Sentence(text[last.start : each.end], last.start, each.end)
        elif len(found) < MOST:
            found.append(each)
        else:
            break
    return Told(tuple(found), frozenset(at for at, each in enumerate(found) if is_aside(each.text)))


def is_aside(sentence: str) -> bool:
    """True for a sentence that says who wrote, edited or took over a text, and nothing else."""
    if len(sentence) > LONGEST_ASIDE:
        return False
    plain = folded(sentence).strip()
    return _asides().fullmatch(plain) is not None or not plain.strip("。.!?… ") or dateline_of(sentence) == sentence


@cache
def _asides() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in rules("retelling")["asides"]))

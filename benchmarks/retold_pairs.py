"""Pairs of articles with their sentences labelled: read from a file, or made of texts that exist in two languages."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.values import Language

PARTS = ("numbers", "names", "quotes")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An original and its retelling; which of their lines tell the same, and what is in one of them alone."""

    id: str
    languages: tuple[Language, Language]
    original: tuple[str, ...]
    retelling: tuple[str, ...]
    breaks: tuple[frozenset[int], frozenset[int]]  # lines before which a paragraph begins
    kept: frozenset[tuple[int, int]]
    asides: frozenset[int]  # lines of the retelling that tell nothing
    differs: dict[str, tuple[str, ...]] | None

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts as they would be stored."""
        return (
            joined(self.original, self.breaks[0], self.languages[0]),
            joined(self.retelling, self.breaks[1], self.languages[1]),
        )


def joined(lines: tuple[str, ...], breaks: frozenset[int], language: Language) -> str:
    """Lines as paragraphs."""
    space = "" if language == "zh" else " "
    return "".join(("\n" if at in breaks else space) * bool(at) + line for at, line in enumerate(lines))


def labelled_in(path: Path) -> tuple[Labelled, ...]:
    """The pairs of a file in the form that benchmarks/labelled/retelling-a.txt has."""
    blocks = path.read_text(encoding="utf-8").split("== ")[1:]
    return tuple(map(_labelled, blocks))


def _labelled(block: str) -> Labelled:
    head, _, rest = block.partition("\n--- original\n")
    name, one, other = head.split()
    original, _, rest = rest.partition("\n--- retelling\n")
    retelling, _, differs = rest.partition("\n--- differs\n")
    names: dict[str, int] = {}
    lines: list[str] = []
    breaks: set[int] = set()
    for line in original.split("\n"):
        key, _, text = line.partition(" ")
        if text:
            names[key] = len(lines)
            lines.append(text)
        else:
            breaks.add(len(lines))
    kept: set[tuple[int, int]] = set()
    asides: set[int] = set()
    told: list[str] = []
    for line in filter(None, retelling.split("\n")):
        words = line.split(" ")
        keys: list[str] = []
        while words[0] in names or words[0] in ("+", "~"):
            keys.append(words.pop(0))
        if keys == ["~"]:
            asides.add(len(told))
        kept |= {(names[key], len(told)) for key in keys if key in names}
        told.append(" ".join(words))
    parts = dict(line.partition(":")[::2] for line in filter(None, differs.split("\n")))
    only = {key: tuple(each.strip() for each in value.split(";") if each.strip()) for key, value in parts.items()}
    pair: Any = (one, other)
    paragraphs = frozenset(range(len(told)))
    return Labelled(
        name, pair, tuple(lines), tuple(told), (frozenset(breaks), paragraphs), frozenset(kept), frozenset(asides), only
    )


def made_of(path: Path, part: int, seed: int = 7) -> Iterator[Labelled]:
    """Retellings made of texts in two languages whose lines are translations: part 0 or 1, every other text.

    A line in three is left out on either side, the rest stands in paragraphs of which some change places, and some
    lines are joined with the next; either language is the retelling in turn.
    """
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][part::2]
    for number, row in enumerate(rows):
        chance = random.Random(f"{seed} {row['id']}")
        languages: Any = ("zh", "en") if number % 2 else ("en", "zh")
        here, there = (row[each].split("\n") for each in languages)
        size = len(here)
        kept_here = [at for at in range(size) if chance.random() > 0.25] or [0]
        kept_there = [at for at in range(size) if chance.random() > 0.4] or [0]
        blocks: list[list[int]] = []
        for at in kept_there:
            if not blocks or chance.random() < 0.4:
                blocks.append([])
            blocks[-1].append(at)
        for at in range(len(blocks) - 1):
            if chance.random() < 0.25:
                other = chance.randrange(len(blocks))
                blocks[at], blocks[other] = blocks[other], blocks[at]
        lines: list[str] = []
        kept: set[tuple[int, int]] = set()
        places = {at: place for place, at in enumerate(kept_here)}
        for block in blocks:
            join = False
            for at in block:
                if join:
                    lines[-1] = lines[-1].rstrip("。.") + ("，" if languages[1] == "zh" else ", and ") + there[at]
                else:
                    lines.append(there[at])
                if at in places:
                    kept.add((places[at], len(lines) - 1))
                join = chance.random() < 0.2
        original = tuple(here[at] for at in kept_here)
        # A headline has no full stop, so each line is a paragraph of its own.
        paragraphs = frozenset(range(len(original))), frozenset(range(len(lines)))
        yield Labelled(row["id"], languages, original, tuple(lines), paragraphs, frozenset(kept), frozenset(), None)

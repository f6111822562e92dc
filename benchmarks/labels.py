"""Saved pages as the fit of the general reader sees them: runs of text with their traits, and which are in the gold."""

import gzip
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.blocks import Block, blocks
from pipeline.decode import decode
from pipeline.fold import letters
from pipeline.general import headline, nearness
from pipeline.markup import tree_of
from pipeline.surroundings import surroundings_of
from pipeline.traits import rows_of
from pipeline.values import Drop

TOKENS = {"zh": re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9]+"), "en": re.compile(r"\w+")}
FEW = {"zh": 6, "en": 14}  # letters of a run that may be in a text by chance: it must be a line of it
MOST_PLACES = 1500
SAME_PLACE = 3
LEAST_PART, PART = 40, 20  # letters of a run that may be in the gold in parts, and of a part
IN_PART = 0.7


@dataclass(frozen=True, slots=True)
class Labelled:
    """One page: of each run its traits, its tokens, the share of the gold they are, and whether it is in the gold."""

    host: str
    group: str
    gold: Counter[str]
    tokens: list[Counter[str]]
    rows: list[tuple[int, ...]]
    near: list[int]
    shares: list[float]
    right: list[bool]

    def f1(self, chosen: list[bool]) -> float:
        """The F1 of a choice of runs by the tokens it shares with the gold."""
        found: Counter[str] = Counter()
        for tokens, is_text in zip(self.tokens, chosen, strict=True):
            if is_text:
                found.update(tokens)
        return 2 * (found & self.gold).total() / max(1, found.total() + self.gold.total())


def labelled(directory: Path) -> list[Labelled]:
    """The pages of a directory that have a gold text and are not refused."""
    pages = map(json.loads, (directory / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    made = (_labelled(page, directory) for page in pages if page["gold"].get("text"))
    return [page for page in made if page is not None]


def halves(pages: list[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """Two halves of the pages, all of one host in the same."""
    first = [page for page in pages if blake2b(page.host.encode(), digest_size=1).digest()[0] % 2]
    return first, [page for page in pages if page not in first]


def _labelled(page: dict[str, Any], directory: Path) -> Labelled | None:
    try:
        tree: HtmlElement = tree_of(decode(gzip.decompress((directory / page["file"]).read_bytes())).text)
    except Drop:
        return None
    found = blocks(tree)
    if not found:
        return None
    gold, language = page["gold"]["text"], page["lang"]
    tokens = [Counter(_tokens(block.text, language)) for block in found]
    wanted = Counter(_tokens(gold, language))
    host = urlsplit(page["url"]).hostname or page["id"]
    return Labelled(
        # Pages of one great site are no one host's where their golds were cut by one selector each.
        host=page["id"] if host == "unknown" or page["is_163"] else host,
        group=f"{language}-{'163' if page['is_163'] else page['genre']}",
        gold=wanted,
        tokens=tokens,
        rows=rows_of(found, surroundings_of(found, headline(tree))),
        near=[nearness(one, other) for one, other in pairwise(found)],
        shares=[count.total() / max(50, wanted.total()) for count in tokens],
        right=_right(found, tokens, gold, wanted, FEW[language]),
    )


def _tokens(text: str, language: str) -> list[str]:
    return TOKENS[language].findall(unicodedata.normalize("NFKC", text).lower())


def _right(found: list[Block], tokens: list[Counter[str]], gold: str, wanted: Counter[str], few: int) -> list[bool]:
    """Which runs are in the gold: the heaviest chain of places of which each begins after the one before."""
    whole, lines = letters(gold), frozenset(map(letters, gold.split("\n")))
    places: list[tuple[int, int, int]] = []  # run, where it begins in the gold, its letters
    for index, block in enumerate(found):
        plain = letters(block.text)
        if not plain or block.links > 1 or (len(plain) < few and plain not in lines):
            continue
        start = whole.find(plain)
        if start < 0 and len(plain) > LEAST_PART and (tokens[index] & wanted).total() > IN_PART * tokens[index].total():
            parts = (
                whole.find(plain[at : at + PART]) for at in (0, len(plain) // 3, len(plain) // 2, len(plain) - PART)
            )
            places.extend(
                (index, part, len(plain)) for part in [next((part for part in parts if part >= 0), -1)] if part >= 0
            )
        for _ in range(8):
            if start < 0:
                break
            places.append((index, start, len(plain)))
            start = whole.find(plain, start + 1)
    chosen = _chain(places[:MOST_PLACES])
    return [index in chosen for index in range(len(found))]


def _chain(places: list[tuple[int, int, int]]) -> set[int]:
    weights: list[int] = []
    before: list[int] = []
    for at, (run, start, length) in enumerate(places):
        best, link = 0, -1
        for earlier in range(at):
            other, other_start, other_length = places[earlier]
            fits = other < run and other_start + other_length <= start + min(SAME_PLACE, length)
            if fits and weights[earlier] > best:
                best, link = weights[earlier], earlier
        weights.append(best + length)
        before.append(link)
    at = max(range(len(places)), key=weights.__getitem__, default=-1)
    chosen: set[int] = set()
    while at >= 0:
        chosen.add(places[at][0])
        at = before[at]
    return chosen

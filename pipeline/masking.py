"""A page with its text masked: its markup as it is, and of its text what a person named and what tells its kind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.fold import letters
from pipeline.masking_letters import HAN, WORD, masked_letters
from pipeline.masking_pieces import characters, pieces, tags, written

SENTENCE = re.compile(r"[。！？；…]|[.!?;](?=\s|$|[\"”’)])")
FEW_HAN, FEW_WORDS = 4, 4  # of a sentence
LONG_HAN, LONG_WORDS = 12, 6  # of what is no sentence, as a headline
LABEL_HAN, LABEL_WORDS = 40, 25  # of what stands around an article, where labels stay
BLANKS = r"\s{0,9}"


@dataclass(frozen=True, slots=True)
class Spot:
    """One character of a page's text: what it is, how it is written, and in which piece and run it stands."""

    character: str
    raw: str
    piece: int
    run: int


def masked(page: str, spared: Sequence[str], text: str | None = None) -> str:
    """The page with its text masked but for the parts that are spared wherever they stand.

    With the article's text only what is a part of that, or is long, is masked; labels around it stay.
    """
    parts = pieces(page)
    spots = [
        Spot(character, raw, at, part.run)
        for at, part in enumerate(parts)
        if part.run
        for character, raw in characters(part)
    ]
    kept = spared_in(spots, spared)
    own = letters(text) if text is not None else None
    made: dict[int, list[str]] = defaultdict(list)
    for run in runs_of(spots):
        plain = "".join(spots[at].character for at in run)
        new = masked_run(plain, own)
        for at, character in zip(run, new, strict=True):
            spot = spots[at]
            same = kept[at] or character == spot.character
            made[spot.piece].append(spot.raw if same else written(character, spot.raw))
    return "".join("".join(made[at]) if part.run else part.raw for at, part in enumerate(parts))


def runs_of(spots: Sequence[Spot]) -> Iterable[list[int]]:
    """The places of the characters of each run, in the order of the page."""
    runs: dict[int, list[int]] = defaultdict(list)
    for at, spot in enumerate(spots):
        runs[spot.run].append(at)
    return runs.values()


def masked_run(plain: str, own: str | None) -> str:
    """The text of a run masked, or as it is where it is a label; tags in a string or written as entities are none."""
    made, at = "", 0
    for start, end in tags(plain) if "<" in plain else ():
        made += masked_text(plain[at:start], own) + plain[start:end]
        at = end
    return made + masked_text(plain[at:], own)


def masked_text(plain: str, own: str | None) -> str:
    """A text masked, or as it is where it is a label."""
    return masked_letters(plain) if is_text(plain, own) else plain


def is_text(plain: str, own: str | None) -> bool:
    """True for a sentence, a headline or a paragraph, False for a label, an address or a name of code."""
    stripped = plain.strip()
    if not stripped or (" " not in stripped and stripped.isascii()):
        return False
    han, words = len(HAN.findall(plain)), len(WORD.findall(plain))
    if own is not None:
        mine = letters(plain)
        if not (mine and mine in own) and han < LABEL_HAN and words < LABEL_WORDS:
            return False
    if SENTENCE.search(plain) and (han >= FEW_HAN or words >= FEW_WORDS):
        return True
    return han >= LONG_HAN or words >= LONG_WORDS


def spared_in(spots: Sequence[Spot], spared: Sequence[str]) -> list[bool]:
    """For each character whether it is a part of what is spared, whatever blanks and tags stand in between."""
    kept = [False] * len(spots)
    whole = "".join(spot.character for spot in spots)
    for each in spared:
        plain = "".join(each.split())
        if len(plain) < 2:
            continue
        for found in re.finditer(BLANKS.join(map(re.escape, plain)), whole):
            kept[found.start() : found.end()] = [True] * (found.end() - found.start())
    return kept

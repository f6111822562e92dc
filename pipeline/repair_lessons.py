"""What tells a text that teaches readings from one into which a converter put them.

The shares are from 1,685 texts of ours that were damaged, which lose a hundredth to all of them together, and from
parts of 17 pages that a real converter damaged, which lose none (2026-11-29).
"""

import re
from collections import Counter
from itertools import groupby

from pipeline.fold import simplified
from pipeline.language import script_of

MOST_OTHER = 1 / 7  # readings of characters that no converter changes, and of whole words, to one gloss; none is seen
MOST_WITHOUT = 1 / 15  # times that a glossed character stands without its reading, to one gloss; none is seen
MOST_RARE = 1 / 4  # share of rare characters: who explains a reading explains that of 釹 or 竇; none is seen
LEAST_ALONE = 1 / 2  # share of glosses right behind no other one: they stand in a row where whole words are taught
FEW_ALONE = 5 / 8
LEAST_INSIDE = 1 / 2  # share of these with a character before them: lists and names begin with theirs
MOST_PLAIN = 20  # changed characters of the glosses' lines to one gloss
UNLIKELY, UNLIKELY_IN_ROWS = 0.03, 0.1
# What is left where the first half of a reading went with what a run that was read one byte off lost: 因?yàn).
BROKEN = re.compile(r"[\u3400-\u9fff][?\ufffd][a-zɡ]{0,4}[^\x00-\x7f\u2000-\uffff][a-zɡ]{0,3}[)）]")
MANY = 100  # glosses, beyond which the place of each is not looked at

Glosses = list[re.Match[str]]  # a character and its reading each


def is_lesson(text: str, glosses: Glosses, toned: Glosses, other: int) -> bool:
    """True where the glosses of a text tell its readers how to read.

    `toned` are the glosses with a tone, of which there is one or more, `other` is how many more readings there are:
    of characters that do not change, and of whole words.
    """
    seen = Counter(found[1] for found in glosses)
    times = Counter(text)
    without = sum(times[character] - count for character, count in seen.items())
    rare = sum(map(is_rare, seen))
    return (
        other > MOST_OTHER * len(toned)
        or without > MOST_WITHOUT * len(glosses)
        or rare > MOST_RARE * len(seen)
        or _is_sparse(text, toned)
        or _is_simplified(text, glosses)
        or (not BROKEN.search(text) and _is_taught(text, toned))
    )


def is_rare(character: str) -> bool:
    """True where the simplified form is none of the 3,755 common characters of GB 2312."""
    try:
        pair = simplified(character).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return not b"\xb0" <= pair < b"\xd8"


def _is_taught(text: str, toned: Glosses) -> bool:
    """True where most glosses stand in a row, or begin what they stand in, or where all stand in one part."""
    ends = {found.end() for found in toned}
    alone = [found for found in toned if found.start() not in ends]
    share = len(alone) / len(toned)
    inside = sum(_is_han(text[found.start() - 1 : found.start()]) for found in alone)
    in_word = sum(_is_han(text[at.start() - 1 : at.start()]) or _is_han(text[at.end() : at.end() + 1]) for at in toned)
    if share < LEAST_ALONE or inside < LEAST_INSIDE * len(alone) or in_word * 2 < len(toned):
        return True
    return _chance(text, toned) < (UNLIKELY_IN_ROWS if share < FEW_ALONE else UNLIKELY)


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_sparse(text: str, toned: Glosses) -> bool:
    """True where the lines of the glosses are full of changed characters without one: a few words were explained."""
    changed = end = 0
    for found in toned:
        # Each line once: it may be as long as the text, with a gloss for every fifth character.
        if found.start() >= end:
            start = text.rfind("\n", end, found.start()) + 1 or end
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            changed += sum(character != simplified(character) for character in text[start:end])
            end += 1
    return changed > MOST_PLAIN * len(toned)


def _chance(text: str, toned: Glosses) -> float:
    """The chance that glosses strewn at random leave out as large a part of the changed characters as these do.

    A character that is often said has its say in one part, so each counts once.
    """
    if len(toned) > MANY:
        return 1.0
    places = {found.start() for found in toned}
    changed = [at in places for at, character in enumerate(text) if character != simplified(character)]
    longest = max((len(list(group)) for is_glossed, group in groupby(changed) if not is_glossed), default=0)
    kinds = len({found[1] for found in toned})
    return (kinds + 1) * (1 - longest / max(len(changed), 1)) ** kinds


def _is_simplified(text: str, glosses: Glosses) -> bool:
    """True where what is not glossed is in simplified characters: the glossed ones are the topic."""
    pieces = []
    at = 0
    for found in glosses:
        pieces.append(text[at : found.start()])
        at = found.end()
    return script_of("".join((*pieces, text[at:]))) == "Hans"

"""Whether two texts tell of two events in the words of one template: other numbers, names or sentences in one frame."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from config.rules import words
from pipeline.fold import letters
from pipeline.frames import MOST_TEXT, NUMBER, Beside, Frame, Gap
from pipeline.names import is_chinese_name
from pipeline.numbers import Numbers
from pipeline.shingles import HAN

FEWEST = 3  # numbers, dates and names that are others
WITH_DATE = 0.15  # of the numbers that stand in both, a date among those that differ: the next day's bulletin
MOSTLY = 0.25  # and without a date, where that many differ in a short text
MANY_SAME = 5  # numbers and dates that all are the same
STRETCH, LONG_STRETCH = 60, 80  # Han letters of a text for each number, and for each number or name, that differs
FIRST_HAN = chr(HAN)
HEAD = 12  # letters from the beginning, within which a name is what the text tells of
TWO = 2  # letters in a row that part two words
MOST_NAME = 24  # letters
PROPER = re.compile(r"(?<=[a-z0-9,;:] )[A-Z][A-Za-z]{2,23}")
LONGEST = 40  # letters of what stands for another word
PHRASE, LONG_WORD = 6, 4  # Han letters that no change of a word or two explains
CLAUSE = {True: 6, False: 18}  # letters of a sentence's part, in Han or not
REPLACED = 0.2  # of both texts: other sentences in the same places
AT_ENDS = 0.3  # and where these are only before or behind what both have
EDITED = 2  # other changes for each number or name that differs, from which on a text was edited or damaged


@dataclass(frozen=True, slots=True)
class Slot:
    """Words that stand for others, with a few letters of what follows; of Latin ones only names are told."""

    here: str
    there: str
    following: str
    is_head: bool


def is_template(one: Frame, other: Frame, laid: Beside, numbers: Numbers, is_passage: bool = False) -> bool:
    """True for texts of two events from one template; False for one text that was cut, added to, edited or damaged.

    What shares a passage alone has its own text before and behind: that tells nothing there.
    """
    if not laid.runs:
        return False
    differing = numbers.numbers + numbers.dates
    of_all = differing / max(1, differing + numbers.same)
    weight = min(one.weight, other.weight)
    if differing >= FEWEST and differing * EDITED >= _changes(one, other, laid):
        if numbers.dates and of_all >= WITH_DATE:
            return True
        if of_all >= MOSTLY and differing * STRETCH >= weight:
            return True
    if _is_replaced(one, other, laid, is_passage):
        return True
    # Another event has hardly the same numbers throughout.
    return not (differing == 0 and numbers.same >= MANY_SAME) and _are_names(one, other, laid, differing, weight)


def _changes(one: Frame, other: Frame, laid: Beside) -> int:
    """How many changes of words there are, each counted once."""
    within = (gap for gap in laid.gaps if gap.side == "within")
    return len({(_words(one, gap.here), _words(other, gap.there)) for gap in within} - {("", "")})


def _are_names(one: Frame, other: Frame, laid: Beside, differing: int, weight: float) -> bool:
    """True where names differ, beside numbers or alone, so often that hardly a sentence is without."""
    if (differing + len(laid.gaps) + 1) * LONG_STRETCH < weight:
        return False
    names = {(each.here, each.there): each.is_head for each in _slots(one, other, laid) if _is_name(each)}
    # What a text tells of stands at its head: another one there counts twice.
    found = differing + len(names) + any(names.values())
    if not names or found < FEWEST or found * LONG_STRETCH < weight:
        return False
    return _changes(one, other, laid) - len(names) <= found


def _is_replaced(one: Frame, other: Frame, laid: Beside, is_passage: bool) -> bool:
    """True where a good part of both texts are other sentences in the same places."""
    if max(laid.share, laid.share_there) > 1 - REPLACED:
        return False
    here = there = 0
    is_within = False
    for gap in laid.gaps:
        mine, its = _words(one, gap.here), _words(other, gap.there)
        if _are_comparable(mine, its) and min(len(mine), len(its)) >= CLAUSE[_is_han(mine)] and not _alike(mine, its):
            here, there = here + len(mine), there + len(its)
            is_within = is_within or gap.side == "within"
    if is_passage and not is_within:
        return False
    least = REPLACED if is_within else AT_ENDS
    return here >= least * len(one.letters) and there >= least * len(other.letters)


def _slots(one: Frame, other: Frame, laid: Beside) -> Iterator[Slot]:
    """Words in the place of others that they do not resemble."""
    for gap in laid.gaps:
        mine, its = one.letters[slice(*gap.here)], other.letters[slice(*gap.there)]
        if gap.side == "tail" or max(len(mine), len(its)) > LONGEST or not _are_comparable(mine, its):
            continue
        if _is_han(mine):
            yield from _han_slots(one, gap, mine, its)
            continue
        mine, its = _proper_in(one, gap.here), _proper_in(other, gap.there)
        if mine and its and not _alike(mine, its):
            yield Slot(mine, its, "", False)


def _han_slots(one: Frame, gap: Gap, mine: str, its: str) -> Iterator[Slot]:
    """The parts of a gap between the pairs of letters that both sides have in order, without the numbers."""
    here = there = 0
    for block in SequenceMatcher(None, mine, its, autojunk=False).get_matching_blocks():
        if block.size < TWO and block.a < len(mine):
            continue
        pair = mine[here : block.a].replace(NUMBER, ""), its[there : block.b].replace(NUMBER, "")
        if all(pair) and not set(pair[0]) & set(pair[1]):
            end = gap.here[0] + block.a
            is_head = gap.here[0] + here <= HEAD and gap.there[0] + there <= HEAD
            yield Slot(*pair, one.letters[end : end + HEAD], is_head)
        here, there = block.a + block.size, block.b + block.size


def _is_name(slot: Slot) -> bool:
    """True where both are names, as far as their letters and what follows tell."""
    pair = slot.here, slot.there
    if not _is_han(slot.here):
        return True
    if slot.is_head and any(word in slot.following for word in _openings()):
        return False
    if min(map(len, pair)) < 2:
        return False
    endings = _endings()
    if slot.following.startswith(endings) or all(each.endswith(endings) for each in pair):
        return True
    if max(map(len, pair)) >= 3 and (slot.is_head or all(map(is_chinese_name, pair))):
        return True
    return min(map(len, pair)) >= LONG_WORD and max(map(len, pair)) >= PHRASE


def _words(of: Frame, place: tuple[int, int]) -> str:
    return of.letters[slice(*place)].replace(NUMBER, "")


def _proper_in(of: Frame, place: tuple[int, int]) -> str:
    """The name that stands in a place, or reaches into it; empty where there is none."""
    first = max(0, place[0] - MOST_NAME)
    around = of.letters[first : place[1] + MOST_NAME]
    for name in _proper(of):
        at = around.find(name)
        if at >= 0 and first + at < place[1] and first + at + len(name) > place[0]:
            return name
    return ""


@lru_cache(maxsize=64)
def _proper(of: Frame) -> tuple[str, ...]:
    """The folded letters of the words that have a capital within a sentence, the longest first."""
    found = {letters(name) for name in PROPER.findall(of.text[:MOST_TEXT])}
    return tuple(sorted(found - {""}, key=lambda name: (-len(name), name)))


def _alike(one: str, other: str) -> bool:
    """True where a fifth of the pairs of letters of the shorter stand in the other: the same in other words."""
    size = 2 if _is_han(one) or len(one) < 40 else 4
    pairs = [{each[at : at + size] for at in range(len(each) - size + 1)} for each in (one, other)]
    return len(pairs[0] & pairs[1]) * 5 > min(map(len, pairs))


def _are_comparable(one: str, other: str) -> bool:
    """True for two strings of the same script; the reading of a character beside it is no other word."""
    return bool(one and other) and _is_han(one) == _is_han(other)


def _is_han(text: str) -> bool:
    return 2 * sum(map(FIRST_HAN.__le__, text)) >= len(text)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(words("frames", "endings"))


@cache
def _openings() -> tuple[str, ...]:
    return tuple(words("frames", "openings"))

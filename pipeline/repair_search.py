"""The likeliest characters for a run that was read one byte off, and how sure they are."""

import math
from collections import defaultdict
from dataclasses import dataclass

from pipeline.fold import simplified
from pipeline.repair_pairs import between, classes, decoded, vanishing
from pipeline.repair_runs import TRAILS, Run, Slot, pair_of
from pipeline.repair_words import LONGEST, MARKS, Healthy, log

KEPT = 12  # ways that are followed from each point of a run
MOST_WORDS = 400  # words tried at one point, the likeliest
MOST_STEPS = 300  # characters tried at one point
MOST_FOUND = 12
BEHIND = 16.0  # how much less likely than the best way of its slot a way may be
OPENING, CLOSING = "“《（「", "”》）」"
ENDING = "。！？，…"
STOPS = "，。、；！？"
NEVER_FIRST, NEVER_LAST = (
    "的了着過們",
    "而和與及把被將從在以並且或",
)  # a part of a sentence begins or ends with none of these
NO_LAST = frozenset("，、：；·—" + OPENING)  # marks with which no line ends
NONE = frozenset[int]()

# A point of a run: the slot, the bytes that the next character can begin with where the pair before it vanished (none
# where the pair was kept), and how many pairs have vanished in a row.
Point = tuple[int, frozenset[int], int]


@dataclass(frozen=True, slots=True)
class Step:
    """One character on the way, in its own and in its simplified form, and where it leads."""

    to: Point
    character: str
    plain: str
    cost: float


@dataclass(frozen=True, slots=True)
class Restored:
    """The likeliest text of a run, and its share among all that were found."""

    text: str
    share: float


def restore(run: Run, known: Healthy, before: str, after: str, may_close: str = CLOSING) -> Restored | None:
    """The likeliest text of a run between what stands before and after it; None where no way leads through.

    `may_close` are the closing marks whose opening ones stand before it in its line.
    """
    search = _Search(run, known, before, after)
    found = {text: score for text, score in search.ways().items() if _is_opened(text[len(before) :], may_close)}
    if not found:
        return None
    best = max(found, key=lambda text: found[text])
    total = sum(math.exp(score - found[best]) for score in found.values())
    return Restored(best[len(before) : len(best) - len(after)], 1 / total)


class _Search:
    """One run: points, steps between them, and the likeliest ways, from left to right."""

    def __init__(self, run: Run, known: Healthy, before: str, after: str) -> None:
        self.slots: list[Slot | str] = [*before, *run.slots, *after]
        self.first = len(before)
        self.known = known
        self.cached: dict[Point, dict[str, list[Step]]] = {}

    def ways(self) -> dict[str, float]:
        """The likeliest texts with the logarithm of their chance."""
        ways: defaultdict[Point, dict[str, float]] = defaultdict(dict)
        ways[0, NONE, 0][""] = 0.0
        for place, slot in enumerate(self.slots):
            floor = -math.inf
            for point in _points(place, slot):
                found = ways.pop(point, {})
                best = sorted(found.items(), key=lambda way: -way[1])[:KEPT]
                if point[2] == 0 and best:
                    floor = best[0][1] - BEHIND
                best = [way for way in best if way[1] >= floor]
                if best:
                    self._go_on(point, best, ways)
        last = sorted(ways[len(self.slots), NONE, 0].items(), key=lambda way: -way[1])
        return dict(last[:MOST_FOUND])

    def _go_on(self, point: Point, best: list[tuple[str, float]], ways: dict[Point, dict[str, float]]) -> None:
        for chance, to, text in self._words(point):
            reached = ways[to]
            for before, score in best:
                whole = before + text
                if before and not _meets(before[-1], text[0]):
                    continue
                if score + chance > reached.get(whole, -math.inf):
                    reached[whole] = score + chance

    def _words(self, start: Point) -> list[tuple[float, Point, str]]:
        """The likeliest words that can begin at a point."""
        found: list[tuple[float, Point, str]] = []
        open_ways = [("", "", 0.0, step) for steps in self._steps(start).values() for step in steps]
        while open_ways:
            text, plain, cost, step = open_ways.pop()
            word, whole, total = plain + step.plain, text + step.character, cost + step.cost
            if share := self.known.chance(word):
                found.append((log(share) + total, step.to, whole))
            if len(word) == LONGEST or step.to[0] == len(self.slots):
                continue
            following, steps = self.known.following(word), self._steps(step.to)
            common = following if len(following) < len(steps) else [each for each in steps if each in following]
            open_ways += [(whole, word, total, onward) for each in common for onward in steps.get(each, ())]
        return sorted(found, reverse=True, key=lambda way: way[0])[:MOST_WORDS]

    def _steps(self, point: Point) -> dict[str, list[Step]]:
        """The steps from a point by their simplified character; the commonest where there are many."""
        if point not in self.cached:
            steps = self._made(point)
            if len(steps) > MOST_STEPS:
                steps = sorted(steps, key=lambda step: -self.known.commonness(step.plain))[:MOST_STEPS]
            by_character: dict[str, list[Step]] = {}
            for step in steps:
                by_character.setdefault(step.plain, []).append(step)
            self.cached[point] = by_character
        return self.cached[point]

    def _made(self, point: Point) -> list[Step]:
        place, leads, vanished = point
        slot = self.slots[place]
        following: Point = (place + 1, NONE, 0)
        if isinstance(slot, str):
            return [Step(following, slot, simplified(slot), 0.0)]
        steps: list[Step] = []
        leads = leads or slot.leads
        for lead in leads:
            self._add(steps, following, place, vanished, _closing(slot, lead))
            if not vanished:
                for classed, characters in vanishing(lead).items():
                    self._add(steps, (place, classed, 1), place, vanished, characters)
        if vanished == 1:
            for classed, characters in between(leads).items():
                self._add(steps, (place, classed, 2), place, vanished, characters)
        return steps

    def _add(self, steps: list[Step], to: Point, place: int, vanished: int, characters: tuple[str, ...]) -> None:
        slot = self.slots[place]
        # The first character lost its first byte to the converter, so that it was not found itself, and the last one
        # can have been found: both may be one of its own.
        own = (place == self.first and not vanished) or (isinstance(slot, Slot) and bool(slot.only))
        is_last = isinstance(slot, Slot) and slot.trails is TRAILS and to[0] > place
        for character in characters:
            cost = self.known.fit(character, own)
            if cost is not None and not (is_last and character in NO_LAST):
                steps.append(Step(to, character, simplified(character), cost))


def _is_opened(text: str, may_close: str) -> bool:
    """True for a text of which every closing mark has an opening one, in it or before it."""
    opened = set(may_close)
    for character in text:
        if character in OPENING:
            opened.add(CLOSING[OPENING.index(character)])
        elif character in CLOSING and character not in opened:
            return False
    return True


def _meets(before: str, after: str) -> bool:
    """False for two marks, or a mark and a word, that do not stand side by side."""
    if before not in MARKS and after not in MARKS:
        return True
    if after not in MARKS:
        return after not in NEVER_FIRST or before not in STOPS
    if before not in MARKS:
        return before not in NEVER_LAST or after not in STOPS
    if after in CLOSING:
        return before in ENDING or before in CLOSING
    return before in CLOSING or after in OPENING or (before == after and after in "—…")


def _points(place: int, slot: Slot | str) -> list[Point]:
    points: list[Point] = [(place, NONE, 0)]
    if isinstance(slot, Slot):
        points += [(place, leads, vanished) for vanished in (1, 2) for leads in classes()]
    return points


def _closing(slot: Slot, lead: int) -> tuple[str, ...]:
    if slot.only:
        return tuple(each for each in slot.only if pair_of(each)[0] == lead)
    return tuple(filter(None, (decoded(lead, trail) for trail in slot.trails)))

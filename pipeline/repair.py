"""Repair of damaged text, each change with a log: what is healthy comes back as it came."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge

from pipeline.repair_double import MOST_TIMES, undouble
from pipeline.repair_edits import Draft, Edit
from pipeline.repair_gloss import GLOSS, Glossed, glossed, is_reading
from pipeline.repair_runs import START, Run, Slot, runs_of
from pipeline.repair_search import CLOSING, OPENING, Restored, restore
from pipeline.repair_stubs import notices, pictures
from pipeline.repair_words import Healthy, healthy
from pipeline.values import Repair

SURE = 0.6  # the share of the likeliest text of a run among all: some .95 of what is restored is right then
MOST_SLOTS = 300  # characters of damaged runs in one article: 15 ms each
AROUND = 4  # characters beside a run that tell of its first and last word
LONGEST_LINE = 1000  # characters before a run in which its marks can have been opened
SHOWN = re.compile("[\u4e00-\u9fff，。、“”《》：；（）]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """Fields after repair, what was done to them, and what their converter is known by where there was one."""

    fields: dict[str, str]
    repairs: tuple[Repair, ...] = ()
    glossed: Glossed | None = None


def repair(fields: Mapping[str, str], known: Glossed | None = None) -> Repaired:
    """The fields of one article without what damaged them; what one field tells of a converter holds for all.

    `known` is what was told before by other fields of the same article.
    """
    drafts = [Draft(name, text) for name, text in fields.items()]
    for draft in drafts:
        _undouble(draft)
    known = known or glossed("\n".join(draft.text for draft in drafts))
    for draft in drafts:
        if known:
            _unconvert(draft, known)
        if draft.name == "text":
            draft.edit(pictures(draft.text))
            draft.edit(notices(draft.text))
    repairs = tuple(repair for draft in drafts for repair in draft.log())
    return Repaired({draft.name: draft.text for draft in drafts}, repairs, known)


def undoubled(markup: str) -> tuple[str, tuple[Repair, ...]]:
    """The markup of a page with its double-encoded parts read as they were, before control characters are lost."""
    draft = Draft("page", markup)
    _undouble(draft)
    return draft.text, draft.log()


def without_readings(text: str, known: Glossed | None) -> str:
    """A text without the readings that a converter is known to have put into it."""
    return GLOSS.sub(_kept, text) if known and ("(" in text or "（" in text) else text


def _undouble(draft: Draft) -> None:
    for _ in range(MOST_TIMES):
        if not draft.edit(undouble(draft.text)):
            break


def _unconvert(draft: Draft, known: Glossed) -> None:
    runs = runs_of(draft.text)
    texts = _restored(draft.text, runs, known) if runs else {}
    shifts = (Edit(run.start, run.end, texts[run], "shift") for run in runs if run in texts)
    draft.edit(merge(shifts, _readings(draft.text, runs), key=lambda edit: edit.start))


def _readings(text: str, runs: list[Run]) -> Iterator[Edit]:
    """The edits that cut readings where they are not part of a damaged run."""
    left = iter(runs)
    run = next(left, None)
    for found in GLOSS.finditer(text):
        while run and run.end <= found.start():
            run = next(left, None)
        if is_reading(found[1], found[2]) and not (run and run.start <= found.start()):
            yield Edit(found.start() + 1, found.end(), "", "reading")


def _restored(text: str, runs: list[Run], known: Glossed) -> dict[Run, str]:
    """The texts of those runs that are sure enough."""
    around = _healthy(text, runs, known)
    found: dict[Run, str] = {}
    known_runs: dict[tuple[tuple[Slot, ...], str, str, str], Restored | None] = {}
    slots = 0
    for run in runs:
        key = (run.slots, _before(text, run), "" if run.after else _after(text, run), _may_close(text, run))
        if key not in known_runs:
            slots += len(run.slots)
            if slots > MOST_SLOTS:
                break
            known_runs[key] = restore(run, around, *key[1:])
        best = known_runs[key]
        if best and best.share >= SURE:
            found[run] = best.text + run.after
    return found


def _healthy(text: str, runs: list[Run], known: Glossed) -> Healthy:
    ends = (0, *(run.end for run in runs))
    starts = (*(run.start for run in runs), len(text))
    parts = "\n".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return healthy(without_readings(parts, known), frozenset(known.readings))


def _before(text: str, run: Run) -> str:
    """The characters just before a run that belong to the same piece of text."""
    plain = GLOSS.sub(_kept, text[max(0, run.start - 40) : run.start])[-AROUND:]
    start = next((at for at in range(len(plain), 0, -1) if not SHOWN.match(plain[at - 1])), 0)
    return plain[start:]


def _may_close(text: str, run: Run) -> str:
    """The closing marks that can stand in a run: those opened in its line, and all behind another run of the line."""
    line = text[max(text.rfind("\n", 0, run.start) + 1, run.start - LONGEST_LINE) : run.start]
    if START.search(line) or len(line) == LONGEST_LINE:
        return CLOSING
    pairs = zip(OPENING, CLOSING, strict=True)
    return "".join(closing for opening, closing in pairs if line.count(opening) > line.count(closing))


def _after(text: str, run: Run) -> str:
    plain = GLOSS.sub(_kept, text[run.end : run.end + 40])[:AROUND]
    end = next((at for at, character in enumerate(plain) if not SHOWN.match(character)), len(plain))
    # What stands before the next run's question mark is whole.
    return plain[:end]


def _kept(found: re.Match[str]) -> str:
    return found[1] if is_reading(found[1], found[2]) else found[0]

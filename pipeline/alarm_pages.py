"""Pages that read differently than before: a changed layout, a wrong credit, a wrong charset."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from pipeline.alarm_sign import NEAR, Held, Sign
from pipeline.alarm_signs import SIGNS
from pipeline.alarms import PAGES, READ, Alarm, History, Seen
from pipeline.drift import Drift, scaled, split_of
from pipeline.pace import within

RECENT = 100  # pages, or two days, that are held against those before them, at most a half of all


def of_pages(history: History, standing: Mapping[str, Alarm], looked: datetime | None) -> list[Alarm]:
    """The alarms of kinds that the pages themselves tell; one that stands ends only where its own sign is well.

    Without a page since it was looked at last, nothing changes.
    """
    seen = [each for each in history.seen if each.outcome in READ]
    if len(seen) < NEAR or (looked is not None and seen[-1].at <= looked):
        return [each for kind, each in standing.items() if kind in SIGNS]
    shared = held_of(history, seen, None)
    found = []
    for kind, signs in SIGNS.items():
        stands, over = standing.get(kind), history.without(kind)
        if stands is not None:
            alarm = still(held_of(history, seen, stands), signs, stands)
        elif over:
            alarm = begun(history, held_of(history, [each for each in seen if not within(each.at, over)], None), kind)
        else:
            alarm = begun(history, shared, kind)
        if alarm is not None:
            found.append(alarm)
    return found


def still(held: Held, signs: Mapping[str, Sign], stands: Alarm) -> Alarm | None:
    """The alarm that stands, unless its sign is well."""
    drift = signs[stands.sign].drift(held) if stands.sign in signs else None
    return None if drift is not None and drift.well else stands


def begun(history: History, held: Held, kind: str) -> Alarm | None:
    """The alarm of a kind, by the first of its signs that passes its line."""
    for name, sign in SIGNS[kind].items():
        drift = sign.drift(held)
        if drift is None or not sign.is_told(drift):
            continue
        if held.pages[-1].at - held.pages[drift.start].at >= sign.least(held, drift):
            return alarm_of(history, held, kind, name, sign, drift)
    return None


def held_of(history: History, seen: Sequence[Seen], stands: Alarm | None) -> Held:
    """The pages that count, and which of them are the past: sound ones, before those that are looked at."""
    spoilt = history.without(*PAGES)
    split = split_of([each.at for each in seen], RECENT)
    if stands is not None:
        split = next((at for at, each in enumerate(seen) if each.at >= stands.since), len(seen) * 2 // 3)
    known = [each for each in seen[:split] if not within(each.at, spoilt)] if spoilt else seen[:split]
    pages = [*known, *seen[split:]]
    return Held(pages, np.arange(len(pages)) < len(known), per_week(known), scaled([each.at for each in pages]))


def per_week(known: Sequence[Seen]) -> float:
    """How many pages a week brings."""
    if len(known) < 2:
        return 1.0
    return len(known) / max((known[-1].at - known[0].at).total_seconds() / 604800, 1 / 7)


def alarm_of(history: History, held: Held, kind: str, name: str, sign: Sign, drift: Drift) -> Alarm:
    """The alarm that a drift amounts to, with a page before it and one after."""
    pages = held.pages
    start = min(drift.start, len(pages) - 1)
    bad = [each for each in pages[start:] if sign.shows(each)]
    after = bad[-1] if bad else pages[-1]
    well = [each for each in pages[:start] if each.kept and sign.parts(each, after)]
    number = len(pages) - start
    words = sign.words.format(before=drift.before, now=drift.now, number=number, credit=after.credit or "none")
    return Alarm(
        source=history.source,
        kind=kind,
        since=pages[start].at,
        seen_at=pages[-1].at,
        sentence=words,
        sign=name,
        evidence={
            "pages": number,
            "now": round(drift.now, 3),
            "usual": round(drift.before, 3),
            "of": int(held.past.sum()),
            "sum": round(drift.height, 1),
            "line": round(drift.line, 1),
        },
        before=well[-1] if well else None,
        after=after,
        command=f"duizhao reread {history.source} --dry-run" if kind != "layout-changed" else tried(history, after),
    )


def tried(history: History, page: Seen) -> str:
    """The command that shows what is read of a page."""
    return f"duizhao try {history.source} {page.url}".rstrip()

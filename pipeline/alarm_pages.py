"""Pages that read differently than before: a changed layout, a wrong credit, a wrong charset."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.alarms import EMPTY, PAGES, READ, Alarm, History, Seen
from pipeline.drift import Drift, Prior, of_flags, of_values
from pipeline.pace import within

RECENT = 100  # pages that are held against those before them, at most a third of all
NEAR = 8  # pages in which a credit that became a constant shows itself
DAMAGED = 0.002  # of a text: one letter in five hundred

Flags = NDArray[np.bool_]


def of_pages(history: History, standing: Mapping[str, Alarm], looked: datetime | None) -> list[Alarm]:
    """The alarms of kinds that the pages themselves tell; one that stands ends only where its own sign is well.

    Without a page since it was looked at last, nothing changes.
    """
    seen = [each for each in history.seen if each.outcome in READ]
    if len(seen) < NEAR or (looked is not None and seen[-1].at <= looked):
        return [each for kind, each in standing.items() if kind in SIGNS]
    return [
        alarm
        for kind, signs in SIGNS.items()
        if (alarm := told(history, seen, kind, signs, standing.get(kind))) is not None
    ]


def told(
    history: History, seen: Sequence[Seen], kind: str, signs: Mapping[str, "Sign"], stands: Alarm | None
) -> Alarm | None:
    """The alarm of a kind, by the first of its signs that passes its line."""
    pages, past = parted(history, seen, kind, stands)
    week = per_week(pages, past)
    if stands is not None:
        drift = signs[stands.sign].drift(pages, past, week) if stands.sign in signs else None
        return None if drift is not None and drift.well else stands
    for name, sign in signs.items():
        drift = sign.drift(pages, past, week)
        if drift is not None and drift.passed:
            return alarm_of(history, pages, past, kind, name, sign, drift)
    return None


def parted(history: History, seen: Sequence[Seen], kind: str, stands: Alarm | None) -> tuple[Sequence[Seen], Flags]:
    """The pages that count, and which of them are the past: sound ones, before those that are looked at."""
    spoilt = history.without(*PAGES)
    if stands is None:
        over = history.without(kind)
        seen = [each for each in seen if not within(each.at, over)] if over else seen
        split = len(seen) - min(RECENT, len(seen) // 3)
    else:
        split = next((at for at, each in enumerate(seen) if each.at >= stands.since), len(seen) * 2 // 3)
    known = [each for each in seen[:split] if not within(each.at, spoilt)] if spoilt else seen[:split]
    return [*known, *seen[split:]], np.arange(len(known) + len(seen) - split) < len(known)


def per_week(pages: Sequence[Seen], past: Flags) -> float:
    """How many pages a week brings."""
    known = int(past.sum())
    if known < 2:
        return 1.0
    return known / max((pages[known - 1].at - pages[0].at).total_seconds() / 604800, 1 / 7)


def alarm_of(
    history: History, pages: Sequence[Seen], past: Flags, kind: str, name: str, sign: "Sign", drift: Drift
) -> Alarm:
    """The alarm that a drift amounts to, with a page before it and one after."""
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
            "of": int(past.sum()),
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


class Sign:
    """One way in which pages show that something changed: a flag of each page, with a share of its own."""

    def __init__(
        self,
        words: str,
        shows: Callable[[Seen], bool],
        among: Callable[[Seen], bool] = lambda _: True,
        prior: Prior | None = None,
    ) -> None:
        self.words = words
        self.shows = shows
        self.among = among
        self.prior = prior

    def parts(self, page: Seen, _after: Seen) -> bool:
        """True for a page that is an example of before."""
        return not self.shows(page)

    def drift(self, pages: Sequence[Seen], past: Flags, week: float) -> Drift | None:
        """The drift of the flag."""
        flags = np.array([self.shows(each) for each in pages], dtype=bool)
        those = np.array([self.among(each) for each in pages], dtype=bool)
        drift = of_flags(flags[those], past[those], week, prior=self.prior)
        return None if drift is None else replaced(drift, those)


class Damaged(Sign):
    """Texts with more damage than the source's own ever have: some print letters that nobody can read."""

    def drift(self, pages: Sequence[Seen], past: Flags, week: float) -> Drift | None:
        """The drift of damage over the source's own measure."""
        own = [page.damage for page, known in zip(pages, past, strict=True) if known and is_read(page)]
        line = max(DAMAGED, 3 * float(np.quantile(own, 0.9))) if own else DAMAGED
        flags = np.array([page.damage > line or page.outcome == "bad-encoding" for page in pages], dtype=bool)
        those = np.array([self.among(each) for each in pages], dtype=bool)
        drift = of_flags(flags[those], past[those], week, prior=self.prior)
        return None if drift is None else replaced(drift, those)


class Lengths(Sign):
    """Texts that are shorter, or longer, than the source's own."""

    def __init__(self, words: str, sign: int) -> None:
        super().__init__(words, lambda _: True, lambda page: page.kept and page.length > 0)
        self.sign = sign

    def parts(self, _page: Seen, _after: Seen) -> bool:
        """True for every page: each has its length."""
        return True

    def drift(self, pages: Sequence[Seen], past: Flags, week: float) -> Drift | None:
        """The drift of the logarithm of the length; its numbers are letters again."""
        those = np.array([page.kept and page.length > 0 for page in pages], dtype=bool)
        values = np.array([math.log(page.length) for page in pages if page.kept and page.length > 0])
        if not len(values):
            return None
        drift = of_values(values, past[those], week, self.sign)
        if drift is None:
            return None
        drift = replaced(drift, those)
        return Drift(drift.height, drift.line, drift.start, math.exp(drift.before), math.exp(drift.now), drift.well)


class Constant(Sign):
    """A credit that became one constant, which it was not before."""

    def parts(self, page: Seen, after: Seen) -> bool:
        """True for a page with another credit."""
        return page.credit not in ("", after.credit)

    def drift(self, pages: Sequence[Seen], past: Flags, week: float) -> Drift | None:
        """The drift of the credit that most of the last pages have; of one that most had before nothing is told."""
        those = np.array([bool(each.credit) and each.kept for each in pages], dtype=bool)
        named = [each.credit for each in pages if each.credit and each.kept]
        known = past[those]
        if not len(named) - int(known.sum()) or int(known.sum()) < NEAR:
            return None
        top = Counter(named[-NEAR:]).most_common(1)[0][0]
        flags = np.array([each == top for each in named], dtype=bool)
        drift = of_flags(flags, known, week, changed=0.97)
        if drift is None:
            return None
        # Desks work in turns: what the runs of one credit came to in the past is the source's own measure.
        own = longest_run(named[: int(known.sum())])
        line = max(drift.line, 1.3 * own)
        return replaced(Drift(drift.height, line, drift.start, drift.before, drift.now, drift.well), those)


def longest_run(names: Sequence[str]) -> float:
    """The most that a run of one credit came to, by how rare that credit is."""
    shares = {each: (number + 1) / (len(names) + 2) for each, number in Counter(names).items()}
    runs = [(each, len(list(run))) for each, run in groupby(names)]
    return max(length * max(0.0, math.log(0.97 / shares[each])) for each, length in runs)


def replaced(drift: Drift, those: Flags) -> Drift:
    """The drift of a part of the pages, its start as an index of all."""
    places = np.flatnonzero(those)
    start = int(places[min(drift.start, len(places) - 1)])
    return Drift(drift.height, drift.line, start, drift.before, drift.now, drift.well)


def is_read(page: Seen) -> bool:
    """True for a page of which a text was read."""
    return page.kept and page.outcome != "metadata"


RARE = Prior(0.5, 8.0, starts=4)  # what hardly any source lacks
NEVER = Prior(0.1, 10.0, starts=4)

SIGNS: Mapping[str, Mapping[str, Sign]] = {
    "layout-changed": {
        "empty": Sign(
            "{now:.0%} of the last {number} pages gave no text or too little, {before:.0%} before.",
            lambda page: page.outcome in EMPTY,
            prior=RARE,
        ),
        "title": Sign(
            "{now:.0%} of the last {number} articles have no title, {before:.0%} before.",
            lambda page: not page.title,
            lambda page: page.kept,
            RARE,
        ),
        "published": Sign(
            "{now:.0%} of the last {number} articles have no time, {before:.0%} before.",
            lambda page: not page.published,
            lambda page: page.kept,
            RARE,
        ),
        "byline": Sign(
            "{now:.0%} of the last {number} articles have no author, {before:.0%} before.",
            lambda page: not page.byline,
            is_read,
        ),
        "shorter": Lengths(
            "The last {number} articles are {now:.0f} letters long in the middle, {before:.0f} before.", -1
        ),
        "longer": Lengths(
            "The last {number} articles are {now:.0f} letters long in the middle, {before:.0f} before.", 1
        ),
    },
    "credit-wrong": {
        "vanished": Sign(
            "{now:.0%} of the last {number} articles have no credit, {before:.0%} before.",
            lambda page: not page.credit,
            is_read,
        ),
        "constant": Constant(
            "{now:.0%} of the last {number} articles have the credit {credit}, {before:.0%} before.",
            lambda page: bool(page.credit),
        ),
    },
    "charset-wrong": {
        "damaged": Damaged(
            "{now:.0%} of the last {number} texts have letters that could not be read, {before:.0%} before.",
            lambda page: page.damage > DAMAGED or page.outcome == "bad-encoding",
            lambda page: is_read(page) or page.outcome == "bad-encoding",
            NEVER,
        ),
    },
}

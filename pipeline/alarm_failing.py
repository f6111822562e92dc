"""A route that fails while its site answers."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from pipeline.alarms import ROUTES, Alarm, Answer, History
from pipeline.drift import of_flags
from pipeline.pace import within

FAILING = timedelta(hours=8)  # a shorter failure is none
ALONE = timedelta(days=1)  # nor one of the only route, whose site may be at fault; nor a frozen one of less
LOOKS = 4  # nor one of fewer looks
RECENT = 60  # looks that are held against those before them
IDLE = timedelta(hours=36)  # in which a news sitemap may lose what it had: it lists two days
FEW = 3  # articles that it would have had by its usual share, with fewer of which it may be empty


def failing(history: History, route: Answer, routes: int, now: datetime) -> Alarm | None:
    """The alarm of a route that fails while others answer; of one that is alone also where its site answers."""
    if route.answered:
        return None
    looks = looks_at(history, route, routes)
    run = 0
    while run < len(looks) and not looks[-1 - run][1].answered:
        run += 1
    if run < LOOKS or looks[-1][0] - looks[-run][0] < (FAILING if routes > 1 else ALONE):
        return None
    split = max(len(looks) - max(RECENT, run), 0)
    known = [each for each in looks[:split] if not within(each[0], history.without(*ROUTES))]
    counted = [*known, *looks[split:]] if len(known) >= LOOKS else looks
    past = np.arange(len(counted)) < (len(known) if len(known) >= LOOKS else len(looks) - run)
    flags = np.array([not answer.answered for _, answer in counted], dtype=bool)
    weeks = (counted[-1][0] - counted[0][0]).total_seconds() / 604800
    drift = of_flags(flags, past, len(counted) / max(weeks, 1 / 7), changed=0.97)
    if drift is None or not drift.passed:
        return None
    since, answer = looks[-run]
    what = "no links" if answer.is_empty else answer.outcome
    return Alarm(
        source=history.source,
        kind="route-lost",
        since=since,
        seen_at=now,
        sentence=f"{route.url} gave {what} at the last {run} looks; {drift.before:.0%} of its looks failed before.",
        sign=f"failing {route.url}",
        evidence={"route": route.url, "looks": run, "outcome": answer.outcome, "usual": round(drift.before, 3)},
        before=next((each for each in reversed(history.seen) if route.url in each.routes), None),
        command=f"duizhao check {history.source}",
    )


def looks_at(history: History, route: Answer, routes: int) -> list[tuple[datetime, Answer]]:
    """The looks at a route that say something of it.

    Not those at which the whole site was away, nor an empty news sitemap that need not have had anything: it lists
    what is of the last two days, by its protocol, and many a one a part of the site alone.
    """
    came = [each.at for each in history.seen]
    its = [route.url in each.routes for each in history.seen if each.routes]
    listed = sum(its) / len(its) if its else 1.0
    return [
        (each.at, answer)
        for each in history.rounds
        for answer in each.answers
        if answer.url == route.url
        if (each.answered or not (answer.is_away or each.broken) if routes == 1 else each.answered)
        if not (answer.kind == "news" and answer.is_empty and lately(came, each.at) * listed < FEW)
    ]


def lately(came: Sequence[datetime], at: datetime) -> int:
    """How many pages came in the day and a half before a time; what came first of it may be older than two days."""
    return bisect_right(came, at) - bisect_left(came, at - IDLE)

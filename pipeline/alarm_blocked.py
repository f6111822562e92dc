"""A site that refuses the crawler: 401, 403, 429, robots.txt, a challenge or anything else in place of every page."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from pipeline.alarms import REFUSING, ROUTES, Alarm, History, Round
from pipeline.drift import of_flags
from pipeline.pace import within

OF_PAGES = "blocked pages"
PAGES = 3  # of which fewer may be for members, and are visited again and again
ALONE = timedelta(days=1)  # after which one round that gave its pages is enough of a source that has few
WELL = 3  # rounds, of which none may be refused, so that it is over
UNTOLD = timedelta(hours=18)  # in which nothing that would be a refusal is no mishap of the site any more
RECENT = 40  # rounds that are held against those before them
IN_PLACE = ("no-text", "too-short", "not-html", "bad-status", "robots", "redirect-loop")


def of_refusals(history: History, standing: Mapping[str, Alarm], now: datetime) -> list[Alarm]:
    """The alarm of a site that refuses what it gave before."""
    stands = standing.get("blocked")
    if stands is not None:
        of_pages = stands.sign == OF_PAGES  # which a round without one says nothing of
        later = [each for each in history.rounds if each.at > stands.seen_at and tells(each, of_pages)][-WELL:]
        enough = len(later) >= 2 or (of_pages and bool(later) and now - later[-1].at >= ALONE)
        return [] if enough and not any(is_refused(each) for each in later) else [stands]
    last = next((each for each in reversed(history.rounds) if tells(each)), None)
    if last is None or not is_refused(last):
        return []
    of_pages = any(answer.answered for answer in last.answers)
    rounds = [each for each in history.rounds if tells(each, of_pages)]
    flags = np.array([is_refused(each) for each in rounds], dtype=bool)
    split = max(len(rounds) - RECENT, len(rounds) // 3)
    spoilt = history.without(*ROUTES)
    known = [at for at in range(split) if not within(rounds[at].at, spoilt)]
    order = [*known, *range(split, len(rounds))]
    weeks = (rounds[-1].at - rounds[order[0]].at).total_seconds() / 604800
    past = np.arange(len(order)) < len(known)
    drift = of_flags(flags[order], past, len(order) / max(weeks, 1 / 7), changed=0.85)
    if drift is None or not drift.passed:
        return []
    first = rounds[order[min(drift.start, len(order) - 1)]]
    refused = [each for at, each in enumerate(rounds) if each.at >= first.at and flags[at]]
    if not any(is_told(each) for each in refused) and now - first.at < UNTOLD:
        return []
    if of_pages and sum(each.denied for each in refused) < PAGES:
        return []
    return [
        Alarm(
            source=history.source,
            kind="blocked",
            since=first.at,
            seen_at=now,
            sentence=f"The site refuses the crawler ({how(refused)}): {drift.now:.0%} of the last "
            f"{len(order) - drift.start} rounds, {drift.before:.0%} before.",
            sign=OF_PAGES if of_pages else "blocked",
            evidence={
                "rounds": len(refused),
                "now": round(drift.now, 3),
                "usual": round(drift.before, 3),
                "how": how(refused),
            },
            before=next((each for each in reversed(history.seen) if each.kept and each.at < first.at), None),
            after=next((each for each in reversed(history.seen) if not each.kept and each.at >= first.at), None),
            command=f"duizhao check {history.source}",
        )
    ]


def tells(each: Round, of_pages: bool = True) -> bool:
    """True for a round that says whether the site refuses: not one in which it was away.

    Where its lists answer and no page was asked for, it may refuse pages all the same.
    """
    if each.visited > each.broken:
        return True
    asked = [answer for answer in each.answers if not answer.is_away]
    return bool(asked) and not each.broken and not (of_pages and any(answer.answered for answer in asked))


def is_told(each: Round) -> bool:
    """True for a round in which a status says that it was refused."""
    return each.refused > 0 or any(answer.status in REFUSING for answer in each.answers)


def is_refused(each: Round) -> bool:
    """True for a round that the site refused, in its pages or in all of its routes."""
    if has_refused(each):
        return True
    if each.broken:
        return False
    asked = [answer for answer in each.answers if not answer.is_away]
    if not asked or any(answer.answered for answer in asked):
        return False
    if any(answer.status in REFUSING for answer in asked):
        return True
    # Something stands in the place of every list and every page: of several lists, or of one with its pages.
    return (
        all(answer.status is None and answer.outcome in IN_PLACE for answer in asked)
        and each.kept == 0
        and (len(asked) >= 2 or each.visited >= 2 or any(answer.outcome == "bad-status" for answer in asked))
    )


def has_refused(each: Round) -> bool:
    """True for a round that got refusals, or something else, in the place of most of its pages."""
    told = each.visited - each.broken
    return told > 0 and (each.refused + each.replaced) * 2 >= told


def how(rounds: Sequence[Round]) -> str:
    """By what the site refuses, in a word or two."""
    statuses = [answer.status for each in rounds for answer in each.answers if answer.status in REFUSING]
    if statuses:
        return str(max(set(statuses), key=statuses.count))
    outcomes = [answer.outcome for each in rounds for answer in each.answers if not answer.answered]
    if outcomes:
        return max(set(outcomes), key=outcomes.count)
    return "its pages"

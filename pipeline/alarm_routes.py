"""Routes held against each other: one that lists less than it did of what all of them find, or that fails."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from pipeline.alarm_failing import ALONE, failing, looks_at
from pipeline.alarm_silent import frozen, newest_of
from pipeline.alarms import READ, ROUTES, Alarm, Answer, History, Seen
from pipeline.drift import Drift, Prior, lasting, of_flags, scaled, split_of, unevenness
from pipeline.pace import within

LATE = timedelta(hours=2)  # a route may list an article so much later than another
LEAST = timedelta(hours=4)  # what is missed in fewer may be one bad look
# A route that lists less may have a bad day, and nothing is lost of what the others list: it is told where what came
# after that day is left out, too.
BAD_DAY = timedelta(days=1)
AFTER = 3  # articles that came after it, at the least
YOUNG = timedelta(days=3)  # in which nothing is usual yet: a first look finds what all lists have had for weeks
WEEK = timedelta(days=7)
LATELY = 100  # rounds, of which each route is asked in one at least
FEW = Prior(starts=5)
RECENT = 60  # articles that are held against those before them
SHARE = 0.15  # of all articles: a route that lists fewer is not missed
SLACK = timedelta(hours=12)  # between what a route had when it froze and when the first article was missed


def of_routes(history: History, standing: Mapping[str, Alarm], now: datetime, looked: datetime | None) -> list[Alarm]:
    """The alarms of routes: at the most one of each kind, that of the first route that it is told of."""
    lately = lately_asked(history, now)
    found: dict[str, Alarm] = {}
    for kind in ("frozen-feed", "route-lost"):
        stands = standing.get(kind)
        if stands is not None:
            route = lately.get(str(stands.evidence["route"]))
            if route is not None and not is_well(history, route, stands, now):
                found[kind] = stands
    begun = {each.since for each in standing.values()}
    over = [span for span in history.without("frozen-feed", "route-lost") if span[0] not in begun]
    pages = [each for each in history.seen if each.routes and each.outcome in READ and now - each.at >= LATE]
    pages = [each for each in pages if not within(each.at, over)] if over else pages
    fresh = bool(pages) and (looked is None or pages[-1].at > looked - LATE)
    for url in sorted(lately):
        alarms = listing(history, pages, lately[url], now, standing.get("frozen-feed")) if fresh else []
        if (alarm := failing(history, lately[url], len(lately), now)) is not None:
            alarms.append(alarm)
        for each in alarms:
            found.setdefault(each.kind, each)
    return list(found.values())


def lately_asked(history: History, now: datetime) -> dict[str, Answer]:
    """The last answers of the routes that were asked within a week: only those of the source's file."""
    found: dict[str, Answer] = {}
    for each in reversed(history.rounds[-LATELY:]):
        if now - each.at > WEEK:
            break
        for answer in each.answers:
            if not history.routes or answer.url in history.routes:
                found.setdefault(answer.url, answer)
        if len(found) == len(history.routes):
            break
    return found


def listing(history: History, seen: Sequence[Seen], route: Answer, now: datetime, stands: Alarm | None) -> list[Alarm]:
    """The alarms of a route that lists fewer of the articles that all routes find than it did.

    Where it stands still it is frozen, and after a day of that it is lost, too: what it had others have to bring.
    """
    drift, pages = listed(history, seen, route, None)
    if drift is None or not drift.passed or pages[-1].at - pages[drift.start].at < LEAST:
        return []
    since = pages[drift.start].at
    after = [each for each in history.rounds if each.at >= since]
    answers = [answer for each in after for answer in each.answers if answer.url == route.url]
    before = next((each for each in reversed(pages[: drift.start]) if route.url in each.routes), None)
    missed = next((each for each in reversed(pages) if route.url not in each.routes), None)
    recall, usual = 1 - drift.now, 1 - drift.before
    evidence = {
        "route": route.url,
        "recall": round(recall, 3),
        "usual": round(usual, 3),
        "articles": len(pages) - drift.start,
        "sum": round(drift.height, 1),
        "line": round(drift.line, 1),
    }
    lost = Alarm(
        source=history.source,
        kind="route-lost",
        since=since,
        seen_at=now,
        sentence=f"{route.url} lists {recall:.0%} of the last {len(pages) - drift.start} articles that all routes "
        f"found, {usual:.0%} before.",
        sign=f"listing {route.url}",
        evidence=evidence,
        before=before,
        after=missed,
        command=f"duizhao check {history.source}",
    )
    newest = newest_of(list(after), route)
    if not is_frozen(answers, newest, since):
        return [lost] if outlasts(pages, route, since, usual) else []
    alarm = replace(frozen(history, route, newest, since, now, evidence), before=before, after=missed)
    froze = stands.since if stands is not None and stands.evidence["route"] == route.url else since
    return [alarm, lost] if pages[-1].at - froze >= ALONE else [alarm]


def outlasts(pages: Sequence[Seen], route: Answer, since: datetime, usual: float) -> bool:
    """True where a route goes on to leave articles out after a bad day, more than half of those it used to list."""
    times = [each.at for each in pages]
    day = lasting(times, split_of(times, RECENT), BAD_DAY)
    after = [route.url in each.routes for each in pages if each.at >= since + day]
    return len(after) >= AFTER and sum(after) <= len(after) * usual / 2


def is_frozen(answers: Sequence[Answer], newest: datetime | None, since: datetime) -> bool:
    """True where a route answers since then, and has had nothing new."""
    if not answers or not answers[-1].answered or sum(each.answered for each in answers) * 2 < len(answers):
        return False
    if newest is not None:
        return newest <= since + SLACK and not goes_on(answers)
    # A section that lists what it had, and never what others find, has lost its links rather than stood still.
    return answers[-1].kind != "section" and not any(each.new for each in answers)


def goes_on(answers: Sequence[Answer]) -> bool:
    """True where later looks at a route found newer items than earlier ones: it lags, and is not frozen."""
    times = [each.newest for each in answers if each.newest is not None]
    half = len(times) // 2
    return bool(half) and max(times[half:]) > max(times[:half])


def listed(
    history: History, seen: Sequence[Seen], route: Answer, since: datetime | None
) -> tuple[Drift | None, Sequence[Seen]]:
    """The drift of what a route leaves out of what all routes list, and the articles that this was told by."""
    split = split_of([each.at for each in seen], RECENT)
    if since is not None:
        split = next((at for at, each in enumerate(seen) if each.at >= since), split)
    spoilt = history.without(*ROUTES)
    known = [each for each in seen[:split] if not within(each.at, spoilt)] if spoilt else seen[:split]
    pages = [*known, *seen[split:]]
    left_out = np.array([route.url not in each.routes for each in pages], dtype=bool)
    past = np.arange(len(pages)) < len(known)
    if not known or is_young(history, known[-1].at) or 1 - left_out[past].mean() < SHARE or not left_out.any():
        return None, pages
    recall = float(1 - left_out[past].mean())
    weeks = (pages[-1].at - pages[0].at).total_seconds() / 604800
    week, scale = len(pages) / max(weeks, 1 / 7), scaled([each.at for each in pages])
    scale = scale / unevenness(left_out[past], scale[past], [each.at.date() for each in known])
    return of_flags(left_out, past, week, 1 - recall / 4, FEW, scale), pages


def is_young(history: History, at: datetime) -> bool:
    """True where a source had been looked at for a few days only."""
    began = history.arrivals[0][0] if history.arrivals else history.rounds[0].at
    return at - began < YOUNG


def is_well(history: History, route: Answer, stands: Alarm, now: datetime) -> bool:
    """True where a route does again what it did before the alarm."""
    if stands.sign.startswith("failing"):
        later = [answer for at, answer in looks_at(history, route, 1) if at > stands.seen_at]
        return len(later) >= 2 and all(each.answered for each in later[-2:])
    seen = [each for each in history.seen if each.routes and each.outcome in READ]
    if any(each.routes != {route.url} for each in seen):
        drift, pages = listed(history, seen, route, stands.since)
        return (drift is None or drift.well) and any(
            each.at > stands.seen_at and route.url in each.routes for each in pages[-5:]
        )
    # The one route of a source is not frozen where it names something new.
    return any(
        answer.new
        for each in history.rounds
        if each.at > stands.seen_at
        for answer in each.answers
        if answer.url == route.url
    )

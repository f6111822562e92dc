"""Routes held against each other: one that lists less than it did of what all of them find, or that fails."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from pipeline.alarm_silent import frozen, newest_of
from pipeline.alarms import AWAY, Alarm, Answer, History, Round, Seen
from pipeline.drift import Drift, of_flags
from pipeline.pace import within

LATE = timedelta(hours=2)  # a route may list an article so much later than another
FAILING = timedelta(hours=8)  # a shorter failure is none
LOOKS = 4  # nor one of fewer looks
RECENT = 60  # articles, and looks, that are held against those before them
SHARE = 0.15  # of all articles: a route that lists fewer is not missed
SLACK = timedelta(hours=12)  # between what a route had when it froze and when the first article was missed


def of_routes(history: History, standing: Mapping[str, Alarm], now: datetime) -> list[Alarm]:
    """The alarms of routes: at the most one of each kind, that of the route which lost most."""
    rounds = [each for each in history.rounds if each.answers]
    if not rounds:
        return []
    lately = {answer.url: answer for each in rounds for answer in each.answers if now - each.at < timedelta(days=7)}
    urls = sorted(url for url in lately if not history.routes or url in history.routes)
    found: dict[str, Alarm] = {}
    for kind in ("frozen-feed", "route-lost"):
        stands = standing.get(kind)
        if stands is not None and (url := str(stands.evidence.get("route", ""))) in lately and not is_well(
            history, rounds, lately[url], stands, now
        ):
            found[kind] = stands
    for url in urls:
        for alarm in (listing(history, rounds, lately[url], now), failing(history, rounds, lately[url], len(urls), now)):
            if alarm is not None and alarm.kind not in found:
                found[alarm.kind] = alarm
    return list(found.values())


def listing(history: History, rounds: Sequence[Round], route: Answer, now: datetime) -> Alarm | None:
    """The alarm of a route that lists fewer of the articles that all routes find than it did."""
    drift, pages = listed(history, route, now, None)
    if drift is None or not drift.passed or drift.start >= len(pages):
        return None
    since = pages[drift.start].at
    after = [each for each in rounds if each.at >= since]
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
    newest = newest_of(list(after), route)
    if is_frozen(answers, newest, since):
        alarm = frozen(history, route, newest, since, now, evidence)
        return with_examples(alarm, before, missed)
    return Alarm(
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


def with_examples(alarm: Alarm, before: Seen | None, after: Seen | None) -> Alarm:
    """The alarm with articles before and after."""
    return Alarm(
        alarm.source,
        alarm.kind,
        alarm.since,
        alarm.seen_at,
        alarm.sentence,
        alarm.sign,
        alarm.evidence,
        before,
        after,
        alarm.command,
    )


def is_frozen(answers: Sequence[Answer], newest: datetime | None, since: datetime) -> bool:
    """True where a route answers since then, and has had nothing new."""
    if not answers or not answers[-1].answered or sum(each.answered for each in answers) * 2 < len(answers):
        return False
    if newest is not None:
        return newest <= since + SLACK
    return answers[-1].kind in ("feed", "news") and not any(each.new for each in answers)


def listed(history: History, route: Answer, now: datetime, since: datetime | None) -> tuple[Drift | None, list[Seen]]:
    """The drift of what a route leaves out of what all routes list, and the articles that this was told by."""
    seen = [each for each in history.seen if each.routes and now - each.at >= LATE]
    recent = min(RECENT, len(seen) // 3)
    split = len(seen) - recent
    if since is not None:
        split = next((at for at, each in enumerate(seen) if each.at >= since), split)
    known = [each for each in seen[:split] if not within(each.at, history.spoilt)]
    pages = [*known, *seen[split:]]
    if not pages or not any(each.routes != {route.url} for each in pages):
        return None, pages
    left_out = np.array([route.url not in each.routes for each in pages], dtype=bool)
    past = np.arange(len(pages)) < len(known)
    if past.any() and 1 - left_out[past].mean() < SHARE:
        return None, pages
    recall = float(1 - left_out[past].mean()) if past.any() else 1.0
    weeks = (pages[-1].at - pages[0].at).total_seconds() / 604800
    return of_flags(left_out, past, len(pages) / max(weeks, 1 / 7), changed=1 - recall / 4), pages


def failing(history: History, rounds: Sequence[Round], route: Answer, routes: int, now: datetime) -> Alarm | None:
    """The alarm of a route that fails while others answer; of one that is alone also where its site answers."""
    looks = looks_at(rounds, route, routes)
    run = 0
    while run < len(looks) and not looks[-1 - run][1].answered:
        run += 1
    if run < LOOKS or looks[-1][0] - looks[-run][0] < FAILING:
        return None
    split = max(len(looks) - max(RECENT, run), 0)
    known = [each for each in looks[:split] if not within(each[0], history.spoilt)]
    counted = [*known, *looks[split:]] if len(known) >= LOOKS else looks
    past = np.arange(len(counted)) < (len(known) if len(known) >= LOOKS else len(looks) - run)
    flags = np.array([not answer.answered for _, answer in counted], dtype=bool)
    weeks = (counted[-1][0] - counted[0][0]).total_seconds() / 604800
    drift = of_flags(flags, past, len(counted) / max(weeks, 1 / 7), changed=0.97)
    if drift is None or not drift.passed:
        return None
    since, answer = looks[-run]
    what = "no links" if answer.outcome == "found" else answer.outcome
    return Alarm(
        source=history.source,
        kind="route-lost",
        since=since,
        seen_at=now,
        sentence=f"{route.url} has given {what} at the last {run} looks; {drift.before:.0%} of its looks failed before.",
        sign=f"failing {route.url}",
        evidence={"route": route.url, "looks": run, "outcome": answer.outcome, "usual": round(drift.before, 3)},
        before=next((each for each in reversed(history.seen) if route.url in each.routes), None),
        command=f"duizhao check {history.source}",
    )


def looks_at(rounds: Sequence[Round], route: Answer, routes: int) -> list[tuple[datetime, Answer]]:
    """The looks at a route that say something of it: not those at which the whole site was away."""
    found = []
    for each in rounds:
        for answer in each.answers:
            if answer.url == route.url and (
                (each.answered or answer.outcome not in AWAY) if routes == 1 else each.answered
            ):
                found.append((each.at, answer))
    return found


def is_well(history: History, rounds: Sequence[Round], route: Answer, stands: Alarm, now: datetime) -> bool:
    """True where a route does again what it did before the alarm."""
    if stands.sign.startswith("failing"):
        later = [answer for at, answer in looks_at(rounds, route, 1) if at > stands.seen_at]
        return len(later) >= 2 and all(each.answered for each in later[-2:])
    drift, pages = listed(history, route, now, stands.since)
    if any(each.at > stands.seen_at and route.url in each.routes for each in pages[-3:]):
        return drift is None or drift.well
    # The one route of a source: it is not frozen where it names something new.
    return not any(each.routes != {route.url} for each in pages) and any(
        answer.new for each in rounds if each.at > stands.seen_at for answer in each.answers if answer.url == route.url
    )

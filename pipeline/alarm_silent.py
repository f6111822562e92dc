"""A silent source: nothing new for longer than its own pace allows; and a feed that is its only route and frozen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pipeline.alarms import Alarm, Answer, History, Round, count
from pipeline.pace import Pace

LEAST = timedelta(hours=3)  # a shorter silence is none, however busy the source
AWAY = timedelta(days=1)  # without an answer, after which that is a silence too
SLACK = timedelta(hours=6)  # a feed may tell a time before its item came


def of_silence(history: History, pace: Pace | None, standing: Mapping[str, Alarm], now: datetime) -> list[Alarm]:
    """The alarm of a source that gives nothing new, and that of its one feed where that answers all the same."""
    last = next((at for at, number in reversed(history.arrivals) if number), None)
    if last is None:
        return []
    stands = standing.get("silent")
    found: list[Alarm] = []
    if stands is not None and last <= stands.seen_at:
        found.append(stands)
    elif pace is not None and (alarm := begun(history, pace, last, now)) is not None:
        found.append(alarm)
    if found and (frozen := frozen_feed(history, found[0], last)) is not None:
        found.append(standing.get("frozen-feed") or frozen)
    return found


def begun(history: History, pace: Pace, last: datetime, now: datetime) -> Alarm | None:
    """The alarm of a silence that is longer than chance, and than any that the source had."""
    answered = next((each.at for each in reversed(history.rounds) if each.answered), last)
    failed = [each.at for each in history.rounds if each.at > answered]
    # Where nobody asked, nobody failed: a service that was stopped for a week finds no silence at its start.
    is_away = bool(failed) and failed[-1] - failed[0] > AWAY
    until = failed[-1] if is_away else answered
    missed = pace.expected(last, until)
    if missed <= pace.line or until - last < LEAST:
        return None
    why = " No route has answered since." if is_away else " Its routes answer."
    return Alarm(
        source=history.source,
        kind="silent",
        since=last,
        seen_at=now,
        sentence=f"Nothing new for {span(until - last)}, in which {count(round(missed, 1), 'article')} were to be "
        f"expected; the longest pause so far was one of {pace.longest:.1f}.{why}",
        sign="silent",
        evidence={
            "hours": round((until - last).total_seconds() / 3600, 1),
            "expected": round(missed, 1),
            "line": round(pace.line, 1),
            "longest": round(pace.longest, 1),
            "daily": round(pace.daily, 1),
        },
        before=history.seen[-1] if history.seen else None,
        command=f"duizhao check {history.source}",
    )


def frozen_feed(history: History, silent: Alarm, last: datetime) -> Alarm | None:
    """The alarm of a source's one route, a feed that answers with what it had; of several nobody froze all at once."""
    lately = [each for each in history.rounds if each.at > last]
    urls = {answer.url for each in lately for answer in each.answers}
    answer = next((each.answers[0] for each in reversed(lately) if each.answers), None)
    if len(urls) != 1 or answer is None or not answer.answered or answer.kind not in ("feed", "news"):
        return None
    newest = newest_of(lately, answer)
    if newest is not None and newest > last + SLACK:
        return None
    return frozen(history, answer, newest, silent.since, silent.seen_at, silent.evidence)


def frozen(
    history: History,
    answer: Answer,
    newest: datetime | None,
    since: datetime,
    now: datetime,
    evidence: Mapping[str, object],
) -> Alarm:
    """The alarm of a route that answers and has nothing new."""
    told = f"its newest item is of {newest:%Y-%m-%d %H:%M} UTC" if newest else "it names nothing new"
    return Alarm(
        source=history.source,
        kind="frozen-feed",
        since=since,
        seen_at=now,
        sentence=f"{answer.url} answers, and {told}.",
        sign=f"frozen {answer.url}",
        evidence={"route": answer.url, "newest": newest.isoformat() if newest else None, **evidence},
        before=next((each for each in reversed(history.seen) if answer.url in each.routes), None),
        command=f"duizhao check {history.source}",
    )


def newest_of(rounds: "list[Round]", of: Answer) -> datetime | None:
    """The newest time that a route told of an item in these rounds."""
    return max(
        (answer.newest for each in rounds for answer in each.answers if answer.url == of.url and answer.newest),
        default=None,
    )


def span(of: timedelta) -> str:
    """A span in hours, or days where it is long."""
    hours = of.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"

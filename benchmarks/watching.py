"""How well the watch tells faults from noise, on histories of sources whose faults are known.

    python -m benchmarks.watching --histories FILE(.gz) --out FILE [--score LABELS]

The detector is run as a service runs it: after each round, at the most once an hour a source, with the past alone.
"""

import argparse
import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.alarm_scores import score
from pipeline.alarm_network import ALL, Last, of_network
from pipeline.alarms import AWAY, FLOW, GONE, KINDS, REFUSING, REPLACED, Alarm, Answer, History, Round, Seen, Spoilt
from pipeline.pace import Pace, Span, pace_of
from pipeline.values import KEPT
from pipeline.watching import watch

EVERY = timedelta(hours=1)
DAYS = timedelta(days=90)
ROUNDS, PAGES = 600, 500  # of which the detector sees the newest
FORGIVEN = timedelta(days=21)  # an alarm that stands for longer tells what is usual by now


def main() -> None:
    """Run the detector, write what it found, and say how that compares with the labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--score", type=Path)
    asked = parser.parse_args()
    spans, notices = network(asked.histories)
    with asked.out.open("w", encoding="utf-8") as out:
        for line in lines(asked.histories):
            alarms = watched(line, spans)
            out.write(json.dumps({"id": line["id"], "alarms": alarms}) + "\n")
            out.flush()
        out.write(json.dumps({"id": ALL, "alarms": notices}) + "\n")
    if asked.score:
        print(score(asked.out, asked.score, weeks(asked.histories), KINDS))


def lines(file: Path) -> Iterator[Any]:
    """The sources of a file of histories."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as opened:
        for line in opened:
            if line.strip():
                yield json.loads(line)


def weeks(file: Path) -> float:
    """The weeks of all histories together."""
    total = 0.0
    for line in lines(file):
        if line["rounds"]:
            ends = [datetime.fromisoformat(line["rounds"][at]["at"]) for at in (0, -1)]
            total += (ends[1] - ends[0]).total_seconds() / 604800
    return total


def network(file: Path) -> tuple[list[Span], list[dict[str, str]]]:
    """The spans in which the network was held to be suspect, each from when that was known, and the notices."""
    rounds = []
    for line in lines(file):
        rounds += [
            (datetime.fromisoformat(each["at"]), line["id"], any(is_answer(route) for route in each["routes"]))
            for each in line["rounds"]
            if each["routes"]
        ]
    rounds.sort()
    lasts: dict[str, Last] = {}
    stands: Alarm | None = None
    spans: list[Span] = []
    notices: list[dict[str, str]] = []
    for at, source, answered in rounds:
        before = lasts.get(source)
        answered_at = at if answered else before.answered_at if before else None
        failing = None if answered else (before.failing_since if before and before.failing_since else at)
        lasts[source] = Last(source, at, answered, answered_at, failing)
        found = of_network(lasts.values(), stands, at)
        if found is not None and stands is None:
            notices.append({"kind": found.kind, "since": found.since.isoformat(), "at": at.isoformat()})
        if found is None and stands is not None:
            spans.append((stands.since, at))
        stands = found
    if stands is not None:
        spans.append((stands.since, rounds[-1][0]))
    return spans, notices


def is_answer(route: dict[str, Any]) -> bool:
    """True where a look at a route was answered at all."""
    return route["outcome"] in ("found", "unchanged")


def watched(line: dict[str, Any], spans: Sequence[Span]) -> list[dict[str, str]]:
    """The alarms of a source, as they come up over its history."""
    rounds: list[Round] = []
    seen: list[Seen] = []
    arrivals: list[tuple[datetime, int]] = []
    standing: dict[str, Alarm] = {}
    over: list[Spoilt] = []
    told: list[dict[str, str]] = []
    looked: datetime | None = None
    pace: tuple[object, Pace | None] = (None, None)
    for each in line["rounds"]:
        at = datetime.fromisoformat(each["at"])
        if any(since <= at <= until for since, until in spans):
            continue  # of a time when the network was suspect; those before the notice, too, once it is there
        rounds.append(round_of(at, each, line.get("may_be_empty", False)))
        seen += [seen_of(at, page) for page in each["pages"] if page["outcome"] not in ("known", "revised")]
        if rounds[-1].answered:
            arrivals.append((at, sum(route["new"] or 0 for route in each["routes"])))
        if looked is not None and at - looked < EVERY:
            continue
        arrivals = arrivals[bisect_left(arrivals, at - DAYS, key=lambda each: each[0]) :]
        spoilt = [*over, *(Spoilt("network-suspect", *each) for each in spans if each[0] < at)]
        spoilt += [spoilt_by(alarm, at) for alarm in standing.values()]
        history = History(line["id"], line["zone"], rounds[-ROUNDS:], seen[-PAGES:], arrivals, spoilt)
        key = (at.date(), len(over), len(standing))
        if pace[0] != key:
            pace = (key, pace_of(arrivals, line["zone"], at, history.without(*FLOW)))
        found = watch(history, standing, at, looked, pace[1])
        looked = at
        for kind, alarm in found.items():
            if kind not in standing:
                told.append(
                    {"kind": kind, "since": alarm.since.isoformat(), "at": at.isoformat(), "says": alarm.sentence}
                )
        over += [spoilt_by(alarm, at) for kind, alarm in standing.items() if kind not in found]
        standing = found
    return told


def spoilt_by(alarm: Alarm, at: datetime) -> Spoilt:
    """The span that an alarm spoils."""
    return Spoilt(alarm.kind, alarm.since, min(at, alarm.since + FORGIVEN))


def round_of(at: datetime, each: dict[str, Any], may_be_empty: bool) -> Round:
    """A round of a history as the detector has it."""
    answers = tuple(
        Answer(
            route["url"],
            route["kind"],
            route["outcome"],
            route["found"] or 0,
            route["new"] or 0,
            datetime.fromisoformat(route["newest"]) if route["newest"] else None,
            route.get("status"),
            may_be_empty,
        )
        for route in each["routes"]
    )
    visits = [page for page in each["pages"] if page["outcome"] not in AWAY]
    kept = sum(page["outcome"] in KEPT for page in visits)
    refused = sum(page["status"] in REFUSING or page["outcome"] == "robots" for page in visits)
    broken = sum((page["status"] or 0) >= 500 and page["outcome"] not in REPLACED for page in visits)
    replaced = sum(is_replaced(page) for page in visits)
    return Round(at, answers, len(visits), kept, refused, broken, replaced, refused + replaced)


def is_replaced(page: dict[str, Any]) -> bool:
    """True where something else stood in the place of a page."""
    status = page["status"] or 0
    return status not in (*REFUSING, *GONE) and (page["outcome"] in REPLACED or 400 <= status < 500)


def seen_of(at: datetime, page: dict[str, Any]) -> Seen:
    """A page of a history as the detector has it."""
    return Seen(
        at=at,
        outcome=page["outcome"],
        length=page["length"] or 0,
        title=page["title"],
        published=page["published"],
        byline=page["byline"],
        credit=page["credit"] or "",
        damage=page["replaced"] or 0.0,
        routes=frozenset([page["route"], *page["also"]]),
    )


if __name__ == "__main__":
    main()

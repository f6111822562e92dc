"""Alarms against the faults that there were: recall, false alarms and delay, by kind."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

GRACE = timedelta(days=1)  # after the end of a fault
ALL = "*"


def score(out: Path, labels: Path, weeks: float, kinds: Sequence[str]) -> str:
    """The table by kind, and the false alarms one a line."""
    alarms = {each["id"]: each["alarms"] for each in objects(out)}
    faults = {each["id"]: [fault_of(fault) for fault in each["faults"]] for each in objects(labels)}
    network = faults.get(ALL, [])
    found: dict[str, list[float | None]] = defaultdict(list)
    for source, its in faults.items():
        for fault in its:
            found[fault["kind"]].append(delay(fault, alarms.get(source, ())))
    false: dict[str, list[str]] = defaultdict(list)
    for source, its in alarms.items():
        for alarm in its:
            if not any(overlaps(alarm, fault) for fault in [*faults.get(source, ()), *network]):
                says = alarm.get("says", "")
                false[alarm["kind"]].append(f"false {source} {alarm['kind']} {alarm['since']} {alarm['at']} {says}")
    return "\n".join(table(found, {kind: len(each) for kind, each in false.items()}, weeks, kinds)) + "".join(
        "\n" + line for each in false.values() for line in each
    )


def objects(file: Path) -> Iterable[Any]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def fault_of(fault: Mapping[str, str]) -> dict[str, Any]:
    """A fault with its times; one without an end lasts."""
    return {"kind": fault["kind"], "from": at(fault["from"]), "until": at(fault.get("until") or "9000-01-01T00:00Z")}


def at(text: str) -> datetime:
    """A time."""
    return datetime.fromisoformat(text)


def delay(fault: Mapping[str, Any], alarms: Iterable[Mapping[str, str]]) -> float | None:
    """The days from the beginning of a fault to its alarm; None where there was none."""
    hits = [
        at(each["at"])
        for each in alarms
        if each["kind"] == fault["kind"] and fault["from"] <= at(each["at"]) <= fault["until"] + GRACE
    ]
    return (min(hits) - fault["from"]).total_seconds() / 86400 if hits else None


def overlaps(alarm: Mapping[str, str], fault: Mapping[str, Any]) -> bool:
    """True where an alarm is of the time of a fault, or of the day after it."""
    return bool(at(alarm["since"]) <= fault["until"] + GRACE and at(alarm["at"]) >= fault["from"])


def table(
    found: Mapping[str, Sequence[float | None]], false: Mapping[str, int], weeks: float, kinds: Sequence[str]
) -> list[str]:
    """The table, with a line for all kinds together."""
    head = ("kind", "faults", "found", "recall", "false", "per 100 weeks", "median", "p90")
    rows = ["{:16} {:>6} {:>6} {:>7} {:>6} {:>14} {:>7} {:>6}".format(*head)]
    for kind in (*kinds, "all"):
        delays = list(found.get(kind, ())) if kind != "all" else [each for its in found.values() for each in its]
        hits = [each for each in delays if each is not None]
        wrong = false.get(kind, 0) if kind != "all" else sum(false.values())
        recall = f"{len(hits) / len(delays):.3f}" if delays else "–"
        median = f"{np.median(hits):.2f}" if hits else "–"
        high = f"{np.quantile(hits, 0.9):.2f}" if hits else "–"
        rate = f"{100 * wrong / weeks:.2f}" if weeks else "–"
        rows.append(f"{kind:16} {len(delays):6} {len(hits):6} {recall:>7} {wrong:6} {rate:>14} {median:>7} {high:>6}")
    return rows

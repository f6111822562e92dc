"""The benchmark of the watch: what it makes of a file of histories, and how it holds that against labels."""

import gzip
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.alarm_scores import score
from benchmarks.simulated_histories import main as simulate
from pipeline.alarms import KINDS
from tests.crawling import ROOT

BEGAN, HOUR = datetime(2026, 8, 3, tzinfo=UTC), timedelta(hours=1)
FEED = "https://a.example/feed"


def history(name: str, days: int, silent_from: int, away: range) -> dict[str, Any]:
    """A source with an article each two hours of the day, until it falls silent; away for some hours."""
    rounds = []
    for hour in range(24 * days):
        at = BEGAN + hour * HOUR
        new = int(at.hour in range(8, 20, 2) and hour < 24 * silent_from and hour not in away)
        route = {"url": FEED, "kind": "feed", "outcome": "found", "found": 20, "new": new, "newest": None}
        if hour in away:
            route |= {"outcome": "timeout", "found": 0}
        page = {"route": FEED, "also": [], "outcome": "stored", "status": 200, "length": 500, "title": True}
        page |= {"published": True, "byline": True, "credit": None, "replaced": 0}
        rounds.append({"at": at.isoformat(), "routes": [route], "pages": [page] * new})
    return {"id": name, "zone": "UTC", "daily": None, "may_be_empty": False, "rounds": rounds}


def run(*arguments: str) -> str:
    """What the benchmark prints."""
    command = [sys.executable, "-m", "benchmarks.watching", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_it_finds_what_is_wrong(tmp_path: Path) -> None:
    away = range(24 * 20, 24 * 20 + 6)
    lines = [history(name, 32, 28 if name == "a" else 40, away) for name in ("a", "b", "c")]
    histories, out, labels = tmp_path / "h.gz", tmp_path / "out", tmp_path / "labels"
    with gzip.open(histories, "wt") as file:
        file.write("".join(json.dumps(each) + "\n" for each in lines))
    silent = {"kind": "silent", "from": (BEGAN + 28 * 24 * HOUR).isoformat(), "until": None}
    network = {"kind": "network-suspect", "from": (BEGAN + away.start * HOUR).isoformat()}
    network |= {"until": (BEGAN + away.stop * HOUR).isoformat()}
    told = [{"id": "a", "faults": [silent]}, {"id": "b", "faults": []}, {"id": "*", "faults": [network]}]
    labels.write_text("".join(json.dumps(each) + "\n" for each in told))
    table = run("--histories", str(histories), "--out", str(out), "--score", str(labels))
    found = {each["id"]: each["alarms"] for each in map(json.loads, out.read_text().splitlines())}
    assert {name: [each["kind"] for each in its] for name, its in found.items()} == {
        "a": ["silent", "frozen-feed"],
        "b": [],
        "c": [],
        "*": ["network-suspect"],
    }
    for each in found["a"]:
        assert BEGAN < datetime.fromisoformat(each["since"]) < datetime.fromisoformat(each["at"])
    assert table.splitlines()[-1].split()[:6] == ["all", "2", "2", "1.000", "0", "0.00"]


@pytest.mark.parametrize(
    ("since", "at", "hit", "false"),
    [(2, 3, 1, 0), (-5, 3, 1, 0), (2, 30, 1, 0), (2, 60, 0, 0), (40, 60, 0, 1), (-9, -5, 0, 1)],
)
def test_what_counts(tmp_path: Path, since: int, at: int, hit: int, false: int) -> None:
    def hours(number: int) -> str:
        return (BEGAN + number * HOUR).isoformat()

    out, labels = tmp_path / "out", tmp_path / "labels"
    alarm = {"kind": "blocked", "since": hours(since), "at": hours(at)}
    out.write_text(json.dumps({"id": "a", "alarms": [alarm]}) + "\n")
    fault = {"kind": "blocked", "from": hours(0), "until": hours(10)}
    labels.write_text(json.dumps({"id": "a", "faults": [fault]}) + "\n")
    row = next(line.split() for line in score(out, labels, 10, KINDS).splitlines() if line.startswith("blocked"))
    assert (int(row[1]), int(row[2]), int(row[4])) == (1, hit, false)


def test_histories_are_simulated_by_a_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    for name in ("one", "other"):
        files = [tmp_path / f"{name}.gz", tmp_path / name]
        arguments = ["--seed", "3", "--sources", "3", "--faults", "2", "--days", "30"]
        monkeypatch.setattr(
            sys, "argv", ["simulate", *arguments, "--histories", str(files[0]), "--labels", str(files[1])]
        )
        simulate()
        written.append((gzip.decompress(files[0].read_bytes()), files[1].read_bytes()))
    assert written[0] == written[1]
    assert len(written[0][0].splitlines()) == 3

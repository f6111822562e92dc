"""The benchmark of retellings: its labelled file, and what it prints."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.retelling import main
from benchmarks.retold_pairs import labelled_in, made_of

LABELLED = Path(__file__).parent.parent / "benchmarks" / "labelled" / "retelling-a.txt"


def test_the_labelled_pairs_are_read() -> None:
    pairs = labelled_in(LABELLED)
    assert len(pairs) == 12
    assert {each.languages for each in pairs} == {("en", "zh"), ("zh", "en"), ("zh", "zh"), ("en", "en")}
    first = pairs[0]
    assert (0, 1) in first.kept
    assert first.asides == {0, 7}
    assert first.differs is not None
    assert first.differs["numbers left"] == ("three people", "$5.5bn", "April")


def test_retellings_are_made_of_parallel_texts(tmp_path: Path) -> None:
    lines = {"zh": "一。\n二。\n三。\n四。\n五。", "en": "One.\nTwo.\nThree.\nFour.\nFive."}
    file = tmp_path / "parallel.jsonl"
    file.write_text("".join(json.dumps({"id": str(at)} | lines) + "\n" for at in range(4)), encoding="utf-8")
    halves = [list(made_of(file, part)) for part in (0, 1)]
    assert [[each.id for each in half] for half in halves] == [["0", "2"], ["1", "3"]]
    assert list(made_of(file, 0)) == halves[0]


def test_it_prints_figures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["retelling", "--pairs", str(LABELLED), "--wrong"])
    main()
    printed = capsys.readouterr().out
    assert "12 pairs" in printed
    figures = {line.split()[0]: float(line.rsplit("F1 ", 1)[1]) for line in printed.splitlines() if "F1" in line}
    assert figures["sentences"] > 0.9
    assert figures["numbers"] > 0.8

"""The benchmark of comparisons: what it makes, and what it measures of that."""

import json
from pathlib import Path

from benchmarks.comparison import measured, wrongly_distinctive
from benchmarks.simulated_news import make


def test_comparison(tmp_path: Path) -> None:
    make(tmp_path / "made.sqlite", 120)
    told = measured(tmp_path / "made.sqlite", "language")
    assert told["texts"] > 10
    assert told["stories"] > 5
    assert told["seconds"] >= 0
    assert told["MB_most"] >= told["MB_before"] > 0
    assert set(told["verdicts"]) <= {"not covered", "not known"}


def test_texts_in_both_languages(tmp_path: Path) -> None:
    row = {"zh": "英伟达公布芯片。", "en": "Nvidia presented a chip."}
    file = tmp_path / "parallel.jsonl"
    file.write_text(f"{json.dumps(row)}\n" * 40, encoding="utf-8")
    assert wrongly_distinctive(file) == {"terms": 2, "wrong": 0, "which": []}

"""The benchmark of comparisons: what it makes, and what it measures of that."""

from pathlib import Path

from benchmarks.comparison import make, measured


def test_comparison(tmp_path: Path) -> None:
    make(tmp_path / "made.sqlite", 120)
    told = measured(tmp_path / "made.sqlite", "language")
    assert told["texts"] > 10
    assert told["stories"] > 5
    assert told["seconds"] >= 0
    assert told["MB_most"] >= told["MB_before"] > 0
    assert set(told["verdicts"]) <= {"not covered", "not known"}

"""The benchmark of citations says what it measures, and sees what is wrong."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.citations import cited, differences, main, outlet_of, score

ROWS: list[dict[str, Any]] = [
    {"id": "1", "lang": "zh", "published": "2025-08-27T10:00:00+08:00", "text": "《金融时报》25日报道，订单增加。"},
    {"id": "2", "lang": "en", "published": "2025-08-27T10:00:00Z", "outlet": "Reuters", "text": "He told Reuters so."},
]
LABELS: list[dict[str, Any]] = [
    ROWS[0] | {"cites": [{"outlet": "FT", "date": "2025-08-25", "verb": "报道"}]},
    ROWS[1] | {"cites": [{"outlet": "Bloomberg News", "date": None, "verb": "told"}]},
]


def test_what_is_written() -> None:
    cites = [{"outlet": "Financial Times", "id": "ft", "date": "2025-08-25", "verb": "报道"}]
    assert list(cited(ROWS)) == [{"id": "1", "cites": cites}, {"id": "2", "cites": []}]
    assert list(cited([])) == []


def test_outlets_are_scored_by_any_of_their_names() -> None:
    found = list(cited(ROWS))
    assert score(found, LABELS) == "outlets P 1.000 (1/1) R 0.500 (1/2), dates right 1.000 (1/1)"
    assert next(differences(found, LABELS)) == "2 2025-08-27 [] -bloomberg"
    assert score([], []) == "outlets P 0.000 (0/0) R 0.000 (0/0), dates right 0.000 (0/0)"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("金融時報", "ft"), ("CNA (Channel NewsAsia)", "cna"), ("Elm Creek Daily", "elmcreekdaily")],
)
def test_the_outlet_of_a_name(name: str, expected: str) -> None:
    assert outlet_of(name) == expected


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    texts, out = tmp_path / "texts.jsonl", tmp_path / "out.jsonl"
    texts.write_text("".join(json.dumps(row) + "\n" for row in LABELS), encoding="utf-8")
    arguments = ["citations", "--texts", str(texts), "--out", str(out), "--score", str(texts), "--wrong"]
    monkeypatch.setattr(sys, "argv", arguments)
    main()
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert "R 0.500" in capsys.readouterr().out

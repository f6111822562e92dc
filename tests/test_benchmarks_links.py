"""The benchmark of links: what it reads and writes."""

import json
from pathlib import Path

import pytest

from benchmarks import links

ROWS = [
    {"id": "zh:1", "lang": "zh", "text": "美国商务部8月19日宣布，限制英伟达H20芯片的出口。\u2028完"},
    {
        "id": "en:1",
        "lang": "en",
        "text": "On August 19 the US Department of Commerce restricted exports of Nvidia's H20 chips.",
    },
    {"id": "en:2", "lang": "en", "text": "The club has signed a striker."},
    {"id": "zh:2", "lang": "zh", "text": ""},
]


@pytest.mark.parametrize("rows", [ROWS, []])
def test_links(
    rows: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, out = tmp_path / "cases.jsonl", tmp_path / "ranked.jsonl"
    cases.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["links", "--cases", str(cases), "--out", str(out)])
    links.main()
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    assert [row["id"] for row in found] == [row["id"] for row in rows if row["lang"] == "zh"]
    assert [row["best"][0][0] for row in found if row["best"]] == (["en:1"] if rows else [])
    assert "a second of CPU time" in capsys.readouterr().out

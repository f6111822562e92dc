"""The benchmarks of copies tell what the product's own writer found, also when they are begun again."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.copies import cases_of, store_all, write_links
from benchmarks.copies_growth import fill, measured
from benchmarks.simulated_signatures import News
from tests.test_pipeline_signature import text

A, B = text(1, 500), text(2, 500)
ROWS = (
    {"id": "zh-i0", "lang": "zh", "role": "index", "text": A},
    {"id": "zh-q0", "lang": "zh", "role": "query", "kind": "trunc10", "copy_of": "zh-i0", "text": A[:450]},
    {"id": "zh-q1", "lang": "zh", "role": "query", "kind": "novel", "copy_of": None, "text": B},
    {"id": "zh-q2", "lang": "zh", "role": "query", "kind": "exact", "copy_of": "zh-i0", "text": A + "。"},
)


def test_a_stream_is_stored_once(engine: sa.Engine, tmp_path: Path) -> None:
    lines = (json.dumps(row) for row in reversed(ROWS))
    (tmp_path / "cases-zh.jsonl").write_text("\n".join(lines), encoding="utf-8")
    cases = cases_of(tmp_path)
    assert [case.role for case in cases] == ["index", "query", "query", "query"]
    assert store_all(engine, cases[:2])["docs"] == {"zh": 2}
    assert store_all(engine, cases)["docs"] == {"zh": 2}
    out = tmp_path / "links.jsonl"
    assert write_links(engine, cases, out) == {"exact": 2, "near-copy": 3}
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {(each["a"], each["b"], each["kind"]) for each in found if each["b"] == "zh-i0"} == {
        ("zh-q0", "zh-i0", "near-copy"),
        ("zh-q2", "zh-i0", "exact"),
    }


def test_no_cases(engine: sa.Engine, tmp_path: Path) -> None:
    assert store_all(engine, cases_of(tmp_path)) == {"docs": {}, "docs_per_cpu_s": {}}
    assert write_links(engine, [], tmp_path / "links.jsonl") == {}


@pytest.mark.parametrize("grown", [0, 1000])
def test_growth(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, grown: int) -> None:
    monkeypatch.setattr("benchmarks.copies_growth.CHUNK", 50)
    monkeypatch.setattr("benchmarks.copies_growth.GROWN", grown)
    monkeypatch.setattr("benchmarks.copies_growth.WARM", 1)
    monkeypatch.setattr("benchmarks.copies_growth.LOOKUPS", 5)
    news = News(150)
    fill(engine, news, 150)
    found = measured(engine, news, 150)
    assert found.keys() == {"p50_ms", "p95_ms", "candidates", "bytes_per_article"}
    assert found["bytes_per_article"] != 0

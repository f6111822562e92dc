"""Exports: columns, harmless cells, files that are whole or not there, the data sheet."""

import csv
import json
import os
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values import LAYERS, OUTCOMES, Repair
from storage import export as module
from storage.columns import COLUMNS, LAYERS_TOLD
from storage.database import reading
from storage.export import Form, export, harmless, is_risk, write_jsonl
from storage.queries import Selection
from tests.builders import NOW, article, fill, source, sources, visited

SOURCES = sources(source(language="zh"), source(last_seen_working=date(2026, 3, 18)))


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """One English article with everything, one Chinese one without a date."""
    full = article(
        url="https://harbour.example/a",
        text='First, "quoted".\nSecond.',
        byline=("Ada Quill", "Tom Marsh"),
        section="=1+1",
        updated_at=NOW,
        updated_precision="minute",
        original=True,
        words=1200,
        layers=(("title", "json-ld"), ("byline", "meta")),
        repairs=(Repair("reading", "text", 7, "領(lǐng)", "領"),),
    )
    bare = article(language="zh", published_at=None, published_precision=None, published_from="", published_zone="")
    visited(blank, (full.url, full), ("https://harbour.example/dead", "bad-status"))
    fill(blank, bare, replace(full, url="https://harbour.example/copy", page_url="", title="Copy"))
    return blank


def run(engine: sa.Engine, path: Path, form: Form, selection: Selection | None = None) -> int:
    with reading(engine) as connection:
        return export(connection, selection or Selection(), path, form, NOW, SOURCES)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_csv(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert run(engine, path, "csv") == 3
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,url,source,name,title,")
    assert raw.endswith(b"\r\n")
    copy, bare, full = read_csv(path)
    assert tuple(full) == tuple(COLUMNS)
    assert full["name"] == "The Harbour Post"
    assert full["text"] == 'First, "quoted".\nSecond.'
    assert full["byline"] == "Ada Quill; Tom Marsh"
    assert full["section"] == "'=1+1"
    assert full["published_at"] == "2026-10-12T09:30:00+00:00"
    assert full["metadata_only"] == "false"
    assert (full["original"], full["stub"], full["words"], full["updated_precision"]) == (
        "true",
        "false",
        "1200",
        "minute",
    )
    assert full["layers"] == "title=json-ld; byline=meta"
    assert json.loads(full["repairs"])[0]["before"] == "領(lǐng)"
    assert (bare["layers"], bare["repairs"]) == ("", "")
    assert (full["copies"], copy["copies"]) == (copy["id"], full["id"])
    assert bare["title"] == "星海发布新模型"
    assert (bare["published_at"], bare["published_precision"], bare["byline"], bare["copies"]) == ("", "", "", "")


def test_jsonl(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert run(engine, path, "jsonl") == 3
    assert "星海发布新模型".encode() in path.read_bytes()
    copy, bare, full = read_jsonl(path)
    assert tuple(full) == tuple(COLUMNS)
    assert full["byline"] == ["Ada Quill", "Tom Marsh"]
    assert full["section"] == "=1+1"
    assert full["metadata_only"] is False
    assert full["layers"] == {"title": "json-ld", "byline": "meta"}
    assert full["repairs"] == [{"rule": "reading", "field": "text", "place": 7, "before": "領(lǐng)", "after": "領"}]
    assert (bare["layers"], bare["repairs"], bare["original"], bare["words"]) == ({}, [], False, 0)
    assert full["copies"] == [copy["id"]]
    assert bare["published_at"] is None


def test_every_layer_is_told_of() -> None:
    assert set(LAYERS_TOLD) == set(LAYERS)


def test_a_selection_is_what_is_written(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert run(engine, path, "jsonl", Selection(language="zh")) == 1
    assert [each["language"] for each in read_jsonl(path)] == ["zh"]


@pytest.mark.parametrize(("form", "content"), [("csv", ",".join(COLUMNS) + "\r\n"), ("jsonl", "")])
def test_no_articles(engine: sa.Engine, tmp_path: Path, form: Form, content: str) -> None:
    path = tmp_path / f"a.{form}"
    assert run(engine, path, form, Selection(sources=())) == 0
    assert path.read_bytes().decode("utf-8-sig") == content
    about = json.loads((tmp_path / f"a.{form}.about.json").read_text("utf-8"))
    assert (about["articles"], about["sources"], about["outcomes"]["counts"]) == (0, [], {})


def test_the_data_sheet(engine: sa.Engine, tmp_path: Path) -> None:
    run(engine, tmp_path / "a.csv", "csv", Selection(since=NOW, words="first"))
    about = json.loads((tmp_path / "a.csv.about.json").read_text("utf-8"))
    assert about["file"] == "a.csv"
    assert about["exported_at"] == "2026-10-12T09:30:00+00:00"
    assert about["period"]["since"] == "2026-10-12T09:30:00+00:00"
    assert about["period"]["until"] is None
    assert about["selection"] == {
        "sources": None,
        "language": None,
        "words": "first",
        "topic": "",
        "facet": "",
        "limit": None,
        "left_out": 0,
    }
    assert about["sources"] == [
        {"id": "harbour", "name": "The Harbour Post", "last_seen_working": "2026-03-18", "articles": 2}
    ]
    assert about["languages"] == {"en": 2}
    assert about["outcomes"]["counts"] == {"stored": 1, "bad-status": 1}
    assert set(about["outcomes"]["counts"]) <= set(OUTCOMES)
    assert about["columns"] == COLUMNS
    assert about["duizhao"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("中文", "中文"),
        ("a=b", "a=b"),
        ("'quoted' word", "'quoted' word"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("  =1", "'  =1"),
        ("\u3000=1", "'\u3000=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("'=1", "''=1"),
        ("\x00=1", "'\x00=1"),
    ],
)
def test_harmless(text: str, expected: str) -> None:
    assert harmless(text) == expected


@given(st.text(alphabet="=+-@'＝＋－＠\t\r\n \u3000a芯"))
def test_harmless_can_be_undone(text: str) -> None:
    cell = harmless(text)
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell[:1] not in tuple("\t\r\n")
    assert (cell[1:] if cell.startswith("'") and is_risk(cell[1:]) else cell) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_json_line_is_one_line(text: str) -> None:
    into = BytesIO()
    write_jsonl(into, iter([{"text": text}]))
    (line,) = into.getvalue().decode("utf-8").splitlines()
    assert json.loads(line) == {"text": text}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_error_leaves_no_file_and_the_old_one(
    engine: sa.Engine, tmp_path: Path, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old, sheet = out / f"old.{form}", out / f"old.{form}.about.json"
    old.write_text("old")
    sheet.write_text("old sheet")
    inner, calls = module.row, 0

    def fail_late(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError("disk full")
        return inner(*given)

    monkeypatch.setattr(module, "row", fail_late)
    for name in (old, out / f"new.{form}"):
        calls = 0
        with pytest.raises(OSError, match="disk full"):
            run(engine, name, form)
    assert sorted(each.name for each in out.iterdir()) == [old.name, sheet.name]
    assert (old.read_text(), sheet.read_text()) == ("old", "old sheet")


def test_an_old_file_is_replaced_and_a_link_not_followed(engine: sa.Engine, tmp_path: Path) -> None:
    target, path = tmp_path / "target", tmp_path / "a.jsonl"
    target.write_text("precious")
    path.symlink_to(target)
    run(engine, path, "jsonl")
    assert target.read_text() == "precious"
    assert not path.is_symlink()
    assert len(read_jsonl(path)) == 3


def test_the_longest_name_can_be_written(engine: sa.Engine, tmp_path: Path) -> None:
    longest = 255 - len(".about.json") - len(".csv")
    assert run(engine, tmp_path / ("n" * longest + ".csv"), "csv") == 3


def test_where_nothing_can_be_written(engine: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run(engine, tmp_path / "missing" / "a.csv", "csv")
    with pytest.raises(IsADirectoryError):
        run(engine, tmp_path, "csv")
    with pytest.raises(ValueError, match="no such form"):
        run(engine, tmp_path / "a.xlsx", cast("Any", "xlsx"))
    assert not [each for each in tmp_path.rglob("*") if each.suffix in (".tmp", ".csv", ".json")]


def test_others_may_read_it_as_the_user_allows(engine: sa.Engine, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run(engine, tmp_path / "a.csv", "csv")
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640

"""Exports of articles of which a use is reserved: their texts stay here unless they are asked for."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.values import Repair, Reservation
from storage.database import reading
from storage.export import Form, export
from storage.queries import Selection
from tests.builders import NOW, article, fill

MINED = Reservation("tdm", "tdmrep.json", "https://p.example/1")
TRAINED = Reservation("ai-train", "robots.txt content-signal")
GOOGLE = Reservation("archive", "meta googlebot", agent="googlebot")
REPAIRS = (Repair("gloss", "text", 0, "a", "b"), Repair("gloss", "title", 0, "c", "d"))


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """Articles that reserve something, nothing, or were stored before anybody looked."""
    held = {"free": (), "old": None, "mined": (MINED, TRAINED), "trained": (TRAINED,), "google": (GOOGLE,)}
    for title, reserved in held.items():
        fill(blank, article(title=title, reserved=reserved, dateline="HARBOUR", repairs=REPAIRS, dek="What it is"))
    fill(blank, article(title="withheld", text="", metadata_only=True, reserved=(MINED,)))
    return blank


def exported(engine: sa.Engine, path: Path, form: Form, with_reserved: bool) -> dict[str, dict[str, Any]]:
    with reading(engine) as connection:
        assert export(connection, Selection(), path, form, NOW, {}, with_reserved) == 6
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file)) if form == "csv" else [json.loads(line) for line in file]
    return {row["title"]: row for row in rows}


@pytest.mark.parametrize("with_reserved", [False, True])
def test_texts(engine: sa.Engine, tmp_path: Path, with_reserved: bool) -> None:
    rows = exported(engine, tmp_path / "a.jsonl", "jsonl", with_reserved)
    left_out = set() if with_reserved else {"mined", "trained"}
    assert {title for title, row in rows.items() if row["withheld"]} == left_out
    assert {title for title, row in rows.items() if not row["text"]} == left_out | {"withheld"}
    for title in left_out:
        assert (rows[title]["dateline"], rows[title]["dek"]) == ("", "What it is")
        assert [each["field"] for each in rows[title]["repairs"]] == ["title"]


def test_what_is_reserved_is_told(engine: sa.Engine, tmp_path: Path) -> None:
    rows = exported(engine, tmp_path / "a.jsonl", "jsonl", with_reserved=False)
    assert rows["mined"]["reserved"] == [
        {"what": "tdm", "sign": "tdmrep.json", "policy": "https://p.example/1", "agent": ""},
        {"what": "ai-train", "sign": "robots.txt content-signal", "policy": "", "agent": ""},
    ]
    assert (rows["free"]["reserved"], rows["old"]["reserved"]) == ([], None)
    cells = exported(engine, tmp_path / "a.csv", "csv", with_reserved=False)
    assert cells["mined"]["reserved"] == (
        "tdm by tdmrep.json (https://p.example/1); ai-train by robots.txt content-signal"
    )
    assert cells["google"]["reserved"] == "archive by meta googlebot, said to googlebot alone"
    assert (cells["free"]["reserved"], cells["old"]["reserved"], cells["mined"]["withheld"]) == ("", "", "true")


@pytest.mark.parametrize(("with_reserved", "left_out"), [(False, 2), (True, 0)])
def test_the_data_sheet_counts(engine: sa.Engine, tmp_path: Path, with_reserved: bool, left_out: int) -> None:
    exported(engine, tmp_path / "a.csv", "csv", with_reserved)
    told = json.loads((tmp_path / "a.csv.about.json").read_text())["reserved"]
    del told["of"]
    assert told == {
        "articles": 4,
        "uses": {"ai-train": 2, "archive": 1, "tdm": 2},
        "texts_left_out": left_out,
        "with_reserved": with_reserved,
    }

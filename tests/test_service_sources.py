"""The command `sources`: what a line tells, in words, and which columns are left out where there is little room."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from config.errors import ConfigErrors
from service.sources import Line, due_text, failures, show_sources, sources_table
from storage.plans import Planned
from storage.source_table import SourceRow
from tests.builders import NOW, source
from tests.watching import write_source

PLAN = Planned(NOW + timedelta(minutes=12), 900, 0, NOW, held=False, held_by=None)
STATE = SourceRow("harbour", 1234, 5678, 12, {"stored": 9, "known": 3, "robots": 2, "bad-status": 4}, NOW, ())
CHINESE = source(language="zh", id="cankaoxiaoxi", name="南华早报中文网")
LINES = (
    Line(source(name="The Very Long Harbour Post of the West"), STATE, PLAN),
    Line(CHINESE, replace(STATE, outcomes={}, last_success=None), replace(PLAN, failures=3, held=True, held_by=1234)),
    Line(source(id="new"), None, None),
)
ALL = [
    "id",
    "name",
    "what it is",
    "articles",
    "planned",
    "last success",
    "next due",
    "interval",
    "failures",
    "kept",
    "not kept",
    "worst reason",
]
GONE_FIRST = ["what it is", "interval", "worst reason", "kept", "not kept", "failures", "next due"]


def shown(width: int) -> list[str]:
    """The lines of the table at a width."""
    at = Console(width=width, file=StringIO(), force_terminal=False)
    at.print(sources_table(LINES, NOW, width))
    assert isinstance(at.file, StringIO)
    return at.file.getvalue().splitlines()


def heads(width: int) -> list[str]:
    """The heads of the columns that are there."""
    line = f"  {shown(width)[1]}  "
    return [each for each in ALL if f"  {each}  " in line]


@pytest.mark.parametrize("width", range(74, 170, 3))
def test_it_fits_at_every_width(width: int) -> None:
    lines = shown(width)
    assert max(map(cell_len, lines)) <= width
    there = heads(width)
    gone = [each for each in GONE_FIRST if each not in there]
    assert gone == GONE_FIRST[: len(gone)]
    column = {cell_len(line.partition("-12 09:30")[0]) for line in lines if "-12 09:30" in line}
    assert len(column) == 1


def test_all_of_it_at_160() -> None:
    assert heads(160) == ALL
    text = "\n".join(shown(160))
    for part in (
        "en US commercial",
        "in 12 min",
        "held by run 1234",
        "15 min",
        "12",
        "bad-status 4",
        "never crawled",
        "none",
    ):
        assert part in text


def test_what_stays_at_80() -> None:
    assert heads(80) == ["id", "name", "articles", "planned", "last success", "next due"]


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (None, "·"),
        (PLAN, "in 12 min"),
        (replace(PLAN, due_at=NOW + timedelta(hours=3, minutes=59)), "in 3 h"),
        (replace(PLAN, due_at=NOW + timedelta(seconds=40)), "in 40 s"),
        (replace(PLAN, due_at=NOW + timedelta(milliseconds=1)), "in 0 s"),
        (replace(PLAN, due_at=NOW), "now"),
        (replace(PLAN, due_at=NOW - timedelta(days=9)), "now"),
        (replace(PLAN, held=True, held_by=12), "held by run 12"),
        (replace(PLAN, held=True), "begins"),
    ],
)
def test_when_it_is_due(plan: Planned | None, text: str) -> None:
    assert due_text(plan, NOW) == text


@pytest.mark.parametrize(("number", "red"), [(0, False), (2, False), (3, True), (40, True)])
def test_many_failures_stand_out(number: int, red: bool) -> None:
    assert ("red" in str(failures(replace(PLAN, failures=number)).style)) == red


@pytest.mark.parametrize(
    ("outcomes", "kept", "not_kept", "worst"),
    [
        ({}, 0, 0, ""),
        ({"stored": 2, "metadata": 1}, 3, 0, ""),
        ({"stored": 2, "robots": 4, "timeout": 5}, 2, 9, "timeout 5"),
        ({"timeout": 1, "quarantined": 1, "robots": 1}, 0, 3, "robots 1"),  # as often as others: as in the closed list
    ],
)
def test_the_last_day(outcomes: dict[str, int], kept: int, not_kept: int, worst: str) -> None:
    line = Line(source(), replace(STATE, outcomes=outcomes), PLAN)
    assert (line.kept, line.not_kept, line.worst) == (kept, not_kept, worst)
    assert Line(source(), None, None).worst == ""


def test_when_others_last_saw_it_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_source(tmp_path / "sources", "harbour")
    write_source(tmp_path / "sources", "beihai")
    with (tmp_path / "sources" / "beihai.yml").open("a") as file:
        file.write("last_seen_working: 2026-03-18\n")
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIZHAO_SOURCES", str(tmp_path / "sources"))
    assert show_sources(as_json=False, ids=["beihai", "harbour"]) == 0
    *_, first, second = capsys.readouterr().out.strip().splitlines()
    assert first == "beihai: its routes were last seen working by others on 2026-03-18."
    assert second == "harbour: no dated report that its routes work is known."
    assert show_sources(as_json=True, ids=["beihai", "harbour"]) == 0
    told = [each["last_seen_working"] for each in json.loads(capsys.readouterr().out)["sources"]]
    assert told == ["2026-03-18", None]


def test_json_has_all(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write_source(tmp_path / "sources", "harbour")
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIZHAO_SOURCES", str(tmp_path / "sources"))
    assert show_sources(as_json=True) == 0
    told = {each["id"]: each for each in json.loads(capsys.readouterr().out)["sources"]}
    assert told["harbour"]["schedule"] is None
    assert told["harbour"]["last_day"] == {"kept": 0, "not_kept": 0, "worst": None}


def test_only_those_that_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_source(tmp_path / "sources", "harbour")
    (tmp_path / "sources" / "broken.yml").write_text("name: 1\n")
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIZHAO_SOURCES", str(tmp_path / "sources"))
    assert show_sources(as_json=True) == 1  # the broken file is one of all
    capsys.readouterr()
    assert show_sources(as_json=True, ids=["harbour"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)["sources"]] == ["harbour"]
    with pytest.raises(ConfigErrors, match="harbour"):  # the nearest one
        show_sources(as_json=True, ids=["harbor"])
    with pytest.raises(ConfigErrors, match="mistakes"):
        show_sources(as_json=True, ids=["broken"])

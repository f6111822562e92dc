"""The command `beside`: an article beside the one that it retells."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.errors import ConfigError
from service.beside import show_beside
from service.exporting import form_of, run_export_pairs
from service.reading import run_read
from service.selecting import select
from tests.two_sources import ORIGINAL, OTHER, REPORT, settle, store

RETOLD = REPORT + "\n本报记者认为损失将达到30亿元。\n（责任编辑：李四）"


def collection(folder: Path) -> sa.Engine:
    """Two sources, one of which retells a report of the other, and an article of something else."""
    return store(folder, [ORIGINAL, ("paper", "zh", RETOLD), OTHER])


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That collection and its sources, in a directory of their own."""
    settle(tmp_path, monkeypatch, 150)
    collection(tmp_path / "data").dispose()


@pytest.mark.parametrize("other", [None, 1])
def test_beside_as_json(capsys: pytest.CaptureFixture[str], other: int | None) -> None:
    show_beside(2, other, "UTC", as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["retelling"], found["original"], found["tied"]) == (2, 1, "relay")
    assert found["kept"]
    assert all(each["original"] and each["retelling"] and each["ties"] for each in found["kept"])
    assert [each["text"] for each in found["added"]][-1] == "本报记者认为损失将达到30亿元。"
    assert "30亿" in [each["printed"].rstrip("元") for each in found["numbers"]["added"]]
    assert 0 < found["share"] <= 1


def test_beside_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    show_beside(2, None, "Asia/Shanghai", as_json=False)
    shown = capsys.readouterr().out
    assert "original" in shown
    assert "+" in shown
    assert "in the retelling alone" in shown
    assert "of the original was kept" in shown
    assert "No relay is known" not in shown


@pytest.mark.parametrize(("one", "other", "told"), [(3, 1, "No relay is known"), (1, 2, "leads the other way")])
def test_what_no_relay_ties_is_said_to_be_so(
    capsys: pytest.CaptureFixture[str], one: int, other: int, told: str
) -> None:
    show_beside(one, other, "UTC", as_json=False)
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("article_id", "other_id", "told"),
    [
        (9, None, "no article 9"),
        (3, None, "retells nothing that is stored"),
        (2, 9, "no article 9"),
        (2, 2, "2 is the same article"),
    ],
)
def test_what_is_not_there(article_id: int, other_id: int | None, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        show_beside(article_id, other_id, "UTC", as_json=False)


@pytest.mark.parametrize("name", ["pairs.csv", "pairs.jsonl"])
def test_export_of_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = tmp_path / name
    run_export_pairs(path, form_of(path), select([], "", [], "", "", "", None, "UTC"))
    assert capsys.readouterr().out == f"1 pair in {path}, what they are in {name}.about.json\n"
    assert (tmp_path / f"{name}.about.json").is_file()


def test_a_text_that_is_read_is_held_against_a_collection(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text(RETOLD, encoding="utf-8")
    assert run_read(str(file), "", "", as_json=True, data=str(tmp_path / "data")) == 0
    found = json.loads(capsys.readouterr().out)
    (relay,) = found["retells"]
    assert (relay["outlet"], relay["country"], relay["end"], relay["of"]) == ("reuters", "GB", "linked", 1)
    assert relay["sentences"] >= 1
    assert found["nearest"][0]["id"] in (1, 2)
    assert run_read(str(file), "", "", as_json=False) == 0  # the collection of the environment
    shown = capsys.readouterr().out
    assert "linked to article 1" in shown
    assert "Nearest" in shown
    assert run_read(str(file), "", "", as_json=True, data=str(tmp_path / "none")) == 0
    said = capsys.readouterr()
    assert "there is no collection in" in said.err
    found = json.loads(said.out)
    assert [each["end"] for each in found["retells"]] == ["known-not-collected"]
    assert not (tmp_path / "none").exists()
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "none"))
    assert run_read(str(file), "", "", as_json=True) == 0
    assert "retells" not in json.loads(capsys.readouterr().out)

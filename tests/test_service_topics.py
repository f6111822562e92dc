"""The command `topic check`: on a file with and without labels, on what is stored, and on files with mistakes."""

import json
from pathlib import Path

import pytest

from config.errors import ConfigError
from service.scoring import Counts, scored
from service.topics import run_check
from storage.migrate import ready
from tests.builders import article, fill
from tests.collected import opened

ON = {"id": "a", "lang": "en", "title": "US-China chip war", "text": "Nvidia.", "on_topic": True, "facets": ["chips"]}
OFF = {"id": "b", "title": "潮汐", "text": "港口今天风平浪静，渔民都没有出海。", "on_topic": False, "facets": []}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_labelled_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_check(written(tmp_path, ON, OFF), "us-china-ai", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["texts"], told["on_topic"]) == (2, 1)
    terms = {each["term"]: each for each in told["terms"]}
    assert terms["nvidia"] == {"term": "nvidia", "kind": "company", "times": 1, "texts": 1, "samples": ["Nvidia."]}
    assert terms["tsmc"]["times"] == 0
    assert told["scores"]["en"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "labelled": 1}
    assert told["scores"]["zh"]["labelled"] == 0
    run_check(written(tmp_path, ON, OFF), "us-china-ai", as_json=False)
    shown = capsys.readouterr().out
    assert "1 of 2 texts on the topic us-china-ai" in shown
    assert "1.000" in shown


def test_stored_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    engine = opened(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    ready(engine)
    fill(engine, article(title="US-China chip war", text="Nvidia."))
    engine.dispose()
    run_check(None, "us-china-ai", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["texts"], told["on_topic"], told["scores"]) == (1, 1, None)


def test_nothing_stored(capsys: pytest.CaptureFixture[str]) -> None:
    run_check(None, "us-china-ai", as_json=False)
    assert "0 of 0 texts" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("no", ""),
        ({"lang": "de"}, "lang"),
        ({"on_topic": "yes"}, "on_topic"),
        ({"facets": "chips"}, "facets"),
        ({"text": 1}, "text"),
        ({"id": "1", "txt": "No such key."}, "text"),
        ({"text": "A harbor.", "ontopic": True}, "ontopic"),
        ({"text": "A harbor.", "facets": ["chisp"]}, "facets"),
        ({"text": "A harbor.", "facets": [1]}, "facets"),
    ],
)
def test_mistake_in_the_file(tmp_path: Path, line: object, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        run_check(written(tmp_path, OFF, line), "us-china-ai", as_json=True)
    assert (caught.value.line, caught.value.key) == (2, key)


def test_a_line_ends_where_json_lines_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "A harbor.\u2028A lamp.\x85"}\r\n{"text": "A pier."}\r\n', encoding="utf-8", newline="")
    run_check(path, "us-china-ai", as_json=True)
    assert json.loads(capsys.readouterr().out)["texts"] == 2


def test_no_such_file_or_topic(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        run_check(tmp_path / "none.jsonl", "us-china-ai", as_json=True)
    with pytest.raises(ConfigError) as caught:
        run_check(None, "us-china", as_json=True)
    assert caught.value.nearest == "us-china-ai"


def test_scores() -> None:
    assert scored([]) is None
    assert scored([("en", None, True, None, ["chips"])]) is None
    held = scored([("en", True, True, ["chips"], ["chips", "models"]), ("en", False, True, None, ["chips"])])
    assert held
    assert held.queries == {"zh": Counts(), "en": Counts(1, 2, 1)}
    assert held.facets == Counts(1, 2, 1)
    assert (held.facets.precision, held.facets.recall) == (0.5, 1.0)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)

"""The command `compare`: what it prints of a small collection, and what it refuses."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.errors import ConfigError
from service.bars import bar
from service.comparing import Wanted, show_comparison
from service.selecting import Selected, select
from storage.migrate import ready
from tests.builders import NOW, article, fill
from tests.collected import opened
from tests.test_storage_compared import CHIPS, LAST, SOLD, TITLES, looked
from tests.two_sources import settle

TOLD = (("paper", "zh", CHIPS, 0), ("reuters", "en", SOLD, 2), ("paper", "zh", LAST, 300))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sources, an event that both tell, and one that one of them tells alone."""
    settle(tmp_path, monkeypatch, 170)


@pytest.fixture
def stored(tmp_path: Path) -> None:
    """The articles, and a source whose routes answered all the time."""
    engine = opened(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    ready(engine)
    made = (
        article(
            url=f"https://a.example/{at}",
            source=source,
            language=language,
            title=TITLES[language],
            text=text,
            published_at=NOW + timedelta(hours=hours),
        )
        for at, (source, language, text, hours) in enumerate(TOLD)
    )
    fill(engine, *made)
    looked(engine, NOW, NOW + timedelta(days=30), "reuters")
    engine.dispose()


def asked(**more: str) -> Selected:
    return select([], "", [], "", more.get("until", ""), "", None, "UTC", more.get("topic", ""), more.get("facet", ""))


def told(capsys: pytest.CaptureFixture[str], selected: Selected, **wanted: Any) -> dict[str, Any]:
    show_comparison(selected, Wanted(**wanted), as_json=True)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.usefixtures("stored")
def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, asked(topic="us-china-ai"), least=1)
    assert [(each["side"], each["articles"]["part"]) for each in found["attention"]] == [("en", 1), ("zh", 2)]
    assert found["attention"][0]["articles"]["is_small"]
    assert sum(len(slot["zh"]) + len(slot["en"]) for slot in found["slots"]) == 3
    assert (found["cut"], found["by"], found["titles"]) == ("language", "day", {"shown": 3, "of": 3})
    assert found["leads"][0]["median"] == -7200.0
    assert [each["others"][0]["verdict"] for each in found["gaps"]] == ["not known"]
    assert found["enough"]["sources"] == 3


@pytest.mark.usefixtures("stored")
def test_what_is_enough_can_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, asked(topic="us-china-ai"), least=1, healthy=1)
    (evidence,) = found["gaps"][0]["others"]
    assert (evidence["verdict"], evidence["healthy"], evidence["needed"]) == ("not covered", 1, 1)
    assert evidence["sources"] == [{"source": "reuters", "is_healthy": True, "reason": ""}]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("cut", ["language", "edited_in", "ownership"])
def test_in_tables(capsys: pytest.CaptureFixture[str], cut: str) -> None:
    show_comparison(asked(topic="us-china-ai", facet="chips"), Wanted(cut, "week", least=1, healthy=1), as_json=False)
    shown = capsys.readouterr().out
    for head in ("Attention", "Articles by week", "Outlets", "Paired terms", "Names", "Who retells whom"):
        assert head in shown
    assert "芯片战 = chip war" in shown
    assert ("not covered" in shown) == (cut != "edited_in")  # both are edited in one country


@pytest.mark.usefixtures("stored")
def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    show_comparison(asked(topic="us-china-ai"), Wanted(least=1), as_json=False)
    for line in capsys.readouterr().out.splitlines():
        assert sum(2 if "\u2e80" <= each <= "\uffef" else 1 for each in line) <= 100


@pytest.mark.usefixtures("stored")
def test_one_story(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, asked(), story=1)
    assert found["counts"]["stories"] == 1
    assert found["slots"] == []


@pytest.mark.usefixtures("stored")
def test_a_period_without_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, asked(until="2020-01-01"))["attention"] == []
    show_comparison(asked(until="2020-01-01"), Wanted(), as_json=False)
    assert "no articles in this period" in capsys.readouterr().out


def test_without_a_collection(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, asked())
    assert (found["slots"], found["sides"], found["gaps"]) == ([], [], [])


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(Wanted(cut="colour"), "edited_in"), (Wanted(story=99), "no such story"), (Wanted(story=10**20), "no such story")],
)
def test_what_is_not_there(wanted: Wanted, expected: str) -> None:
    with pytest.raises(ConfigError, match=expected):
        show_comparison(asked(), wanted, as_json=False)


@pytest.mark.parametrize(
    ("value", "most", "expected"),
    [(0, 0, ""), (0, 5, ""), (5, 5, "████"), (9, 5, "████"), (1, 100, "▏"), (1, 2, "██"), (5, 8, "██▌"), (-1, 5, "")],
)
def test_bar(value: float, most: float, expected: str) -> None:
    assert bar(value, most, 4) == expected

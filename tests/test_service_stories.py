"""The commands `stories`, `story` and `relays`: what they print of a small collection, and what they refuse."""

import json
from pathlib import Path

import pytest

from config.errors import ConfigError
from service.relays import show_relays
from service.selecting import Selected, select
from service.stories import show_stories, show_story
from storage.database import writing
from storage.forgetting import forget_vectors
from tests.collected import opened
from tests.two_sources import ORIGINAL, OTHER, REPORT, settle, store


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sources that told of two events, one of them the other's report of one."""
    settle(tmp_path, monkeypatch, 170)
    store(tmp_path / "data", [ORIGINAL, ("paper", "zh", REPORT), OTHER]).dispose()


def asked() -> Selected:
    return select([], "", [], "", "", "", None, "UTC")


def test_stories(capsys: pytest.CaptureFixture[str]) -> None:
    show_stories(asked(), "language", 2, as_json=True)
    (story,) = json.loads(capsys.readouterr().out)["stories"]
    assert story["article_ids"] == [1, 2]
    assert [(each["name"], each["lag_seconds"]) for each in story["sides"]] == [("en", 0.0), ("zh", 3600.0)]
    show_stories(asked(), "ownership", 1, as_json=False)
    shown = capsys.readouterr().out
    assert "2 stories" in shown
    assert "commercial" in shown


def test_a_story(capsys: pytest.CaptureFixture[str]) -> None:
    show_stories(asked(), "language", 2, as_json=True)
    number = json.loads(capsys.readouterr().out)["stories"][0]["story"]
    show_story(number, "edited_in", "Asia/Shanghai", as_json=False)
    shown = capsys.readouterr().out
    assert f"Story {number}" in shown
    assert "北屿晚报" in shown
    show_story(number, "language", "UTC", as_json=True)
    assert [each["id"] for each in json.loads(capsys.readouterr().out)["articles"]] == [1, 2]


def test_a_story_that_nobody_tells_any_more_is_said_to_be_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_stories(asked(), "language", 2, as_json=True)
    number = json.loads(capsys.readouterr().out)["stories"][0]["story"]
    engine = opened(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    with writing(engine) as connection:
        forget_vectors(connection, [1, 2])
    engine.dispose()
    with pytest.raises(ConfigError, match="no article tells it any more"):
        show_story(number, "language", "UTC", as_json=False)


@pytest.mark.parametrize(
    ("outlet", "end", "number"), [("", "", 1), ("路透", "linked", 1), ("路透", "not-found", 0), ("BBC", "", 0)]
)
def test_relays(capsys: pytest.CaptureFixture[str], outlet: str, end: str, number: int) -> None:
    show_relays(asked(), outlet, end, as_json=True)
    relays = json.loads(capsys.readouterr().out)["relays"]
    assert len(relays) == number
    for each in relays:
        assert (each["article"], each["of"], each["end"], each["date"]) == (2, 1, "linked", "2026-10-12")
    show_relays(asked(), outlet, end, as_json=False)
    shown = capsys.readouterr().out
    assert ("路透社10月12日报道" in shown) == bool(number)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: show_stories(asked(), "colour", 2, as_json=False), "edited_in"),
        (lambda: show_story(99, "language", "UTC", as_json=False), "no such story"),
        (lambda: show_story(10**20, "language", "UTC", as_json=False), "no such story"),  # no number of any database
        (lambda: show_relays(asked(), "", "lost", as_json=False), "not-found"),
        (lambda: show_relays(asked(), "Reuterz", "", as_json=False), "did you mean Reuters"),
    ],
)
def test_what_is_not_there(ask: object, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        ask()  # type: ignore[operator]

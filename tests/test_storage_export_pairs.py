"""Exports of pairs: which articles belong together, and what the columns say of them."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.source_outlets import newsrooms_in
from pipeline.values import Language
from storage.citing import look_for_citations
from storage.columns import PAIR_COLUMNS
from storage.database import reading, writing
from storage.export import Form
from storage.export_pairs import export_pairs
from storage.queries import Selection
from storage.schema import telling
from storage.stories import tell_stories
from storage.vectors import make_vectors
from tests.builders import NOW, article, fill, source, sources
from tests.test_storage_stories import TEXTS

SOURCES = sources(
    source(id="reuters", name="Reuters"),
    source(id="paper", name="北屿晚报", language="zh"),
    source(id="other", name="Other"),
)


def told(at: int, source_id: str, language: Language, text: str) -> Any:
    return article(
        url=f"https://a.example/{at}",
        source=source_id,
        language=language,
        title=f"{at}",
        text=text,
        published_at=NOW + timedelta(hours=at),
    )


@pytest.fixture
def engine(blank: sa.Engine) -> sa.Engine:
    """1 an English report, 2 a Chinese retelling of it, 3 and 4 two more on the event, 5 something else."""
    fill(
        blank,
        told(0, "reuters", "en", TEXTS[1][2]),
        told(1, "paper", "zh", "路透社10月12日报道，" + TEXTS[0][2]),
        told(2, "other", "en", TEXTS[1][2].replace(".", " today.", 1)),
        told(3, "other", "zh", TEXTS[0][2].replace("。", "，消息人士说。", 1)),
        told(4, "paper", "zh", TEXTS[8][2]),
    )
    make_vectors(blank, shipped_topic())
    tell_stories(blank, shipped_topic(), NOW)
    with writing(blank) as connection:  # of so few texts nobody knows how rare their terms are
        connection.execute(sa.update(telling).where(telling.c.article_id < 5).values(story_id=1))
    look_for_citations(blank, newsrooms_in(SOURCES).own)
    return blank


def run(engine: sa.Engine, path: Path, form: Form, selection: Selection | None = None) -> int:
    with reading(engine) as connection:
        chosen = selection or Selection()
        return export_pairs(connection, chosen, path, form, NOW, SOURCES, newsrooms_in(SOURCES))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_pairs_of_stories_and_relays(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    assert run(engine, path, "jsonl") == 4
    found = {(each["zh_id"], each["en_id"]): each for each in rows(path)}
    assert found.keys() == {(2, 1), (2, 3), (4, 1), (4, 3)}
    relay = found[2, 1]
    assert relay["relation"] in ("translation", "retelling")
    assert (relay["retelling_id"], relay["original_id"], relay["lag"]) == (2, 1, 3600)
    assert relay["evidence"]
    assert list(relay["evidence"][0]) == ["zh", "en", "share"]
    assert found[2, 3]["relation"] == found[4, 1]["relation"] == "story"
    assert found[2, 3]["lag"] == -3600
    assert {each["story_id"] for each in found.values()} == {relay["story_id"]}
    assert all(list(each) == list(PAIR_COLUMNS) for each in found.values())
    about = json.loads((tmp_path / "pairs.jsonl.about.json").read_text(encoding="utf-8"))
    assert about["pairs"] == sum(about["relations"].values()) == 4
    assert about["articles"] == 4
    assert about["columns"] == PAIR_COLUMNS


def test_a_spreadsheet(engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    assert run(engine, path, "csv") == 4
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert "-3600" in {each["lag"] for each in found}
    assert list(found[0]) == list(PAIR_COLUMNS)
    assert all("=" in each["evidence"] for each in found)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(sources=("paper",)), {(2, 1), (2, 3)}),
        (Selection(sources=()), set()),
        (Selection(language="en"), {(2, 1), (2, 3), (4, 1), (4, 3)}),
        (Selection(since=NOW + timedelta(hours=3)), {(4, 1), (4, 3)}),
        (Selection(leave_out=frozenset({3})), {(2, 1), (4, 1)}),
    ],
)
def test_an_article_of_each_pair_is_selected(
    engine: sa.Engine, tmp_path: Path, selection: Selection, expected: set[tuple[int, int]]
) -> None:
    run(engine, tmp_path / "pairs.jsonl", "jsonl", selection)
    assert {(each["zh_id"], each["en_id"]) for each in rows(tmp_path / "pairs.jsonl")} == expected


def test_a_relay_within_one_language(blank: sa.Engine, tmp_path: Path) -> None:
    text = TEXTS[0][2]
    paper = replace(told(0, "paper", "zh", text), title="原")
    fill(blank, paper, told(1, "other", "zh", f"据《北屿晚报》10月12日报道，{text[: len(text) // 2]}"))
    make_vectors(blank, shipped_topic())
    look_for_citations(blank, newsrooms_in(SOURCES).own)
    path = tmp_path / "pairs.jsonl"
    run(blank, path, "jsonl")
    for each in rows(path):
        assert each["en_id"] is None
        assert (each["retelling_id"], each["original_id"], each["lag"]) == (2, 1, 3600)
        assert list(each["evidence"][0]) == ["retelling", "original", "share"]


def test_nothing_stored(blank: sa.Engine, tmp_path: Path) -> None:
    assert run(blank, tmp_path / "pairs.csv", "csv") == 0
    assert (tmp_path / "pairs.csv").read_text(encoding="utf-8-sig").strip() == ",".join(PAIR_COLUMNS)

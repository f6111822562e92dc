"""The whole way: the real spiders crawl the newsroom for days, and all comes out as its makers wrote down."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from config.errors import ConfigError
from crawler.tally import Tally
from service.cli import app
from service.crawl_table import Left
from service.crawling import say_end, set_clock
from service.demo import run_demo
from service.guarding import guarded
from service.newsroom.sites import load_expected
from tests import builders

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def told(kept: Path) -> dict[str, Any]:
    ended = run("demo", "--json", "--keep", str(kept))
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.fixture(scope="module")
def expected() -> Mapping[str, Any]:
    return load_expected()


@pytest.fixture(scope="module")
def named(told: dict[str, Any], kept: Path) -> dict[int, str]:
    """The articles as the newsroom names them: the id of the site and the path."""
    listed = json.loads(ask(kept, "articles", "--json"))["articles"]
    return {each["id"]: each["source"] + "/" + each["url"].split("/", 3)[3] for each in listed}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")} | environment
    command = [sys.executable, "-m", "service", *arguments]
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=300, check=True)


def ask(kept: Path, *arguments: str, own: bool = True) -> str:
    """What a command prints of the collection, with the demo's sources or without; here, to import nothing again."""
    printed = TextIOWrapper(BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setattr(sys, "argv", ["duizhao", *arguments])
        patch.setenv("DUIZHAO_DATA", str(kept / "data"))
        patch.setenv("DUIZHAO_SOURCES", str(kept / "sources") if own else "")
        assert guarded(app) == 0
    return printed.buffer.getvalue().decode()


def total(expected: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for source in expected["sources"].values():
        for crawl in ("first", "second", "more"):
            for word, number in source[crawl].items():
                found[word] = found.get(word, 0) + number
    return found


def test_every_visit_has_the_outcome_written_down(told: dict[str, Any], expected: Mapping[str, Any]) -> None:
    assert told["outcomes"] == total(expected)
    assert told["visits"]["total"] == told["visits"]["pending"] + sum(told["outcomes"].values())
    assert sum(told["outcomes"].values()) == expected["visits"]


def test_the_counts_are_those_written_down(told: dict[str, Any], expected: Mapping[str, Any]) -> None:
    assert told["sources"] == len(expected["sources"])
    assert {name: told["articles"][name] for name in ("zh", "en")} == expected["languages"]
    assert (told["copies"], told["revisions"]) == (expected["copies"], expected["revisions"])


def test_each_source_gave_its_articles(told: dict[str, Any], kept: Path, expected: Mapping[str, Any]) -> None:
    states = {each["id"]: each["state"] for each in json.loads(ask(kept, "sources", "--json"))["sources"]}
    found = {name: states[name]["articles"] for name in expected["sources"]}
    assert found == {name: each["articles"] for name, each in expected["sources"].items()}


def test_the_sides_stand_side_by_side(told: dict[str, Any], kept: Path, expected: Mapping[str, Any]) -> None:
    slots = json.loads(ask(kept, "compare", "--json"))["slots"]
    assert {slot["start"]: slot["counts"] for slot in slots} == expected["days"]


def test_the_stories_are_those_written_down(told: dict[str, Any], named: dict[int, str], expected: Any) -> None:
    found = {frozenset(named[each] for each in story["article_ids"]): story for story in told["stories"]}
    for story in expected["stories"]:
        sides = found.pop(frozenset(story["articles"]))["sides"]
        assert sides[0]["name"] == story["first"], story["name"]
    assert found == {}


def test_the_relays_are_those_written_down(told: dict[str, Any], named: dict[int, str], expected: Any) -> None:
    found = [
        {
            "article": named[each["article"]],
            "retells": each["name"],
            "day": each["date"],
            "end": each["end"],
            "of": named[each["of"]] if each["of"] else None,
        }
        for each in told["relays"]
    ]
    right = [each | {"day": str(each["day"])} for each in expected["relays"]]
    assert sorted(found, key=lambda each: each["article"]) == sorted(right, key=lambda each: each["article"])


def test_the_linked_relay_stands_beside_its_original(
    told: dict[str, Any], named: dict[int, str], expected: Any
) -> None:
    found = told["beside"]
    linked = next(each for each in expected["relays"] if each["of"])
    assert (named[found["retelling"]], named[found["original"]]) == (linked["article"], linked["of"])
    for key in ("left_out", "added"):
        texts = [each["text"] for each in found[key]]
        assert [each for each in expected[key] if not any(text.startswith(each) for text in texts)] == []


def test_the_gaps_are_those_written_down(told: dict[str, Any], named: dict[int, str], expected: Any) -> None:
    stories = {each["name"]: set(each["articles"]) for each in expected["stories"]}
    found = [
        {
            "name": next(name for name, its in stories.items() if named[each["article_id"]] in its),
            "side": each["side"],
            **{key: each["others"][0][key] for key in ("verdict", "healthy", "needed")},
        }
        for each in told["gaps"]
    ]
    assert found == expected["gaps"]


def test_the_clock_of_a_crawl_is_for_this_machine_alone(kept: Path) -> None:
    with pytest.raises(ConfigError, match="is no time with its zone"):
        set_clock("2026-10-14", ())
    far = builders.source(feeds=("https://harbour.example/feed.xml",))
    with pytest.raises(ConfigError, match="for sites on this machine alone"):
        set_clock("2026-10-14T18:30+00:00", [far])


def test_no_fault_of_a_page_is_left_in_a_text(told: dict[str, Any], kept: Path) -> None:
    ask(kept, "export", str(kept / "all.jsonl"))
    articles = [json.loads(line) for line in (kept / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(articles) == told["articles"]["total"]
    for article in articles:
        for mark in ("\ufffd", "责任编辑", "特别声明", "相关阅读", "Reporting by", "Related"):
            assert mark not in article["text"], (article["url"], mark)
        assert article["published_at"], article["url"]
    assert any("喆" in article["text"] + article["byline"].__str__() for article in articles)
    assert {article["script"] for article in articles if article["language"] == "zh"} == {"Hans", "Hant"}


def test_a_spreadsheet_gets_the_same(told: dict[str, Any], kept: Path) -> None:
    ask(kept, "export", str(kept / "zh.csv"), "--language", "zh")
    with (kept / "zh.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == told["articles"]["zh"]
    assert all(row["language"] == "zh" for row in rows)


def test_words_are_found_in_either_script(told: dict[str, Any], kept: Path) -> None:
    simplified = json.loads(ask(kept, "articles", "--words", "算力 数据中心", "--json"))
    traditional = json.loads(ask(kept, "articles", "--words", "算力 數據中心", "--json"))
    assert simplified["total"] == traditional["total"] >= 2
    assert simplified == traditional


def test_an_article_is_shown_with_its_earlier_text_and_its_copy(told: dict[str, Any], kept: Path) -> None:
    listed = json.loads(ask(kept, "articles", "--json"))["articles"]
    (revised,) = (each for each in listed if each["revision"])
    copies = [each for each in listed if each["copies"]]
    assert len(json.loads(ask(kept, "show", str(revised["id"]), "--json"))["revisions"]) == 1
    assert [each["copies"] for each in copies] == [[copies[1]["id"]], [copies[0]["id"]]]
    shown = ask(kept, "show", str(copies[0]["id"]))
    assert copies[1]["url"] in " ".join(shown.split())


def test_the_demo_for_people_ends_well(kept: Path) -> None:
    shown = run("demo", COLUMNS="100").stdout
    for head in (
        "What each source gave",
        "Outcomes",
        "Exact copies",
        "Revisions",
        "Side by side",
        "Stories that both",
        "Relays",
        "known-not-collected",
        "left out",
        "Gaps: stories of one side alone (1 not covered, 1 not known)",
    ):
        assert head in shown


def test_show_tells_what_changed_and_gives_the_page(told: dict[str, Any], kept: Path) -> None:
    listed = json.loads(ask(kept, "articles", "--json"))["articles"]
    (revised,) = (each for each in listed if each["revision"])
    shown = ask(kept, "show", str(revised["id"]), "--tz", "Asia/Shanghai")
    when = r"^published_at +20..-..-.. ..:..:.. Asia/Shanghai +json-ld, clock of \+08:00 *$"
    assert re.search(when, shown, re.MULTILINE)
    assert re.search(r"^~\S.*\[-.+-\]\{\+.+\+\}", shown, re.MULTILINE)  # a sentence with the words that changed in it
    warc = re.search(r"^page as it came: (\S+) at", shown, re.MULTILINE)
    assert warc is not None
    assert Path(warc[1]).is_file()
    assert "<html" in ask(kept, "show", str(revised["id"]), "--page")


def test_articles_has_heads_for_copies_and_revisions(
    told: dict[str, Any], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")  # on a narrower terminal titles go before them
    head = next(line for line in ask(kept, "articles").splitlines() if line.strip())
    assert head.split()[-3:] == ["same", "as", "revisions"]


def test_a_stored_source_without_a_file_can_be_asked_for(told: dict[str, Any], kept: Path) -> None:
    listed = json.loads(ask(kept, "articles", "--json"))["articles"]
    shipped = {path.stem for path in (ROOT / "config" / "sources").glob("*.yml")}
    source = next(each["source"] for each in listed if each["source"] not in shipped)
    found = json.loads(ask(kept, "articles", "--source", source, "--json", own=False))
    assert found["total"] == sum(each["source"] == source for each in listed)


def test_compare_and_export_take_the_same_options(told: dict[str, Any], kept: Path) -> None:
    options = ("--words", "算力", "--ownership", "commercial")
    listed = json.loads(ask(kept, "articles", *options, "--json"))["articles"]
    slots = json.loads(ask(kept, "compare", *options, "--json"))["slots"]
    assert sum(len(slot["zh"]) + len(slot["en"]) for slot in slots) == len(listed)
    ask(kept, "export", str(kept / "some.jsonl"), *options)
    assert len((kept / "some.jsonl").read_text(encoding="utf-8").splitlines()) == len(listed)


def test_a_crawl_that_fails_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.demo.subprocess.run", lambda *_, **__: subprocess.CompletedProcess((), 2, b"", b""))
    with pytest.raises(ConfigError, match="ended with 2"):
        run_demo(True, False, 0, tmp_path / "kept")


def test_a_crawl_says_what_it_left() -> None:
    left = Left(0, datetime(2026, 10, 12, 9, 30, tzinfo=UTC))
    assert said(Tally(), True, left) == "Nothing was due; the next visit is due at 2026-10-12 09:30:00 UTC.\n"
    assert said(Tally(), True, Left(0, None)) == ""
    assert "3 visits stay pending" in said(Tally(), False, Left(3, None))


def said(tally: Tally, finished: bool, left: Left) -> str:
    into = StringIO()
    with redirect_stdout(into):
        say_end(tally, finished, left)
    return into.getvalue()

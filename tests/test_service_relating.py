"""The commands `copies`, `family` and `revisions`, their pages, and lists with one article of each family."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.families import family_of
from pipeline.members import Member
from pipeline.ties import Link
from service.output import console
from service.relating import counted_copies
from service.relating_families import family_lines, family_table, no_family_text, published_text
from storage.copy_links import may_be_more
from storage.database import connect, reading, writing
from storage.details import article
from storage.kinship import StoredFamily
from storage.migrate import upgrade
from storage.schema import tombstone
from tests.builders import NOW, source, sources
from tests.commanding import asked as run
from tests.test_storage_families import A, B, C, of, store
from web.article_page import article_page
from web.family_page import family_page, lag, timeline

SOURCES = sources(*(source(id=f"s{each}", name=f"第{each}日报", language="zh") for each in range(9)))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A family of 1, a reprint, an excerpt and a converted copy; 5 alone, changed once and gone."""
    directory = tmp_path_factory.mktemp("relating")
    engine = connect(f"sqlite:///{directory / 'duizhao.sqlite'}")
    upgrade(engine)
    with writing(engine) as connection:
        store(connection, of(1, A), of(2, f"{A}。", credit="s1"), of(3, A[:250]), of(4, A, script="Hant"))
        store(connection, of(5, f"成本下降3.5%。{B}"))
        store(connection, of(5, f"成本下降4.5%。{B}"))
        gone = {"gone_at": NOW + timedelta(days=2), "last_seen_at": NOW + timedelta(days=1), "status": 404}
        connection.execute(sa.insert(tombstone).values(article_id=5, **gone))
        store(connection, of(6, C[:100] + "2026年10月1日，" + C[100:]), of(7, C[:100] + "2026年10月9日，" + C[100:]))
    engine.dispose()
    return directory


@pytest.fixture
def connection(data: Path) -> Iterator[sa.Connection]:
    engine = connect(f"sqlite:///{data / 'duizhao.sqlite'}")
    with reading(engine) as opened:
        yield opened
    engine.dispose()


def told(data: Path, *arguments: str) -> Any:
    done = run(*arguments, "--json", data=data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def shown(data: Path, *arguments: str) -> str:
    done = run(*arguments, data=data)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_copies(data: Path) -> None:
    found = told(data, "copies", "3")["copies"]
    assert {each["id"]: (each["kind"], each["share"]) for each in found}[1] == ("near-copy", 1.0)
    assert all(each["longest"] == A[:250] for each in found)
    (other,) = told(data, "copies", "6")["copies"]
    assert [(each["kind"], each["here"], each["there"]) for each in other["differing"]] == [
        ("date", "2026年10月1日", "2026年10月9日")
    ]
    assert "3 copies" in shown(data, "copies", "1")
    assert shown(data, "copies", "5").strip() == "0 copies"
    assert told(data, "copies", "5") == {"article": 5, "copies": [], "may_be_more": False}


def test_family(data: Path) -> None:
    found = told(data, "family", "3")["family"]
    assert (found["id"], found["family"]["origin"]) == (1, 1)
    kinds = {each["id"]: each["kind"] for each in found["family"]["edges"]}
    assert kinds == {2: "reprint", 3: "excerpt", 4: "script-conversion"}
    table = shown(data, "family", "1")
    assert "origin: 1" in table
    assert "excerpt of 1" in table
    assert told(data, "family", "5") == {"article": 5, "family": None}
    assert "in no family: no other shares its text" in shown(data, "family", "5")
    assert " score " in table


@pytest.mark.parametrize(
    ("exact", "others", "expected"),
    [(0, 0, "0 copies"), (1, 0, "1 copy"), (60, 49, "109 copies"), (0, 50, "50 copies: of other texts the 50 nearest")],
)
def test_a_cap_is_told_as_one(connection: sa.Connection, exact: int, others: int, expected: str) -> None:
    detail = article(connection, 2)
    assert detail is not None
    one, other = (next(each for each in detail.links if (each.tie.found.kind == "exact") == kind) for kind in (1, 0))
    of = replace(detail, links=(one,) * exact + (other,) * others)
    assert counted_copies(of).startswith(expected)
    assert may_be_more(of.links) == (others >= 50)


def test_why_an_article_is_in_no_family(connection: sa.Connection) -> None:
    detail = article(connection, 6)
    assert detail is not None
    assert "in no family: 1 other shares a part of its text" in no_family_text(detail)
    assert "`duizhao copies 6`" in no_family_text(detail)
    assert "2 others share a part" in no_family_text(replace(detail, links=detail.links * 2))
    assert no_family_text(replace(detail, links=())) == "article 6 is in no family: no other shares its text"


def test_revisions(data: Path) -> None:
    found = told(data, "revisions", "5", "--diff")
    assert [each["number"] for each in found["texts"]] == [0, 1]
    assert [each["kind"] for each in found["changes"][0]] == ["changed"]
    assert found["gone"]["status"] == 404
    lines = shown(data, "revisions", "5", "--diff")
    assert "~成本下降[-3.5%-]{+4.5%+}。" in lines
    assert "gone since 2026-10-14 09:30:00 UTC" in lines
    assert "1 revision" in lines
    assert "0 revisions" in shown(data, "revisions", "1")
    assert told(data, "revisions", "1")["gone"] is None


@pytest.mark.parametrize("printed", ["Tech[/b]Daily", "[ai]Daily", "甲报 [/i]", ":smile: [red]", ""])
def test_what_a_page_prints_is_no_markup(printed: str) -> None:
    one = Member(1, "https://a.example/1", "s1", "zh", NOW, NOW, title=printed, account=printed, credit=printed)
    two = replace(one, id=2, url="https://a.example/2", name="第2日报", account="", credit=f"s1 {printed}")
    of = StoredFamily(1, NOW, family_of([one, two], [Link(2, 1, "near-copy", 0.9)]))
    to = console()
    to.width = 240  # no name is folded
    with to.capture() as capture:
        to.print(family_table(of, UTC))
    assert capture.get().count(printed) >= 2


def test_a_timeline_tells_no_time_that_nobody_published() -> None:
    day: dict[str, Any] = {"published_at": NOW - timedelta(hours=17, minutes=30), "published_precision": "day"}
    undated: dict[str, Any] = {"published_at": None, "published_precision": None}
    members = [
        Member(1, "https://a.example/1", "s1", "zh", NOW, **undated),
        Member(2, "https://b.example/1", "s2", "zh", NOW, **day, published_zone="Asia/Shanghai"),
        Member(3, "https://c.example/1", "s3", "zh", NOW, NOW + timedelta(hours=3), "second"),
        Member(4, "https://d.example/1", "s4", "zh", NOW, NOW + timedelta(hours=5), "second"),
        Member(5, "https://e.example/1", "s5", "zh", NOW, NOW, "month"),
    ]
    assert [published_text(each, UTC) for each in members] == [
        "~2026-10-12 09:30:00 UTC", "2026-10-12", "2026-10-12 12:30:00 UTC", "2026-10-12 14:30:00 UTC", "2026-10",
    ]  # fmt: skip
    of = StoredFamily(1, NOW, family_of(members, ()))
    after = dict(zip(*(column.cells for column in (family_table(of, UTC).columns[at] for at in (0, 2))), strict=True))
    assert after == {"1": "", "2": "", "3": "0 s", "4": "2 h", "5": ""}
    assert family_lines(of)[0] == "origin: 1, earliest by the times that are known; which was first is not known"
    page = str(timeline(of.family, UTC))
    assert page.count("~<time") == 1
    assert ">2026-10-12</time>" in page
    known = StoredFamily(1, NOW, family_of(members[2:4], ()))
    assert family_lines(known)[0] == "origin: 3, earliest"


@pytest.mark.parametrize("command", ["copies", "family", "revisions"])
def test_no_such_article(data: Path, command: str) -> None:
    done = run(command, "99", data=data)
    assert done.returncode != 0
    assert "there is no article 99" in done.stderr


def test_show_and_lists(data: Path) -> None:
    text = shown(data, "show", "3")
    assert "family 1" in text
    assert "near-copy: 1" in text
    assert "gone since" in shown(data, "show", "5")
    listed = told(data, "articles", "--one-per-family")
    assert sorted(each["id"] for each in listed["articles"]) == [1, 5, 6]
    assert listed["total"] == 3
    assert told(data, "articles")["total"] == 7


def test_export(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    assert run("export", str(file), data=data).returncode == 0
    rows = {row["id"]: row for row in csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig")))}
    assert [rows[each]["copy_kind"] for each in "12345"] == ["origin", "reprint", "excerpt", "script-conversion", ""]
    assert [rows[each]["family_id"] for each in "12345"] == ["1", "1", "1", "1", ""]
    assert [rows[each]["origin_id"] for each in "12345"] == ["1", "1", "1", "1", ""]
    assert (rows["5"]["revision"], rows["5"]["gone_at"]) == ("1", "2026-10-14T09:30:00+00:00")
    assert run("export", str(file), "--one-per-family", data=data).returncode == 0
    assert sorted(row["id"] for row in csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig")))) == [
        "1",
        "5",
        "6",
    ]
    about = json.loads((tmp_path / "all.csv.about.json").read_text(encoding="utf-8"))
    assert (about["selection"]["left_out"], about["articles"]) == (4, 3)


def test_pages(connection: sa.Connection) -> None:
    body = family_page(connection, 1, SOURCES, UTC)
    assert body is not None
    assert body.count("<tr") == 5
    assert "script conversion" in body
    assert 'href="/article/3"' in body
    assert family_page(connection, 99, SOURCES, UTC) is None
    page = article_page(connection, 3, SOURCES, UTC)
    assert page is not None
    assert 'href="/family/1"' in page
    assert "<mark>" in page
    gone = article_page(connection, 5, SOURCES, UTC)
    assert gone is not None
    assert "Its page is gone since" in gone
    assert "<del>3.5%</del><ins>4.5%</ins>" in gone
    assert "/family/" not in gone


@pytest.mark.parametrize(("seconds", "text"), [(0, "–"), (600, "10 min"), (7200, "2 h"), (200_000, "2 days")])
def test_lag(seconds: float, text: str) -> None:
    assert lag(seconds) == text

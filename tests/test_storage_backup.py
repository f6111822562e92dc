"""A backup is one moment of a collection, taken while it grows, and comes back whole or not at all."""

import io
import json
import shutil
import sqlite3
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from config.errors import ConfigError
from storage.about import DATABASE, About, BadBackup, TableIn, about_of
from storage.backup import back_up, hash_of, pack
from storage.chunks import sum_of, sums
from storage.copying import copy_collection
from storage.database import connect, reading, writing
from storage.marks import collection_of, copy_mark, put_copy_mark, refuse_partial
from storage.migrate import SchemaError, alembic_config, newest, ready, version
from storage.restore import Restored, restore
from storage.schema import article, copy, host, metadata, page, revision, rounds, run, schedule, visit
from storage.unpacking import look
from storage.warc import Record, fault_of
from storage.workroom import alone
from tests import killing
from tests.builders import NOW
from tests.collected import crawled, filled, opened, sums_up
from tests.killing import kill_times, lasting, run_in_process

LATER = NOW + timedelta(days=9)
WAYS = [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")]
Where = Callable[[str, Path], str]
HELD = {"schedule", "round", "run", "visit", "host"}  # what a restore changes


@pytest.fixture
def url_of(on_server: Callable[[], str]) -> Where:
    """Gives the URL of a new database: of the server, or in a data directory."""
    return lambda kind, data: f"sqlite:///{data}/duizhao.sqlite" if kind == "sqlite" else on_server()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A collection of two crawls in tmp_path/data, the second killed."""
    made = filled(opened(f"sqlite:///{tmp_path}/data/duizhao.sqlite"), tmp_path / "data")
    yield made
    made.dispose()


@pytest.fixture
def file(engine: sa.Engine, tmp_path: Path) -> Path:
    """A backup of it."""
    back_up(engine, tmp_path / "data", tmp_path / "b.tar", LATER)
    return tmp_path / "b.tar"


def brought_back(file: Path, data: Path, url: str = "", every: bool = True) -> tuple[sa.Engine, Restored]:
    """The engine of a new place that a backup was restored into: a database of the server, or the data directory's."""
    place = opened(url or f"sqlite:///{data}/duizhao.sqlite")
    target = place if url.startswith("postgresql") else data / "duizhao.sqlite"
    return place, restore(file, data, target, LATER, every)


def rows_of(engine: sa.Engine, but: "set[str] | None" = None) -> dict[str, Any]:
    with reading(engine) as connection:
        return {name: each for name, each in sums(connection).items() if name not in (but or set())}


def faults(engine: sa.Engine, data: Path) -> list[str]:
    """What is wrong with a collection: sums that do not come out, rows that name none, pages that do not read back."""
    with reading(engine) as connection:
        found = [] if sums_up(connection) else ["visits"]
        for table in (copy, revision):
            orphans = sa.select(table.c.article_id).where(table.c.article_id.not_in(sa.select(article.c.id)))
            found += [f"{table.name} {each}" for each in connection.scalars(orphans)]
        for row in connection.execute(sa.select(page).where(page.c.pruned_at.is_(None))).all():
            fault = fault_of(data / "warc", Record(row.warc, row.offset), row.url)
            found += [f"page {row.id}: {fault}"] if fault else []
        if connection.dialect.name == "sqlite":
            found += [str(each) for each in connection.execute(sa.text("PRAGMA foreign_key_check"))]
            found += [each for each in connection.scalars(sa.text("PRAGMA integrity_check")) if each != "ok"]
    return found


def tree(directory: Path) -> dict[str, bytes]:
    return {str(each.relative_to(directory)): each.read_bytes() for each in directory.rglob("*") if each.is_file()}


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_what_was_backed_up_comes_back(tmp_path: Path, url_of: Where, here: str, there: str) -> None:
    data = tmp_path / "data"
    source = filled(opened(url_of(here, data)), data)
    about = back_up(source, data, tmp_path / "b.tar", LATER)
    assert look(tmp_path / "b.tar") == about
    assert set(about.tables) == set(metadata.tables)
    assert set(about.warc) == {path.name for path in (data / "warc").iterdir()}
    place, done = brought_back(tmp_path / "b.tar", tmp_path / "other", url_of(there, tmp_path / "other"))
    assert rows_of(place, HELD) == rows_of(source, HELD)
    assert (done.pages.read, done.pages.of) == (45, 45)
    assert faults(place, tmp_path / "other") == []
    assert collection_of(place) == collection_of(source)
    refuse_partial(place)
    with writing(place) as connection:
        assert copy_mark(connection) is None
        row = {"started_at": NOW, "pid": 1, "process_started": 0.5}
        assert connection.execute(sa.insert(run).values(row).returning(run.c.id)).scalar_one() == 3
    assert not [*tmp_path.glob(".duizhao*"), *data.glob(".duizhao*"), *(tmp_path / "other").glob(".duizhao*")]
    for each in (source, place):
        each.dispose()


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_an_empty_collection_comes_back(tmp_path: Path, url_of: Where, here: str, there: str) -> None:
    source = opened(url_of(here, tmp_path / "data"))
    ready(source)
    about = back_up(source, tmp_path / "data", tmp_path / "b.tar", LATER)
    assert (about.warc, {name for name, each in about.tables.items() if each.rows}) == ({}, {"mark"})
    place, done = brought_back(tmp_path / "b.tar", tmp_path / "other", url_of(there, tmp_path / "other"))
    assert (rows_of(place), done.pages.of) == (rows_of(source), 0)
    for each in (source, place):
        each.dispose()


def test_nobody_works_on_what_was_restored(engine: sa.Engine, file: Path, tmp_path: Path) -> None:
    held = {
        "leases": sa.select(schedule.c.source_id).where(schedule.c.lease_until.is_not(None)),
        "rounds": sa.select(rounds.c.id).where(rounds.c.state == "running"),
        "runs": sa.select(run.c.id).where(run.c.state == "running"),
        "claims": sa.select(visit.c.id).where(visit.c.outcome == "", visit.c.run_id.is_not(None)),
        "hosts": sa.select(host.c.host),
    }
    place, _ = brought_back(file, tmp_path / "other")
    with reading(engine) as before, reading(place) as after:
        for name, query in held.items():
            assert before.execute(query).first(), name
            assert not after.execute(query).first(), name
        query = sa.select(rounds.c.state, rounds.c.ended_at).order_by(rounds.c.id)
        assert after.execute(query).all() == [("done", NOW), ("lost", LATER)]
        query = sa.select(run.c.state, run.c.ended_at).order_by(run.c.id)
        assert after.execute(query).all() == [("done", NOW), ("interrupted", LATER)]
    crawled(place, tmp_path / "other", range(1, 60), now=LATER)
    assert faults(place, tmp_path / "other") == []
    place.dispose()


@pytest.mark.parametrize("here", ["sqlite", "postgresql"])
def test_a_backup_of_a_growing_collection_is_one_moment_of_it(tmp_path: Path, url_of: Where, here: str) -> None:
    data = tmp_path / "data"
    source = filled(opened(url_of(here, data)), data)
    over, crawls = threading.Event(), [0]

    def crawl_on() -> None:
        while not over.is_set():
            crawls[0] += 1
            crawled(
                source, data, range(crawls[0] * 5, crawls[0] * 5 + 30), now=NOW + timedelta(days=1, hours=crawls[0])
            )

    thread = threading.Thread(target=crawl_on)
    thread.start()
    sizes = []
    try:
        for number in range(3):
            sizes.append(back_up(source, data, tmp_path / f"{number}.tar", LATER).tables["visit"].rows)
            time.sleep(0.3)
    finally:
        over.set()
        thread.join()
    assert sizes == sorted(set(sizes)), "it grew between the backups"
    for number, size in enumerate(sizes):
        place, done = brought_back(tmp_path / f"{number}.tar", tmp_path / f"{number}")
        assert faults(place, tmp_path / f"{number}") == []
        assert (rows_of(place)["visit"].rows, done.pages.read) == (size, done.pages.of)
        place.dispose()
    source.dispose()


def test_a_backup_without_pages(engine: sa.Engine, tmp_path: Path) -> None:
    about = back_up(engine, tmp_path / "data", tmp_path / "b.tar", LATER, pages=False)
    assert (about.pages, about.warc, about.missing) == (False, {}, ())
    place, done = brought_back(tmp_path / "b.tar", tmp_path / "other")
    assert (done.pages.read, done.pages.of, (tmp_path / "other" / "warc").exists()) == (0, 0, False)
    assert rows_of(place, HELD) == rows_of(engine, HELD)
    place.dispose()


def test_files_that_are_gone_are_told_and_pruned_ones_are_not_asked_for(engine: sa.Engine, tmp_path: Path) -> None:
    one, other = sorted((tmp_path / "data" / "warc").iterdir())
    with writing(engine) as connection:
        connection.execute(sa.update(page).where(page.c.warc == one.name).values(pruned_at=NOW))
    for each in (one, other):
        each.unlink()
    about = back_up(engine, tmp_path / "data", tmp_path / "b.tar", LATER)
    assert (about.warc, about.missing) == ({}, (other.name,))
    place, done = brought_back(tmp_path / "b.tar", tmp_path / "other")
    assert done.pages.of == 0
    place.dispose()


def test_a_sample_is_spread_over_all_pages(engine: sa.Engine, file: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("storage.verifying.SAMPLE", 10)
    place, done = brought_back(file, tmp_path / "other", every=False)
    assert (done.pages.read, done.pages.of) == (9, 45)
    place.dispose()


def test_a_file_that_stands_there_is_kept(engine: sa.Engine, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "b.tar"
    file.write_bytes(b"older")
    with pytest.raises(ConfigError, match="say --replace"):
        back_up(engine, data, file, LATER)
    assert file.read_bytes() == b"older"
    back_up(engine, data, file, LATER, replace=True)
    assert look(file).schema == newest()
    for bad, why in ((tmp_path, "is a directory"), (tmp_path / "no" / "b.tar", "there is no directory")):
        with pytest.raises(ConfigError, match=why):
            back_up(engine, data, bad, LATER, replace=True)


def test_an_error_leaves_no_half_file(engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, file = tmp_path / "data", tmp_path / "b.tar"
    file.write_bytes(b"older")
    monkeypatch.setattr("os.fsync", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        back_up(engine, data, file, LATER, replace=True)
    assert (file.read_bytes(), [*tmp_path.glob(".duizhao*")]) == (b"older", [])


def test_one_at_a_time_works_in_a_directory(engine: sa.Engine, file: Path, tmp_path: Path) -> None:
    for directory, work in (
        (tmp_path / "data", lambda: back_up(engine, tmp_path / "data", tmp_path / "c.tar", LATER)),
        (tmp_path / "other", lambda: brought_back(file, tmp_path / "other")),
    ):
        with alone(directory), pytest.raises(ConfigError, match="another backup, restore or prune is at work"):
            work()


def repacked(file: Path, change: "Callable[[str, bytes], bytes | None]", *more: tarfile.TarInfo) -> None:
    """Write a tar anew with other contents; None leaves a member out, and empty members come behind."""
    with tarfile.open(file) as tar:
        members = [(each, (tar.extractfile(each) or io.BytesIO()).read()) for each in tar]
    with tarfile.open(file, "w") as tar:
        for member, content in members:
            changed = change(member.name, content)
            if changed is not None:
                member.size = len(changed)
                tar.addfile(member, io.BytesIO(changed))
        for member in more:
            tar.addfile(member)


def member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, to
    return made


def of_about(**changes: Any) -> "Callable[[str, bytes], bytes | None]":
    return lambda name, content: json.dumps(json.loads(content) | changes).encode() if name == "about.json" else content


def without(part: str) -> "Callable[[str, bytes], bytes | None]":
    return lambda name, content: None if part in name else content


def flipped(part: str) -> "Callable[[str, bytes], bytes | None]":
    def flip(name: str, content: bytes) -> bytes:
        half = len(content) // 2
        return content[:half] + bytes([content[half] ^ 255]) + content[half + 1 :] if part in name else content

    return flip


SAME: "Callable[[str, bytes], bytes | None]" = lambda name, content: content  # noqa: E731


@pytest.mark.parametrize(
    ("change", "more", "why"),
    [
        (SAME, [member("../escaped")], "'../escaped', which is no part"),
        (SAME, [member("/tmp/escaped")], "'/tmp/escaped', which is no part"),
        (SAME, [member("warc/../../escaped.warc.gz")], "no part"),
        (SAME, [member("warc/.hidden.warc.gz")], "no part"),
        (SAME, [member("warc/link.warc.gz", tarfile.SYMTYPE, "/etc/passwd")], "no part"),
        (SAME, [member("warc/link.warc.gz", tarfile.LNKTYPE, DATABASE)], "no part"),
        (SAME, [member("warc", tarfile.DIRTYPE)], "no part"),
        (SAME, [member("warc/fifo.warc.gz", tarfile.FIFOTYPE)], "no part"),
        (SAME, [member(DATABASE)], "no part"),
        (SAME, [member("about.json")], "no part"),
        (SAME, [member("warc/more.warc.gz")], "not the files of raw pages"),
        (without(DATABASE), [], f"has no {DATABASE}"),
        (without("warc/run-00000001"), [], "not the files of raw pages"),
        (without("about.json"), [], "does not begin with an about.json"),
        (lambda name, content: b"{}" if name == "about.json" else content, [], "is not one that"),
        (lambda name, content: b"\xff\0" if name == "about.json" else content, [], "is not one that"),
        (of_about(warc={"../x.warc.gz": 1}), [], "is no file of raw pages"),
        (of_about(tables={}), [], "tells nothing of the table"),
        (of_about(more=1), [], "is not one that"),
        (flipped(DATABASE), [], "was changed"),
        (flipped("run-00000002"), [], "can not be read back"),
    ],
)
def test_what_is_no_whole_backup_leaves_nothing(
    file: Path, tmp_path: Path, change: Any, more: list[tarfile.TarInfo], why: str
) -> None:
    repacked(file, change, *more)
    with pytest.raises(BadBackup, match=why) as raised:
        brought_back(file, tmp_path / "new" / "data")
    assert "\n" not in str(raised.value)
    assert tree(tmp_path / "new") == {}
    assert not (tmp_path / "escaped").exists()


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.6, 0.95])
def test_a_file_that_was_cut_leaves_nothing(file: Path, tmp_path: Path, keep: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole.rstrip(b"\0")) * keep)])
    with pytest.raises(BadBackup, match=r"is no backup|is not whole"):
        brought_back(file, tmp_path / "other")
    assert tree(tmp_path / "other") == {}


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE article SET title = 'another' WHERE id = 1", "table article has not the rows"),
        ("DELETE FROM copy WHERE kind = 'exact'", "table copy has 72 rows, it was backed up with 74"),
        ("DROP TABLE revision", "has no table revision"),
        ("CREATE TRIGGER t AFTER DELETE ON host BEGIN DELETE FROM article; END", "trigger or view 't'"),
        ("CREATE VIEW v AS SELECT 1", "trigger or view 'v'"),
    ],
)
def test_other_rows_than_were_backed_up_are_refused(file: Path, tmp_path: Path, statement: str, why: str) -> None:
    changed = tmp_path / "changed.sqlite"
    with tarfile.open(file) as tar:
        changed.write_bytes((tar.extractfile(DATABASE) or io.BytesIO()).read())
    connection = sqlite3.connect(changed)
    connection.execute(statement)
    connection.commit()
    connection.close()
    repacked(file, lambda name, content: changed.read_bytes() if name == DATABASE else content)
    repacked(file, of_about(sha256=hash_of(changed)))
    with pytest.raises(BadBackup, match=why):
        brought_back(file, tmp_path / "other")
    assert tree(tmp_path / "other") == {}


def test_a_backup_of_a_newer_program_is_refused(file: Path, tmp_path: Path) -> None:
    repacked(file, of_about(schema="9999"))
    with pytest.raises(SchemaError, match="newer program"):
        brought_back(file, tmp_path / "other")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_collection_that_stands_there_is_not_touched(file: Path, tmp_path: Path, url_of: Where, kind: str) -> None:
    place, _ = brought_back(file, tmp_path / "other", url_of(kind, tmp_path / "other"))
    before = rows_of(place)
    target: Any = tmp_path / "other" / "duizhao.sqlite" if kind == "sqlite" else place
    place.dispose()  # closing an SQLite file removes its -wal and -shm
    files = tree(tmp_path / "other")
    with pytest.raises(ConfigError, match="holds a collection already"):
        restore(file, tmp_path / "other", target, LATER)
    assert tree(tmp_path / "other") == files, "and nothing of the refused restore is still open"
    assert rows_of(place) == before
    place.dispose()


def test_another_file_of_raw_pages_of_that_name_is_not_touched(file: Path, tmp_path: Path) -> None:
    warc = tmp_path / "other" / "warc" / "run-00000002-abababab.warc.gz"
    warc.parent.mkdir(parents=True)
    for content in (b"short", b"x" * look(file).warc[warc.name]):
        warc.write_bytes(content)
        with pytest.raises(ConfigError, match="is there already"):
            brought_back(file, tmp_path / "other")
        assert tree(tmp_path / "other") == {f"warc/{warc.name}": content}


def test_an_empty_collection_gives_way_unless_it_is_open(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "other" / "duizhao.sqlite"
    empty = opened(f"sqlite:///{target}")
    ready(empty)
    with pytest.raises(ConfigError, match="open in another process"):
        restore(file, tmp_path / "other", target, LATER)
    empty.dispose()
    shutil.rmtree(tmp_path / "other" / "warc")
    restore(file, tmp_path / "other", target, LATER)
    place = opened(f"sqlite:///{target}")
    assert faults(place, tmp_path / "other") == []
    place.dispose()


def test_the_database_may_be_anywhere(file: Path, tmp_path: Path) -> None:
    restore(file, tmp_path / "other", tmp_path / "far" / "away" / "d.sqlite", LATER)
    assert sorted(each.name for each in (tmp_path / "far" / "away").iterdir()) == ["d.sqlite"]
    assert sorted(each.name for each in (tmp_path / "other").iterdir()) == ["warc"]


def test_what_a_killed_restore_left_on_a_server_is_taken_up(
    engine: sa.Engine, file: Path, tmp_path: Path, on_server: Callable[[], str]
) -> None:
    place = opened(on_server())
    with reading(engine) as view:
        copy_collection(view, collection_of(engine), place)
    with writing(place) as connection:
        begun = copy_mark(connection)
        assert begun
        put_copy_mark(connection, replace(begun, whole=False))
        connection.execute(sa.delete(revision))
    restore(file, tmp_path / "other", place, LATER)
    assert rows_of(place, HELD) == rows_of(engine, HELD)
    refuse_partial(place)
    place.dispose()


def test_an_older_backup_is_brought_to_the_newest_schema(tmp_path: Path) -> None:
    older = connect(f"sqlite:///{tmp_path}/older.sqlite")
    with writing(older) as connection:
        command.upgrade(alembic_config(connection), "0001")
        moment = "'2026-10-12 09:30:00.000000'"
        connection.execute(
            sa.text(f"INSERT INTO run (started_at, state, pid, process_started) VALUES ({moment}, 'running', 1, 2.5)")
        )
        connection.execute(sa.text(f"INSERT INTO link (key, first_seen_at) VALUES ('k', {moment})"))
        connection.execute(sa.text(f"INSERT INTO visit (link_id, due_at, run_id) VALUES (1, {moment}, 1)"))
        there = sa.inspect(connection)
        tables = {}
        for name in there.get_table_names():
            if name in metadata.tables:
                columns = tuple(each["name"] for each in there.get_columns(name))
                found = sum_of(connection, metadata.tables[name], [metadata.tables[name].c[each] for each in columns])
                tables[name] = TableIn(found.rows, found.hash, columns)
    older.dispose()
    sha = hash_of(tmp_path / "older.sqlite")
    about = About("0.0", "0001", NOW.isoformat(), "c", sha, tables, True, {}, ())
    pack(tmp_path / "b.tar", about, tmp_path / "older.sqlite", tmp_path, lambda done, of: None)
    place, _ = brought_back(tmp_path / "b.tar", tmp_path / "other")
    with reading(place) as connection:
        assert version(connection) == newest()
        assert connection.execute(sa.select(run.c.state, run.c.command)).all() == [("interrupted", "crawl")]
        assert connection.execute(sa.select(visit.c.run_id, visit.c.outcome)).all() == [(None, "")]
    place.dispose()


def test_what_a_backup_says_of_itself_reads_back() -> None:
    about = About(
        "0.1", "0002", NOW.isoformat(), "c", "s", {"t": TableIn(1, "h", ("a",))}, True, {"r.warc.gz": 3}, ("m",)
    )
    assert about_of(about.to_json()) == about


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_restore_leaves_nothing_or_all(
    engine: sa.Engine, file: Path, tmp_path: Path, on_server: Callable[[], str], kind: str
) -> None:
    first = "sqlite" if kind == "sqlite" else on_server()
    lasts = lasting(killing.restoring, str(file), str(tmp_path / "first"), first)
    for number, moment in enumerate(kill_times(5, 2, lasts)):
        data = tmp_path / str(number)
        url = "sqlite" if kind == "sqlite" else on_server()
        arguments = [str(file), str(data), url]
        run_in_process(killing.restoring, *arguments, kill_after=moment)
        run_in_process(killing.restoring, *arguments)  # an error where the first came to its end
        place = opened(f"sqlite:///{data}/duizhao.sqlite" if url == "sqlite" else url)
        assert faults(place, data) == []
        assert rows_of(place, HELD) == rows_of(engine, HELD)
        refuse_partial(place)
        place.dispose()


def test_a_killed_backup_leaves_the_older_one(engine: sa.Engine, file: Path, tmp_path: Path) -> None:
    arguments = [str(file), str(tmp_path / "data")]
    engine.dispose()
    for moment in kill_times(3, 4, lasting(killing.backing_up, *arguments)):
        run_in_process(killing.backing_up, *arguments, kill_after=moment)
        assert look(file).tables["article"].rows == 20
    assert run_in_process(killing.backing_up, *arguments) == 0
    assert [*tmp_path.glob(".duizhao*")] == [], "what was left is swept"
    place, _ = brought_back(file, tmp_path / "other")
    assert faults(place, tmp_path / "other") == []
    place.dispose()

"""A service's own state: its run, its pauses, and what a sweep notices."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from pipeline.rhythm import Rhythm
from pipeline.values import Found, Link, Route
from service.watch import Watch
from storage.database import reading, writing
from storage.looks import add_found
from storage.runs import start_run
from storage.schedule import LEASE, claim, renew
from storage.schema import run, schedule, visit
from tests.builders import NOW
from tests.test_storage_run_table import DEAD
from tests.watching import watch_of, write_source

FULL = "the disk is full: 3 MiB are left"


@pytest.fixture
def dialect() -> str:
    """The engine of these tests is on SQLite alone."""
    return "sqlite"


@pytest.fixture
def watch(engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A service of two sources whose clock stands at NOW until a test moves it."""
    monkeypatch.setattr("service.clock.Clock.now", lambda self: getattr(self, "at", NOW))
    return watch_of(engine, tmp_path)


def rows(engine: sa.Engine, query: "sa.Select[Any]") -> list[Any]:
    with reading(engine) as connection:
        return [*connection.execute(query).all()]


def scheduled(engine: sa.Engine) -> list[str]:
    return sorted(row.source_id for row in rows(engine, sa.select(schedule)))


def test_it_is_a_run_from_its_start_to_its_end(watch: Watch) -> None:
    with capture_logs() as logs:
        watch.start()
        watch.end()
    assert [(each["event"], each["run"]) for each in logs] == [("started", 1), ("ended", 1)]
    (row,) = rows(watch.engine, sa.select(run))
    assert (row.id, row.command, row.state, row.started_at, row.ended_at) == (1, "serve", "done", NOW, NOW)
    assert scheduled(watch.engine) == ["beihai", "harbour"]


def test_an_end_that_can_not_be_written_is_told(watch: Watch, tmp_path: Path) -> None:
    watch.start()
    with writing(watch.engine) as connection:
        connection.execute(sa.text("ALTER TABLE host RENAME TO elsewhere"))
    with capture_logs() as logs:
        watch.end()
    assert [each["event"] for each in logs] == ["run_not_closed", "ended"]
    assert logs[0]["error"] == "no such table: host"


def test_what_dead_processes_left_is_taken_back_at_the_start(watch: Watch) -> None:
    with writing(watch.engine) as connection:
        dead = start_run(connection, NOW, "serve")
        connection.execute(sa.update(run).values(DEAD))
    watch.start()
    states = {row.id: row.state for row in rows(watch.engine, sa.select(run))}
    assert states == {dead: "interrupted", watch.run_id: "running"}


@pytest.mark.parametrize(
    ("rooms", "paused", "told"),
    [
        ([2**30], "", []),
        ([2**30 - 1], "the disk is full: 1023 MiB are left", ["paused"]),
        ([3 * 2**20, 3 * 2**20, 2 * 2**20], "the disk is full: 2 MiB are left", ["paused"]),
        ([3 * 2**20, 2**30], "", ["paused", "resumed"]),
        ([3 * 2**20, 2**30, 3 * 2**20], FULL, ["paused", "resumed", "paused"]),
        ([None], "the data directory can not be read: No such file or directory", ["paused"]),
        ([None, 2**40], "", ["paused", "resumed"]),
    ],
)
def test_it_pauses_and_resumes_by_the_room_there_is(
    watch: Watch, rooms: list[int | None], paused: str, told: list[str]
) -> None:
    left = iter(rooms)

    def room(_: Path) -> int:
        found = next(left)
        if found is None:
            raise FileNotFoundError(2, "No such file or directory", "/data")
        return found

    watch.room = room
    with capture_logs() as logs:
        answers = [watch.may_begin() for _ in rooms]
    assert answers[-1] == (not paused)
    assert (watch.paused, [each["event"] for each in logs]) == (paused, told)


def test_why_it_paused_is_told_and_after_what_it_goes_on(watch: Watch) -> None:
    with capture_logs() as logs:
        for free in (3 * 2**20, 2**40):
            watch.room = lambda _, free=free: free  # type: ignore[misc]
            watch.may_begin()
    assert [{"reason", "after"} & each.keys() for each in logs] == [{"reason"}, {"after"}]
    assert logs[0]["reason"] == logs[1]["after"] == FULL


def test_a_sweep_notices_new_sources(watch: Watch, tmp_path: Path) -> None:
    watch.roster.ids = ()
    watch.roster.sources = watch.roster.selected()
    watch.start()
    assert "lantau" not in scheduled(watch.engine)
    write_source(tmp_path / "sources", "lantau")
    with capture_logs() as logs:
        watch.sweep()
        watch.sweep()
    assert [each["event"] for each in logs] == ["sources_read_again"]
    assert logs[0]["sources"] == len(watch.roster.sources)
    (row,) = rows(watch.engine, sa.select(schedule).where(schedule.c.source_id == "lantau"))
    assert (row.due_at, row.interval) == (NOW, 900)
    assert "lantau" in watch.due()


def test_a_sweep_tells_the_mistakes_in_files(watch: Watch, tmp_path: Path) -> None:
    watch.start()
    (tmp_path / "sources" / "harbour.yml").write_text("nmae: x\n")
    with capture_logs() as logs:
        watch.sweep()
    assert {each["event"] for each in logs} == {"sources_read_again", "source_file"}
    assert "harbour.yml:1: nmae" in next(each["mistake"] for each in logs if each["event"] == "source_file")
    assert watch.due() == ["beihai"]


def test_a_sweep_says_that_the_service_lives(watch: Watch) -> None:
    watch.start()
    watch.clock.at = NOW + timedelta(minutes=3)  # type: ignore[attr-defined]
    watch.sweep()
    assert [row.seen_at for row in rows(watch.engine, sa.select(run))] == [NOW + timedelta(minutes=3)]


def test_a_sweep_gives_back_what_the_dead_had_claimed(watch: Watch) -> None:
    watch.start()
    of = Route("https://harbour.example/feed.xml", "feed")
    with writing(watch.engine) as connection:
        dead = start_run(connection, NOW)
        add_found(connection, dead, "harbour", of, Found((Link("https://harbour.example/1"),)), NOW)
        connection.execute(sa.update(visit).values(run_id=dead))
        connection.execute(sa.update(run).where(run.c.id == dead).values(DEAD))
    with capture_logs() as logs:
        watch.sweep()
        watch.sweep()
    assert [(each["event"], each["visits"]) for each in logs] == [("claims_returned", 1)]
    assert [row.run_id for row in rows(watch.engine, sa.select(visit))] == [None]


def test_after_a_jump_of_the_clock_no_lease_is_taken_over(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.start()
    with writing(watch.engine) as connection:
        (lease,) = claim(connection, ["harbour"], NOW, Rhythm())
    watch.clock.at = NOW + 2 * LEASE  # type: ignore[attr-defined]
    assert watch.due() == ["beihai", "harbour"]
    monkeypatch.setattr(watch.clock, "check", lambda: 180.0)
    monkeypatch.setattr(type(watch.clock), "is_trusted", False)
    with capture_logs() as logs:
        watch.sweep()
    assert (logs[0]["event"], logs[0]["seconds"]) == ("clock_jump", 180.0)
    assert watch.due() == ["beihai"]
    with writing(watch.engine) as connection:
        assert renew(connection, {"harbour": lease.fence}, NOW + 2 * LEASE) == set()


def test_after_a_jump_of_the_clock_no_run_of_another_machine_is_taken_for_dead(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.start()
    with writing(watch.engine) as connection:
        other = start_run(connection, NOW, "work")
        connection.execute(sa.update(run).where(run.c.id == other).values(host="elsewhere"))
    watch.clock.at = NOW + 4 * LEASE  # type: ignore[attr-defined]
    monkeypatch.setattr(type(watch.clock), "is_trusted", False)
    watch.sweep()
    assert {row.state for row in rows(watch.engine, sa.select(run))} == {"running"}
    monkeypatch.setattr(type(watch.clock), "is_trusted", True)
    watch.sweep()
    assert {row.id: row.state for row in rows(watch.engine, sa.select(run))}[other] == "interrupted"


def test_a_sweep_raises_what_the_database_raises(watch: Watch) -> None:
    watch.start()
    with writing(watch.engine) as connection:
        connection.execute(sa.text("ALTER TABLE schedule RENAME TO elsewhere"))
    with pytest.raises(sa.exc.OperationalError, match="no such table"):
        watch.sweep()

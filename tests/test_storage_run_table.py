"""Runs and their rounds, newest first, by the same number of statements however many there are."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from storage import run_table as module
from storage.database import reading, writing
from storage.living import living, services
from storage.run_table import Times, round_table, run_table, times_since
from storage.runs import end_run, machine, start_run
from storage.schedule import adopt, claim, enrol
from storage.schema import rounds, run, schedule
from tests.builders import NOW, article, database, visited

DEAD = {"pid": 2**22 + 1, "process_started": 1.0}


def crawled(engine: sa.Engine, source_id: str, at: timedelta, state: str = "done", **values: Any) -> int:
    """A crawl of a source that was due at a time after NOW; return its run."""
    with writing(engine) as connection:
        enrol(connection, [source_id], NOW, Rhythm())
        run_id = start_run(connection, NOW + at)
        lease = claim(connection, [source_id], NOW + at, Rhythm(), early=True)
        adopt(connection, lease, run_id)
        of_round = rounds.c.run_id == run_id
        connection.execute(sa.update(rounds).where(of_round).values({"state": state, "ended_at": NOW + at} | values))
        following = {"lease_until": None, "due_at": NOW + at + timedelta(seconds=30)}
        connection.execute(sa.update(schedule).where(schedule.c.source_id == source_id).values(following))
        end_run(connection, run_id, "done", NOW + at + timedelta(seconds=9))
    return run_id


def test_of_nothing(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        assert (run_table(connection, NOW), round_table(connection, "harbour")) == ((), ())
        assert times_since(connection, NOW) == Times(0, 0)
        assert living(connection, NOW) == ()


def test_what_a_run_did(engine: sa.Engine) -> None:
    one = article(url="https://harbour.example/1")
    run_id = visited(engine, (one.url, one), ("https://harbour.example/2", "bad-status"))
    with writing(engine) as connection:
        end_run(connection, run_id, "done", NOW + timedelta(minutes=2))
        start_run(connection, NOW, "serve")
    with reading(engine) as connection:
        serve, crawl = run_table(connection, NOW)
        assert run_table(connection, NOW, limit=1) == (serve,)
    assert (crawl.command, crawl.state, crawl.sources, crawl.kept, crawl.not_kept) == (
        "crawl",
        "done",
        ("harbour",),
        1,
        1,
    )
    assert (crawl.started_at, crawl.ended_at) == (NOW, NOW + timedelta(minutes=2))
    assert (serve.command, serve.state, serve.sources, serve.kept, serve.rounds) == ("serve", "running", (), 0, ())
    assert serve.machine == machine()


def test_the_rounds_of_a_run(engine: sa.Engine) -> None:
    crawled(engine, "harbour", timedelta(minutes=31), missed=2, overlapped=1)
    crawled(engine, "beihai", timedelta(minutes=40), state="cut", detail="it took too long")
    with reading(engine) as connection:
        beihai, harbour = run_table(connection, NOW)
        assert run_table(connection, NOW, source_id="harbour") == (harbour,)
        assert run_table(connection, NOW, source_id="gone") == ()
        assert round_table(connection, "harbour") == harbour.rounds
        assert times_since(connection, NOW) == Times(4, 1)
        assert times_since(connection, NOW + timedelta(minutes=35)) == Times(2, 0)
    (row,) = harbour.rounds
    assert (row.late, row.missed, row.overlapped, row.state) == (timedelta(minutes=31), 2, 1, "done")
    assert (harbour.detail, beihai.detail) == ("", "cut: it took too long")


def test_a_round_that_no_run_was_begun_for(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        enrol(connection, ["harbour"], NOW, Rhythm())
        claim(connection, ["harbour"], NOW, Rhythm())
    with reading(engine) as connection:
        (row,) = round_table(connection, "harbour")
        assert run_table(connection, NOW, source_id="harbour") == ()
    assert (row.run, row.state, row.late) == (None, "running", timedelta(0))


def test_what_is_said_of_a_run_of_several_sources(engine: sa.Engine) -> None:
    run_id = crawled(engine, "harbour", timedelta(0))
    with writing(engine) as connection:
        values = {"due_at": NOW, "fence": 1, "claimed_at": NOW, "run_id": run_id, "source_id": "lantau"}
        connection.execute(sa.insert(rounds).values(values | {"state": "failed"}))
    with reading(engine) as connection:
        (row,) = run_table(connection, NOW)
    assert (row.sources, row.detail) == (("harbour", "lantau"), "lantau failed")


def test_a_run_that_died_is_said_to_be_dead(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        ids = [start_run(connection, NOW, command) for command in ("serve", "work", "crawl")]
        connection.execute(sa.update(run).where(run.c.id == ids[1]).values(DEAD))
        far = {"host": "elsewhere/1", "seen_at": NOW - timedelta(minutes=9)}
        connection.execute(sa.update(run).where(run.c.id == start_run(connection, NOW, "work")).values(far))
    with reading(engine) as connection:
        assert [row.state for row in run_table(connection, NOW)] == ["died", "running", "died", "running"]
        found = living(connection, NOW)
    assert [each.command for each in found] == ["serve", "crawl"]
    assert [each.id for each in services(found)] == [ids[0]]


def test_the_statements_are_as_many_for_a_hundred_runs_as_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database(tmp_path)
    counts: list[int] = []
    asked: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for number, whole in ((1, 1), (99, 100)):
        for each in range(number):
            crawled(engine, "harbour", timedelta(hours=number, minutes=each))
        asked.clear()
        with reading(engine) as connection:
            assert len(run_table(connection, NOW)) == whole
        counts.append(len(asked))
    assert counts[0] == counts[1]
    monkeypatch.setattr(module, "BATCH", 7)
    with reading(engine) as connection:
        assert [row.id for row in run_table(connection, NOW)] == [*range(100, 0, -1)]
        assert all(row.sources == ("harbour",) for row in run_table(connection, NOW))
    engine.dispose()

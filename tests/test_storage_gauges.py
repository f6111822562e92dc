"""Numbers for metrics: what they count, that an index gives them, and what they do not take for their own."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from storage.database import connect, reading, transact, writing
from storage.gauges import Rounds, Stored, gauges, quarantined, stored
from storage.runs import start_run
from storage.schedule import claim, enrol
from storage.schema import hold, metadata, rounds, run
from tests.builders import NOW, article, database, fill, visited
from tests.postgres_server import new_database
from tests.queue_tables import queue_tables

IDS = ["beihai", "harbour", "lantau"]
DAY = timedelta(days=1)


def test_of_nothing(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        found = gauges(connection, IDS, NOW)
        assert (stored(connection, Stored()), quarantined(connection)) == (Stored(), 0)
        assert gauges(connection, [], NOW).visits == {}
    assert (found.visits, found.visits_due, found.planned, found.rounds, found.jobs) == ({}, {}, {}, {}, None)
    assert (found.alive, found.hosts_held) == ({}, 0)
    assert found.database_bytes > 10_000


def test_visits_of_the_last_day_and_those_due(engine: sa.Engine) -> None:
    one = article(url="https://harbour.example/1")
    visited(engine, (one.url, one), ("https://harbour.example/2", "bad-status"))
    visited(engine, ("https://beihai.example/1", "quarantined"), source_id="beihai", now=NOW - 2 * DAY)
    visited(engine, ("https://gone.example/1", "robots"), source_id="gone")
    with reading(engine) as connection:
        now = gauges(connection, IDS, NOW)
        later = gauges(connection, IDS, NOW + 2 * timedelta(hours=1))
        assert quarantined(connection) == 1
    assert now.visits == {("harbour", "stored"): 1, ("harbour", "bad-status"): 1}
    assert now.visits_due == {"beihai": 1}
    assert later.visits_due == {"beihai": 1, "harbour": 2}


def test_the_schedule_and_its_rounds(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        enrol(connection, IDS, NOW - DAY / 2, Rhythm())
        claim(connection, ["harbour"], NOW, Rhythm())
        for number, (state, ago) in enumerate([("done", 1), ("done", 23), ("failed", 2), ("done", 25)]):
            at = NOW - timedelta(hours=ago)
            values = {"source_id": "beihai", "due_at": at, "fence": 1, "claimed_at": at, "state": state}
            connection.execute(sa.insert(rounds).values(values | {"missed": number, "overlapped": 2}))
        connection.execute(sa.insert(hold).values(host="a:80", until=NOW + DAY / 24))
        connection.execute(sa.insert(hold).values(host="b:80", until=NOW - DAY))
    with reading(engine) as connection:
        found = gauges(connection, IDS, NOW)
    assert {each: row.held for each, row in found.planned.items()} == {
        "beihai": False,
        "harbour": True,
        "lantau": False,
    }
    assert (found.planned["beihai"].due_at, found.planned["beihai"].interval) == (NOW - DAY / 2, 900)
    assert found.rounds[("beihai", "done")] == Rounds(2, 1, 4)
    assert found.rounds[("beihai", "failed")] == Rounds(1, 2, 2)
    assert found.rounds[("harbour", "running")] == Rounds(1, 48, 0)
    assert found.hosts_held == 1


def test_runs_that_live(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        for command in ("serve", "crawl", "crawl"):
            start_run(connection, NOW, command)
        dead = start_run(connection, NOW, "work")
        connection.execute(sa.update(run).where(run.c.id == dead).values(process_started=1.0, pid=2**22 + 1))
    with reading(engine) as connection:
        assert gauges(connection, IDS, NOW).alive == {"serve": 1, "crawl": 2}


def test_articles_are_counted_on_from_where_they_were(engine: sa.Engine) -> None:
    fill(engine, article(title="1"), article(title="2"), article(language="zh", title="一"))
    with reading(engine) as connection:
        first = stored(connection, Stored())
    assert first.articles == {("harbour", "en"): 2, ("beihai", "zh"): 1}
    fill(engine, article(title="3"), article(title="4", source="beihai"))
    with reading(engine) as connection:
        second = stored(connection, first)
        assert second == stored(connection, Stored())
        assert stored(connection, second) == second
    assert second.articles == {("harbour", "en"): 3, ("beihai", "zh"): 1, ("beihai", "en"): 1}
    assert first.articles[("harbour", "en")] == 2


def test_jobs_of_the_queue() -> None:
    engine = connect(new_database())

    def work(connection: sa.Connection) -> None:
        metadata.create_all(connection)
        queue_tables(connection)
        for status in ("todo", "todo", "failed"):
            insert = "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('crawl', 'crawl', :status)"
            connection.execute(sa.text(insert), {"status": status})

    transact(engine, work)
    with reading(engine) as connection:
        assert gauges(connection, IDS, NOW).jobs == {"todo": 2, "failed": 1}
    engine.dispose()


def plans(engine: sa.Engine, work: Any) -> list[str]:
    """How SQLite goes about each statement of some work."""
    asked: list[tuple[str, Any]] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def see(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    with reading(engine) as connection:
        work(connection)
        seen = list(asked)
        return [
            row[3]
            for statement, parameters in seen
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


RUNNING = "SCAN run USING INDEX ix_run_running"  # has the few that run
STANDING = "SCAN alarm USING INDEX ix_alarm_standing"  # has the few that stand


def test_none_reads_all_that_was_ever_visited(tmp_path: Path) -> None:
    engine = database(tmp_path)
    found = plans(engine, lambda connection: gauges(connection, IDS, NOW))
    assert any("ix_visit_finished (source_id=? AND finished_at>?)" in each for each in found)
    assert any("INDEX ix_visit_pending (source_id=? AND due_at<?)" in each for each in found)
    assert any("ix_round_claimed_at (claimed_at>?)" in each for each in found)
    assert [each for each in found if each.startswith("SCAN")] == [RUNNING, RUNNING, "SCAN hold", STANDING]
    counted = plans(engine, lambda connection: stored(connection, Stored()))
    assert not [each for each in counted if each == "SCAN article"]
    engine.dispose()

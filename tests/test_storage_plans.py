"""The plan of a source, and who crawls it."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from storage.database import reading, writing
from storage.plans import planned
from storage.runs import start_run
from storage.schedule import LEASE, adopt, claim, enrol
from storage.schema import schedule
from tests.builders import NOW, database

IDS = ["beihai", "harbour", "lantau"]
LATER = NOW + timedelta(seconds=30)


def test_the_plan_of_a_source(tmp_path: Path) -> None:
    engine = database(tmp_path)
    with reading(engine) as connection:
        assert planned(connection, IDS, NOW) == {}
    with writing(engine) as connection:
        enrol(connection, IDS, NOW, Rhythm())
        leases = claim(connection, ["harbour", "lantau"], NOW, Rhythm())
        run_id = start_run(connection, NOW)
        adopt(connection, leases[:1], run_id)
        of_beihai = schedule.c.source_id == "beihai"
        connection.execute(sa.update(schedule).where(of_beihai).values(failures=2, last_success_at=NOW))
    with reading(engine) as connection:
        found = planned(connection, [*IDS, "gone"], LATER)
        late = planned(connection, IDS, NOW + 2 * LEASE)
        assert planned(connection, [], LATER) == {}
    assert sorted(found) == IDS
    assert {each: (row.held, row.held_by) for each, row in found.items()} == {
        "beihai": (False, None),
        "harbour": (True, run_id),
        "lantau": (True, None),  # claimed, and its crawl has not begun
    }
    assert {(row.held, row.held_by) for row in late.values()} == {(False, None)}
    beihai = found["beihai"]
    assert (beihai.due_at, beihai.interval, beihai.failures, beihai.last_success_at) == (NOW, 900, 2, NOW)


def test_a_run_whose_lease_another_took_holds_nothing(tmp_path: Path) -> None:
    engine = database(tmp_path)
    with writing(engine) as connection:
        enrol(connection, ["harbour"], NOW, Rhythm())
        first = start_run(connection, NOW)
        adopt(connection, claim(connection, ["harbour"], NOW, Rhythm()), first)
        again = NOW + 2 * LEASE
        adopt(connection, claim(connection, ["harbour"], again, Rhythm()), start_run(connection, again))
    with reading(engine) as connection:
        assert planned(connection, ["harbour"], again)["harbour"].held_by == first + 1

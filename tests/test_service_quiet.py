"""A service in the quiet hours of a source: it is not begun, not missed, not overdue, and begun when they are over."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from crawler.plans import plan_of
from pipeline.rhythm import Rhythm
from service.operating import claim
from service.sources import due_text
from service.watch import Watch
from storage import rounds
from storage.database import reading, writing
from storage.plans import Planned
from storage.schema import rounds as table
from tests.builders import NOW
from tests.watching import watch_of

QUIET = '\nquiet: "09:00-11:00"\ntimezone: UTC\n'  # it is 09:30 there
END = NOW.replace(hour=11, minute=0)


@pytest.fixture
def dialect() -> str:
    """The engine of these tests is on SQLite alone."""
    return "sqlite"


@pytest.fixture
def watch(engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A service of two sources, of which one is in its quiet hours."""
    monkeypatch.setattr("service.clock.Clock.now", lambda self: getattr(self, "at", NOW))
    made = watch_of(engine, tmp_path)
    file = made.roster.sources["beihai"].path
    assert file is not None
    lines = [line for line in file.read_text().splitlines() if not line.startswith("timezone")]
    file.write_text("\n".join(lines) + QUIET)
    made.roster.refresh()
    made.start()
    return made


def test_it_waits_and_that_is_told_once(watch: Watch) -> None:
    with capture_logs() as logs:
        assert [watch.due(), watch.due()] == [["harbour"]] * 2
    told = [each for each in logs if each["event"] == "quiet_hours"]
    assert [(each["source"], each["until"]) for each in told] == [("beihai", END.isoformat(timespec="minutes"))]
    assert watch.quiet == {"beihai"}


def test_it_is_not_claimed_before_they_are_over(watch: Watch) -> None:
    assert claim(watch, ["beihai"], watch.engine) == ()
    watch.clock.at = END  # type: ignore[attr-defined]
    assert "beihai" in watch.due()
    assert watch.quiet == frozenset()
    (lease,) = claim(watch, ["beihai"], watch.engine)
    with reading(watch.engine) as connection:
        assert connection.execute(sa.select(table.c.state)).scalar_one() == "running"
    assert lease.source_id == "beihai"


def test_a_round_before_them_is_followed_by_one_after_them(watch: Watch) -> None:
    watch.clock.at = NOW - timedelta(minutes=31)  # type: ignore[attr-defined]
    with writing(watch.engine) as connection:
        connection.execute(sa.text("UPDATE schedule SET due_at = '2026-10-12 08:50:00'"))
    (lease,) = claim(watch, ["beihai"], watch.engine)
    plan = plan_of(watch.roster.sources["beihai"], Rhythm())
    with writing(watch.engine) as connection:
        following = rounds.end(connection, lease, "done", "", plan, Rhythm(), NOW - timedelta(minutes=31))
        assert following is not None
        assert (following.due_at, following.failures, following.is_quiet) == (END, 0, True)
        row = connection.execute(sa.select(table.c.state, table.c.detail, table.c.missed)).one()
    assert row.state == "done"
    assert row.detail == "its next look waits for the end of its quiet hours, 2026-10-12 11:00 UTC"


def test_the_list_of_sources_says_so() -> None:
    plan = Planned(NOW, 900, 0, NOW, held=False, held_by=None)
    assert due_text(plan, NOW, END) == "in 1 h, quiet"
    assert due_text(plan, NOW, None) == "now"

"""Alarms as rows: what stands, what ended, and that two services make one of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pipeline.alarms import Alarm
from storage.alarms import settle, standing
from storage.database import reading, writing
from storage.schema import alarm as table
from tests.builders import NOW
from tests.histories import page

HOUR = timedelta(hours=1)
ALARM = Alarm(
    source="harbour",
    kind="layout-changed",
    since=NOW - HOUR,
    seen_at=NOW,
    sentence="80% of the last 9 pages gave no text or too little, 2% before.",
    sign="empty",
    evidence={"pages": 9, "now": 0.8},
    before=replace(page(NOW - 2 * HOUR, 3), routes=frozenset()),
    after=replace(page(NOW, 4), outcome="no-text", article=None, routes=frozenset()),
    command="duizhao try harbour https://harbour.example/4",
)


def test_of_nothing(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        assert standing(connection) == []
        assert settle(connection, "harbour", {}, NOW) == []


def test_an_alarm_begins_stands_and_ends(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        begun = settle(connection, "harbour", {ALARM.kind: ALARM}, NOW)
    with reading(engine) as connection:
        assert standing(connection) == standing(connection, ["harbour"]) == [ALARM]
        assert standing(connection, ["beihai"]) == []
    assert [(each.alarm, each.ended_at) for each in begun] == [(ALARM, None)]
    with writing(engine) as connection:
        assert settle(connection, "harbour", {ALARM.kind: ALARM}, NOW + HOUR) == []
        assert settle(connection, "beihai", {}, NOW + HOUR) == []
        ended = settle(connection, "harbour", {}, NOW + 2 * HOUR)
        assert standing(connection) == []
        assert [(each.alarm, each.ended_at) for each in ended] == [(ALARM, NOW + 2 * HOUR)]
        row = connection.execute(sa.select(table)).one()
        assert (row.since, row.seen_at, row.ended_at) == (NOW - HOUR, NOW, NOW + 2 * HOUR)
        settle(connection, "harbour", {ALARM.kind: replace(ALARM, seen_at=NOW + 3 * HOUR)}, NOW + 3 * HOUR)
        assert [each.seen_at for each in standing(connection)] == [NOW + 3 * HOUR]


def test_one_alarm_of_a_source_and_kind_stands(engine: sa.Engine) -> None:
    values = {"source_id": "harbour", "kind": "silent", "since": NOW, "seen_at": NOW, "evidence": {}}
    with writing(engine) as connection:
        connection.execute(sa.insert(table).values(values | {"ended_at": NOW}))
        connection.execute(sa.insert(table).values(values))
        connection.execute(sa.insert(table).values(values | {"kind": "blocked"}))
        with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
            connection.execute(sa.insert(table).values(values))

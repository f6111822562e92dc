"""What `doctor` finds of the services, on both databases."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa

from service import attendance as module
from service.attendance import attendance
from service.doctor import run_doctor
from storage.database import connect, transact, writing
from storage.migrate import upgrade
from storage.runs import start_run
from storage.schema import metadata, run
from tests.builders import database
from tests.postgres_server import new_database
from tests.queue_tables import queue_tables
from web.answers import Answer
from web.app import Server, make_server

Found = list[tuple[str, bool, str, str]]


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No service of this machine answers the tests."""
    monkeypatch.setattr(module, "DEFAULT", "http://127.0.0.1:1/healthz")


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[sa.Engine]:
    made = database(tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def postgresql() -> Iterator[sa.Engine]:
    made = connect(new_database())
    transact(made, metadata.create_all)
    yield made
    made.dispose()


def begin(engine: sa.Engine, *commands: str, ago: timedelta = timedelta(0)) -> list[int]:
    """Services that began ten minutes ago and were last seen a while ago."""
    now = datetime.now(UTC)
    with writing(engine) as connection:
        ids = [start_run(connection, now - timedelta(minutes=10), each) for each in commands]
        connection.execute(sa.update(run).where(run.c.id.in_(ids)).values(seen_at=now - ago))
    return ids


def findings(engine: sa.Engine) -> Found:
    return [(each.what, each.good, each.found, each.advice) for each in attendance(engine)]


def test_on_sqlite_a_service_is_no_must(sqlite: sa.Engine) -> None:
    assert findings(sqlite) == [("service", True, "none runs; duizhao crawl works without", "")]
    begin(sqlite, "crawl")
    assert findings(sqlite)[0][2].startswith("none runs")
    begin(sqlite, "serve")
    assert findings(sqlite) == [("service", True, "serve has run for 10 min", "")]


def test_what_was_not_seen_lately_is_not_there(sqlite: sa.Engine) -> None:
    begin(sqlite, "serve", ago=timedelta(minutes=4))
    assert findings(sqlite)[0][2].startswith("none runs")


@pytest.mark.parametrize(
    ("commands", "good", "found", "advice"),
    [
        ((), True, "none was seen in the last minutes; duizhao crawl works without", ""),
        (
            ("serve", "work", "work"),
            True,
            "serve has run for 10 min, work has run for 10 min, work has run for 10 min",
            "",
        ),
        (("serve",), False, "serve has run for 10 min; no work was seen in the last minutes", "start duizhao work"),
        (("work",), False, "work has run for 10 min; no serve was seen in the last minutes", "start duizhao serve"),
    ],
)
def test_on_postgresql_both_are_needed(
    postgresql: sa.Engine, commands: tuple[str, ...], good: bool, found: str, advice: str
) -> None:
    begin(postgresql, *commands)
    assert findings(postgresql) == [
        ("queue", False, "its tables are not there", "run duizhao db upgrade"),
        ("service", good, found, advice),
    ]


def test_the_queue(postgresql: sa.Engine) -> None:
    transact(postgresql, queue_tables)
    assert findings(postgresql)[0] == ("queue", True, "its tables are there", "run duizhao db upgrade")


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ({"ok": True, "run": 1, "reasons": []}, [("health", True, "all is well")]),
        ({"ok": True, "run": 1, "reasons": ["starting"]}, [("health", True, "starting")]),
        ({"ok": False, "run": 1, "reasons": ["paused: full\x1b", "b"]}, [("health", False, "paused: full\\x1b; b")]),
        ({"ok": False, "run": 77, "reasons": ["of another collection"]}, []),
        ({"ok": False, "run": 1, "reasons": 7}, [("health", False, "all is well")]),
        ({"status": "UP"}, []),
    ],
)
def test_what_a_service_says_of_itself(
    sqlite: sa.Engine, monkeypatch: pytest.MonkeyPatch, answered: object, expected: list[tuple[str, bool, str]]
) -> None:
    ok = isinstance(answered, dict) and answered.get("ok")
    status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
    server = make_server(None, {}, more={"/healthz": lambda: Answer(status, json.dumps(answered).encode(), "a/b")})
    with_answer(server, monkeypatch)
    assert begin(sqlite, "serve") == [1]
    assert [(what, good, found) for what, good, found, _ in findings(sqlite)[1:]] == expected
    server.shutdown()
    server.server_close()


def with_answer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the server answer at the usual address."""
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setattr(module, "DEFAULT", f"http://127.0.0.1:{server.server_port}/healthz")


@pytest.mark.parametrize("kind", ["none yet", "old", "sqlite", "postgresql"])
def test_doctor_asks_a_database_that_can_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    url = new_database() if kind == "postgresql" else f"sqlite:///{tmp_path}/d.sqlite"
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    monkeypatch.setenv("DUIZHAO_DATABASE", url)
    if kind != "none yet":
        engine = connect(url)
        upgrade(engine)
        if kind == "old":
            transact(
                engine,
                lambda connection: connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'")),
            )
        engine.dispose()
    run_doctor(as_json=True)
    told = {each["what"]: each for each in json.loads(capsys.readouterr().out)}
    assert ("service" in told, "queue" in told) == (kind in ("sqlite", "postgresql"), kind == "postgresql")

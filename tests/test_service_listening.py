"""What a service tells over HTTP: asked over a socket, its numbers read as Prometheus reads them."""

import json
import socket
import sqlite3
import threading
import time
from contextlib import closing
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from config.errors import ConfigError
from service.listening import address_of, listening
from storage.database import connect, transact, writing
from storage.schedule import claim
from storage.schema import alarm, hold, metadata, rounds, run, schedule
from tests.builders import NOW, article, fill, visited
from tests.postgres_line import line
from tests.postgres_server import new_database
from tests.watching import watch_of, write_source
from web.app import Server

HERE = "127.0.0.1:0"
HOSTILE = 'evil"} 1\nduizhao_up{command="forged"} 7\n\x1b[31m\u202e'


@pytest.fixture
def dialect() -> str:
    """The engine of these tests is on SQLite alone."""
    return "sqlite"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of every service stands."""
    monkeypatch.setattr("service.clock.Clock.now", lambda _self: NOW)


def asked(server: Server | None, path: str) -> tuple[int, str, str]:
    """Status, kind and body of an answer."""
    assert server is not None
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=20)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read().decode()


def health(server: Server | None) -> tuple[int, dict[str, Any]]:
    """Status and facts of /healthz."""
    status, kind, body = asked(server, "/healthz")
    assert kind == "application/json"
    told: dict[str, Any] = json.loads(body)
    assert told["ok"] == (status == 200)
    return status, told


def numbers(server: Server | None) -> dict[str, dict[tuple[str, ...], float]]:
    """The numbers of /metrics by name and the values of the labels, in the order of the labels' names."""
    status, kind, body = asked(server, "/metrics")
    assert status == 200
    assert kind.startswith("text/plain; version=")
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(body):
        assert family.documentation.endswith("."), family.name
        assert family.name.startswith("duizhao_")
        for sample in family.samples:
            labels = tuple(sample.labels[each] for each in sorted(sample.labels))
            assert labels not in found.setdefault(sample.name, {})
            found[sample.name][labels] = sample.value
    return found


@pytest.mark.usefixtures("now")
def test_the_numbers_of_a_service(engine: sa.Engine, tmp_path: Path) -> None:
    watch = watch_of(engine, tmp_path)
    watch.start()
    one = article(url="https://harbour.example/1")
    visited(engine, (one.url, one), ("https://harbour.example/2", "quarantined"))
    with writing(engine) as connection:
        claim(connection, ["harbour"], NOW, watch.bounds.rhythm)
        late = {"missed": 3, "overlapped": 1, "fence": 1, "claimed_at": NOW, "due_at": NOW - timedelta(hours=1)}
        connection.execute(sa.insert(rounds).values(late | {"source_id": "beihai", "state": "failed"}))
        of_beihai = schedule.c.source_id == "beihai"
        connection.execute(sa.update(schedule).where(of_beihai).values(failures=2, last_success_at=NOW))
        connection.execute(sa.insert(hold).values(host="a.example:443", until=NOW + timedelta(minutes=1)))
        told: dict[str, Any] = {"sign": "", "numbers": {}, "before": None, "after": None, "command": ""}
        for source_id, kind in (
            ("harbour", "silent"),
            ("forged\n", "silent"),
            ("harbour", "forged"),
            ("*", "network-suspect"),
        ):
            values = {"source_id": source_id, "kind": kind, "since": NOW, "seen_at": NOW, "evidence": told}
            connection.execute(sa.insert(alarm).values(values))
        connection.execute(sa.insert(alarm).values(values | {"source_id": "beihai", "ended_at": NOW}))
    (tmp_path / "data" / "warc").mkdir()
    (tmp_path / "data" / "warc" / "a.warc.gz").write_bytes(b"x" * 1000)
    watch.ticks, watch.ticks_missed, watch.ticks_overlapped, watch.ticks_failed, watch.clock.jumps = 5, 1, 2, 3, 4
    with listening(watch, HERE) as server:
        found = numbers(server)
    assert [*found["duizhao_up"]] == [("serve", "0.1.0")]
    simple = {name: number for name, each in found.items() for labels, number in each.items() if labels == ()}
    assert simple.pop("duizhao_database_bytes") > 100_000
    assert 0 < simple.pop("duizhao_up_seconds") < 60
    assert simple == {
        "duizhao_paused": 0,
        "duizhao_sources_quiet": 0,
        "duizhao_ticks_total": 5,
        "duizhao_ticks_missed_total": 1,
        "duizhao_ticks_overlapped_total": 2,
        "duizhao_ticks_failed_total": 3,
        "duizhao_clock_jumps_total": 4,
        "duizhao_disk_free_bytes": 2**40,
        "duizhao_database_up": 1,
        "duizhao_crawls_running": 1,
        "duizhao_hosts_held": 1,
        "duizhao_network_suspect": 1,
        "duizhao_visits_quarantined": 1,
        "duizhao_warc_bytes": 1000,
    }
    assert {name: each for name, each in found.items() if () not in each and name != "duizhao_up"} == {
        "duizhao_articles": {("en", "harbour"): 1},
        "duizhao_alarms": {("silent", "harbour"): 1},
        "duizhao_visits_last_day": {("stored", "harbour"): 1, ("quarantined", "harbour"): 1},
        "duizhao_visits_due": {("beihai",): 0, ("harbour",): 0},
        "duizhao_source_due_timestamp_seconds": {("beihai",): NOW.timestamp(), ("harbour",): NOW.timestamp()},
        "duizhao_source_last_success_timestamp_seconds": {("beihai",): NOW.timestamp()},
        "duizhao_source_interval_seconds": {("beihai",): 900, ("harbour",): 900},
        "duizhao_source_failures": {("beihai",): 2, ("harbour",): 0},
        "duizhao_rounds_last_day": {("beihai", "failed"): 1, ("harbour", "running"): 1},
        "duizhao_due_times_missed_last_day": {("beihai",): 3, ("harbour",): 0},
        "duizhao_due_times_overlapped_last_day": {("beihai",): 1, ("harbour",): 0},
        "duizhao_runs_alive": {("crawl",): 1, ("serve",): 1, ("work",): 0},
    }


@pytest.mark.usefixtures("now")
def test_the_health_of_a_service(engine: sa.Engine, tmp_path: Path) -> None:
    watch = watch_of(engine, tmp_path)
    watch.start()
    with listening(watch, HERE) as server:
        status, told = health(server)
        assert (status, told["reasons"], told["command"], told["run"]) == (200, ["starting"], "serve", 1)
        assert told["at"] == NOW.isoformat()
        assert datetime.fromisoformat(told["at"]) == NOW
        assert (told["progress"]["sources"], told["progress"]["due"]) == (2, 2)
        watch.paused = "the disk is full: 3 MiB are left"
        assert health(server)[1]["reasons"] == ["paused: the disk is full: 3 MiB are left"]
        watch.paused = ""
        watch.last_tick -= 61
        status, told = health(server)
        assert (status, told["reasons"]) == (503, ["no tick has ended well for 1 min"])


def test_a_locked_database_is_told_soon(engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.onlooker.SECONDS", 1)
    watch = watch_of(engine, tmp_path)
    engine.dispose()
    holder = sqlite3.connect(tmp_path / "duizhao.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with listening(watch, HERE) as server:
        began = time.monotonic()
        status, told = health(server)
        assert time.monotonic() - began < 5
        assert (status, told["reasons"], told["progress"]) == (503, ["the database is locked"], None)
        found = numbers(server)
        assert found["duizhao_database_up"] == {(): 0}
        assert "duizhao_visits_due" not in found
        holder.close()
        time.sleep(0.1)
        assert health(server)[0] == 200
        assert numbers(server)["duizhao_database_up"] == {(): 1}


def test_a_database_that_is_gone_is_told_and_not_made(engine: sa.Engine, tmp_path: Path) -> None:
    watch = watch_of(engine, tmp_path)
    engine.dispose()
    for each in tmp_path.glob("duizhao.db*"):
        each.unlink()
    with listening(watch, HERE) as server:
        status, told = health(server)
        assert (status, told["reasons"]) == (503, ["the database can not be read"])
    assert list(tmp_path.glob("duizhao.db*")) == []


def test_a_postgresql_that_does_not_answer_is_told_soon(tmp_path: Path) -> None:
    direct = sa.make_url(new_database())
    engine = connect(direct.render_as_string())
    transact(engine, metadata.create_all)
    engine.dispose()
    with line() as way:
        far = direct.set(host="127.0.0.1", port=way.port, query={})
        watch = watch_of(connect(far.render_as_string()), tmp_path)
        watch.start()
        with listening(watch, HERE) as server:
            assert health(server)[0] == 200
            assert "duizhao_queue_jobs" not in numbers(server)
            way.open.clear()
            time.sleep(1.1)  # what was told last is kept for a second
            for _ in range(2):
                began = time.monotonic()
                status, told = health(server)
                assert time.monotonic() - began < 5
                assert (status, told["reasons"]) == (503, ["the database does not answer"])
            assert {each.name for each in threading.enumerate()} >= {"onlooker"}
            assert [each.name for each in threading.enumerate()].count("onlooker") == 1
            way.open.set()
            until = time.monotonic() + 10
            while health(server)[0] != 200 and time.monotonic() < until:
                time.sleep(0.2)
            assert health(server)[0] == 200
        watch.engine.dispose()


def test_a_worker_that_is_missing_is_told(tmp_path: Path) -> None:
    engine = connect(new_database())
    transact(engine, metadata.create_all)
    watch = watch_of(engine, tmp_path)
    watch.start()
    watch.begun -= 400
    with listening(watch, HERE) as server:
        status, told = health(server)
        assert status == 503
        assert "2 sources are due, and no worker was seen at all" in told["reasons"]
        worker = watch_of(engine, tmp_path, command="work")
        worker.start()
        time.sleep(1.1)
        status, told = health(server)
        assert (status, told["needs_workers"], told["reasons"]) == (200, True, [])
        with listening(worker, HERE) as other:
            assert health(other)[1]["keeps_schedule"] is False
    engine.dispose()


SECRETS = ("s3cret", "evil", "forged", "\x1b", "\u202e", "hostname-of-mine")


def test_no_secret_and_nothing_hostile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = sa.make_url(new_database()).set(username="postgres", password="s3cret")
    engine = connect(url.render_as_string(hide_password=False))
    transact(engine, metadata.create_all)
    monkeypatch.setattr("storage.runs.machine", lambda: f"hostname-of-mine {HOSTILE}")
    watch = watch_of(engine, tmp_path)
    watch.start()
    one = article(url="https://harbour.example/1", title=HOSTILE, text=HOSTILE, source=HOSTILE)
    visited(engine, (one.url, one), source_id=HOSTILE)
    visited(engine, ("https://harbour.example/2", HOSTILE))
    with writing(engine) as connection:
        plan = {"due_at": NOW, "interval": 900}
        connection.execute(sa.insert(schedule).values(plan | {"source_id": HOSTILE}))
        values = {"due_at": NOW, "fence": 1, "claimed_at": watch.clock.now(), "detail": HOSTILE, "source_id": "beihai"}
        connection.execute(sa.insert(rounds).values(values | {"state": HOSTILE}))
        connection.execute(sa.insert(rounds).values(values | {"source_id": HOSTILE, "state": "done"}))
        connection.execute(sa.insert(hold).values(host=HOSTILE, until=watch.clock.now() + timedelta(minutes=30)))
        connection.execute(sa.update(run).where(run.c.id != watch.run_id).values(command=HOSTILE))
    with listening(watch, HERE) as server:
        bodies = [asked(server, path)[2] for path in ("/healthz", "/metrics")]
        assert numbers(server)["duizhao_up"] == {("serve", "0.1.0"): 1}
        assert numbers(server)["duizhao_hosts_held"] == {(): 1}
        assert asked(server, f"/{'evil' * 3}")[0] == 404
        bodies.append(asked(server, "/evilpath")[2])
    engine.dispose()
    for body in (*bodies, capsys.readouterr().err):
        assert not [each for each in SECRETS if each in body]


def test_a_page_beside_is_for_this_machine_and_for_serve(engine: sa.Engine, tmp_path: Path) -> None:
    fill(engine, article(title="A reading page"))
    cases = [("serve", HERE, 200), ("serve", "0.0.0.0:0", 404), ("work", HERE, 404)]
    for command, listen, status in cases:
        with listening(watch_of(engine, tmp_path, command=command), listen) as server:
            assert asked(server, "/")[0] == status
            assert asked(server, "/article/1")[0] == status
            assert asked(server, "/healthz")[0] == 200


def test_the_pages_know_the_sources_as_they_stand_by_now(engine: sa.Engine, tmp_path: Path) -> None:
    watch = watch_of(engine, tmp_path)
    with listening(watch, HERE) as server:
        assert "A name of its own" not in asked(server, "/")[2]
        write_source(tmp_path / "sources", "lantau", name="A name of its own")
        assert watch.roster.refresh()
        assert "A name of its own" in asked(server, "/")[2]


def test_it_ends_with_the_service(engine: sa.Engine, tmp_path: Path) -> None:
    with listening(watch_of(engine, tmp_path), HERE) as server:
        assert server is not None
        idle = socket.create_connection(("127.0.0.1", server.server_port))
    with pytest.raises(OSError, match="refused"):
        asked(server, "/healthz")
    idle.close()
    assert not [each for each in threading.enumerate() if each.name == "listening"]


def test_off(engine: sa.Engine, tmp_path: Path) -> None:
    with listening(watch_of(engine, tmp_path), "off") as server:
        assert server is None


def test_a_port_in_use_is_a_mistake_of_one_line(engine: sa.Engine, tmp_path: Path) -> None:
    watch = watch_of(engine, tmp_path)
    with listening(watch, HERE) as server:
        assert server is not None
        taken = f"127.0.0.1:{server.server_port}"
        with pytest.raises(ConfigError) as caught, listening(watch, taken):
            pass
    assert str(caught.value) == f"--listen: {taken}: Address already in use"


@pytest.mark.parametrize(
    ("listen", "expected"),
    [
        ("127.0.0.1:8321", ("127.0.0.1", 8321)),
        ("0.0.0.0:0", ("0.0.0.0", 0)),
        ("[::1]:8321", ("::1", 8321)),
        ("[::]:65535", ("::", 65535)),
        ("localhost:8321", ("127.0.0.1", 8321)),
        ("::1:8321", "neither"),
        ("127.0.0.1", "neither"),
        (":8321", "neither"),
        ("8321", "neither"),
        ("127.0.0.1:65536", "neither"),
        ("127.0.0.1:-1", "neither"),
        ("127.0.0.1:80 ", "neither"),
        ("http://127.0.0.1:80", "neither"),
        ("", "neither"),
        ("OFF", "neither"),
        ("no-such-host.invalid:80", "no such host"),
        ("a..b:80", "no such host"),
    ],
)
def test_addresses(listen: str, expected: tuple[str, int] | str) -> None:
    if isinstance(expected, tuple):
        assert address_of(listen) == expected
        return
    with pytest.raises(ConfigError, match=expected) as caught:
        address_of(listen)
    assert "\n" not in str(caught.value)

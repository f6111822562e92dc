"""The command `serve` in a process of its own: that it tells of itself, whom it tells, and what ends it not."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
import sqlalchemy as sa

from storage.database import connect, transact
from storage.migrate import upgrade
from tests.postgres_line import line
from tests.postgres_server import new_database
from tests.queue_tables import queue_tables
from tests.watching import write_source

ROOT = Path(__file__).parent.parent


def settings(directory: Path, **more: str) -> dict[str, str]:
    """The surroundings of a service whose one source is at a port of this machine that nobody has."""
    own = directory / "sources"
    if not own.exists():
        file = write_source(own, "harbour", feeds="http://127.0.0.1:1/feed.xml")
        file.write_text(file.read_text() + "allow_private: true\nports: [1]\n")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    kept |= {"DUIZHAO_DATA": str(directory / "data"), "DUIZHAO_SOURCES": str(own)}
    return kept | {"DUIZHAO_CONTACT": "desk@example.org", "PYTHONPATH": str(ROOT)} | more


def duizhao(directory: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """A command that comes to its end."""
    command = [sys.executable, "-m", "service", *arguments]
    return subprocess.run(
        command, env=settings(directory, **more), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


class Service:
    """A service that runs, and the events that it has told so far."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stderr is not None
        self.errors: IO[str] = process.stderr
        self.told: list[dict[str, Any]] = []

    def until(self, event: str) -> dict[str, Any]:
        """The facts of the next event of that name."""
        for text in self.errors:
            self.told.append(json.loads(text))
            if self.told[-1]["event"] == event:
                return self.told[-1]
        raise AssertionError(f"{event} never came: {self.told}")

    def stop(self) -> int:
        """Stop it; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@contextmanager
def running(directory: Path, *arguments: str, **more: str) -> Iterator[Service]:
    """A service that is killed at the end, if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "service", *arguments],
        env=settings(directory, **more),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Service(process)
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def body(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as response:
        return str(response.read().decode())


def test_a_service_tells_of_itself_and_ends(tmp_path: Path) -> None:
    with running(tmp_path, "serve", "harbour", "--listen", "127.0.0.1:0") as service:
        url = service.until("listening")["url"]
        service.until("started")
        told = json.loads(body(f"{url}healthz"))
        assert (told["ok"], told["reasons"], told["command"]) == (True, ["starting"], "serve")
        assert 'duizhao_up{command="serve",version=' in body(f"{url}metrics")
        assert "duizhao 对照" in body(url)
        well = duizhao(tmp_path, "health", "--url", f"{url}healthz")
        assert (well.returncode, json.loads(well.stdout)["run"], well.stderr) == (0, told["run"], "")
        taken = duizhao(tmp_path, "serve", "harbour", "--listen", url.removeprefix("http://").rstrip("/"))
        assert taken.returncode == 2
        assert taken.stderr.endswith("Address already in use\n")
        assert len(taken.stderr.splitlines()) == 1
        assert service.stop() == 0
        with pytest.raises(OSError, match="refused"):
            body(f"{url}healthz")
        ill = duizhao(tmp_path, "health", "--url", f"{url}healthz")
        assert (ill.returncode, ill.stderr) == (1, f"{url}healthz: Connection refused\n")


def test_a_service_whose_events_nobody_reads_goes_on(tmp_path: Path) -> None:
    with running(tmp_path, "serve", "harbour", "--listen", "127.0.0.1:0") as service:
        url = service.until("listening")["url"]
        service.errors.close()
        until = time.monotonic() + 40
        while '"failed"' not in body(f"{url}metrics") and time.monotonic() < until:
            time.sleep(0.5)  # until the one round, whose route does not answer, has ended
        assert 'duizhao_rounds_last_day{source="harbour",state="failed"} 1.0' in body(f"{url}metrics")
        assert json.loads(body(f"{url}healthz"))["ok"]
        assert service.stop() == 0


def test_a_service_that_is_told_off_listens_nowhere(tmp_path: Path) -> None:
    with running(tmp_path, "work", "harbour") as service:
        service.until("started")
        assert service.stop() == 0
    assert not [each for each in service.told if each["event"] == "listening"]


def test_a_wrong_address_is_one_line(tmp_path: Path) -> None:
    ended = duizhao(tmp_path, "serve", "harbour", "--listen", "8321")
    assert ended.returncode == 2
    assert ended.stderr.startswith("--listen: '8321' is neither HOST:PORT")
    assert len(ended.stderr.splitlines()) == 1


def test_no_event_tells_the_password_of_the_database(tmp_path: Path) -> None:
    direct = sa.make_url(new_database())
    engine = connect(direct.render_as_string())
    upgrade(engine)
    transact(engine, queue_tables)
    engine.dispose()
    with line() as way:
        secret = "s3cret%2Fpass"
        url = f"postgresql+psycopg://postgres:{secret}@127.0.0.1:{way.port}/{direct.database}"
        with running(tmp_path, "serve", "harbour", "--listen", "127.0.0.1:0", DUIZHAO_DATABASE=url) as service:
            address = service.until("listening")["url"]
            service.until("started")
            assert json.loads(body(f"{address}healthz"))["ok"]
            way.close()
            service.until("database_unavailable")
            time.sleep(1.1)  # what was told last is kept for a second
            numbers = body(f"{address}metrics")
            assert "duizhao_database_up 0.0" in numbers
            ill = duizhao(tmp_path, "health", "--url", f"{address}healthz")
            assert (ill.returncode, json.loads(ill.stdout)["ok"]) == (1, False)
            service.process.kill()
            rest = service.errors.read()
    seen = f"{service.told} {rest} {numbers} {ill.stdout}"
    assert "s3cret" not in seen
    assert all(json.loads(each)["event"] for each in rest.splitlines())


def test_a_port_that_says_something_else_is_no_service(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        url = f"http://127.0.0.1:{other.getsockname()[1]}/healthz"
        process = subprocess.Popen(
            [sys.executable, "-m", "service", "health", "--url", url],
            env=settings(tmp_path),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        near, _ = other.accept()
        near.recv(65536)
        near.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x1b[31mtext")
        near.close()
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (1, f"{url}: that is no health of a service\n")

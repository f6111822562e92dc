"""The command `health`: its exit code, and what it takes for the health of a service."""

import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import pytest

from config.errors import ConfigError
from service.asking import DEFAULT, MOST, run_health
from service.collect_commands import health
from web.answers import Answer
from web.app import Server, make_server

ROOT = Path(__file__).parent.parent
WELL = b'{"ok": true, "reasons": ["starting"]}'
ILL = b'{"ok": false, "reasons": ["paused: \\u001b[31m \xe6\x98\x9f"]}'


def answer(status: HTTPStatus, body: bytes) -> Answer:
    return Answer(status, body, "application/json")


ANSWERS = {
    "/healthz": answer(HTTPStatus.OK, WELL),
    "/ill": answer(HTTPStatus.SERVICE_UNAVAILABLE, ILL),
    "/text": answer(HTTPStatus.OK, b"all is well"),
    "/list": answer(HTTPStatus.OK, b"[]"),
    "/other": answer(HTTPStatus.OK, b'{"status": "UP"}'),
    "/deep": answer(HTTPStatus.OK, b"[" * MOST),
    "/long": answer(HTTPStatus.OK, b'{"ok": true, "text": "' + b"x" * MOST + b'"}'),
    "/nothing": answer(HTTPStatus.OK, b""),
    "/moved": answer(HTTPStatus.FOUND, WELL),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = make_server(None, {}, more={path: partial(replace, told) for path, told in ANSWERS.items()})
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "code", "error"),
    [
        ("/healthz", 0, ""),
        ("", 0, ""),
        ("/ill", 1, ""),
        ("/moved", 1, ""),
        *((path, 1, "that is no health of a service") for path in ("/text", "/list", "/other", "/nothing", "/nowhere")),
        ("/deep", 1, "that is no health of a service"),
        ("/long", 1, "that is no health of a service"),
    ],
)
def test_what_is_said(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    path: str,
    code: int,
    error: str,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert run_health(f"http://127.0.0.1:{server.server_port}{path}") == code
    told = capsys.readouterr()
    assert told.err.endswith(f": {error}\n") if error else not told.err
    assert bool(told.out) != bool(error)
    assert told.out.replace("\n", "").isprintable()
    if told.out:
        assert json.loads(told.out) == json.loads(ANSWERS[path or "/healthz"].body)


@pytest.mark.parametrize("url", ["", "127.0.0.1:8321", "ftp://127.0.0.1/", "http://", "http://a:99999/", "http://[::1"])
def test_what_is_no_url_is_a_mistake(url: str) -> None:
    with pytest.raises(ConfigError, match=r"--url: .* is no URL"):
        run_health(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/healthz", "http://no-such-host.invalid/healthz"])
def test_nobody_answers(capsys: pytest.CaptureFixture[str], url: str) -> None:
    assert run_health(url) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_it_asks_where_serve_listens() -> None:
    assert inspect.signature(health).parameters["url"].default == DEFAULT


def test_it_imports_nothing_heavy() -> None:
    script = """
import sys
from typer.testing import CliRunner
from service.cli import app
assert CliRunner().invoke(app, ["health", "--url", "http://127.0.0.1:1/"]).exit_code == 1
heavy = ("scrapy", "trafilatura", "sqlalchemy", "twisted", "lxml", "yaml", "structlog", "prometheus_client")
print([name for name in heavy if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

"""Where a crawl of a service begins: its group, its directory, its silence, and its end with the service."""

import json
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from crawler.forking import fork_server
from pipeline.rhythm import Rhythm
from service import entry
from service.entry import FAILED, Assignment, Work
from storage.schedule import Lease
from tests.builders import NOW

HELD = Assignment((Lease("one", 1, NOW, NOW),), (), Rhythm(), 7)


def tell(assignment: Assignment) -> int:
    """Write down where this process stands; return how many sources it holds."""
    print("not to be seen")  # noqa: T201
    told = {
        "group": os.getpgid(0) == os.getpid(),
        "temporary": tempfile.gettempdir(),
        "name": psutil.Process().name(),
        "ids": assignment.source_ids,
        "run": assignment.run_id,
    }
    Path(tempfile.gettempdir(), "told").write_text(json.dumps(told))
    return len(assignment.leases)


def last(_assignment: Assignment) -> int:
    """Write down who is there and whether it was orphaned when it got SIGTERM; leave nothing else to wait for."""
    place = Path(tempfile.gettempdir()).parent

    def ended(_number: int, _frame: Any) -> None:
        (place / "ended").write_text(str(entry.orphaned.is_set()))
        sys.exit(0)

    signal.signal(signal.SIGTERM, ended)
    (place / "begun").write_text(str(os.getpid()))
    time.sleep(30)
    return 1


def entered(work: Work, place: Path) -> int | None:
    """The exit code of a process that enters by the way of a crawl."""
    process = fork_server("service.preload").Process(target=entry.enter, args=(work, HELD, str(place)))
    process.start()
    process.join(60)
    return process.exitcode


def test_a_process_of_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert entered(tell, tmp_path) == 1
    assert json.loads((tmp_path / "told").read_text()) == {
        "group": True,
        "temporary": str(tmp_path),
        "name": "duizhao-crawl" if sys.platform == "linux" else psutil.Process().name(),
        "ids": ["one"],
        "run": 7,
    }
    assert capfd.readouterr().out == ""


def service(place: str) -> None:
    """Stand in for a service that starts a crawl and is killed."""
    process = fork_server("service.preload").Process(target=entry.enter, args=(last, HELD, place))
    process.start()
    while not Path(place).with_name("begun").exists():
        time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGKILL)


def test_it_ends_with_the_service(tmp_path: Path) -> None:
    place = tmp_path / "dz-1"
    place.mkdir()
    process = multiprocessing.get_context("spawn").Process(target=service, args=(str(place),))
    process.start()
    process.join(60)
    until = time.monotonic() + 10
    while not (tmp_path / "ended").exists() or not (tmp_path / "ended").read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert (tmp_path / "ended").read_text() == "True"
    while place.exists():  # nobody else takes it away
        assert time.monotonic() < until
        time.sleep(0.02)


def test_an_error_of_the_program_is_an_event_and_no_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_assignment: Assignment) -> int:
        raise RuntimeError("out of order")

    monkeypatch.setattr("service.held.run_held", broken)
    assert entry.crawl(HELD) == FAILED
    event = json.loads(capsys.readouterr().err)
    assert event["event"] == "crawl_failed"
    assert event["sources"] == ["one"]
    assert "RuntimeError: out of order" in event["exception"]


@pytest.mark.parametrize("code", [0, 1, 2])
def test_its_exit_code_is_that_of_its_work(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr("service.held.run_held", lambda _assignment: code)
    assert entry.crawl(HELD) == code

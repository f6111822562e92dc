"""A service for tests: serve and work as processes of their own, with a minute of a second and short bounds."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psutil
import sqlalchemy as sa

from storage.database import connect
from tests.crawling import CONTACT, ROOT

# The commands themselves; only the minute and the bounds are shorter. `room` stands in for the disk.
PACED = """
import sys
from datetime import timedelta
from pathlib import Path
import service.watch, storage.database
from pipeline.rhythm import Rhythm
from service.duty import Bounds
from service.serving import run_serve
from service.working import run_work
storage.database.BUSY_SECONDS = {busy}
room = Path({room!r})
original = service.watch.Watch.__init__
def init(self, *arguments, **options):
    original(self, *arguments, **options)
    self.room = lambda _data: int(room.read_text()) if room.exists() else 2**40
service.watch.Watch.__init__ = init
bounds = Bounds(**{bounds!r}, rhythm=Rhythm(minute=timedelta(seconds={minute})))
sys.exit((run_serve if {command!r} == "serve" else run_work)(sys.argv[1:], bounds))
"""


class Service:
    """One process, its events, and the database that it works on."""

    def __init__(
        self,
        command: str,
        base: Path,
        database: str = "",
        minute: float = 1.0,
        busy: float = 2.0,
        more: Mapping[str, str] | None = None,
        **bounds: Any,
    ) -> None:
        self.base, self.log, self.room = base, base / f"{command}-{time.monotonic_ns()}.log", base / "room"
        self.database = database or f"sqlite:///{base}/data/duizhao.sqlite"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
        surroundings = kept | {
            "DUIZHAO_DATA": str(base / "data"),
            "DUIZHAO_SOURCES": str(base / "sources"),
            "DUIZHAO_DATABASE": self.database,
            "DUIZHAO_CONTACT": CONTACT,
            "PYTHONPATH": str(ROOT),
            **(more or {}),
        }
        ids = sorted(path.stem for path in (base / "sources").glob("*.yml"))
        code = PACED.format(
            command=command, room=str(self.room), minute=minute, busy=busy, bounds={"tick": 0.3, "sweep": 0.5, **bounds}
        )
        with self.log.open("wb") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, *ids],
                env=surroundings,
                cwd=base,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in [*self.children(), psutil.Process(self.process.pid)] if self.process.poll() is None else []:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self.process.wait()

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """The events so far, all or those of one name."""
        found = []
        for line in self.log.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError):
                found.append(json.loads(line))
        return [each for each in found if name in ("", each.get("event"))]

    def wait(self, what: Callable[[], Any], seconds: float = 40) -> Any:
        """What the function gives as soon as it gives something; fails the test where the service ends before."""
        until = time.monotonic() + seconds
        while not (found := what()):
            told = self.log.read_text(encoding="utf-8")[-3000:]
            assert self.process.poll() is None, told
            assert time.monotonic() < until, told
            time.sleep(0.05)
        return found

    def wait_for(self, event: str, times: int = 1, seconds: float = 40) -> dict[str, Any]:
        """The last of so many events of one name."""
        found: dict[str, Any] = self.wait(lambda: self.events(event)[times - 1 :], seconds)[0]
        return found

    def children(self) -> list[psutil.Process]:
        """Every process below it."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def crawls(self) -> list[psutil.Process]:
        """The crawls that run."""
        with suppress(psutil.NoSuchProcess):
            return [each for each in self.children() if each.name() == "duizhao-crawl"]
        return []

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal; return the exit code and the seconds until the end, at most thirty."""
        began = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(30)
        return code, time.monotonic() - began

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers."""
        engine = connect(self.database)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(sa.text(query))]
        finally:
            engine.dispose()

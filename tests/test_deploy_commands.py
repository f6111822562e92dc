"""Each service of the Compose file by its very command, on a real PostgreSQL that asks for the password.

They run from the files that come into the image. Only what a container would have to itself is put elsewhere: the host
of the database, the port, and the directories.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from psycopg import sql

from config.catalogue import SHIPPED
from config.settings import settings_from
from storage.database import connect, reading
from storage.reports import counts
from storage.schema import article, link, rounds, run, schedule, visit
from tests.deploying import compose, image_environment, lay
from tests.postgres import running
from tests.sites import Reply, Site, feed
from tests.sites import article as page

PASSWORD = "p@ss w:rd/%41?#'"  # nothing of it may be taken for a part of the URL
SET = {"DUIZHAO_CONTACT": "desk@example.org"}
PAGES = 2  # of each source
SOURCE = """
name: {name}
home: {home}
language: en
country: US
edited_in: US
ownership: trade
timezone: UTC
feeds: [{feed}]
allow_private: true
ports: [{port}]
delay: 0
"""


@dataclass(slots=True)
class Place:
    """Where the containers' things are in a test."""

    base: Path
    temporary: Path  # /tmp
    socket: str  # the directory of the database's socket
    services: Mapping[str, Any] = field(default_factory=lambda: compose(SET)["services"])

    def of(self, text: str) -> str:
        """A value of the Compose file as it is here."""
        text = text.replace("@postgres:5432/duizhao", f"@/duizhao?host={self.socket}")
        text = re.sub(r"^/tmp\b", str(self.temporary), text)
        return re.sub(r"^/(data|sources|run/secrets)\b", rf"{self.base}/\1", text)

    def environment(self, service: str) -> dict[str, str]:
        """What a container of the service has in its environment."""
        told = image_environment() | self.services[service]["environment"]
        given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.base / "app"), "TMPDIR": str(self.temporary)}
        return given | {name: self.of(value) for name, value in told.items()}

    def start(self, service: str, number: int = 1) -> "Started":
        """Run the command of a service."""
        port = free_port()
        command = [re.sub(r"^[\d.]+:8321$", f"127.0.0.1:{port}", each) for each in self.services[service]["command"]]
        log = self.base / f"{service}-{number}.log"
        with log.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "service", *command],
                env=self.environment(service),
                cwd=self.temporary,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        return Started(process, log, port)

    def is_healthy(self, service: str, started: "Started") -> bool:
        """What the health check of a service says of a process."""
        word, program, *arguments = self.services[service]["healthcheck"]["test"]
        assert (word, program) == ("CMD", "duizhao")
        there = ["--url", f"http://127.0.0.1:{started.port}/healthz"]
        asked = [sys.executable, "-m", "service", *arguments, *there]
        return not subprocess.run(asked, env=self.environment(service), check=False).returncode

    def engine(self) -> sa.Engine:
        """The database as the services reach it."""
        return connect(settings_from(self.environment("serve")).database)


@dataclass(frozen=True, slots=True)
class Started:
    """A process of a service."""

    process: "subprocess.Popen[bytes]"
    log: Path
    port: int

    def events(self) -> list[dict[str, Any]]:
        """What it told so far."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def sources(self, event: str) -> set[str]:
        """The sources that the events of a kind name."""
        return {source for each in self.events() if each["event"] == event for source in each["sources"]}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait(until: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.2)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A database server that asks for the password, the files of the image, and directories for the rest."""
    # The children's sockets are in /tmp, and a socket's path has room for 107 bytes: below tmp_path they had 108.
    with running() as server, TemporaryDirectory(prefix="duizhao-") as temporary:
        server.admin.execute(sql.SQL("CREATE ROLE duizhao LOGIN PASSWORD {}").format(PASSWORD))
        server.admin.execute("CREATE DATABASE duizhao OWNER duizhao")
        rules = server.socket / "pg_hba.conf"
        rules.write_text(f"local all duizhao scram-sha-256\n{rules.read_text()}")
        server.admin.execute("SELECT pg_reload_conf()")
        for name in ("data", "sources", "run/secrets"):
            (tmp_path / name).mkdir(parents=True)
        (tmp_path / "run/secrets/postgres-password").write_text(f"{PASSWORD}\n")
        lay(tmp_path / "app")
        yield Place(tmp_path, Path(temporary), str(server.socket))


@pytest.fixture
def sites(place: Place) -> Iterator[list[Site]]:
    """Five sites that stand for twelve shipped sources, the others left out, so that nothing but this machine is asked.

    Four never answer for one of their pages, and a worker has three crawls at once: each worker has one to the end.
    """
    made = [Site() for _ in range(5)]
    shipped = sorted(path.stem for path in SHIPPED.glob("*.yml"))
    for name in shipped[12:]:  # a crawl of each takes longer than the services need to show what they do
        (place.base / "app" / "config" / "sources" / f"{name}.yml").unlink()
    for at, name in enumerate(shipped[:12]):
        site = made[at % len(made)]
        paths = [f"/{name}/{number}" for number in range(PAGES)]
        site.pages |= {path: Reply(page(path), delay=0.2) for path in paths}
        if at < 4:
            site.pages["/hangs"] = Reply(hang=True)
            paths.append("/hangs")
        site.pages[f"/{name}/feed"] = feed(map(site.url, paths))
        text = SOURCE.format(name=name, home=site.url(), feed=site.url(f"/{name}/feed"), port=site.port)
        (place.base / "sources" / f"{name}.yml").write_text(text)
    yield made
    for site in made:
        site.close()


def test_the_services_collect_and_stop(place: Place, sites: list[Site]) -> None:
    names = {path.stem for path in (place.base / "sources").glob("*.yml")}
    before = state_of(place.base / "app")
    migrate = place.start("migrate")
    assert migrate.process.wait(30) == 0, migrate.log.read_text()
    engine = place.engine()
    workers = [place.start("work", number) for number in range(place.services["work"]["deploy"]["replicas"])]
    started = [*workers, place.start("serve")]
    try:
        wait(lambda: articles(engine) == PAGES * len(names), "all articles")
        wait(lambda: all(each.times("/hangs") for each in sites[:4]), "the crawls that are under way at the end")
        wait(lambda: any(each.sources("crawl_ended") for each in workers), "the one that is not")
        of_workers = [each.sources("crawl_started") for each in workers]
        assert all(of_workers)
        assert set.union(*of_workers) == names
        assert not started[-1].sources("crawl_started")
        assert all(map(place.is_healthy, ("work", "work", "serve"), started))
        below = [child for each in started for child in psutil.Process(each.process.pid).children(recursive=True)]
        assert below
        for each in started:
            each.process.send_signal(signal.SIGTERM)
        ended = time.monotonic() + 30
        assert [each.process.wait(ended - time.monotonic()) for each in started] == [0, 0, 0]
        # What the kernel ends with its parent ends a moment later.
        wait(lambda: not [each for each in below if lives(each)], "the end of all that they started", 2)
    finally:
        for each in started:
            each.process.kill()
    with reading(engine) as connection:
        told = counts(connection)
        made = connection.scalar(sa.select(sa.func.sum(link.c.visits)))
        assert told["visits"]["total"] == told["visits"]["pending"] + sum(told["outcomes"].values())
        assert made == sum(told["outcomes"].values())
        assert (
            connection.scalars(sa.select(visit.c.id).where(visit.c.outcome == "", visit.c.run_id.is_not(None))).all()
            == []
        )
        assert (
            connection.scalars(sa.select(schedule.c.source_id).where(schedule.c.lease_until.is_not(None))).all() == []
        )
        assert set(connection.scalars(sa.select(rounds.c.state))) == {"done", "cut"}
        assert set(connection.scalars(sa.select(run.c.state))) == {"done", "interrupted"}
    engine.dispose()
    assert state_of(place.base / "app") == before
    assert list(place.temporary.iterdir()) == []


def articles(engine: sa.Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(article)) or 0


def lives(process: psutil.Process) -> bool:
    """True but for a process that ended, also where its end was not asked for yet, which is for a container's init."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def state_of(tree: Path) -> dict[Path, tuple[int, int]]:
    """What changes in a directory when something is written below it."""
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tree.rglob("*")}

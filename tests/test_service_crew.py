"""The crew: every crawl ends within its bounds, and every lease that was claimed ends with it or is given back."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

from crawler.forking import end_server, fork_server, server_pid
from pipeline.rhythm import Rhythm
from service.crew import Crew
from service.duty import Bounds, Roster
from storage import rounds as rounds_module
from storage import runs, schedule
from storage.database import connect, reading, transact
from storage.migrate import ready
from storage.schedule import Lease
from storage.schema import rounds
from tests.crewing import crawl_of
from tests.sites import Press, Site

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = connect(f"sqlite:///{tmp_path}/a.sqlite")
    ready(made)
    yield made
    made.dispose()


@pytest.fixture
def roster(tmp_path: Path) -> Iterator[Roster]:
    press = Press(tmp_path / "sources")
    press.add("one", Site({}))
    yield Roster(tmp_path / "sources", ["one"])
    press.close()


def crew_of(engine: sa.Engine, roster: Roster, code: str, **bounds: Any) -> Crew:
    """A crew whose crawls are a line of Python."""
    started = transact(engine, lambda connection: runs.start_run(connection, clock(), "serve"))
    return Crew(engine, roster, Bounds(crawl=crawl_of(code), **{"grace": 0.5, "deadline": 5.0, **bounds}), started)


def clock() -> datetime:
    """The time: a round is ended by the clock, so it must begin by it."""
    return datetime.now(UTC)


def claim(engine: sa.Engine) -> tuple[Lease, ...]:
    """Claim the one source."""

    def work(connection: sa.Connection) -> tuple[Lease, ...]:
        schedule.enrol(connection, ["one"], clock(), Rhythm())
        return schedule.claim(connection, ["one"], clock(), Rhythm(), early=True)

    return transact(engine, work)


def states(engine: sa.Engine) -> list[tuple[str, str]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(sa.select(rounds.c.state, rounds.c.detail))]


def is_held(engine: sa.Engine) -> bool:
    with reading(engine) as connection:
        return bool(connection.execute(sa.text("SELECT lease_until FROM schedule")).scalar_one())


def is_running(pid: int) -> bool:
    """False for a process that ended, seen by its parent or not."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return False
        except psutil.NoSuchProcess:
            return False
        time.sleep(0.05)
    return True


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    async def inner() -> Any:
        return await work()

    return asyncio.run(inner())


@pytest.mark.parametrize(
    ("code", "bounds", "state", "detail"),
    [
        ("pass", {}, "done", ""),
        ("raise SystemExit(3)", {}, "crashed", "the crawl ended with exit code 3"),
        ("import os; os.kill(os.getpid(), 11)", {}, "crashed", "the crawl was killed by SIGSEGV"),
        ("import time; time.sleep(60)", {"deadline": 0.3}, "cut", "it took too long; the rest is pending"),
        (STUBBORN, {"deadline": 1.0}, "cut", "it took too long; the rest is pending"),
        ("raise SystemExit(1)", {}, "cut", "the crawl was stopped"),
        ("assert [each.source_id for each in assignment.leases] == ['one']", {}, "done", ""),
    ],
)
def test_how_a_crawl_ends(
    engine: sa.Engine, roster: Roster, code: str, bounds: dict[str, float], state: str, detail: str
) -> None:
    async def work() -> None:
        crew = crew_of(engine, roster, code, **bounds)
        await crew.begin(["one"], claim)
        assert not crew.running

    run(work)
    assert states(engine) == [(state, detail)]
    assert not is_held(engine)


def test_a_crawl_that_can_not_be_started_is_a_crash(
    engine: sa.Engine, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_process: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.ForkServerProcess.start", start)
    run(lambda: crew_of(engine, roster, "").begin(["one"], claim))
    assert states(engine) == [("crashed", "not started: [Errno 11] Resource temporarily unavailable")]
    assert not is_held(engine)


def test_a_crawl_that_could_not_be_started_while_the_service_stops_is_no_crash(
    engine: sa.Engine, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew = crew_of(engine, roster, "")
    fork_server("service.preload")
    crew.warm = server_pid()

    def start(_process: object) -> None:
        crew.stopping.set()
        raise EOFError

    monkeypatch.setattr("multiprocessing.context.ForkServerProcess.start", start)
    run(lambda: crew.begin(["one"], claim))
    assert states(engine) == [("cut", "not started: the fork server forked nothing")]
    assert not is_held(engine)


@pytest.mark.parametrize("warm", [True, False])
def test_a_fork_server_that_hangs_is_ended_and_the_crawl_has_another(
    engine: sa.Engine, roster: Roster, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    async def work() -> None:
        crew = crew_of(engine, roster, "pass")
        await crew.begin(["one"], claim)
        hanging = server_pid()
        assert hanging is not None
        os.kill(hanging, signal.SIGSTOP)
        monkeypatch.setattr("service.forked.PATIENCE", 1.0)
        await (crew if warm else crew_of(engine, roster, "pass")).begin(["one"], claim)
        assert server_pid() != hanging

    run(work)
    assert states(engine) == [("done", ""), ("done", "")]


def test_nothing_is_claimed_before_a_crawl_could_begin_at_once(engine: sa.Engine, roster: Roster) -> None:
    end_server()
    claimed: list[int | None] = []

    def noted(of: sa.Engine) -> tuple[Lease, ...]:
        claimed.append(server_pid())
        return claim(of)

    crew = crew_of(engine, roster, "pass")
    before = server_pid()
    run(lambda: crew.begin(["one"], noted))
    assert claimed == [server_pid()] != [before]
    assert states(engine) == [("done", "")]


def test_a_crawl_whose_fork_server_dies_is_ended_and_the_next_one_has_another(
    engine: sa.Engine, roster: Roster, tmp_path: Path
) -> None:
    told = tmp_path / "pid"
    code = f"import os, time; open({str(told)!r}, 'w').write(f'{{os.getppid()}} {{os.getpid()}}'); time.sleep(60)"

    async def work() -> list[int]:
        crew = crew_of(engine, roster, code, deadline=30.0)
        crawl = crew.begin(["one"], claim)
        while not (told.exists() and " " in told.read_text()):
            await asyncio.sleep(0.05)
        server, pid = map(int, told.read_text().split())
        os.kill(server, signal.SIGKILL)
        await crawl
        await crew_of(engine, roster, "pass").begin(["one"], claim)
        return [server, pid]

    server, pid = run(work)
    assert states(engine) == [("crashed", "the crawl was lost with the fork server"), ("done", "")]
    assert not is_running(pid)
    assert not is_running(server)


def test_what_a_crawl_leaves_in_its_group_ends_with_it(engine: sa.Engine, roster: Roster, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = f"import subprocess; left = subprocess.Popen(['sleep', '60']); open({str(told)!r}, 'w').write(str(left.pid))"
    run(lambda: crew_of(engine, roster, code).begin(["one"], claim))
    assert states(engine) == [("done", "")]
    assert not is_running(int(told.read_text()))


def test_what_a_killed_crawl_leaves_behind_goes_with_it(
    engine: sa.Engine, roster: Roster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os, signal, tempfile; open(tempfile.mkdtemp() + '/a', 'w'); os.kill(os.getpid(), signal.SIGKILL)"
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    async def work() -> None:
        await crew_of(engine, roster, code).begin(["one"], claim)

    run(work)
    assert [state for state, _ in states(engine)] == ["crashed"]
    assert list(tmp_path.glob("dz-*")) == []
    assert list(tmp_path.rglob("a")) == []


def test_a_stop_ends_all_and_gives_back(engine: sa.Engine, roster: Roster) -> None:
    async def work() -> float:
        crew = crew_of(engine, roster, STUBBORN)
        crew.begin(["one"], claim)
        await asyncio.sleep(1.0)
        began = time.monotonic()
        await crew.stop()
        return time.monotonic() - began

    assert run(work) < 5
    assert states(engine) == [("cut", "the service was stopped")]
    assert not is_held(engine)


def test_what_is_claimed_while_the_service_stops_is_given_back(engine: sa.Engine, roster: Roster) -> None:
    def slowly(of: sa.Engine) -> tuple[Lease, ...]:
        leases = claim(of)
        time.sleep(0.5)
        return leases

    async def work() -> None:
        crew = crew_of(engine, roster, "raise SystemExit(9)")
        crew.begin(["one"], slowly)
        await asyncio.sleep(0.2)
        await crew.stop()

    run(work)
    assert states(engine) == [("cut", "the service was stopped")]
    assert not is_held(engine)


def test_as_many_crawls_as_there_is_room_for(engine: sa.Engine, roster: Roster) -> None:
    async def work() -> list[int]:
        crew = crew_of(engine, roster, "pass", at_once=2)
        free = [crew.free]
        tasks = [crew.begin(["one"], lambda _engine: ())]
        free.append(crew.free)
        await asyncio.wait(tasks)
        return [*free, crew.free]

    assert run(work) == [2, 1, 2]


def test_a_job_waits_for_the_crawls_that_outlived_their_worker(engine: sa.Engine, roster: Roster) -> None:
    def slowly(_engine: sa.Engine) -> tuple[Lease, ...]:
        time.sleep(0.3)
        return ()

    async def work() -> list[bool]:
        crew = crew_of(engine, roster, "", at_once=1)
        await crew.room()
        held = crew.begin(["one"], slowly)
        waiting = asyncio.ensure_future(crew.room())
        await asyncio.sleep(0.1)
        done = [waiting.done()]
        await asyncio.wait((held, waiting))
        return [*done, waiting.done()]

    assert run(work) == [False, True]


def test_the_end_of_a_round_is_written_again_where_the_database_was_locked(
    engine: sa.Engine, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = [sa.exc.OperationalError("", {}, Exception("database is locked"))] * 2
    real = rounds_module.end

    def end(*arguments: Any) -> Any:
        if locked:
            raise locked.pop()
        return real(*arguments)

    monkeypatch.setattr(rounds_module, "end", end)
    monkeypatch.setattr("service.crew.WAITS", (0.1, 0.1, 0.1))

    async def work() -> None:
        await crew_of(engine, roster, "pass").begin(["one"], claim)

    run(work)
    assert states(engine) == [("done", "")]
    assert not is_held(engine)

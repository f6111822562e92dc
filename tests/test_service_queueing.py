"""The queue: a batch waits in it once, comes to a worker, and comes back from one that shows no life."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial

import procrastinate
import pytest
import sqlalchemy as sa
import structlog
from procrastinate.exceptions import ConnectorException

from service.queueing import (
    QUEUE,
    SILENCE,
    attend,
    conninfo,
    give_back_stalled,
    keep_attending,
    put,
    queue_of,
    tell_of_task,
    waiting,
)
from storage.database import connect
from storage.migrate import ready
from tests.postgres import Postgres


@pytest.fixture
def address(postgres: Postgres) -> Iterator[str]:
    """The URL of a database with the tables of the queue."""
    with postgres.database() as url:
        engine = connect(url)
        ready(engine)
        engine.dispose()
        yield url


def within(url: str, work: Callable[[procrastinate.App], Awaitable[object]], crawl: object = None) -> object:
    """What the work gives with the queue of a database."""

    async def run() -> object:
        app = queue_of(url, crawl)  # type: ignore[arg-type]
        async with app.open_async():
            return await work(app)

    return asyncio.run(run())


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """What the database answers."""
    engine = connect(url)
    with engine.begin() as connection:
        found = connection.execute(sa.text(query))
        answer = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return answer


JOBS = "SELECT status::text, attempts FROM procrastinate_jobs ORDER BY id"
TAKEN = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => {seconds}))"


def test_a_batch_waits_once(address: str) -> None:
    async def work(app: procrastinate.App) -> object:
        first = [await put(app, "a", ["a", "b"]), await put(app, "a", ["a"]), await put(app, "c", ["c"])]
        return first, await waiting(app)

    assert within(address, work) == ([True, False, True], {"a", "c"})


def test_a_batch_comes_to_a_worker_and_leaves_nothing_behind(address: str) -> None:
    came: list[Sequence[str]] = []

    async def crawl(source_ids: Sequence[str]) -> None:
        came.append(list(source_ids))

    async def work(app: procrastinate.App) -> object:
        await put(app, "a", ["a", "b"])
        worker = asyncio.create_task(attend(app, QUEUE, 2, 0.1))
        for _ in range(200):
            await asyncio.sleep(0.05)
            if came and not await app.job_manager.list_jobs_async(queue=QUEUE):
                break
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker
        return came

    assert within(address, work, crawl) == [["a", "b"]]
    assert rows(address, "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'crawl'") == [(0,)]


def test_a_job_that_another_worker_had_meanwhile_is_told_in_a_line(address: str) -> None:
    faults: list[object] = []

    async def crawl(source_ids: Sequence[str]) -> None:
        await asyncio.to_thread(rows, address, "DELETE FROM procrastinate_jobs")

    async def run() -> None:
        async with queue_of(address).open_async() as app:
            await put(app, "a", ["a"])
        worker = asyncio.create_task(keep_attending(partial(queue_of, address, crawl), QUEUE, 1, 0.1))
        monitor.setattr(asyncio.get_running_loop(), "default_exception_handler", faults.append)
        for _ in range(200):
            await asyncio.sleep(0.05)
            gc.collect()  # a task that nobody waits for tells what it raised when it is gone
            if told:
                break
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker

    with structlog.testing.capture_logs() as told, pytest.MonkeyPatch.context() as monitor:
        asyncio.run(run())
    assert [(each["event"], each["log_level"]) for each in told] == [("job_was_given_away", "warning")]
    assert faults == []


def test_what_else_a_task_raised_is_told_as_a_fault() -> None:
    faults: list[object] = []
    loop = asyncio.new_event_loop()
    with structlog.testing.capture_logs() as told, pytest.MonkeyPatch.context() as monitor:
        monitor.setattr(loop, "default_exception_handler", faults.append)
        for each in ({"message": "slow"}, {"message": "raised", "exception": ConnectorException("Database error")}):
            tell_of_task(loop, each)
    loop.close()
    assert (told, len(faults)) == ([], 2)


@pytest.mark.parametrize(
    ("seconds", "again", "expected"),
    [
        (SILENCE + 5, False, [("todo", 1)]),  # given back
        (SILENCE + 5, True, [("todo", 0)]),  # the next one waits already, and the lost one would keep it from beginning
        (SILENCE - 5, False, [("doing", 0)]),  # its worker lives
        (SILENCE - 5, True, [("doing", 0), ("todo", 0)]),
    ],
)
def test_a_job_of_a_worker_that_shows_no_life_comes_back(
    address: str, seconds: float, again: bool, expected: list[tuple[object, ...]]
) -> None:
    within(address, lambda app: put(app, "a", ["a"]))
    rows(address, WORKER.format(seconds=seconds))
    rows(address, TAKEN)
    if again:
        assert within(address, lambda app: put(app, "a", ["a"])) is True
    within(address, give_back_stalled)
    assert rows(address, JOBS) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://u:pw@host:5433/db", "host=host dbname=db user=u password=pw port=5433"),
        ("postgresql+psycopg://u:a%20b@host/db", "host=host dbname=db user=u password='a b'"),
        ("postgresql+psycopg://u:p%40s%27%5C@host/db", r"host=host dbname=db user=u password=p@s\'\\"),
        ("postgresql+psycopg://u@/db?host=/run/postgresql", "dbname=db user=u host=/run/postgresql"),
        ("postgresql+psycopg://u@host/db?application_name=a+b", "host=host dbname=db user=u application_name='a b'"),
    ],
)
def test_conninfo(url: str, expected: str) -> None:
    assert conninfo(url) == expected

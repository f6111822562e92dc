"""The one writer of a crawl: a thread with its own connection that commits in groups."""

import asyncio
import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from scrapy.exceptions import CloseSpider

from pipeline.values import Drop
from storage.database import is_lost, transact
from storage.results import ClaimLost, Result, write, write_all
from storage.schedule import fences
from storage.warc import Archive, Record

GROUP = 100  # results in one commit at most
# A commit alone costs 2 ms of CPU, so a result waits for others: so long at most, and for so many. More than half of a
# source's window (see crawler/spider.py) would keep its next claim waiting.
PATIENCE = 0.05  # seconds
ENOUGH = 8

Value = TypeVar("Value")
Job = Callable[[sa.Connection], Any]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job or a result, the source that it is done for, if it is for one, and who waits for it."""

    work: Job | Result
    source_id: str
    future: "Future[Any]"


class WriteFailed(CloseSpider):
    """The database or the archive takes nothing more; in a callback of the spider it ends the crawl."""


class Writer:
    """Writes results and runs writing jobs, in their order, in one transaction a group.

    With `fences`, what is for a source is written only while nobody claimed it after this crawl did; from then on the
    source is in `lost`. After the first group that can not be committed nothing is tried any more, and `failure` says
    why.
    """

    def __init__(self, engine: sa.Engine, warc: Path, run_id: int, fences: Mapping[str, int] | None = None) -> None:
        self.engine = engine
        self.run_id = run_id
        self.fences = dict(fences or {})
        self.lost: set[str] = set()
        # Another database may have used the directory, so the number alone does not make the name new.
        self.archive = Archive(warc, f"run-{run_id:08d}-{secrets.token_hex(4)}")
        self.failure: Exception | None = None
        self.queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self.loop, name="writer")
        self.thread.start()

    async def do(self, job: Callable[[sa.Connection], Value], source_id: str = "") -> Value:
        """What the job returned, once it is committed; raises ClaimLost where the source is another crawl's by now."""
        result: Value = await self.put(job, source_id)
        return result

    async def write(self, result: Result, source_id: str = "") -> str:
        """The outcome of a result, once it is committed; empty where the claim was lost."""
        try:
            outcome: str = await self.put(result, source_id)
        except ClaimLost as error:
            logger.warning("%s", error)
            return ""
        return outcome

    async def put(self, work: Job | Result, source_id: str) -> Any:
        """Queue work and wait until it is committed."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # one that was cancelled would end the thread when its result is set
        self.queue.put(Waiting(work, source_id, future))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Write what is queued, then end the thread."""
        self.queue.put(None)
        self.thread.join()
        try:
            self.archive.close()
        except OSError as error:
            self.failure = self.failure or error

    def loop(self) -> None:
        """Take groups from the queue until it is closed."""
        going = True
        while going:
            group, going = self.gather()
            if group:
                self.commit(group)

    def gather(self) -> tuple[list[Waiting], bool]:
        """The next group, and False where the queue was closed behind it.

        A group of a few results waits for more; a job ends the waiting, for the crawl does not go on without it.
        """
        group: list[Waiting] = []
        until = None
        while len(group) < GROUP:
            try:
                each = self.queue.get(timeout=None if until is None else max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if each is None:
                return group, False
            group.append(each)
            if until is None:
                until = time.monotonic() + PATIENCE
            if len(group) >= ENOUGH or not isinstance(each.work, Result) or self.failure is not None:
                until = 0.0
        return group, True

    def commit(self, group: list[Waiting]) -> None:
        """Archive the pages, sync them, then commit the group; all who wait learn what came of it."""
        if self.failure is not None:
            give_up(group)
            return
        try:
            records = [self.archived(each.work) for each in group]
            self.archive.sync()
            done = transact(self.engine, lambda connection: self.all(connection, group, records))
        except Exception as error:
            logger.exception("a group of %d was not written", len(group))
            self.failure = error
            give_up(group)
            return
        for each, value in zip(group, done, strict=True):
            if isinstance(value, Exception):
                each.future.set_exception(value)
            else:
                each.future.set_result(value)

    def archived(self, work: Job | Result) -> Record | None:
        """Append the page of a result to the archive; None where it has none."""
        return self.archive.add(work.page) if isinstance(work, Result) and work.page else None

    def all(self, connection: sa.Connection, group: list[Waiting], records: list[Record | None]) -> list[Any]:
        """What each of a group gave; ClaimLost for what is for a source that this crawl may write no more."""
        fenced = {each.source_id for each in group} & self.fences.keys()
        newest = fences(connection, fenced) if fenced else {}
        self.lost.update(each for each in fenced if newest.get(each) != self.fences[each])
        todo = [(each.work, at) for each, at in zip(group, records, strict=True) if each.source_id not in self.lost]
        values = iter(self.quickly(connection, todo) or [self.one(connection, *each) for each in todo])
        return [
            ClaimLost(f"{each.source_id} is another crawl's by now") if each.source_id in self.lost else next(values)
            for each in group
        ]

    def quickly(self, connection: sa.Connection, todo: Sequence[tuple[Job | Result, Record | None]]) -> list[Any]:
        """What each of a group gave, done together; nothing is done and nothing comes back where any of it fails."""
        values: list[Any] = []
        try:
            with connection.begin_nested():
                for is_result, part in groupby(todo, lambda each: isinstance(each[0], Result)):
                    works: list[tuple[Any, Record | None]] = list(part)
                    now = datetime.now(UTC)
                    values += (
                        write_all(connection, works, self.run_id, now)
                        if is_result
                        else [job(connection) for job, _ in works]
                    )
        except Exception as error:
            if is_of_database(error):
                raise
            return []
        return values

    def one(self, connection: sa.Connection, work: Job | Result, record: Record | None) -> Any:
        """One job or result of a group that could not be done together; its failure undoes itself alone."""
        try:
            with connection.begin_nested():
                if isinstance(work, Result):
                    return write(connection, work, record, self.run_id, datetime.now(UTC))
                return work(connection)
        except ClaimLost as error:
            return error
        except Exception as error:
            if is_of_database(error):
                raise
            if not isinstance(work, Result):
                return error
            logger.exception("visit %d could not be written", work.visit.id)
            return self.hold(connection, work, error)

    def hold(self, connection: sa.Connection, work: Result, error: Exception) -> Any:
        """Hold a visit whose result the database refuses."""
        held = Drop("quarantined", f"not written: {type(error).__name__}: {error}")
        result = Result(work.visit, held.reason, held.detail, work.status)
        with connection.begin_nested():
            return write(connection, result, None, self.run_id, datetime.now(UTC))


def is_of_database(error: Exception) -> bool:
    """True where the database itself failed, so that nothing of a group can be trusted."""
    return isinstance(error, sa.exc.OperationalError) or (isinstance(error, sa.exc.DBAPIError) and is_lost(error))


def give_up(group: list[Waiting]) -> None:
    """Tell all who wait that nothing of the group was written."""
    for each in group:
        each.future.set_exception(WriteFailed("write failed"))

"""The one writer of a crawl: a thread with its own connection that commits in groups."""

import asyncio
import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from scrapy.exceptions import CloseSpider

from crawler.group import Job, Piece, Rest, write_group
from storage.database import transact
from storage.results import ClaimLost, Result
from storage.warc import Archive, Record

GROUP = 100  # results in one commit at most
# A commit alone costs 2 ms of CPU, so a result waits for others: so long at most, and for so many. More than half of a
# source's window (see crawler/spider.py) would keep its next claim waiting.
PATIENCE = 0.05  # seconds
ENOUGH = 16

Value = TypeVar("Value")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job or a result, the source that it is done for, if it is for one, and who waits for it."""

    work: Job | Result
    source_id: str
    future: "asyncio.Future[Any]"


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
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.queue.put(Waiting(work, source_id, future))
        return await future

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
        left = group
        try:
            rest = Rest(self.all, [Piece(each.work, each.source_id, self.archived(each.work)) for each in group])
            self.archive.sync()
            while left:
                done = transact(self.engine, rest)
                rest.take_away(len(done))
                answer(left[: len(done)], done)
                left = left[len(done) :]
        except Exception as error:
            logger.exception("%d of a group of %d were not written", len(left), len(group))
            self.failure = error
            give_up(left)

    def archived(self, work: Job | Result) -> Record | None:
        """Append the page of a result to the archive; None where it has none."""
        return self.archive.add(work.page, work.digest) if isinstance(work, Result) and work.page else None

    def all(self, connection: sa.Connection, pieces: Sequence[Piece]) -> list[Any]:
        """What each of a group gave; a source that turns out to be another crawl's is in `lost` from now on."""
        values, lost = write_group(connection, pieces, self.run_id, self.fences, self.lost)
        self.lost.update(lost)
        return values


def give_up(group: Sequence[Waiting]) -> None:
    """Tell all who wait that nothing of the group was written."""
    answer(group, [WriteFailed("write failed") for _ in group])


def answer(group: Sequence[Waiting], values: Sequence[Any]) -> None:
    """Hand each who waits its value, or raise it there where it is an exception; one call wakes a loop for all of them.

    Whoever was cancelled, or whose loop is closed, waits no more.
    """
    for loop in {each.future.get_loop() for each in group}:
        own = [
            (each.future, value) for each, value in zip(group, values, strict=True) if each.future.get_loop() is loop
        ]
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, own)


def settle(answered: Sequence[tuple["asyncio.Future[Any]", Any]]) -> None:
    """Give futures of this loop their values."""
    for future, value in answered:
        if future.done():
            continue
        if isinstance(value, Exception):
            future.set_exception(value)
        else:
            future.set_result(value)

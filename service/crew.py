"""The crew: crawls as child processes, each with a deadline, and the end of the rounds that they were started for."""

import asyncio
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial

import sqlalchemy as sa

from crawler.forking import server_pid
from crawler.plans import plan_of
from service.duty import Bounds, Roster
from service.entry import Assignment
from service.events import events
from service.forked import Forked, end_of, ready
from storage import rounds, runs
from storage.database import transact
from storage.schedule import Lease

WAITS = (2.0, 5.0, 10.0, 20.0)  # seconds between two tries to write the end of a round, in a thread of its own
Claim = Callable[[sa.Engine], tuple[Lease, ...]]
log = events("crew")


class Crew:
    """Runs crawls for leases that were claimed; all of them end within the grace once `stop` was called."""

    def __init__(self, engine: sa.Engine, roster: Roster, bounds: Bounds, run_id: int) -> None:
        self.engine = engine
        self.roster = roster
        self.bounds = bounds
        self.run_id = run_id
        self.stopping = asyncio.Event()
        self.forking = asyncio.Lock()
        self.warm: int | None = None  # the fork server that has its imports
        self.running: dict[asyncio.Task[None], tuple[str, ...]] = {}
        self.ended = dict.fromkeys(rounds.STATES, 0)

    @property
    def free(self) -> int:
        """How many more crawls may be begun."""
        return 0 if self.stopping.is_set() else max(0, self.bounds.at_once - len(self.running))

    async def room(self) -> None:
        """Return once another crawl may be begun, or none any more."""
        while not self.free and not self.stopping.is_set():
            await asyncio.wait([*self.running], return_when=asyncio.FIRST_COMPLETED)

    def begin(self, source_ids: Sequence[str], claim: Claim) -> asyncio.Task[None]:
        """Claim these sources and start a crawl for those that could be; the task ends when their rounds have."""
        task = asyncio.create_task(self.claim_and_crawl(claim))
        self.running[task] = tuple(source_ids)
        task.add_done_callback(self.was_crawled)
        return task

    async def claim_and_crawl(self, claim: Claim) -> None:
        """One crawl from its claim on. What was claimed while the service was being stopped is given back at once.

        The next round comes half an interval after a claim at the soonest, so none is made that would wait for imports.
        """
        if server_pid() is None or server_pid() != self.warm:
            await ready(self.forking)
            self.warm = server_pid()
        if self.stopping.is_set():
            return
        try:
            leases = await asyncio.to_thread(claim, self.engine)
        except sa.exc.DBAPIError as error:
            log.error("database_unavailable", error=said(error))
            return
        if leases and self.stopping.is_set():
            await asyncio.to_thread(self.close, leases, "stopped", "the service was stopped")
        elif leases:
            await self.crawl(leases)

    def was_crawled(self, task: "asyncio.Task[None]") -> None:
        """Take a crawl that ended off the list."""
        self.running.pop(task, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("crew_failed", exc_info=task.exception())

    async def stop(self) -> None:
        """End all crawls; returns when the last has ended, at most the grace and a moment later."""
        self.stopping.set()
        while self.running:
            await asyncio.wait([*self.running])

    async def crawl(self, leases: tuple[Lease, ...]) -> None:
        """One crawl from its start to the end of its rounds."""
        began = time.monotonic()
        ids = [each.source_id for each in leases]
        with ExitStack() as stack:
            try:
                # What a killed crawl leaves behind goes with its directory.
                place = stack.enter_context(tempfile.TemporaryDirectory(prefix="dz-", ignore_cleanup_errors=True))
                sources = tuple(self.roster.sources[each] for each in ids if each in self.roster.sources)
                assignment = Assignment(leases, sources, self.bounds.rhythm, self.run_id)
                process = Forked(self.bounds.crawl, assignment, place, self.forking)
                await process.start()
            except OSError as error:
                log.error("crawl_not_started", sources=ids, error=str(error))
                state = "stopped" if self.stopping.is_set() else "crashed"
                await asyncio.to_thread(self.close, leases, state, f"not started: {error}")
                return
            pid = process.pid
            log.info("crawl_started", sources=ids, pid=pid)
            try:
                why = await self.watch(process)
            finally:
                await process.finish()
        state, detail = end_of(process.code or 0, why)
        log.info("crawl_ended", sources=ids, pid=pid, state=state, seconds=round(time.monotonic() - began, 1))
        await asyncio.to_thread(self.close, leases, state, detail)

    async def watch(self, process: Forked) -> str:
        """Wait for a crawl's end; return why it was ended, empty where it ended by itself."""
        ended = asyncio.create_task(process.wait())
        stopped = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait((ended, stopped), timeout=self.bounds.deadline, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                return ""
            why = "stop" if self.stopping.is_set() else "deadline"
            for number in (signal.SIGTERM, signal.SIGKILL):
                process.send(number)
                await asyncio.wait((ended,), timeout=self.bounds.grace)
                if ended.done():
                    break
            return why
        finally:
            stopped.cancel()
            ended.cancel()

    def close(self, leases: Sequence[Lease], state: str, detail: str) -> None:
        """Bring the rounds of a crawl to their end; where that can not be written for long, their leases run out."""
        left = list(leases)
        for wait in (*WAITS, None):
            try:
                while left:
                    self.close_one(left[0], state, detail)
                    left.pop(0)
                transact(self.engine, partial(runs.recover_children, parent_id=self.run_id, now=datetime.now(UTC)))
                return
            except sa.exc.DBAPIError as error:
                log.error("rounds_not_closed", sources=[each.source_id for each in left], error=said(error))
            if wait is None or self.stopping.is_set():
                return
            time.sleep(wait)

    def close_one(self, lease: Lease, state: str, detail: str) -> None:
        """Bring one round to its end."""
        now = datetime.now(UTC)
        source = self.roster.sources.get(lease.source_id)
        if state == "stopped" or source is None:
            transact(self.engine, lambda connection: rounds.interrupt(connection, lease, detail, now))
            self.ended["cut"] += 1
            return
        plan, rhythm = plan_of(source, self.bounds.rhythm), self.bounds.rhythm
        following = transact(
            self.engine, lambda connection: rounds.end(connection, lease, state, detail, plan, rhythm, now)
        )
        if following is None:
            log.warning("lease_was_lost", source=lease.source_id, fence=lease.fence)
            self.ended["lost"] += 1
            return
        told = "failed" if state == "done" and following.failures else state
        self.ended[told] += 1
        tell = log.info if told == "done" else log.warning
        tell(
            "round_ended",
            source=lease.source_id,
            state=told,
            reason=following.reason or detail,
            next_due=following.due_at.isoformat(timespec="seconds"),
            interval=round(following.interval.total_seconds()),
            failures=following.failures,
            overlapped=following.overlapped,
            waits_for_quiet_hours=following.is_quiet,
        )


def said(error: sa.exc.DBAPIError) -> str:
    """What the driver said, without the SQL."""
    return " ".join(str(error.orig).split())

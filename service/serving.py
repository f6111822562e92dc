"""The command `serve`: the schedule is kept, and what is due is crawled here or put into the queue for the workers."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import procrastinate
import sqlalchemy as sa

from crawler.contact import require_contact
from service.clock import Clock
from service.crew import Crew
from service.duty import Bounds, Roster
from service.events import events, log_events
from service.listening import OFF, listening
from service.queueing import CARE, keep_attending, put, queue_of, waiting
from service.ticking import Step, ticking, until_stopped
from service.watch import Watch
from service.workplace import open_workplace
from storage import schedule
from storage.database import transact

log = events("serve")


def run_serve(ids: Sequence[str], bounds: Bounds, listen: str = OFF) -> int:
    """Serve until SIGTERM or Ctrl-C; return 0."""
    watch = prepared("serve", ids, bounds)
    try:
        with listening(watch, listen):
            asyncio.run(serve(watch))
    finally:
        watch.engine.dispose()
    return 0


def prepared(command: str, ids: Sequence[str], bounds: Bounds) -> Watch:
    """The state of a service that is about to begin; raises ConfigError for what it could not work with."""
    place = open_workplace(ids, make=True)
    require_contact(place.settings, place.catalogue.select(ids))
    place.settings.data.mkdir(parents=True, exist_ok=True)
    log_events()
    roster = Roster(place.settings.sources, ids)
    return Watch(command, place.engine, place.settings.data, roster, bounds, Clock(bounds.jump))


async def serve(watch: Watch) -> None:
    """Keep the schedule until the process is told to stop."""
    stop = asyncio.create_task(until_stopped())
    await asyncio.to_thread(watch.start)
    if watch.engine.dialect.name == "postgresql":
        await serve_queue(watch, stop)
    else:
        await crew_until(watch, stop)
    await asyncio.to_thread(watch.end)


async def crew_until(watch: Watch, stop: "asyncio.Task[str]") -> None:
    """Crawl what is due in this process's own children until told to stop."""
    crew = Crew(watch.engine, watch.roster, watch.bounds, watch.run_id)
    scheduler = ticking(watch, crawling(watch, crew))
    scheduler.start()
    log.info("stopping", signal=await stop)
    scheduler.shutdown(wait=False)
    await crew.stop()


def crawling(watch: Watch, crew: Crew) -> Step:
    """The step that claims what is due and starts crawls for it, as many as there is room for."""

    async def step() -> None:
        if not crew.free or not watch.may_begin():
            return
        busy = {watch.roster.group(each) for ids in crew.running.values() for each in ids}
        batches = watch.roster.batches(await asyncio.to_thread(watch.due))
        for batch in [each for each in batches if watch.roster.group(each[0]) not in busy][: crew.free]:
            crew.begin(batch, partial(claim, watch, batch))

    return step


def claim(watch: Watch, source_ids: Sequence[str], engine: sa.Engine) -> tuple[schedule.Lease, ...]:
    """Claim those of the sources that are due and free."""
    now, rhythm = watch.clock.now(), watch.bounds.rhythm
    return transact(engine, lambda connection: schedule.claim(connection, source_ids, now, rhythm))


async def serve_queue(watch: Watch, stop: "asyncio.Task[str]") -> None:
    """Put what is due into the queue, and look after the queue, until told to stop."""
    make = partial(queue_of, address(watch.engine))
    queue = make()
    async with queue.open_async():
        scheduler = ticking(watch, queueing(watch, queue))
        scheduler.start()
        care = asyncio.create_task(keep_attending(make, CARE, 1, watch.bounds.tick))
        log.info("stopping", signal=await stop)
        scheduler.shutdown(wait=False)
        care.cancel()
        with suppress(asyncio.CancelledError):
            await care


def queueing(watch: Watch, queue: procrastinate.App) -> Step:
    """The step that puts what is due into the queue, unless it waits there already."""

    async def step() -> None:
        watch.may_begin()  # the workers see to their own disks; here it is only told
        batches = watch.roster.batches(await asyncio.to_thread(watch.due))
        # PostgreSQL writes each refusal of a doubled job into its log, so those that wait are not put again and again.
        there = await waiting(queue) if batches else set()
        for batch in batches:
            group = watch.roster.group(batch[0])
            if group not in there and await put(queue, group, batch):
                log.debug("queued", sources=list(batch))

    return step


def address(engine: sa.Engine) -> str:
    """The URL of an engine, with its password."""
    return engine.url.render_as_string(hide_password=False)

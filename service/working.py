"""The command `work`: crawls what the queue brings; where there is no queue, what is due."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from service.crew import Crew
from service.duty import Bounds
from service.events import events
from service.listening import OFF
from service.operating import Stop, address, claim, operate
from service.queueing import QUEUE, Crawl, keep_attending, queue_of
from service.ticking import Step, ticking
from service.watch import Watch

log = events("work")


def run_work(ids: Sequence[str], bounds: Bounds, listen: str = OFF) -> int:
    """Work until SIGTERM or Ctrl-C; return 0."""
    return operate("work", ids, bounds, listen, work_queue)


async def work_queue(watch: Watch, stop: Stop) -> None:
    """Take batches from the queue until told to stop; then end the crawls first, and the worker after them."""
    crew = Crew(watch.engine, watch.roster, watch.bounds, watch.run_id)
    scheduler = ticking(watch, looking(watch))
    scheduler.start()
    make = partial(queue_of, address(watch.engine), crawling(watch, crew))
    worker = asyncio.create_task(keep_attending(make, QUEUE, watch.bounds.at_once, watch.bounds.tick))
    log.info("stopping", signal=await stop)
    scheduler.shutdown(wait=False)
    await crew.stop()
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker


def looking(watch: Watch) -> Step:
    """The step of a worker, to which what is due comes out of the queue: it sees to its disk alone."""

    async def step() -> None:
        watch.may_begin()

    return step


def crawling(watch: Watch, crew: Crew) -> Crawl:
    """What a job does: claim those of its sources that are due, and wait for their crawl."""

    async def crawl(source_ids: Sequence[str]) -> None:
        known = [each for each in source_ids if each in watch.roster.sources]
        if crew.stopping.is_set() or not watch.may_begin():
            return  # they stay due, and come again
        # A worker that loses its queue is begun anew; the crawl goes on, and counts among those that run at once.
        await crew.room()
        if crew.stopping.is_set():
            return
        await asyncio.shield(crew.begin(known, partial(claim, watch, known)))

    return crawl

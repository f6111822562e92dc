"""The command `serve`: the schedule is kept, and what is due is crawled here or put into the queue for the workers."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import procrastinate

from service.duty import Bounds
from service.events import events
from service.listening import OFF
from service.lookout import Lookout
from service.operating import Stop, address, operate
from service.queueing import CARE, keep_attending, put, queue_of, waiting
from service.ticking import Step, ticking
from service.watch import Watch

log = events("serve")


def run_serve(ids: Sequence[str], bounds: Bounds, listen: str = OFF) -> int:
    """Serve until SIGTERM or Ctrl-C; return 0."""
    return operate("serve", ids, bounds, listen, serve_queue)


async def serve_queue(watch: Watch, stop: Stop) -> None:
    """Put what is due into the queue, and look after the queue, until told to stop."""
    make = partial(queue_of, address(watch.engine))
    queue = make()
    async with queue.open_async():
        scheduler = ticking(watch, queueing(watch, queue), Lookout(watch))
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

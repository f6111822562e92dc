"""The ticks of a service: APScheduler holds the clock, in memory and in UTC, and nothing else."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from procrastinate.exceptions import ConnectorException

from service.crew import said
from service.events import events
from service.lookout import Lookout
from service.watch import Watch

LAST = 28.0  # seconds from the signal to the end, whatever is under way
Step = Callable[[], Awaitable[None]]
log = events("ticks")


def ticking(watch: Watch, tick: Step, lookout: Lookout | None = None) -> AsyncIOScheduler:
    """A scheduler, not started yet, that takes the step again and again, sweeps now and then, and looks for alarms.

    What is due stands in the database; a tick that comes late or not at all only means that it is looked at later.
    """
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # what it says of ticks is counted and told here
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    bounds, now = watch.bounds, datetime.now(UTC)
    scheduler.add_job(guarded(watch, tick), "interval", seconds=bounds.tick, id="tick", next_run_time=now)
    sweep = guarded(watch, lambda: asyncio.to_thread(watch.sweep), counts=False)
    scheduler.add_job(sweep, "interval", seconds=bounds.sweep, id="sweep", next_run_time=now)
    if lookout is not None:
        look = guarded(watch, lambda: asyncio.to_thread(lookout.step), counts=False)
        scheduler.add_job(look, "interval", seconds=bounds.look, id="look", next_run_time=now)

    def count(event: JobEvent) -> None:
        if event.code == EVENT_JOB_MISSED:
            watch.ticks_missed += 1
        else:
            watch.ticks_overlapped += 1
        log.warning("tick_left_out", job=event.job_id, missed=watch.ticks_missed, overlapped=watch.ticks_overlapped)

    scheduler.add_listener(count, EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
    return scheduler


def guarded(watch: Watch, step: Step, counts: bool = True) -> Step:
    """The step, whose failure ends nothing: a database that is locked or away is tried again at the next tick.

    Of the ticks alone it is counted when one ended well: that sweeps do says nothing of what is due.
    """

    async def run() -> None:
        try:
            await step()
        except sa.exc.DBAPIError as error:
            watch.ticks_failed += 1
            log.error("database_unavailable", error=said(error))
        except ConnectorException as error:
            watch.ticks_failed += 1
            log.error("queue_unavailable", error=" ".join(str(error.__cause__ or error).split()))
        except Exception:
            watch.ticks_failed += 1
            log.exception("tick_failed")
        else:
            if counts:
                watch.ticks += 1
                watch.last_tick = time.monotonic()

    return run


async def until_stopped() -> str:
    """Wait for SIGTERM or SIGINT; return its name. A second one ends the process as it would any other."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[str] = loop.create_future()

    def heard(number: signal.Signals) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(each)
        if not stopped.done():
            stopped.set_result(number.name)

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, heard, each)
    return await stopped


def last_moments() -> threading.Timer:
    """Give this process 28 seconds from now, until the timer is cancelled.

    A database that is locked or away would keep its threads for longer; what they do is written whole or not at all.
    """
    timer = threading.Timer(LAST, give_up)
    timer.daemon = True
    timer.start()
    return timer


def give_up() -> None:
    """End this process now."""
    log.error("not_ended_in_time", seconds=LAST)
    os._exit(1)

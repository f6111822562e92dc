"""The queue on PostgreSQL: Procrastinate carries batches of due sources from the scheduler to the workers.

It is a cache of what the schedule says: a job that is lost is put again at a later tick, and one that comes twice finds
nothing due.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import procrastinate
import sqlalchemy as sa
from procrastinate import JobContext
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from psycopg.conninfo import make_conninfo

from service.events import events

QUEUE = "crawl"
CARE = "care"  # the queue of what looks after the other one: no crawl that takes long may hold it up
BEAT = 10.0  # seconds between two signs of life of a worker
SILENCE = 30.0  # seconds without one, and its jobs are given back
LONGEST_WAIT = 30.0  # seconds between two tries to reach a database that is away
LOOK = "* * * * * */15"  # when to look for such jobs: every 15 seconds; the sixth field are seconds
NOT_FOUND = "Job was not found"  # what the queue says of a job that is another worker's by now, or done
KEPT_HOURS = 72  # that a job which failed is kept
Crawl = Callable[[Sequence[str]], Awaitable[None]]
log = events("queue")


def queue_of(url: str, crawl: Crawl | None = None) -> procrastinate.App:
    """The queue in a database: what `put` defers, a worker hands to `crawl`."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=conninfo(url), min_size=1, max_size=4))

    @app.task(name="crawl", queue=QUEUE)
    async def crawl_batch(source_ids: list[str]) -> None:
        if crawl is not None:
            await crawl(source_ids)

    @app.periodic(cron=LOOK)
    @app.task(name="give_back", queue=CARE, queueing_lock="give_back", pass_context=True)
    async def give_back(context: JobContext, timestamp: int) -> None:
        await give_back_stalled(context.app)

    @app.periodic(cron="17 3 * * *")
    @app.task(name="forget_old", queue=CARE, queueing_lock="forget_old", pass_context=True)
    async def forget_old(context: JobContext, timestamp: int) -> None:
        await context.app.job_manager.delete_old_jobs(
            nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )

    return app


def conninfo(url: str) -> str:
    """What the URL says as libpq takes it, whose URLs are not SQLAlchemy's: a blank in a password is refused there."""
    made = sa.make_url(url)
    _, options = made.get_dialect()().create_connect_args(made)
    return make_conninfo(**options)


async def waiting(app: procrastinate.App) -> set[str]:
    """The groups whose batch waits in the queue already."""
    jobs = await app.job_manager.list_jobs_async(queue=QUEUE, status="todo")
    return {str(job.queueing_lock).removeprefix("source:") for job in jobs}


async def put(app: procrastinate.App, group: str, source_ids: Sequence[str]) -> bool:
    """Put a batch of due sources into the queue; False where one of the same group waits there already."""
    lock = f"source:{group}"
    try:
        task = app.configure_task("crawl", queue=QUEUE, lock=lock, queueing_lock=lock)
        await task.defer_async(source_ids=list(source_ids))
    except AlreadyEnqueued:
        return False
    return True


async def attend(app: procrastinate.App, queue: str, at_once: int, poll: float) -> None:
    """Do the jobs of a queue until cancelled; raises what the database raises where it is away."""
    await app.run_worker_async(
        queues=[queue],
        concurrency=at_once,
        fetch_job_polling_interval=poll,
        update_heartbeat_interval=BEAT,
        stalled_worker_timeout=SILENCE,
        delete_jobs="successful",
        install_signal_handlers=False,
    )


async def keep_attending(make: Callable[[], procrastinate.App], queue: str, at_once: int, poll: float) -> None:
    """Do the jobs of a queue, and begin again whenever the database was away, until cancelled."""
    asyncio.get_running_loop().set_exception_handler(tell_of_task)
    wait = 1.0
    while True:
        began = time.monotonic()
        app = make()
        try:
            async with app.open_async():
                await attend(app, queue, at_once, poll)
        except Exception as error:
            log.error("queue_unavailable", queue=queue, error=" ".join(str(error).split()))
        wait = 1.0 if time.monotonic() - began > LONGEST_WAIT else min(2 * wait, LONGEST_WAIT)
        await asyncio.sleep(wait)


def tell_of_task(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tell in a line of a job that another worker had while this one gave no sign of life; of all else as it is told.

    Procrastinate leaves what its task raises then to the loop, which tells it as a fault, with three tracebacks.
    """
    error = context.get("exception")
    if isinstance(error, ConnectorException) and NOT_FOUND in str(error.__cause__):
        log.warning("job_was_given_away", error=" ".join(str(error.__cause__).split()))
        return
    loop.default_exception_handler(context)


async def give_back_stalled(app: procrastinate.App) -> int:
    """Give back the jobs of workers that show no sign of life; return how many.

    Where the next job of the same sources waits already, it does for both, and the lost one is thrown away: as long as
    it counts as being done it would keep the other from beginning.
    """
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE))
    for job in stalled:
        assert job.id is not None
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=True)
        log.warning("job_given_back", job=job.id, sources=job.task_kwargs.get("source_ids"))
    return len(stalled)

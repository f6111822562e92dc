"""What `serve` and `work` do alike: begin, crawl what is due where there is no queue, and end."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import sqlalchemy as sa

from config.errors import ConfigError
from crawler.contact import require_contact
from service.clock import Clock
from service.crew import Crew
from service.duty import Bounds, Roster
from service.events import events, log_events
from service.listening import listening
from service.lookout import Lookout
from service.ticking import Step, last_moments, ticking, until_stopped
from service.watch import Watch
from service.workplace import open_workplace
from storage import schedule
from storage.database import transact
from storage.schedule import LEASE

Stop = asyncio.Task[str]  # done when the process was told to stop
Duty = Callable[[Watch, Stop], Awaitable[None]]
log = events("service")


def operate(command: str, ids: Sequence[str], bounds: Bounds, listen: str, with_queue: Duty) -> int:
    """Run a service until SIGTERM or Ctrl-C; return 0. On PostgreSQL its duty is the one given."""
    watch = prepared(command, ids, bounds)
    duty = with_queue if watch.engine.dialect.name == "postgresql" else crew_until
    last: list[threading.Timer] = []
    try:
        with listening(watch, listen):
            asyncio.run(do_duty(watch, duty, last))
    finally:
        watch.engine.dispose()
        for each in last:
            each.cancel()
    return 0


def prepared(command: str, ids: Sequence[str], bounds: Bounds) -> Watch:
    """The state of a service that is about to begin; raises ConfigError for what it could not work with."""
    place = open_workplace(ids, make=True)
    require_contact(place.settings, place.catalogue.select(ids))
    place.settings.data.mkdir(parents=True, exist_ok=True)
    log_events()
    roster = Roster(place.settings.sources, ids)
    clock, webhook = Clock(bounds.jump), place.settings.webhook
    watch = Watch(command, place.engine, place.settings.data, roster, bounds, clock, webhook=webhook)
    if abs(ahead := watch.check_skew()) > LEASE.total_seconds() / 2:
        how = f"this machine's clock is {abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} the database's"
        raise ConfigError(None, None, "clock", f"{how}: set both by NTP")
    return watch


async def do_duty(watch: Watch, duty: Duty, last: list[threading.Timer]) -> None:
    """Do the duty between the two entries of this process in the database; from the signal on its time is bounded."""
    stop = asyncio.create_task(until_stopped())
    stop.add_done_callback(lambda _stop: last.append(last_moments()))
    await asyncio.to_thread(watch.start)
    await duty(watch, stop)
    await asyncio.to_thread(watch.end)


async def crew_until(watch: Watch, stop: Stop) -> None:
    """Crawl what is due in this process's own children until told to stop."""
    crew = Crew(watch.engine, watch.roster, watch.bounds, watch.run_id)
    scheduler = ticking(watch, crawling(watch, crew), Lookout(watch) if watch.command == "serve" else None)
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
    """Claim those of the sources that are due, free and not in their quiet hours."""
    now, rhythm = watch.clock.now(), watch.bounds.rhythm
    awake = watch.awake(source_ids, now)
    return transact(engine, lambda connection: schedule.claim(connection, awake, now, rhythm)) if awake else ()


def address(engine: sa.Engine) -> str:
    """The URL of an engine, with its password."""
    return engine.url.render_as_string(hide_password=False)

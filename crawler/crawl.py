"""One crawl from beginning to end, in this process."""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from scrapy.crawler import AsyncCrawlerProcess
from twisted.logger import LimitedHistoryLogObserver, globalLogBeginner

from config.errors import ConfigError
from config.settings import Settings
from config.source import Source
from crawler.children import Children
from crawler.clock import CLOCK
from crawler.contact import require_contact
from crawler.hosts import delays_of
from crawler.learning import learn, look_at_new
from crawler.limits import Limits
from crawler.plans import plan_of
from crawler.rights import Rights
from crawler.settings import scrapy_settings
from crawler.spider import NewsSpider
from crawler.stopping import stoppable
from crawler.tally import Tally
from crawler.work import Crawl
from crawler.writer import Writer
from pipeline.quiet import quiet_of
from pipeline.rhythm import Rhythm
from storage import boilerplate, frontier, holds, hosts, looks, rounds, runs, schedule
from storage.database import connect, consult, transact
from storage.schedule import Lease
from storage.schema import link, visit

logger = logging.getLogger(__name__)


class CrawlFailed(ConfigError):
    """The database or the archive takes nothing more: the crawl ended early, and what was not written is pending."""

    def __init__(self, error: Exception) -> None:
        cause = getattr(error, "orig", None) or error  # without the SQL that an error of SQLAlchemy repeats
        super().__init__(None, None, "crawl", f"stopped, nothing more can be written: {cause}; the rest is pending")


def crawl(
    settings: Settings,
    sources: Sequence[Source],
    tally: Tally,
    again: bool = False,
    limits: Limits | None = None,
    leases: Sequence[Lease] = (),
    rhythm: Rhythm | None = None,
    parent_id: int | None = None,
    orphaned: Callable[[], bool] = lambda: False,
) -> bool:
    """Crawl the sources; return True where it ran to its end, False where it was stopped; raises CrawlFailed.

    With `leases` it crawls what its parent claimed, and that run, unless it is no more, brings the rounds to their
    end. Without, it claims the sources itself, due or not; those that another crawl has are left alone and stand in
    `tally.taken`, those in their quiet hours in `tally.quiet`.
    The database must be at the newest schema. Runs the reactor, so once a process.
    """
    require_contact(settings, sources)
    limits, rhythm = limits or Limits(), rhythm or Rhythm()
    engine = connect(settings.database)
    now = CLOCK.now()
    if not leases:  # a service claims none that is quiet
        tally.quiet = {each.id: until for each in sources if (until := quiet_of(each, now))}
        sources = [each for each in sources if each.id not in tally.quiet]
    finished = False
    try:
        run_id, held = transact(
            engine,
            partial(begin, sources=sources, again=again, leases=leases, parent_id=parent_id, now=now, rhythm=rhythm),
        )
        tally.taken = sorted({each.id for each in sources} - {each.source_id for each in held})
        mine = [each for each in sources if each.id not in tally.taken]
        work = None
        try:
            fences = {each.source_id: each.fence for each in held}
            writer = Writer(engine, settings.data / "warc", run_id, fences)
            # A service runs several crawls beside each other, so one takes no more parsers than it has sources.
            parsers = min(len(mine) or 1, os.cpu_count() or 2) if leases else None
            with closing(writer), closing(Children(parsers, limits)) as children:
                work = Crawl(run_id, mine, writer, children, tally, rights=Rights(settings.reserved))
                work = known(engine, work, now, held if leases else (), rhythm)
                finished = run(scrapy_settings(settings, limits), work)
            learn(engine, work.changed)
        finally:
            own = () if leases and not orphaned() else held
            end(engine, run_id, finished, own, sources, work.delays if work else {}, rhythm)
        if finished:
            look_at_new(engine, mine, settings, is_asked=not leases and bool(work.changed))
    except sa.exc.DBAPIError as error:
        raise CrawlFailed(error) from error
    finally:
        engine.dispose()
    if writer.failure is not None:
        raise CrawlFailed(writer.failure) from writer.failure
    return finished


def begin(
    connection: sa.Connection,
    sources: Sequence[Source],
    again: bool,
    leases: Sequence[Lease],
    parent_id: int | None,
    now: datetime,
    rhythm: Rhythm,
) -> tuple[int, tuple[Lease, ...]]:
    """Record a new run, give back what dead ones had claimed; return the run's id and the sources that it holds."""
    ids = [source.id for source in sources]
    if not leases:  # a service looks after the dead itself, and knows whether its clock was set
        runs.recover(connection, now)
    schedule.enrol(connection, ids, now, rhythm)
    held = leases or schedule.claim(connection, ids, now, rhythm, early=True)
    run_id = runs.start_run(connection, now, parent_id=parent_id)
    held = schedule.adopt(connection, held, run_id)
    mine = [each.source_id for each in held]
    frontier.hasten(connection, mine, now)
    if again:
        frontier.again(connection, mine, now)
    return run_id, held


def known(engine: sa.Engine, work: Crawl, now: datetime, leases: Sequence[Lease], rhythm: Rhythm) -> Crawl:
    """The crawl with what earlier ones left for it: due visits, validators, hosts to leave alone, lines of hosts.

    A scheduled one asks no route that wants to be left alone for a while yet, or that was asked in the same round.
    """
    ids = [source.id for source in work.sources]

    def look(connection: sa.Connection) -> None:
        work.tally.due = due(connection, ids, now)
        work.held = holds.held(connection, now)
        work.validators = looks.validators(connection, ids)
        work.rested = looks.rested(connection, {each.source_id: each.due_at for each in leases}, now, rhythm)
        work.boilerplate = boilerplate.known(connection)

    consult(engine, look)
    return work


def run(settings: dict[str, Any], work: Crawl) -> bool:
    """Run the reactor for one crawl; return True where nothing stopped it."""
    # Until this is called, Twisted prints what it holds for critical, as each certificate that it refuses.
    nobody: Any = LimitedHistoryLogObserver(0)
    globalLogBeginner.beginLoggingTo([nobody], redirectStandardIO=False, discardBuffer=True)
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(NewsSpider)
    process.crawl(crawler, crawl=work)
    with stoppable(process, work):
        process.start(install_signal_handlers=False)
    work.delays = work.delays or delays_of(crawler)  # one that was cut off was not closed
    return getattr(crawler.spider, "reason", "") == "finished"


def end(
    engine: sa.Engine,
    run_id: int,
    finished: bool,
    leases: Sequence[Lease],
    sources: Sequence[Source],
    delays: Mapping[str, float],
    rhythm: Rhythm,
) -> None:
    """Close the run and the rounds that are its own; where even that can not be written, the next crawl does it."""

    def work(connection: sa.Connection) -> None:
        now = CLOCK.now()
        hosts.release(connection, run_id, delays, now)
        for lease in leases:
            plan = plan_of(by_id[lease.source_id], rhythm)
            if finished:
                rounds.end(connection, lease, "done", "", plan, rhythm, now)
            else:
                rounds.interrupt(connection, lease, "the crawl was stopped", now)
        runs.end_run(connection, run_id, "done" if finished else "interrupted", now)

    by_id = {source.id: source for source in sources}
    try:
        transact(engine, work)
    except sa.exc.DBAPIError:
        logger.exception("run %d could not be closed", run_id)


def due(connection: sa.Connection, source_ids: Sequence[str], now: datetime) -> int:
    """How many visits of these sources are pending and due."""
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(visit.join(link, link.c.id == visit.c.link_id))
        .where(visit.c.outcome == "", visit.c.source_id.in_(source_ids), visit.c.due_at <= now)
    ).scalar_one()

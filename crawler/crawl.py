"""One crawl from beginning to end, in this process."""

import ipaddress
import logging
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from scrapy.crawler import AsyncCrawlerProcess
from twisted.logger import LimitedHistoryLogObserver, globalLogBeginner

from config.errors import ConfigError
from config.settings import Settings
from config.source import Source
from crawler.children import Children
from crawler.guard import urls_of
from crawler.limits import Limits
from crawler.settings import scrapy_settings
from crawler.spider import NewsSpider
from crawler.stopping import stoppable
from crawler.tally import Tally
from crawler.work import Crawl
from crawler.writer import Writer
from pipeline.discover import routes_of
from storage import frontier, runs
from storage.database import connect, reading, writing
from storage.schema import link, visit

logger = logging.getLogger(__name__)


class CrawlFailed(ConfigError):
    """The database or the archive takes nothing more: the crawl ended early, and what was not written is pending."""

    def __init__(self, error: Exception) -> None:
        cause = getattr(error, "orig", None) or error  # without the SQL that an error of SQLAlchemy repeats
        super().__init__(None, None, "crawl", f"stopped, nothing more can be written: {cause}; the rest is pending")


def crawl(
    settings: Settings, sources: Sequence[Source], tally: Tally, again: bool = False, limits: Limits | None = None
) -> bool:
    """Crawl the sources; return True where it ran to its end, False where it was stopped; raises CrawlFailed.

    The database must be at the newest schema. Runs the reactor, so once a process.
    """
    require_contact(settings, sources)
    limits = limits or Limits()
    engine = connect(settings.database)
    now = datetime.now(UTC)
    finished = False
    try:
        run_id = begin(engine, sources, again, now)
        try:
            writer = Writer(engine, settings.data / "warc", run_id)
            with closing(writer), closing(Children(limits=limits)) as children:
                work = known(engine, Crawl(run_id, sources, writer, children, tally), now)
                finished = run(scrapy_settings(settings, limits), work)
        finally:
            end(engine, run_id, finished)
    except sa.exc.DBAPIError as error:
        raise CrawlFailed(error) from error
    finally:
        engine.dispose()
    if writer.failure is not None:
        raise CrawlFailed(writer.failure) from writer.failure
    return finished


def begin(engine: sa.Engine, sources: Sequence[Source], again: bool, now: datetime) -> int:
    """Record a new run, give back what dead ones had claimed, and return its id."""
    with writing(engine) as connection:
        runs.recover(connection, now)
        if again:
            frontier.again(connection, [source.id for source in sources], now)
        return runs.start_run(connection, now)


def known(engine: sa.Engine, work: Crawl, now: datetime) -> Crawl:
    """The crawl with what earlier ones left for it: visits that are due, validators of routes, hosts to leave alone."""
    with reading(engine) as connection:
        work.tally.due = due(connection, [source.id for source in work.sources], now)
        work.held = frontier.held(connection, now)
        work.validators = {
            (source.id, route.url): frontier.validators(connection, source.id, route.url)
            for source in work.sources
            for route in routes_of(source)
        }
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
    return getattr(crawler.spider, "reason", "") == "finished"


def end(engine: sa.Engine, run_id: int, finished: bool) -> None:
    """Close the run; where even that can not be written, the next crawl does it."""
    try:
        with writing(engine) as connection:
            runs.end_run(connection, run_id, "done" if finished else "interrupted", datetime.now(UTC))
    except sa.exc.DBAPIError:
        logger.exception("run %d could not be closed", run_id)


def due(connection: sa.Connection, source_ids: Sequence[str], now: datetime) -> int:
    """How many visits of these sources are pending and due."""
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(visit.join(link, link.c.id == visit.c.link_id))
        .where(visit.c.outcome == "", visit.c.source_id.in_(source_ids), visit.c.due_at <= now)
    ).scalar_one()


def require_contact(settings: Settings, sources: Sequence[Source]) -> None:
    """Refuse to crawl anything but this machine without a contact for those who are crawled."""
    if settings.contact or all(is_loopback(url) for source in sources for url in urls_of(source)):
        return
    raise ConfigError(
        None,
        None,
        "DUIZHAO_CONTACT",
        "is not set: give a mail address or URL that the sites you crawl can write to",
    )


def is_loopback(url: str) -> bool:
    """True where the URL's host is this machine by its address or the name localhost."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

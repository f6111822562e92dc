"""One crawl from beginning to end, in this process."""

import ipaddress
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from scrapy.crawler import AsyncCrawlerProcess

from config.errors import ConfigError
from config.settings import Settings
from config.source import Source
from crawler.children import Children
from crawler.settings import scrapy_settings
from crawler.spider import Crawl, NewsSpider
from crawler.tally import Tally
from crawler.writer import Writer
from pipeline.discover import routes_of
from storage import frontier, runs
from storage.database import connect, reading, writing
from storage.schema import link, visit

logger = logging.getLogger(__name__)


def crawl(settings: Settings, sources: Sequence[Source], tally: Tally, again: bool = False) -> bool:
    """Crawl the sources; return True where it ran to its end, False where it was stopped.

    The database must be at the newest schema. Runs the reactor, so once a process.
    """
    require_contact(settings, sources)
    engine = connect(settings.database)
    ids = [source.id for source in sources]
    now = datetime.now(UTC)
    with writing(engine) as connection:
        runs.recover(connection, now)
        run_id = runs.start_run(connection, now)
        if again:
            frontier.again(connection, ids, now)
    with reading(engine) as connection:
        tally.due = due(connection, ids, now)
        validators = {
            (source.id, route.url): frontier.validators(connection, source.id, route.url)
            for source in sources
            for route in routes_of(source)
        }
        held = frontier.held(connection, now)
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    crawler = process.create_crawler(NewsSpider)
    writer = Writer(engine, settings.data / "warc", run_id)
    children = Children()
    finished = False
    try:
        process.crawl(crawler, crawl=Crawl(run_id, sources, writer, children, tally, validators, held))
        process.start()
        finished = getattr(crawler.spider, "reason", "") == "finished"
    finally:
        children.close()
        writer.close()
        with writing(engine) as connection:
            runs.end_run(connection, run_id, "done" if finished else "interrupted", datetime.now(UTC))
        engine.dispose()
    return finished


def due(connection: sa.Connection, source_ids: Sequence[str], now: datetime) -> int:
    """How many visits of these sources are pending and due."""
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(visit.join(link, link.c.id == visit.c.link_id))
        .where(visit.c.outcome == "", visit.c.source_id.in_(source_ids), visit.c.due_at <= now)
    ).scalar_one()


def require_contact(settings: Settings, sources: Sequence[Source]) -> None:
    """Refuse to crawl anything but this machine without a contact for those who are crawled."""
    if settings.contact or all(is_loopback(source.home) for source in sources):
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

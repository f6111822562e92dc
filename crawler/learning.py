"""What is learned behind a crawl, of its hosts and of its new texts; what fails here is learned after the next one."""

import logging
from collections.abc import Collection, Sequence
from functools import partial

import sqlalchemy as sa

from config.settings import Settings
from config.source import Source
from crawler.clock import CLOCK
from storage import boilerplate
from storage.database import consult, transact
from storage.waiting import waiting

logger = logging.getLogger(__name__)


def learn(engine: sa.Engine, hosts: Collection[str]) -> None:
    """Learn which lines hosts with new texts print on many pages."""
    try:
        if hosts:
            transact(engine, partial(boilerplate.learn, hosts=hosts, now=CLOCK.now()))
    except sa.exc.DBAPIError:
        logger.exception("nothing was learned of %d hosts", len(hosts))


def look_at_new(engine: sa.Engine, sources: Sequence[Source], settings: Settings, is_asked: bool) -> None:
    """Look at what new articles are about: where that is asked for, as by hand, and where many wait or one long."""
    if is_asked or consult(engine, waiting).is_long(CLOCK.now()):
        # What it needs takes a second to import and two to read, as much as the crawl of a source that has no news.
        from crawler.afterwards import look_at_new as look

        look(engine, sources, settings.sources)

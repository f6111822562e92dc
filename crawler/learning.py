"""What a crawl learns of the hosts that it visited; what fails here is learned after the next one."""

import logging
from collections.abc import Collection
from functools import partial

import sqlalchemy as sa

from crawler.clock import CLOCK
from storage import boilerplate
from storage.database import transact

logger = logging.getLogger(__name__)


def learn(engine: sa.Engine, hosts: Collection[str]) -> None:
    """Learn which lines hosts with new texts print on many pages."""
    try:
        if hosts:
            transact(engine, partial(boilerplate.learn, hosts=hosts, now=CLOCK.now()))
    except sa.exc.DBAPIError:
        logger.exception("nothing was learned of %d hosts", len(hosts))

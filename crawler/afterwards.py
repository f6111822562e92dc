"""What is done when all pages of a crawl are stored; what fails here is done after the next one."""

import logging
from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from config.errors import ConfigError, ConfigErrors
from config.topics import load_topic, topic_files
from storage import boilerplate
from storage.database import transact
from storage.marking import mark_articles

MOST_MARKED = 2000  # articles at the end of one crawl, a few seconds; the rest after the next, or when asked for

logger = logging.getLogger(__name__)


def learn(engine: sa.Engine, hosts: Collection[str]) -> None:
    """Learn which lines hosts with new texts print on many pages."""
    try:
        if hosts:
            transact(engine, partial(boilerplate.learn, hosts=hosts, now=datetime.now(UTC)))
    except sa.exc.DBAPIError:
        logger.exception("nothing was learned of %d hosts", len(hosts))


def mark(engine: sa.Engine, sources: Path | None) -> None:
    """Mark the newest articles with all topics, the user's own too; one whose file has a mistake is left out."""
    try:
        for name in topic_files(sources):
            try:
                mark_articles(engine, load_topic(name, sources), most=MOST_MARKED)
            except (ConfigError, ConfigErrors) as error:
                logger.warning("no article is marked with the topic %s: %s", name, error)
    except (sa.exc.DBAPIError, ConfigError):
        logger.exception("not all articles are marked with their topics")

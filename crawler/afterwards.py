"""What new texts are about, which events they tell and whom they cite; what fails here is done after a later crawl."""

import logging
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from config.errors import ConfigError, ConfigErrors
from config.source import Source
from config.topics import load_topic, shipped_topic, topic_files
from crawler.clock import CLOCK
from pipeline.source_outlets import newsrooms_in
from storage.citing import look_for_citations
from storage.marking import mark_articles
from storage.stories import tell_stories
from storage.vectors import make_vectors

MOST_MARKED = 2000  # articles at the end of one crawl, a few seconds; the rest after the next, or when asked for

logger = logging.getLogger(__name__)


def look_at_new(engine: sa.Engine, sources: Iterable[Source], own: Path | None) -> None:
    """Mark the newest articles with all topics, put them into stories, and look for whom they cite."""
    mark(engine, own)
    tell(engine, sources)


def tell(engine: sa.Engine, sources: Iterable[Source]) -> None:
    """Look at the new texts for what they are about, which events they tell, and whom they cite."""
    topic = shipped_topic()
    try:
        make_vectors(engine, topic, most=MOST_MARKED)
        tell_stories(engine, topic, CLOCK.now(), most=MOST_MARKED)
        look_for_citations(engine, newsrooms_in({each.id: each for each in sources}).own, most=MOST_MARKED)
    except sa.exc.DBAPIError:
        logger.exception("not all articles are in stories")


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

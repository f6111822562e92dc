"""All tables of a collection, from the modules that tell of each group of them."""

from storage.tables import metadata
from storage.tables_of_alarms import alarm
from storage.tables_of_articles import article, boilerplate, copy, folded, printed, reread, revision
from storage.tables_of_copies import article_band, article_passage, signature
from storage.tables_of_crawls import discovery, hold, link, page, route, run, visit
from storage.tables_of_families import family, kin, tombstone
from storage.tables_of_reservations import reservation, tdm_file
from storage.tables_of_rounds import host, mark, rounds, schedule
from storage.tables_of_stories import citation, cited, story, story_change, telling, term_frequency, vector
from storage.tables_of_topics import on_topic

__all__ = [
    "alarm",
    "article",
    "article_band",
    "article_passage",
    "boilerplate",
    "citation",
    "cited",
    "copy",
    "discovery",
    "family",
    "folded",
    "hold",
    "host",
    "kin",
    "link",
    "mark",
    "metadata",
    "on_topic",
    "page",
    "printed",
    "reread",
    "reservation",
    "revision",
    "rounds",
    "route",
    "run",
    "schedule",
    "signature",
    "story",
    "story_change",
    "tdm_file",
    "telling",
    "term_frequency",
    "tombstone",
    "vector",
    "visit",
]

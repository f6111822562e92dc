"""Feeds of every kind: RSS 0.9x to 2.0, Atom, JSON Feed."""

import re
from dataclasses import replace

from config.source import Source
from pipeline.discover_feed_json import read_json_feed
from pipeline.discover_feed_xml import read_xml_feed
from pipeline.discover_links import gather
from pipeline.values import Found, Page, Route

MOST_ITEMS = 1_000
OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def read_feed(page: Page, route: Route, source: Source) -> Found:
    """The links of a feed with all that it claims of them; what is no feed raises Drop."""
    read = read_json_feed if OBJECT.match(page.body) else read_xml_feed
    claims, base, cut = read(page, MOST_ITEMS)
    found = gather(claims, page, route, source, base=base, most=MOST_ITEMS)
    return replace(found, refused=found.refused + cut)

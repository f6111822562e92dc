"""Xinhua: the page of its own dispatches names a file with them, and has no links in it."""

import re
from urllib.parse import urljoin

from config.source import Api, Source
from pipeline.discover import find as find_by_data
from pipeline.values import Found, Page, Route

DATASOURCE = re.compile(rb"\bdata=[\"']?datasource:([0-9a-f]{16,64})\b")
DISPATCHES = Api("", "datasource", "publishUrl", title="title", time="publishTime", author="author", dek="summary")


def find(page: Page, route: Route, source: Source) -> Found:
    """The file that a page takes its list from as a further route, else the links that stand in the page."""
    named = DATASOURCE.search(page.body) if route.kind == "section" else None
    if named is None:
        return find_by_data(page, route, source)
    url = urljoin(page.url, f"/ds_{named[1].decode()}.json")
    return Found(routes=(Route(url, "api", api=DISPATCHES, depth=route.depth + 1),))

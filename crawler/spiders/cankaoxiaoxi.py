"""参考消息: the page of an article is an application, its text stands in a JSON file of the same name."""

import re
from dataclasses import replace
from urllib.parse import urljoin

from config.source import Source
from pipeline.discover import find as find_by_data
from pipeline.values import Found, Page, Route

PAGE = re.compile(r"/pages/([\w/-]{1,200})\.html")


def find(page: Page, route: Route, source: Source) -> Found:
    """The links of a list, each to the file with its text; what has none counts as refused."""
    found = find_by_data(page, route, source)
    named = [(each, PAGE.search(each.url)) for each in found.links]
    links = [replace(each, url=urljoin(page.url, f"/json/content/{at[1]}.detailjson")) for each, at in named if at]
    return replace(found, links=tuple(links), refused=found.refused + len(named) - len(links))

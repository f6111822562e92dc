"""Guancha: its lists name the first page of an article, the whole of it stands at the address with _s."""

from dataclasses import replace

from config.source import Source
from pipeline.discover import find as find_by_data
from pipeline.values import Found, Page, Route


def find(page: Page, route: Route, source: Source) -> Found:
    """The links of a list, each to the article on one page."""
    found = find_by_data(page, route, source)
    whole = {each.url.removesuffix("_s.shtml").removesuffix(".shtml") + "_s.shtml": each for each in found.links}
    return replace(found, links=tuple(replace(each, url=url) for url, each in whole.items()))

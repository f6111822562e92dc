"""Discovery: the routes of a source, and the links in what a route answered."""

from dataclasses import replace

from config.source import Source
from pipeline.discover_api import read_api
from pipeline.discover_feed import read_feed
from pipeline.discover_section import read_section
from pipeline.discover_sitemap import read_sitemap
from pipeline.hints import hint_of
from pipeline.values import Drop, Found, Page, Route, RouteKind

WHAT: dict[RouteKind, str] = {
    "feed": "a feed",
    "news": "a sitemap",
    "sitemap": "a sitemap",
    "section": "a section page",
    "api": "a JSON list",
}


def routes_of(source: Source) -> tuple[Route, ...]:
    """Every route that a source's file names, each once."""
    routes = [
        *(Route(url, "feed") for url in source.feeds),
        *(Route(url, "news") for url in source.news),
        *(Route(url, "sitemap") for url in source.sitemaps),
        *(Route(section.url, "section", selector=section.links) for section in source.sections),
        *(Route(api.url, "api", api=api) for api in source.api),
    ]
    return tuple(dict.fromkeys(routes))


def find(page: Page, route: Route, source: Source) -> Found:
    """The links and further routes that stand in the answer; an answer of another sort raises Drop.

    A list that is valid but empty gives an empty Found: whether zero is an alarm is for the caller to say.
    """
    if not page.body.strip():
        raise Drop("no-text", f"not {WHAT[route.kind]}: empty")
    try:
        return replace(_read(page, route, source), hint=hint_of(page, route.kind))
    except MemoryError as error:
        raise Drop("parser-limit", f"not {WHAT[route.kind]}: more than memory holds") from error


def _read(page: Page, route: Route, source: Source) -> Found:
    match route.kind:
        case "feed":
            return read_feed(page, route, source)
        case "news" | "sitemap":
            return read_sitemap(page, route, source)
        case "section":
            return read_section(page, route, source)
        case "api":
            return read_api(page, route, source)

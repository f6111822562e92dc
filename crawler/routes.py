"""Routes: asking where links of a source stand, and storing the links."""

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from config.source import Source
from crawler.clock import CLOCK
from crawler.middleware import HostHeld, HostTaken, refuse_held
from crawler.refusals import drop_of, refuse_status
from crawler.wording import said
from crawler.work import Crawl, attempt, conditional, page_of, was_conditional
from crawler.writer import WriteFailed
from pipeline.urls import host_of
from pipeline.values import Drop, Found, Page, Route
from storage import looks
from storage.results import ClaimLost

logger = logging.getLogger(__name__)

DEEPEST = 3  # a sitemap index may name sitemaps that name sitemaps
MOST_ROUTES = 200  # of one source in one crawl


class Routes:
    """Asks the routes of a crawl's sources, each once."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl

    async def ask(self, source: Source, route: Route) -> scrapy.Request | None:
        """The request of a route, unless it was asked before or its host wants to be left alone."""
        asked = self.crawl.routes_asked.setdefault(source.id, set())
        if route.url in asked or len(asked) >= MOST_ROUTES or (source.id, route.url) in self.crawl.rested:
            return None
        asked.add(route.url)
        etag, last_modified = self.crawl.validators.get((source.id, route.url), ("", ""))
        try:
            refuse_held(host_of(route.url), self.crawl.held, CLOCK.now())
            request = scrapy.Request(
                route.url,
                callback=partial(self.listed, source=source, route=route),
                errback=partial(self.not_listed, source=source, route=route),
                headers=conditional(etag, last_modified),
                meta=self.crawl.meta(source) | {"patient": True},
                priority=10,
                dont_filter=True,
            )
        except (HostHeld, ValueError) as error:
            await self.note(source, route, drop_of(error))
            return None
        self.crawl.routes_open += 1
        return request

    async def listed(self, response: Response, source: Source, route: Route) -> Any:
        """Store the links that a route answered with; ask the routes it names."""
        backlog = self.crawl.backlogs[source.id]
        backlog.add(len(response.body))
        try:
            found = await attempt(self.find(response, source, route))
            return await self.route_done(source, route, found, page_of(response))
        finally:
            backlog.add(-len(response.body))

    async def not_listed(self, failure: Failure, source: Source, route: Route) -> Any:
        """Record that a route could not be fetched. One whose host another crawl is asking was not looked at."""
        if isinstance(failure.value, HostTaken):
            logger.warning("%s: %s: %s", source.id, route.url, failure.value)
            self.crawl.routes_open -= 1
            self.crawl.woken.set()
            return []
        return await self.route_done(source, route, drop_of(failure.value or OSError("no reason given")), None)

    async def find(self, response: Response, source: Source, route: Route) -> Found | None:
        """What a route gave; None where it says that nothing changed."""
        await self.crawl.hold(response)
        if response.status == 304 and was_conditional(response):
            return None
        refuse_status(response)
        found = await self.crawl.children.find(page_of(response), route, source)
        refuse_empty(found, source)
        return found

    async def route_done(
        self, source: Source, route: Route, found: Found | Drop | None, page: Page | None
    ) -> list[scrapy.Request]:
        """Write what became of a route; return the requests of the routes that it named."""
        try:
            if not isinstance(found, Found) or page is None:
                await self.note(source, route, found if isinstance(found, Drop) else None)
                return []
            try:
                new = await attempt(self.keep(source, route, found, page))
            except ClaimLost:
                return []
            if isinstance(new, Drop):
                await self.note(source, route, new)
                return []
            self.crawl.tally.found(source.id, len(found.links), new)
            self.crawl.dry.discard(source.id)
            further = [replace(each, depth=route.depth + 1) for each in found.routes if route.depth < DEEPEST]
            requests = [await self.ask(source, each) for each in further]
            return [each for each in requests if each is not None]
        finally:
            self.crawl.routes_open -= 1
            self.crawl.woken.set()

    async def keep(self, source: Source, route: Route, found: Found, page: Page) -> int:
        """Store the links of a route; return how many are new; raises Drop for what can not be stored."""
        job = partial(keep_found, run_id=self.crawl.run_id, source=source, route=route, found=found, page=page)
        try:
            return await self.crawl.writer.do(job, source.id)
        except (WriteFailed, ClaimLost):
            raise
        except Exception as error:  # a finder of somebody's own can give anything for a link
            raise Drop("quarantined", f"not written: {said(error)}") from error

    async def note(self, source: Source, route: Route, drop: Drop | None) -> None:
        """Record a look at a route that gave no links."""
        outcome, detail = (drop.reason, drop.detail) if drop else ("unchanged", "")
        self.crawl.tally.route(source.id, route.url, outcome, detail)
        job = partial(
            note_look,
            run_id=self.crawl.run_id,
            source_id=source.id,
            route=route,
            outcome=outcome,
            detail=detail,
            now=CLOCK.now(),
        )
        with suppress(ClaimLost):
            await self.crawl.writer.do(job, source.id)


def refuse_empty(found: Found, source: Source) -> None:
    """Raise Drop where an answer led to nothing, neither links nor further routes, unless the source says it may."""
    if found.links or found.routes or source.may_be_empty:
        return
    refused = f", and {found.refused} URLs that are not followed" if found.refused else ""
    raise Drop("no-text", f"no links{refused}")


def keep_found(connection: Any, run_id: int, source: Source, route: Route, found: Found, page: Page) -> int:
    """Store links and validators of a route together; return how many links are new."""
    new = looks.add_found(connection, run_id, source.id, route, found, page.fetched_at)
    # An index may stay as it is while the sitemaps that it names change: a 304 would keep them from being asked, and so
    # would an attempt at this round that ended before it asked them.
    etag, last_modified = ("", "") if found.routes else (page.header("etag"), page.header("last-modified"))
    at = None if found.routes else page.fetched_at
    looks.set_validators(connection, source.id, route, etag, last_modified, found.hint, at)
    return new


def note_look(
    connection: Any, run_id: int, source_id: str, route: Route, outcome: str, detail: str, now: datetime
) -> None:
    """Record a look at a route that gave no links."""
    looks.note_discovery(connection, run_id, source_id, route, now, outcome, detail)
    if outcome == "unchanged":
        looks.set_asked(connection, source_id, route, now)

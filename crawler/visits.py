"""Visits: fetching what a link leads to, and storing what came of it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from config.source import Source
from crawler.clock import CLOCK
from crawler.middleware import HostHeld
from crawler.refusals import drop_of, refuse_status
from crawler.work import Crawl, attempt, conditional, page_of, was_conditional
from crawler.writer import WriteFailed
from pipeline.learned import NOTHING
from pipeline.reservations import marked, told, withheld
from pipeline.urls import host_of
from pipeline.values import Drop, Page
from storage.frontier import Visit
from storage.results import Result
from storage.warc import digest_of


class Visits:
    """Makes the visits that a crawl claimed; `failure` is set where one that was set aside can not be stored."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl
        self.aside: set[asyncio.Task[None]] = set()  # visits that need no fetching
        self.failure: WriteFailed | None = None

    def visit(self, source: Source, visit: Visit) -> scrapy.Request | None:
        """The request of a visit; None for one that needs none: only its metadata are kept, or its URL is no URL."""
        if source.metadata_only:
            self.set_aside(visit, source, self.metadata(source, visit))
            return None
        known = visit.article_id is not None
        try:
            return scrapy.Request(
                visit.link.url,
                callback=partial(self.visited, source=source, visit=visit),
                errback=partial(self.not_visited, source=source, visit=visit),
                headers=conditional(visit.etag, visit.last_modified) if known else {},
                meta=self.crawl.meta(source) | {"mined_for": self.crawl},
                dont_filter=True,
            )
        except ValueError as error:
            self.set_aside(visit, source, refuse(drop_of(error)))
            return None

    def set_aside(self, visit: Visit, source: Source, work: Awaitable[Result]) -> None:
        """Settle a visit that nothing is fetched for, without keeping those of other sources waiting."""
        task = asyncio.ensure_future(self.settle(visit, source, work))
        self.aside.add(task)
        task.add_done_callback(self.was_set_aside)

    def was_set_aside(self, task: "asyncio.Task[None]") -> None:
        """Keep the failure of a visit that Scrapy does not know of; the loop of `start` raises it."""
        self.aside.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, WriteFailed):
            self.failure = error
            self.crawl.woken.set()

    async def visited(self, response: Response, source: Source, visit: Visit) -> None:
        """Read a fetched page and store what came of it; ends when that is committed."""
        backlog = self.crawl.backlogs[source.id]
        backlog.add(len(response.body))
        page = page_of(response)
        try:
            await self.settle(visit, source, self.result(response, source, visit, page), page)
        finally:
            backlog.add(-len(response.body))

    async def not_visited(self, failure: Failure, source: Source, visit: Visit) -> None:
        """Store why a page could not be fetched; a visit that its host did not want now stays pending."""
        if isinstance(failure.value, HostHeld):
            self.crawl.tally.held += 1
            self.leave(source)
            return
        await self.settle(visit, source, refuse(drop_of(failure.value or OSError("no reason given"))))

    async def result(self, response: Response, source: Source, visit: Visit, page: Page) -> Result:
        """What a fetched page brought; raises Drop."""
        await self.crawl.hold(response)
        if response.status == 304 and was_conditional(response):
            return Result(visit, "known", "not modified", 304)
        refuse_status(response)
        digest = digest_of(page)
        reserved = await self.crawl.rights.of(page, source, self.crawl.children)
        policy = self.crawl.rights.follows(source, reserved)
        if policy == "skip":
            return Result(visit, "reserved", told(reserved), response.status, reserved=reserved)
        if visit.article_id is not None and digest == visit.digest:
            return Result(visit, "known", "the same bytes", response.status, reserved=reserved)
        known = self.crawl.boilerplate.get(host_of(page.url), NOTHING)
        reading = await attempt(self.crawl.children.read(page, source, visit.link, known))
        if isinstance(reading, Drop):
            refused = Result(visit, reading.reason, reading.detail, response.status, reserved=reserved)
            return replace(refused, page=page, digest=digest) if policy == "full" else refused
        if policy == "full":
            reading = marked(reading, reserved)
            return Result(visit, "", "", response.status, page, digest, reading.article, reading, reserved)
        reading = withheld(reading, reserved)  # no page either: the text stands in it
        detail = f"reserved: {told(reserved)}"
        return Result(visit, "", detail, response.status, None, "", reading.article, reading, reserved, withheld=True)

    async def metadata(self, source: Source, visit: Visit) -> Result:
        """What the routes alone say of an article; raises Drop."""
        article = await self.crawl.children.metadata(source, visit.link, CLOCK.now())
        return Result(visit, "", article=article)

    async def settle(self, visit: Visit, source: Source, work: Awaitable[Result], page: Page | None = None) -> None:
        """Give a visit its outcome; the page of a refused one is kept too, so that it can be read again."""
        try:
            result = await attempt(work)
            if self.crawl.over:
                return  # it stays pending
            if isinstance(result, Drop):
                whole = page if page is not None and page.status == 200 else None
                digest = digest_of(whole) if whole else ""
                status = page.status if page else None
                result = Result(visit, result.reason, result.detail, status, whole, digest)
            outcome = await self.crawl.writer.write(result, source.id)
            if result.reading and outcome in ("stored", "revised"):
                self.crawl.changed.add(host_of(result.reading.article.page_url))
            self.crawl.tally.visit(source.id, outcome, visit.link.url, result.detail)
        finally:
            self.leave(source)

    def leave(self, source: Source) -> None:
        """Count a visit out of its source's window."""
        self.crawl.in_flight[source.id] -= 1
        self.crawl.woken.set()


async def refuse(drop: Drop) -> Result:
    """Nothing but the refusal."""
    raise drop

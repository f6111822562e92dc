"""The one spider: it asks the routes of its sources for links and makes the visits that are due."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from config.source import Source
from crawler.children import Children
from crawler.guard import permit_of
from crawler.middleware import hold_of, host_of
from crawler.refusals import drop_of, refuse_status
from crawler.tally import Tally
from crawler.writer import Writer
from pipeline.discover import routes_of
from pipeline.values import Drop, Found, Page, Route
from storage import frontier
from storage.frontier import Visit
from storage.results import Result

WINDOW = 16  # visits of one source under way at once: two in transfer, the others read, written or waiting
DEEPEST = 3  # a sitemap index may name sitemaps that name sitemaps
MOST_ROUTES = 200  # of one source in one crawl

Value = TypeVar("Value")


@dataclass(slots=True)
class Crawl:
    """What a crawl works with: its run, its sources, and the rooms it hands work to."""

    run_id: int
    sources: Sequence[Source]
    writer: Writer
    children: Children
    tally: Tally
    validators: dict[tuple[str, str], tuple[str, str]]
    held: dict[str, datetime]
    in_flight: dict[str, int] = field(default_factory=dict)
    routes_asked: dict[str, set[str]] = field(default_factory=dict)
    routes_open: int = 0
    dry: set[str] = field(default_factory=set)  # sources with nothing due until a route gives new links


class NewsSpider(scrapy.Spider):
    """Runs any source; what a source is, its file says."""

    name = "news"

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl
        self.woken = asyncio.Event()
        self.reason = ""

    def closed(self, reason: str) -> None:
        """Keep why the crawl ended: `finished`, or what stopped it."""
        self.reason = reason

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """First the routes of all sources, then visits as long as there are any."""
        for source in self.crawl.sources:
            for route in routes_of(source):
                request = await self.ask(source, route)
                if request is not None:
                    yield request
        while True:
            self.woken.clear()
            claimed = 0
            for source in self.crawl.sources:
                for visit in await self.claim(source):
                    claimed += 1
                    request = await self.visit(source, visit)
                    if request is not None:
                        yield request
            if claimed:
                continue
            if not self.crawl.routes_open and not any(self.crawl.in_flight.values()):
                return
            await self.woken.wait()

    async def claim(self, source: Source) -> list[Visit]:
        """The next due visits of a source, as many as its window has room for."""
        room = WINDOW - self.crawl.in_flight.get(source.id, 0)
        if source.id in self.crawl.dry or room < WINDOW // 2:
            return []
        now = datetime.now(UTC)
        visits = await self.crawl.writer.do(
            partial(claim, run_id=self.crawl.run_id, source_id=source.id, limit=room, now=now)
        )
        if not visits:
            self.crawl.dry.add(source.id)
        # A held host's visits stay claimed and unmade; the end of the run gives them back.
        ready = [each for each in visits if self.crawl.held.get(host_of(each.link.url), now) <= now]
        self.crawl.tally.held += len(visits) - len(ready)
        self.crawl.in_flight[source.id] = self.crawl.in_flight.get(source.id, 0) + len(ready)
        return ready

    # Routes

    async def ask(self, source: Source, route: Route) -> scrapy.Request | None:
        """The request of a route, unless it was asked before or its host wants to be left alone."""
        asked = self.crawl.routes_asked.setdefault(source.id, set())
        if route.url in asked or len(asked) >= MOST_ROUTES:
            return None
        asked.add(route.url)
        now = datetime.now(UTC)
        until = self.crawl.held.get(host_of(route.url), now)
        if until > now:
            drop = Drop("bad-status", f"the host asked to be left alone until {until.isoformat()}")
            await self.note(source, route, drop)
            return None
        self.crawl.routes_open += 1
        etag, last_modified = self.crawl.validators.get((source.id, route.url), ("", ""))
        return scrapy.Request(
            route.url,
            callback=partial(self.listed, source=source, route=route),
            errback=partial(self.not_listed, source=source, route=route),
            headers=conditional(etag, last_modified),
            meta={"permit": permit_of(source), "delay": source.delay},
            priority=10,
            dont_filter=True,
        )

    async def listed(self, response: Response, source: Source, route: Route) -> Any:
        """Store the links that a route answered with; ask the routes it names."""
        found = await attempt(self.find(response, source, route))
        return await self.route_done(source, route, found, page_of(response))

    async def not_listed(self, failure: Failure, source: Source, route: Route) -> Any:
        """Record that a route could not be fetched."""
        return await self.route_done(source, route, drop_of(failure.value or OSError("no reason given")), None)

    async def find(self, response: Response, source: Source, route: Route) -> Found | None:
        """What a route gave; None where it says that nothing changed."""
        await self.keep_hold(response)
        if response.status == 304:
            return None
        refuse_status(response.status)
        return await self.crawl.children.find(page_of(response), route, source)

    async def route_done(
        self, source: Source, route: Route, found: Found | Drop | None, page: Page | None
    ) -> list[scrapy.Request]:
        """Write what became of a route; return the requests of the routes that it named."""
        requests = []
        if isinstance(found, Found) and page is not None:
            new = await self.crawl.writer.do(
                partial(keep_found, run_id=self.crawl.run_id, source=source, route=route, found=found, page=page)
            )
            self.crawl.tally.found(source.id, len(found.links), new)
            self.crawl.dry.discard(source.id)
            for further in found.routes if route.depth < DEEPEST else ():
                request = await self.ask(source, replace(further, depth=route.depth + 1))
                if request is not None:
                    requests.append(request)
        else:
            await self.note(source, route, found if isinstance(found, Drop) else None)
        self.crawl.routes_open -= 1
        self.woken.set()
        return requests

    async def note(self, source: Source, route: Route, drop: Drop | None) -> None:
        """Record a look at a route that gave no links."""
        outcome, detail = (drop.reason, drop.detail) if drop else ("unchanged", "")
        self.crawl.tally.route(source.id, route.url, outcome, detail)
        await self.crawl.writer.do(
            partial(
                frontier.note_discovery,
                run_id=self.crawl.run_id,
                source_id=source.id,
                of=route,
                now=datetime.now(UTC),
                outcome=outcome,
                detail=detail,
            )
        )

    # Visits

    async def visit(self, source: Source, visit: Visit) -> scrapy.Request | None:
        """The request of a visit; None for a source of which only metadata are kept, whose visit ends here."""
        if source.metadata_only:
            await self.settle(visit, source, self.metadata(source, visit))
            return None
        known = visit.article_id is not None
        return scrapy.Request(
            visit.link.url,
            callback=partial(self.visited, source=source, visit=visit),
            errback=partial(self.not_visited, source=source, visit=visit),
            headers=conditional(visit.etag, visit.last_modified) if known else {},
            meta={"permit": permit_of(source), "delay": source.delay},
            dont_filter=True,
        )

    async def visited(self, response: Response, source: Source, visit: Visit) -> None:
        """Read a fetched page and store what came of it; ends when that is committed."""
        await self.settle(visit, source, self.result(response, source, visit), page_of(response))

    async def not_visited(self, failure: Failure, source: Source, visit: Visit) -> None:
        """Store why a page could not be fetched."""
        await self.settle(visit, source, refuse(drop_of(failure.value or OSError("no reason given"))))

    async def result(self, response: Response, source: Source, visit: Visit) -> Result:
        """What a fetched page brought; raises Drop."""
        await self.keep_hold(response)
        if response.status == 304:
            return Result(visit, "known", "not modified", 304)
        refuse_status(response.status)
        page = page_of(response)
        digest = digest_of(page)
        if visit.article_id is not None and digest == visit.digest:
            return Result(visit, "known", "the same bytes", response.status)
        article = await self.crawl.children.read(page, source, visit.link)
        return Result(visit, "", "", response.status, page, digest, article)

    async def metadata(self, source: Source, visit: Visit) -> Result:
        """What the routes alone say of an article; raises Drop."""
        article = await self.crawl.children.metadata(source, visit.link, datetime.now(UTC))
        return Result(visit, "", article=article)

    async def settle(self, visit: Visit, source: Source, work: Awaitable[Result], page: Page | None = None) -> None:
        """Give a visit its outcome; the page of a refused one is kept too, so that it can be read again."""
        result = await attempt(work)
        if isinstance(result, Drop):
            whole = page if page is not None and page.status == 200 else None
            digest = digest_of(whole) if whole else ""
            status = page.status if page else None
            result = Result(visit, result.reason, result.detail, status, whole, digest)
        outcome = await self.crawl.writer.write(result)
        self.crawl.tally.visit(source.id, outcome)
        self.crawl.in_flight[source.id] -= 1
        self.woken.set()

    async def keep_hold(self, response: Response) -> None:
        """Leave a host alone for as long as its answer asks."""
        now = datetime.now(UTC)
        wait = hold_of(response.status, response.headers, now)
        if wait is None:
            return
        host = host_of(response.url)
        self.crawl.held[host] = max(now + wait, self.crawl.held.get(host, now))
        await self.crawl.writer.do(
            partial(frontier.hold_host, host=host, until=now + wait, detail=f"answered {response.status}")
        )


async def attempt(work: Awaitable[Value]) -> Value | Drop:
    """What the work gives, or its refusal as a value: the one place where refusals are caught."""
    try:
        return await work
    except Drop as drop:
        return drop


async def refuse(drop: Drop) -> Result:
    """Nothing but the refusal."""
    raise drop


def claim(connection: Any, run_id: int, source_id: str, limit: int, now: datetime) -> list[Visit]:
    """Claim due visits within the writer's transaction."""
    return frontier.claim(connection, run_id, source_id, limit, now)


def keep_found(connection: Any, run_id: int, source: Source, route: Route, found: Found, page: Page) -> int:
    """Store links and validators of a route together; return how many links are new."""
    new = frontier.add_found(connection, run_id, source.id, route, found, page.fetched_at)
    frontier.set_validators(connection, source.id, route, page.header("etag"), page.header("last-modified"))
    return new


def conditional(etag: str, last_modified: str) -> dict[str, str]:
    """The headers that ask for the page only where it changed."""
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value}


def page_of(response: Response) -> Page:
    """The answer as a value that a child process can be handed."""
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Page(response.url, response.body, datetime.now(UTC), response.status, headers)


def digest_of(page: Page) -> str:
    """A digest of the page's bytes."""
    return hashlib.blake2b(page.body, digest_size=16).hexdigest()

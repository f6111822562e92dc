"""The one spider: it asks the routes of its sources for links and makes the visits that are due."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Any

import scrapy

from config.source import Source
from crawler.clock import CLOCK
from crawler.holding import hold
from crawler.hosts import delays_of
from crawler.routes import Routes
from crawler.visits import Visits
from crawler.work import Crawl
from pipeline.discover import routes_of
from pipeline.quiet import day_began, quiet_of
from pipeline.urls import host_of
from storage import frontier
from storage.frontier import Visit
from storage.results import ClaimLost

WINDOW = 32  # visits of one source under way at once: two in transfer, the others read, written or waiting


class NewsSpider(scrapy.Spider):
    """Runs any source; what a source is, its file says."""

    name = "news"

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl
        self.routes = Routes(crawl)
        self.visits = Visits(crawl)
        self.reason = ""
        self.holding: asyncio.Task[None] | None = None

    def closed(self, reason: str) -> None:
        """Keep why the crawl ended: `finished`, or what stopped it; and with it ends the holding of its sources."""
        self.reason = reason
        self.crawl.delays = delays_of(self.crawler)
        if self.holding is not None:
            self.holding.cancel()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """First the routes of all sources, then visits as long as there are any."""
        self.holding = asyncio.ensure_future(hold(self.crawl))
        for source in self.crawl.sources:
            for route in routes_of(source) if quiet_of(source, CLOCK.now()) is None else ():
                request = await self.routes.ask(source, route)
                if request is not None:
                    yield request
        while True:
            self.crawl.woken.clear()
            claimed = 0
            for source in self.crawl.sources:
                for visit in await self.claim(source):
                    claimed += 1
                    request = self.visits.visit(source, visit)
                    if request is not None:
                        yield request
            if self.visits.failure is not None:
                raise self.visits.failure
            if claimed or self.may_claim():
                continue
            if not self.crawl.routes_open and not any(self.crawl.in_flight.values()):
                return
            await self.crawl.woken.wait()

    def may_claim(self) -> bool:
        """True where a source has room again that had none when it was its turn, or a route that came in since."""
        return any(self.room(source) for source in self.crawl.sources)

    def room(self, source: Source) -> int:
        """How many visits of a source may be claimed: none while half its window is taken or nothing is due."""
        room = WINDOW - self.crawl.in_flight.get(source.id, 0)
        shut = self.crawl.dry | self.crawl.writer.lost
        return room if room >= WINDOW // 2 and source.id not in shut else 0

    async def tell_budget(self, source: Source, now: datetime) -> None:
        """Note how many visits are left because the budget of a source is spent."""
        left = await self.crawl.writer.do(partial(left_due, source=source, now=now), source.id)
        if left:
            self.crawl.tally.spent[source.id] = left

    async def claim(self, source: Source) -> list[Visit]:
        """The next due visits of a source that can be made, as many as its window has room for."""
        while room := self.room(source):
            # Dry before it is asked, not after: a route may bring links while the answer is on its way.
            self.crawl.dry.add(source.id)
            now = CLOCK.now()
            if until := quiet_of(source, now):
                self.crawl.tally.quiet[source.id] = until
                return []
            job = partial(claim, run_id=self.crawl.run_id, source=source, limit=room, now=now)
            try:
                visits = await self.crawl.writer.do(job, source.id)
                if not visits and source.budget is not None:
                    await self.tell_budget(source, now)
            except ClaimLost:
                return []
            if visits:
                self.crawl.dry.discard(source.id)
            # A held host's visits stay claimed and unmade; the end of the run gives them back.
            ready = [each for each in visits if self.crawl.held.get(host_of(each.link.url), now) <= now]
            self.crawl.tally.held += len(visits) - len(ready)
            self.crawl.in_flight[source.id] = self.crawl.in_flight.get(source.id, 0) + len(ready)
            if ready:
                return ready
        return []


def claim(connection: Any, run_id: int, source: Source, limit: int, now: datetime) -> list[Visit]:
    """Claim due visits within the writer's transaction, no more than are left of the budget of the day.

    With a budget the newest go first: with the oldest first a source that gives more than it fell further behind every
    day, and what it told today would never be fetched today.
    """
    left = left_of(connection, source, now)
    if left is None:
        return frontier.claim(connection, run_id, source.id, limit, now)
    return frontier.claim(connection, run_id, source.id, min(limit, left), now, newest_first=True) if left else []


def left_of(connection: Any, source: Source, now: datetime) -> int | None:
    """How many pages of a source may be asked for today yet; None where it has no budget."""
    if source.budget is None or source.metadata_only:
        return None
    return max(0, source.budget - frontier.fetched(connection, source.id, day_began(source.timezone, now)))


def left_due(connection: Any, source: Source, now: datetime) -> int:
    """How many visits of a source stay due because its budget is spent."""
    return 0 if left_of(connection, source, now) != 0 else frontier.number_due(connection, source.id, now)

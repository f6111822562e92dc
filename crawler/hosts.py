"""Hosts: a crawl asks none that another crawl is asking, on this machine or on another."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.clock import CLOCK
from crawler.middleware import HostTaken, refuse_quiet
from crawler.writer import Writer
from pipeline.urls import host_of
from storage import hosts
from storage.schedule import LEASE

PATIENCE = 60.0  # seconds that the request of a route waits for a host; a visit stays pending and does not wait
LOOK = 2.0  # seconds between two looks at a host that another crawl has


class Taken:
    """The hosts that this crawl may ask, each taken in the database before the first request to it."""

    def __init__(self, run_id: int, writer: Writer) -> None:
        self.run_id = run_id
        self.writer = writer
        self.asked: dict[str, asyncio.Future[bool]] = {}
        self.renewed = time.monotonic()
        self.refused: dict[str, float] = {}  # monotonic time of the last refusal

    async def take(self, host: str, patience: float) -> None:
        """Return once the host may be asked; raises HostTaken where another crawl has it for longer than that."""
        until = time.monotonic() + patience
        while not await self.may_ask(host):
            if time.monotonic() >= until:
                raise HostTaken("another crawl is asking the host")
            await asyncio.sleep(LOOK)

    def keep(self, names: Collection[str]) -> None:
        """Note that these hosts were renewed; any other one has to be taken again before it is asked again."""
        self.renewed = time.monotonic()
        self.asked = {name: asked for name, asked in self.asked.items() if name in names or not asked.done()}

    async def may_ask(self, host: str) -> bool:
        """True once the host is this crawl's and its delay is over; False where another crawl has it."""
        if time.monotonic() - self.refused.get(host, -LOOK) < LOOK:
            return False
        if time.monotonic() - self.renewed > LEASE.total_seconds():  # as a process finds that was stopped and woken
            self.keep(())
        if host not in self.asked:
            self.asked[host] = asyncio.ensure_future(self.ask(host))
        mine = await asyncio.shield(self.asked[host])  # others wait for the same answer
        if not mine:
            self.refused[host] = time.monotonic()
            self.asked.pop(host, None)
        return mine

    async def ask(self, host: str) -> bool:
        """Take the host in the database, and let the delay of whoever had it before pass."""
        now = CLOCK.now()
        free: datetime | None = await self.writer.do(partial(hosts.take, run_id=self.run_id, name=host, now=now))
        if free is None:
            return False
        await asyncio.sleep(max(0.0, (free - now).total_seconds()))
        return True


class Hosts:
    """The middleware: no request goes on before its host is this crawl's."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise HostTaken; in quiet hours it would ask for robots.txt in vain."""
        refuse_quiet(request.meta.get("quiet"), CLOCK.now())
        take: Callable[[str, float], Awaitable[None]] | None = request.meta.get("take")
        if take is not None:
            await take(host_of(request.url), PATIENCE if request.meta.get("patient") else 0.0)


def delays_of(crawler: Crawler) -> dict[str, float]:
    """The delay in seconds that a crawl kept with each host."""
    engine: Any = crawler.engine
    settings = engine.downloader.per_slot_settings if engine is not None else {}
    return {name: float(each.get("delay", 0.0)) for name, each in settings.items()}

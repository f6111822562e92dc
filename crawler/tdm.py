"""The middleware that asks each host once a day for its tdmrep.json, before the first of its pages is fetched."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from crawler.clock import CLOCK
from crawler.middleware import HostHeld
from crawler.refusals import drop_of
from crawler.work import Crawl
from pipeline.reservations_site import LARGEST, Rule
from pipeline.urls import at_host, host_of
from pipeline.values import Drop
from storage import reservations
from storage.reservations import File

DAY = timedelta(days=1)
PATH = "/.well-known/tdmrep.json"
# After these nobody knows what the file says today, so what it said last stands. After any other there is none.
UNKNOWN = ("timeout", "unreachable", "truncated")
OF_REQUEST = ("permit", "delay", "held", "backlog", "take", "quiet")


class TdmFiles:
    """Sees to it that the rules of a host are known before a page of it is asked for, as the protocol has it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass once the rules of its host are known, or known not to be there."""
        crawl: Crawl | None = request.meta.get("mined_for")
        if crawl is None:
            return
        files, host = crawl.rights.files, host_of(request.url)
        if host not in files:
            files[host] = asyncio.ensure_future(self.rules(request, host, crawl))
        await asyncio.shield(files[host])  # others wait for the same answer

    async def rules(self, request: Request, host: str, crawl: Crawl) -> tuple[Rule, ...]:
        """The rules of a host, from the database where it was asked within a day, else from the host."""
        known: File | None = await crawl.writer.do(partial(reservations.file_of, host=host))
        now = CLOCK.now()
        # A time ahead of this clock comes of one that was wrong.
        if known is not None and now - DAY < known.asked_at <= now + DAY:
            return known.rules
        before = known.rules if known else ()
        try:
            found, outcome, detail = await self.fetch(request, crawl), "found", ""
        except Drop as drop:
            found, outcome, detail = before if drop.reason in UNKNOWN else (), drop.reason, drop.detail
        except HostHeld:
            crawl.rights.files.pop(host, None)  # it is to be asked for yet
            return before
        await crawl.writer.do(
            partial(reservations.keep_file, host=host, rules=found, outcome=outcome, detail=detail, now=CLOCK.now())
        )
        return found

    async def fetch(self, request: Request, crawl: Crawl) -> tuple[Rule, ...]:
        """The rules in the file of the request's host; raises Drop where there are none, HostHeld where it waits."""
        meta = {name: request.meta[name] for name in OF_REQUEST if name in request.meta}
        limits = {
            "download_timeout": self.crawler.settings.getfloat("ROBOTS_TIMEOUT"),
            "download_maxsize": LARGEST,
            "dont_retry": True,
        }
        asked = Request(at_host(request.url, PATH), meta=meta | limits, callback=NO_CALLBACK, dont_filter=True)
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(asked)
        except HostHeld:
            raise
        except Exception as error:
            raise drop_of(error) from error
        if response.status >= 500 or response.status == 429:
            raise Drop("unreachable", f"answered {response.status}")
        if response.status != 200:
            raise Drop("bad-status", str(response.status))
        found: tuple[Rule, ...] = await crawl.children.rules(response.body, response.url)
        return found

"""A small crawl for a person's question: it asks as every crawl does, stores nothing, and gives an answer."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from twisted.internet.error import ReactorNotRunning
from twisted.logger import LimitedHistoryLogObserver, globalLogBeginner

from config.settings import Settings
from crawler.children import Children
from crawler.clock import CLOCK
from crawler.guard import Permit
from crawler.limits import Limits
from crawler.middleware import keep_hold
from crawler.refusals import drop_of, refuse_status
from crawler.rights import Rights
from crawler.robots import LIMIT
from crawler.settings import scrapy_settings
from crawler.stopping import reactor
from crawler.work import page_of
from pipeline.urls import at_host, host_of
from pipeline.values import Drop, Page

Answer = TypeVar("Answer")
PATIENT = 15.0  # seconds for an answer that is needed
HASTY = 8.0  # for one that may not even be there
PAUSE = timedelta(seconds=20)  # that a host may ask for
PARSERS = 1  # each takes a second to start, and a few lists and pages wait for the network, not for it


class Stopped(Exception):
    """The person stopped it."""


@dataclass(slots=True)
class Desk:
    """What an errand works with: it asks for pages within a budget, and has them parsed in children."""

    children: Children
    permit: Permit
    delay: float
    most: int  # requests
    until: float  # monotonic time after which only what is needed is asked
    asked: list[str] = field(default_factory=list)
    held: dict[str, datetime] = field(default_factory=dict)
    rights: Rights = field(default_factory=Rights)  # what is known of the hosts of its pages
    engine: Any = None
    tell: Callable[[str], None] = lambda line: None

    def may_ask(self) -> bool:
        """True while there is budget and time for what may not be there."""
        return len(self.asked) < self.most and time.monotonic() < self.until

    async def ask(self, url: str, needed: bool = False) -> Page | Drop:
        """The answer to a URL, redirects followed, or why there is none; only 200 is an answer."""
        if not needed and not self.may_ask():
            return Drop("timeout", "not asked: enough was asked of this site")
        self.asked.append(url)
        self.tell(url)
        meta = {
            "permit": self.permit,
            "delay": self.delay,
            "held": self.held,
            "rights": self.rights,
            "download_timeout": PATIENT if needed else HASTY,
            "dont_retry": not needed,
        }
        return await self._fetched(url, meta)

    async def robots(self, url: str) -> str:
        """The robots.txt of a URL's host; empty where it has none."""
        meta = {"permit": self.permit, "delay": self.delay, "held": self.held, "dont_obey_robotstxt": True,
                "robots": True, "download_timeout": HASTY}  # fmt: skip
        page = await self._fetched(at_host(url, "/robots.txt"), meta)
        return page.body[:LIMIT].decode("utf-8", "replace") if isinstance(page, Page) else ""

    async def _fetched(self, url: str, meta: dict[str, Any]) -> Page | Drop:
        """The answer; a host that asks for a pause that a person will wait for gets it once."""
        page = await self._fetched_at_once(url, meta)
        wait = self.held.get(host_of(url), CLOCK.now()) - CLOCK.now()
        if isinstance(page, Page) or not timedelta(0) < wait <= PAUSE:
            return page
        self.tell(f"{url} (asked to wait {wait.total_seconds():.0f} s)")
        await asyncio.sleep(wait.total_seconds())
        return await self._fetched_at_once(url, meta)

    async def _fetched_at_once(self, url: str, meta: dict[str, Any]) -> Page | Drop:
        try:
            response = await self.engine.download_async(scrapy.Request(url, meta=meta))
            keep_hold(host_of(response.url), self.held, response.status, response.headers, CLOCK.now())
            refuse_status(response)
        except Drop as drop:
            return drop
        except Exception as error:  # every way in which a fetch fails is a refusal with its reason
            return drop_of(error)
        return page_of(response)

    def pace(self, url: str) -> float:
        """The seconds that are kept between two requests to the host of a URL."""
        slot = self.engine.downloader.slots.get(host_of(url))
        return float(slot.delay) if slot is not None else self.delay


class Errand(scrapy.Spider, Generic[Answer]):
    """Runs one piece of work."""

    name = "errand"

    def __init__(self, desk: Desk, work: "Callable[[Desk], Awaitable[Answer]]", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk = desk
        self.work = work
        self.given: list[Answer] = []
        self.failure: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Do the work; there is nothing to yield, for it asks by itself."""
        self.desk.engine = self.crawler.engine
        try:
            self.given.append(await self.work(self.desk))
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.failure = error
        nothing: tuple[Any, ...] = ()
        for each in nothing:
            yield each


def run_errand(
    settings: Settings,
    permit: Permit,
    work: "Callable[[Desk], Awaitable[Answer]]",
    delay: float = 1.0,
    most: int = 60,
    seconds: float = 75,
    tell: Callable[[str], None] = lambda line: None,
    limits: Limits | None = None,
) -> Answer:
    """What the work gives; raises what it raised, or Stopped. Runs the reactor, so once a process."""
    nobody: Any = LimitedHistoryLogObserver(0)
    globalLogBeginner.beginLoggingTo([nobody], redirectStandardIO=False, discardBuffer=True)
    limits = limits or Limits()
    with closing(Children(PARSERS, limits)) as children:
        desk: Desk = Desk(children, permit, delay, most, time.monotonic() + seconds, tell=tell)
        process = AsyncCrawlerProcess(scrapy_settings(settings, limits))
        crawler = process.create_crawler(Errand)
        process.crawl(crawler, desk=desk, work=work)
        before = signal.signal(signal.SIGINT, lambda *_: reactor().callFromThread(_halt))
        try:
            process.start(install_signal_handlers=False)
        finally:
            signal.signal(signal.SIGINT, before)
    spider: Any = crawler.spider
    if spider is not None and spider.failure is not None:
        raise spider.failure
    if spider is None or not spider.given:
        raise Stopped
    answer: Answer = spider.given[0]
    return answer


def _halt() -> None:
    with suppress(ReactorNotRunning):
        reactor().stop()

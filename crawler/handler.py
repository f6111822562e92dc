"""The download handler: Scrapy's own over HTTP/1.1, connecting through the guard."""

import asyncio
import time
from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _BindAddressAgent,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future

from crawler.clock import CLOCK
from crawler.guard import GuardedReactor, Permit
from crawler.middleware import keep_hold, refuse_held, refuse_quiet
from crawler.protocol import BoundedFactory
from pipeline.urls import host_of


class GuardedHandler(HTTP11DownloadHandler):
    """Fetches over http and https; every connection is checked against the permit of its request.

    A guard of the resolver alone still reached forbidden ports in a test, and a check of the URL misses names that
    resolve to another address a moment later. So the check stands at the connection.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._pool.cachedConnectionTimeout = 30  # a list may name a thousand hosts; open connections are files
        self._free: dict[str, float] = {}  # monotonic time from which each host may be asked again
        # Scrapy 2.19 counts a request as under way only once its task has begun, so without a delay it sends all that
        # wait for a host at once: twenty, where two were allowed.
        most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(partial(asyncio.Semaphore, most))

    async def download_request(self, request: Request) -> Response:
        """The answer to a request, or an exception that says why there is none.

        The request has waited for its turn with its host, so what the host and the source say by now counts.
        """
        host, backlog = host_of(request.url), request.meta.get("backlog")
        while True:
            if backlog is not None:
                await backlog.room()
            async with self._turns[host]:
                if backlog is None or backlog.has_room:  # others that waited with this one may have filled it
                    return await self.ask(request, host)

    async def ask(self, request: Request, host: str) -> Response:
        """The answer to a request whose turn it is."""
        if take := request.meta.get("take"):
            await take(host, 0.0)  # another crawl may have it, where this one was stopped and woken
        held = request.meta.get("held", {})
        is_first = await self.pace(host)
        refuse_held(host, held, CLOCK.now())
        refuse_quiet(request.meta.get("quiet"), CLOCK.now())
        response = await self.fetch(request)
        if is_first:
            self._free[host] = max(self._free[host], time.monotonic() + self.delay_of(host))
        keep_hold(host, held, response.status, response.headers, CLOCK.now())
        return response

    async def fetch(self, request: Request) -> Response:
        """The answer to a request that is sent at once."""
        agent = GuardedAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            response: Response = await maybe_deferred_to_future(agent.download_request(request))
        return response

    async def pace(self, host: str) -> bool:
        """Return when the delay since the last request to a host is over; True for the first request to it.

        Scrapy counts the delay from when a request leaves the queue, and it may have waited here since: two that waited
        together would go out together. The first one has its connection to wait for, so its answer counts.
        """
        is_first = host not in self._free
        now = time.monotonic()
        at = max(now, self._free.get(host, 0.0))
        self._free[host] = at + self.delay_of(host)
        if at > now:
            await asyncio.sleep(at - now)
        return is_first

    def delay_of(self, host: str) -> float:
        """The seconds between two requests to a host."""
        assert self._crawler.engine is not None
        slot = self._crawler.engine.downloader.slots.get(host)
        return float(slot.delay) if slot is not None else 0.0


class GuardedAgent(_ScrapyAgent):
    """Scrapy's agent for one request, on a reactor that checks connections."""

    def _get_agent(self, request: Request, timeout: float) -> Any:
        from twisted.internet import reactor

        permit = request.meta.get("permit", Permit())
        if self._crawler.settings.getbool("LOOPBACK_ONLY"):
            permit = replace(permit, loopback_only=True)
        host = urlsplit(request.url).hostname or ""
        return PermitAgent(
            permit,
            reactor=GuardedReactor(reactor, host, permit),
            contextFactory=self._contextFactory,
            connectTimeout=timeout,
            bindAddress=None,
            pool=self._pool,
        )


class PermitAgent(_BindAddressAgent):
    """An agent that shares open connections only among requests with the same permit."""

    def __init__(self, permit: Permit, **options: Any) -> None:
        super().__init__(**options)
        self._permit = permit

    def _requestWithEndpoint(self, key: tuple[Any, ...], *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        return super()._requestWithEndpoint((*key, self._permit), *args, **kwargs)

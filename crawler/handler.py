"""The download handler: Scrapy's own over HTTP/1.1, connecting through the guard."""

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _BindAddressAgent,
    _ScrapyAgent,
)
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future

from crawler.guard import GuardedReactor, Permit


class GuardedHandler(HTTP11DownloadHandler):
    """Fetches over http and https; every connection is checked against the permit of its request.

    A guard of the resolver alone still reached forbidden ports in a test, and a check of the URL misses names that
    resolve to another address a moment later. So the check stands at the connection.
    """

    async def download_request(self, request: Request) -> Response:
        """The answer to a request, or an exception that says why there is none."""
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
            return await maybe_deferred_to_future(agent.download_request(request))


class GuardedAgent(_ScrapyAgent):
    """Scrapy's agent for one request, on a reactor that checks connections."""

    def _get_agent(self, request: Request, timeout: float) -> Any:
        from twisted.internet import reactor

        permit = request.meta.get("permit", Permit())
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

"""Stopping a crawl by a signal: gently at first, and after a few seconds or a second signal at once."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from twisted.internet.error import ReactorNotRunning

from crawler.work import Crawl

GRACE = 3.0  # seconds; a transfer under way may need thirty, and its visit is only pending again when it is cut off
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable(process: AsyncCrawlerProcess, work: Crawl) -> Iterator[None]:
    """Let SIGINT and SIGTERM stop the crawl for as long as the context lasts."""
    stopper = Stopper(process, work)
    before = {each: signal.signal(each, stopper.heard) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class Stopper:
    """Stops one crawl."""

    def __init__(self, process: AsyncCrawlerProcess, work: Crawl) -> None:
        self.process = process
        self.work = work
        self.stopping: asyncio.Future[Any] | None = None

    def heard(self, _number: int, _frame: Any) -> None:
        """Handle a signal: nothing is done here, where any line may have been interrupted."""
        reactor().callFromThread(self.halt if self.stopping else self.stop)

    def stop(self) -> None:
        """Take up nothing new, wait for what is under way, and lose patience in the end."""
        self.stopping = asyncio.ensure_future(self.process.stop())
        reactor().callLater(GRACE, self.halt)

    def halt(self) -> None:
        """Stop the reactor; visits that were not written are pending again."""
        self.work.over = True
        with suppress(ReactorNotRunning):
            reactor().stop()


def reactor() -> Any:
    """Twisted's reactor; an import at the top would install another one than Scrapy's."""
    from twisted.internet import reactor as installed

    return installed

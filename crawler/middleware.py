"""What stands between the spider and the network: slots by host and port, hosts that asked for patience."""

from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from pipeline.urls import host_of
from storage.holds import LONGEST_HOLD

USUAL_HOLD = timedelta(minutes=5)  # after an answer that asks for patience and does not say how long
STATUS_RETRIES = 2  # after an error of the server; a failure of the network, which takes longer, is tried once more


class HostHeld(Exception):
    """A request that was not sent, because its host had asked to be left alone."""


class Retries(RetryMiddleware):
    """Tries again where that may help, but not with a host that asks for patience."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        """The answer, or the request to send again."""
        is_final = request.meta.get("dont_retry") or "Retry-After" in response.headers
        if is_final or response.status not in self.retry_http_codes:
            return response
        again = request.replace(meta=request.meta | {"max_retry_times": STATUS_RETRIES})
        return self._retry(again, f"answered {response.status}") or response


class Redirects(RedirectMiddleware):
    """Follows redirects without a Referer, as all requests are sent."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawl; Scrapy's own way of making it warns each crawl that nobody sets the header."""
        new = cls(crawler.settings)
        new.crawler = crawler
        return new

    def handle_referer(self, request: Request, response: Response) -> None:
        """Take the header off."""
        request.headers.pop("Referer", None)


class Slots:
    """Gives each host and port a slot of its own with the delay of its source.

    Scrapy's slots go by host name alone, which would make one of all the ports of 127.0.0.1.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Name the slot, and set its delay where it is new or too short."""
        key = host_of(request.url)
        request.meta["download_slot"] = key
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        delay = request.meta.get("delay", 0.0)
        if key in downloader.slots:
            slot = downloader.slots[key]
            slot.delay = max(slot.delay, delay)
        else:
            wanted = max(delay, downloader.per_slot_settings.get(key, {}).get("delay", 0.0))
            downloader.per_slot_settings[key] = {"delay": wanted}


class HostTaken(HostHeld):
    """A request that was not sent, because another crawl is asking its host."""


class SourceQuiet(HostTaken):
    """A request that was not sent, because the quiet hours of its source have begun."""


def refuse_quiet(quiet: Callable[[datetime], datetime | None] | None, now: datetime) -> None:
    """Raise SourceQuiet where a source is in its quiet hours; `quiet` tells when they are over."""
    until = quiet(now) if quiet is not None else None
    if until is not None:
        raise SourceQuiet(f"its quiet hours last until {until.isoformat()}")


def refuse_held(host: str, held: MutableMapping[str, datetime], now: datetime) -> None:
    """Raise HostHeld where the host wants to be left alone."""
    if held.get(host, now) > now:
        raise HostHeld(f"the host asked to be left alone until {held[host].isoformat()}")


def keep_hold(
    host: str, held: MutableMapping[str, datetime], status: int, headers: Any, now: datetime
) -> datetime | None:
    """Until when a host wants to be left alone that answered so, noted among the held; None where it does not say."""
    wait = hold_of(status, headers, now)
    if wait is None:
        return None
    held[host] = max(now + wait, held.get(host, now))
    return held[host]


def hold_of(status: int, headers: Any, now: datetime) -> timedelta | None:
    """How long a host that answered so wants to be left alone, at most an hour; None where it does not say so."""
    asked = headers.get("Retry-After")
    if status != 429 and (status < 400 or asked is None):
        return None
    wait = retry_after((asked or b"").decode("latin-1"), now)
    if wait is None:
        return USUAL_HOLD if status in (429, 503) else None
    return min(max(wait, timedelta(0)), LONGEST_HOLD)


def retry_after(value: str, now: datetime) -> timedelta | None:
    """What a Retry-After header says, in seconds or as a date; None where it says nothing that can be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now

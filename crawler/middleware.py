"""What stands between the spider and the network: slots by host and port, codings, answers that ask for patience."""

import zlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from pipeline.values import Drop

LONGEST_HOLD = timedelta(hours=1)
USUAL_HOLD = timedelta(minutes=5)  # after a 429 or 503 that does not say how long
CODINGS = 2  # more stacked content codings than that only an attacker sends


def host_of(url: str) -> str:
    """host:port of an http(s) URL."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{(parts.hostname or '').lower()}:{port}"


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


class Codings:
    """Refuses bodies whose content coding is stacked, untrue or cut off; Scrapy takes the last for a whole page."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer as it came, or Drop."""
        header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        codings = [each.strip() for each in header.split(",") if each.strip() not in ("", "identity")]
        if len(codings) > CODINGS:
            raise Drop("bad-encoding", f"{len(codings)} content codings")
        if codings and codings[-1] in ("gzip", "x-gzip") and response.body:
            check_gzip(response.body)
        return response


def check_gzip(body: bytes) -> None:
    """Raise Drop where the body is no gzip, or ends before its last member does."""
    if not body.startswith(b"\x1f\x8b"):
        raise Drop("bad-encoding", "said gzip, is not")
    # Only decoding to the end tells a cut body from a whole one. It goes in small steps, so that a bomb is never held.
    decoder = zlib.decompressobj(wbits=31)
    rest, produced = body, 0
    while rest:
        try:
            produced += len(decoder.decompress(rest, 2**20))
        except zlib.error as error:
            raise Drop("bad-encoding", str(error)) from error
        if produced > 2**24:
            return  # too large, which is found and named when it is decoded
        if decoder.eof:
            rest = decoder.unused_data.lstrip(b"\0")
            if not rest.startswith(b"\x1f\x8b"):
                return
            decoder = zlib.decompressobj(wbits=31)
        else:
            rest = decoder.unconsumed_tail
    if not decoder.eof:
        raise Drop("truncated", "the gzip body ends early")


def hold_of(status: int, headers: Any, now: datetime) -> timedelta | None:
    """How long a host that answered so wants to be left alone, at most an hour; None where it does not say so."""
    asked = headers.get("Retry-After")
    if status not in (429, 503) and not asked:
        return None
    if status < 400:
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

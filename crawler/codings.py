"""Content codings: bodies are decoded within a limit, and one that is stacked, unknown, untrue or cut off is refused.

Scrapy hands over what it could decode of a body that ends early as a whole page, and its way through a bomb of deflate
held up every other fetch for a second.
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Self

import brotli  # type: ignore[import-untyped]  # it has no stubs
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from crawler.limits import MAXSIZE
from pipeline.values import Drop

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
CODINGS = 2  # more stacked content codings than that only an attacker sends
MEMBERS = 64  # of one gzip body: each that ends copies the rest, and a million empty ones took an hour
STEP = 2**20


class Codings:
    """Asks for compressed bodies and decodes them; one that was cut off is asked for once more."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Name the codings that are understood."""
        request.headers["Accept-Encoding"] = ACCEPTED

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The answer with its body decoded, the request to send again, or Drop."""
        header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        try:
            body = decoded(response.body, header)
        except Drop as drop:
            assert self.crawler.spider is not None
            again = get_retry_request(request, spider=self.crawler.spider, reason=drop.detail, max_retry_times=1)
            if drop.reason != "truncated" or again is None:
                raise
            return again
        response.headers.pop("Content-Encoding", None)
        return response if body is response.body else response.replace(body=body)


def decoded(body: bytes, header: str) -> bytes:
    """The body without the codings that the header names; raises Drop."""
    codings = [each for each in header.lower().replace(",", " ").split() if each != "identity"]
    if len(codings) > CODINGS:
        raise Drop("bad-encoding", f"{len(codings)} content codings")
    for coding in reversed(codings):
        if coding not in DECODERS:
            raise Drop("bad-encoding", f"no such content coding: {coding[:50]}")
        body = limited(DECODERS[coding](body)) if body else body
    return body


def limited(parts: Iterator[bytes]) -> bytes:
    """The parts together; Drop as soon as they are too many, so that a bomb is never held."""
    found, size = [], 0
    try:
        for part in parts:
            size += len(part)
            if size > MAXSIZE:
                raise Drop("too-large", f"over {MAXSIZE} bytes when decoded")
            found.append(part)
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise Drop("bad-encoding", str(error)) from error
    return b"".join(found)


def from_gzip(body: bytes) -> Iterator[bytes]:
    """The parts of a gzip body, of all its members."""
    for _ in range(MEMBERS):
        if not body.startswith(b"\x1f\x8b"):
            raise Drop("bad-encoding", "said gzip, is not")
        decoder = zlib.decompressobj(wbits=31)
        yield from from_zlib(decoder, body)
        body = decoder.unused_data.lstrip(b"\0")
        if not body.startswith(b"\x1f\x8b"):
            return  # what follows the last member is nobody's
    raise Drop("bad-encoding", f"over {MEMBERS} gzip members")


def from_deflate(body: bytes) -> Iterator[bytes]:
    """The parts of a deflate body, with the zlib header that it should have or without."""
    is_zlib = body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    return from_zlib(zlib.decompressobj(15 if is_zlib else -15), body)


def from_zlib(decoder: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    """The parts of a stream; Drop where the body ends before it."""
    while not decoder.eof:
        if not body:
            raise Drop("truncated", "the compressed body ends early")
        yield decoder.decompress(body, STEP)
        body = decoder.unconsumed_tail


def from_brotli(body: bytes) -> Iterator[bytes]:
    """The parts of a Brotli body."""
    decoder = brotli.Decompressor()
    yield decoder.process(body, output_buffer_limit=STEP)
    while not decoder.is_finished():
        if decoder.can_accept_more_data():
            raise Drop("truncated", "the compressed body ends early")
        yield decoder.process(b"", output_buffer_limit=STEP)


def from_zstd(body: bytes) -> Iterator[bytes]:
    """The parts of a Zstandard body, of its first frame."""
    decoder = zstd.ZstdDecompressor()
    yield decoder.decompress(body, max_length=STEP)
    while not decoder.eof:
        if decoder.needs_input:
            raise Drop("truncated", "the compressed body ends early")
        yield decoder.decompress(b"", max_length=STEP)


DECODERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": from_gzip,
    "x-gzip": from_gzip,
    "deflate": from_deflate,
    "br": from_brotli,
    "zstd": from_zstd,
}

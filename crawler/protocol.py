"""The client's side of HTTP/1.1, with a bound on the headers of an answer.

Twisted bounds one line and not their number: a hundred thousand headers held up every other fetch for four seconds.
"""

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientProtocol, _LenientHTTPClientParser
from twisted.web.client import _HTTP11ClientFactory

MOST_HEADERS = 500
MOST_BYTES = 256 * 1024


class HeadersTooLarge(Exception):
    """The headers of an answer were more than any honest one has."""


class BoundedParser(_LenientHTTPClientParser):
    """Gives an answer up whose headers are too many or too large."""

    number = 0
    size = 0

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802
        """Take one header, or raise HeadersTooLarge."""
        self.number += 1
        self.size += len(name) + len(value)
        if self.number > MOST_HEADERS or self.size > MOST_BYTES:
            raise HeadersTooLarge(f"{self.number} headers of {self.size} bytes")
        super().headerReceived(name, value)  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
        """Give up a line that Twisted would end the connection for without a word."""
        raise HeadersTooLarge("one header is too long")


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """A connection whose answers go through the bounded parser."""

    def request(self, request: Any) -> Any:
        """Send a request; what comes back is parsed within the bounds."""
        answer = super().request(request)
        self._parser.__class__ = BoundedParser
        return answer


class BoundedFactory(_HTTP11ClientFactory):
    """Makes bounded connections."""

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802
        """The protocol of a new connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

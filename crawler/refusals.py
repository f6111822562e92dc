"""Every way in which fetching fails, as one of the outcomes."""

import re
import ssl
from http import HTTPStatus

from OpenSSL.SSL import Error as TLSError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeout
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from crawler.guard import ForbiddenAddress
from crawler.middleware import HostHeld
from crawler.protocol import HeadersTooLarge
from pipeline.values import Drop

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# In this order: the first kind that fits names the outcome.
KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (HostHeld, "bad-status"),
    (HeadersTooLarge, "too-large"),
    (ForbiddenAddress, "forbidden-address"),
    (UnsupportedURLSchemeError, "forbidden-address"),
    (DownloadTimeoutError, "timeout"),
    (ConnectTimeout, "timeout"),
    (TCPTimedOutError, "timeout"),
    (DownloadCancelledError, "too-large"),
    (ResponseDataLossError, "truncated"),
    (ResponseNeverReceived, "unreachable"),
    (ResponseFailed, "truncated"),
    (CannotResolveHostError, "unreachable"),
    (DownloadConnectionRefusedError, "unreachable"),
    (ConnectError, "unreachable"),
    (TLSError, "unreachable"),
    (ssl.SSLError, "unreachable"),
)


def drop_of(error: BaseException) -> Drop:
    """The refusal that a failure of fetching amounts to; its detail names the failure."""
    if isinstance(error, Drop):
        return error
    if isinstance(error, DownloadFailedError) and isinstance(error.__cause__, ResponseFailed):
        error = cause_of(error.__cause__)
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, IgnoreRequest):
        return Drop(reason_of_ignored(str(error)), str(error))
    for kind, reason in KINDS:
        if isinstance(error, kind):
            return Drop(reason, detail)
    if isinstance(error, ValueError) and "scheme" in str(error):  # a redirect off http and https that has no host
        return Drop("forbidden-address", detail)
    return Drop("unreachable", detail)


def cause_of(error: ResponseFailed) -> BaseException:
    """What ended an answer, where that has an outcome of its own; else the error, which tells a cut from a silence."""
    values = [getattr(reason, "value", None) for reason in error.reasons]
    return next((each for each in values if isinstance(each, HeadersTooLarge)), error)


def reason_of_ignored(message: str) -> str:
    """The outcome of a request that one of Scrapy's middlewares gave up; they tell it by the message alone."""
    if "max redirections" in message:
        return "redirect-loop"
    return "unreachable"


def refuse_status(response: Response) -> None:
    """Raise Drop unless the status is that of a whole answer.

    A redirect that comes this far led off http and https, where none is followed.
    """
    if response.status == HTTPStatus.OK:
        return
    if (response.headers.get("cf-mitigated") or b"").strip().lower() == b"challenge":
        raise Drop("bad-status", f"{response.status}, a challenge for browsers")
    location = (response.headers.get("Location") or b"").decode("latin-1").strip()
    scheme = SCHEME.match(location)
    if 300 <= response.status < 400 and scheme and scheme[1].lower() not in ("http", "https"):
        raise Drop("forbidden-address", f"redirected to {location[:200]}")
    raise Drop("bad-status", str(response.status))

"""Every way in which fetching fails, as one of the outcomes."""

import ssl
import zlib
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
from twisted.internet.error import ConnectError
from twisted.internet.error import TimeoutError as ConnectTimeout

from crawler.guard import ForbiddenAddress
from pipeline.values import Drop

# In this order: the first kind that fits names the outcome.
KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (ForbiddenAddress, "forbidden-address"),
    (UnsupportedURLSchemeError, "forbidden-address"),
    (DownloadTimeoutError, "timeout"),
    (ConnectTimeout, "timeout"),
    (DownloadCancelledError, "too-large"),
    (ResponseDataLossError, "truncated"),
    (DownloadFailedError, "truncated"),
    (CannotResolveHostError, "unreachable"),
    (DownloadConnectionRefusedError, "unreachable"),
    (ConnectError, "unreachable"),
    (TLSError, "unreachable"),
    (ssl.SSLError, "unreachable"),
    (zlib.error, "bad-encoding"),
    (EOFError, "truncated"),
)


def drop_of(error: BaseException) -> Drop:
    """The refusal that a failure of fetching amounts to; its detail names the failure."""
    if isinstance(error, Drop):
        return error
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, IgnoreRequest):
        return Drop(reason_of_ignored(str(error)), str(error))
    for kind, reason in KINDS:
        if isinstance(error, kind):
            return Drop(reason, detail)
    if isinstance(error, OSError):
        return Drop("bad-encoding" if type(error).__name__ == "BadGzipFile" else "unreachable", detail)
    return Drop("unreachable", detail)


def reason_of_ignored(message: str) -> str:
    """The outcome of a request that one of Scrapy's middlewares gave up; they tell it by the message alone."""
    if "max redirections" in message:
        return "redirect-loop"
    if "DOWNLOAD_MAXSIZE" in message:
        return "too-large"
    if "robots.txt" in message:
        return "robots"
    return "unreachable"


def refuse_status(status: int) -> None:
    """Raise Drop unless the status is that of a whole answer."""
    if status != HTTPStatus.OK:
        raise Drop("bad-status", str(status))

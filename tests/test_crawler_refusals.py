"""Every failure of fetching has its outcome, and every outcome is one of the list."""

import ssl

import pytest
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
from twisted.internet.error import ConnectionLost, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeout
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from crawler.guard import ForbiddenAddress
from crawler.middleware import HostHeld
from crawler.protocol import HeadersTooLarge
from crawler.refusals import drop_of, refuse_status
from pipeline.values import REFUSED, Drop


def failed(kind: type[ResponseFailed], reason: Exception) -> DownloadFailedError:
    """What Scrapy raises for an answer that failed."""
    error = DownloadFailedError("failed")
    error.__cause__ = kind([Failure(reason)])  # type: ignore[no-untyped-call]  # Twisted has no types there
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ForbiddenAddress("10.0.0.1"), "forbidden-address"),
        (UnsupportedURLSchemeError("file"), "forbidden-address"),
        (ValueError("Missing scheme in request url: javascript:alert(1)"), "forbidden-address"),
        (DownloadTimeoutError("15 s"), "timeout"),
        (ConnectTimeout(), "timeout"),  # type: ignore[no-untyped-call]
        (TCPTimedOutError(), "timeout"),  # type: ignore[no-untyped-call]
        (DownloadCancelledError(""), "too-large"),
        (failed(ResponseFailed, HeadersTooLarge("501 headers")), "too-large"),
        (ResponseDataLossError(), "truncated"),
        (failed(ResponseFailed, ConnectionLost()), "truncated"),
        (failed(ResponseNeverReceived, ConnectionLost()), "unreachable"),
        (failed(ResponseNeverReceived, ssl.SSLError("certificate verify failed")), "unreachable"),
        (CannotResolveHostError("no such host"), "unreachable"),
        (DownloadConnectionRefusedError("refused"), "unreachable"),
        (IgnoreRequest("max redirections reached"), "redirect-loop"),
        (IgnoreRequest("whatever else"), "unreachable"),
        (HostHeld("until then"), "bad-status"),
        (ssl.SSLError("bad"), "unreachable"),
        (OSError("no reason given"), "unreachable"),
        (ValueError("Invalid IPv6 URL"), "unreachable"),
        (RuntimeError("a bug"), "unreachable"),
        (Drop("robots", "refused"), "robots"),
    ],
)
def test_a_failure_has_its_outcome(error: BaseException, reason: str) -> None:
    drop = drop_of(error)
    assert drop.reason == reason
    assert drop.detail
    assert drop.reason in REFUSED


def test_a_whole_answer_passes() -> None:
    refuse_status(Response("http://a.example/"))


@pytest.mark.parametrize(
    ("status", "location", "reason"),
    [
        (204, "", "bad-status"),
        (206, "", "bad-status"),
        (304, "", "bad-status"),
        (404, "", "bad-status"),
        (999, "", "bad-status"),
        (404, "file:///etc/passwd", "bad-status"),
        (302, "", "bad-status"),
        (302, "/elsewhere", "bad-status"),
        (300, "https://a.example/b", "bad-status"),
        (302, "file:///etc/passwd", "forbidden-address"),
        (301, "FTP://a.example/b", "forbidden-address"),
        (307, "data:text/html,x", "forbidden-address"),
        (302, " s3://bucket/x", "forbidden-address"),
    ],
)
def test_no_other_status_does(status: int, location: str, reason: str) -> None:
    headers = {"Location": location} if location else {}
    with pytest.raises(Drop) as raised:
        refuse_status(Response("http://a.example/", status, headers))
    assert raised.value.reason == reason

"""Codings that are stacked, untrue or cut off are refused; answers that ask for patience are understood."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Headers, Response

from crawler.middleware import LONGEST_HOLD, USUAL_HOLD, Codings, check_gzip, hold_of, host_of, retry_after
from pipeline.values import Drop

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
BODY = gzip.compress("中美人工智能".encode() * 1000)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Example.com/a", "example.com:80"),
        ("https://example.com/a", "example.com:443"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
    ],
)
def test_host_of(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("body", [BODY, BODY + BODY, BODY + b"\0" * 20, BODY + b"junk", gzip.compress(b"")])
def test_whole_gzip_passes(body: bytes) -> None:
    check_gzip(body)


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 20, len(BODY) - 11])
def test_cut_gzip_is_truncated(cut: int) -> None:
    with pytest.raises(Drop) as raised:
        check_gzip(BODY[:-cut])
    assert raised.value.reason == "truncated"


@pytest.mark.parametrize(("body", "reason"), [(b"<html>", "bad-encoding"), (b"\x1f\x8bnothing", "bad-encoding")])
def test_untrue_gzip_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(Drop) as raised:
        check_gzip(body)
    assert raised.value.reason == reason


def test_a_bomb_is_left_to_the_size_limit() -> None:
    check_gzip(gzip.compress(b"\0" * 2**25))


@pytest.mark.parametrize("codings", ["gzip, gzip, gzip", ", ".join(["br"] * 50)])
def test_stacked_codings_are_refused(codings: str) -> None:
    response = Response("http://a.example/", headers={"Content-Encoding": codings}, body=BODY)
    with pytest.raises(Drop) as raised:
        Codings().process_response(Request("http://a.example/"), response)
    assert raised.value.reason == "bad-encoding"


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta(0)),
        ("Mon, 12 Oct 2026 08:10:00 GMT", timedelta(minutes=10)),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Mon, 99 Oct 9999 99:99:99 GMT", None),
    ],
)
def test_retry_after(value: str, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait


@given(st.text(max_size=40))
def test_retry_after_never_raises(value: str) -> None:
    retry_after(value, NOW)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {}, USUAL_HOLD),
        (503, {"Retry-After": "nonsense"}, USUAL_HOLD),
        (503, {"Retry-After": "60"}, timedelta(minutes=1)),
        (403, {"Retry-After": "60"}, timedelta(minutes=1)),
        (429, {"Retry-After": "99999999999999"}, LONGEST_HOLD),
        (429, {"Retry-After": "Mon, 12 Oct 2020 08:10:00 GMT"}, timedelta(0)),
        (200, {"Retry-After": "60"}, None),
        (404, {}, None),
        (500, {}, None),
    ],
)
def test_hold_of(status: int, headers: dict[str, str], wait: timedelta | None) -> None:
    assert hold_of(status, Headers(headers), NOW) == wait

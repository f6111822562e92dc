"""Hosts have names with ports; answers that ask for patience are understood."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, signals
from scrapy.http import Headers, Response
from scrapy.utils.test import get_crawler

from crawler.middleware import USUAL_HOLD, Redirects, hold_of, retry_after
from pipeline.urls import host_of
from storage.holds import LONGEST_HOLD

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Example.com/a", "example.com:80"),
        ("https://example.com/a", "example.com:443"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://[::1]/", "::1:80"),
        ("http://[::1", "http://[::1"),
        ("http://a.example:99999/", "http://a.example:99999/"),
    ],
)
def test_host_of(url: str, host: str) -> None:
    assert host_of(url) == host


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
        (503, {}, None),
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


def test_what_a_redirect_asks_for_names_no_referer() -> None:
    request = Request("https://a.example/", headers={"Referer": "https://b.example/", "Accept": "*/*"})
    crawler = get_crawler(settings_dict={"REDIRECT_ENABLED": True})
    Redirects.from_crawler(crawler).handle_referer(request, Response("https://a.example/"))
    assert request.headers.to_unicode_dict() == {"Accept": "*/*"}


def test_no_crawl_is_warned_of_the_referer(caplog: pytest.LogCaptureFixture) -> None:
    crawler = get_crawler()
    kept = Redirects.from_crawler(crawler)  # signals hold no receiver alive

    async def start() -> None:
        crawler.signals.send_catch_log(signals.engine_started)

    asyncio.run(start())
    assert kept.crawler is crawler
    assert caplog.text == ""

"""The webhook: what it sends, where it does not, and that no failure of the other side is one of ours."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from service.webhook import TRIES, WAITING, Webhook
from storage.alarms import Change
from tests.builders import NOW
from tests.sites import Asked, Reply, Site
from tests.test_storage_alarms import ALARM


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def hook(site: Site, path: str = "/hook?key=s3cret", timeout: float = 3.0) -> Webhook:
    """A webhook to a path of the site."""
    return Webhook(site.url(path), timeout)


def test_nothing_is_sent_where_nothing_waits(site: Site) -> None:
    hook(site).deliver()
    assert site.asked == []


def test_each_alarm_is_sent_once_in_its_order(site: Site) -> None:
    site.pages["/hook?key=s3cret"] = Reply(b"ok", type="text/plain")
    one = hook(site)
    one.add(Change(ALARM))
    one.add(Change(ALARM, NOW + timedelta(hours=1)))
    one.deliver()
    one.deliver()
    assert site.times("/hook?key=s3cret") == 2
    assert not one.waiting


def test_what_is_sent() -> None:
    made = Webhook("http://127.0.0.1:9/")
    made.add(Change(ALARM))
    sent: list[dict[str, Any]] = []
    made.post = sent.append  # type: ignore[assignment, method-assign]
    made.deliver()
    (told,) = sent
    assert json.loads(json.dumps(told)) == told
    assert (told["event"], told["source"], told["kind"], told["ended_at"]) == (
        "alarm_began",
        "harbour",
        "layout-changed",
        None,
    )
    assert (told["since"], told["sentence"]) == (ALARM.since.isoformat(), ALARM.sentence)
    assert told["before"]["article"] == 4
    assert told["after"]["outcome"] == "no-text"
    assert told["command"] == ALARM.command


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(b"no", status=500), "HTTPError 500"),
        (Reply(b"no", status=404), "HTTPError 404"),
        (Reply(status=302, headers=(("Location", "/elsewhere"),)), "HTTPError 302"),
        (Reply(hang=True), "TimeoutError"),
        (Reply(raw=b"no HTTP\r\n\r\n"), "BadStatusLine"),
    ],
)
def test_a_failure_is_told_without_the_key_and_tried_again(site: Site, reply: Reply, why: str) -> None:
    site.pages |= {"/hook?key=s3cret": reply, "/elsewhere": Reply(b"ok")}
    one = hook(site, timeout=0.5)
    one.add(Change(ALARM))
    one.add(Change(ALARM))
    with capture_logs() as logs:
        one.deliver()
    assert [(each["event"], each["error"], each["tries_left"]) for each in logs] == [("webhook_failed", why, TRIES - 1)]
    assert "s3cret" not in str(logs)
    assert len(one.waiting) == 2
    assert site.times("/elsewhere") == 0
    site.pages["/hook?key=s3cret"] = Reply(b"ok")
    one.deliver()
    assert not one.waiting


def test_it_gives_up(site: Site) -> None:
    one = hook(site)
    one.add(Change(ALARM))
    with capture_logs() as logs:
        for _ in range(TRIES + 3):
            one.deliver()
    assert [each["tries_left"] for each in logs] == [4, 3, 2, 1, 0]
    assert not one.waiting


def test_few_wait() -> None:
    one = Webhook("http://127.0.0.1:9/", 0.5)
    for _ in range(WAITING + 5):
        one.add(Change(ALARM))
    assert len(one.waiting) == WAITING


def test_nobody_there() -> None:
    one = Webhook("http://127.0.0.1:9/", 0.5)
    one.add(Change(ALARM))
    with capture_logs() as logs:
        one.deliver()
    assert [each["error"] for each in logs] == ["URLError"]


def test_it_is_posted_as_json(site: Site) -> None:
    asked: list[Asked] = []

    def answer(each: Asked) -> Reply:
        asked.append(each)
        return Reply(b"ok")

    site.pages["/hook?key=s3cret"] = answer
    one = hook(site)
    one.add(Change(ALARM))
    one.deliver()
    assert asked[0].headers["content-type"].startswith("application/json")

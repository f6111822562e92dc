"""Hosts of a crawl: what was taken is asked while it is held, and taken again once it may be another's."""

import asyncio
import time
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest

from crawler.hosts import Taken
from crawler.middleware import HostTaken
from crawler.routes import Routes
from crawler.writer import Writer
from pipeline.values import Route
from storage.schedule import LEASE

HOST, OTHER = "a.example:443", "b.example:443"


class Table:
    """Stands in for the writer: says who may ask, and counts who wanted to."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self.theirs: set[str] = set()

    async def do(self, job: "partial[Any]") -> datetime | None:
        """When the host may be asked."""
        name, now = job.keywords["name"], job.keywords["now"]
        self.wanted.append(name)
        return None if name in self.theirs else cast(datetime, now)


def test_a_host_that_was_not_renewed_is_taken_again() -> None:
    table = Table()

    async def work() -> None:
        taken = Taken(1, cast(Writer, table))
        for _ in range(2):
            await taken.take(HOST, 0)
            await taken.take(OTHER, 0)
        assert table.wanted == [HOST, OTHER]
        taken.keep({HOST})
        table.theirs = {OTHER}
        await taken.take(HOST, 0)
        with pytest.raises(HostTaken):
            await taken.take(OTHER, 0)

    asyncio.run(work())
    assert table.wanted == [HOST, OTHER, OTHER]


def test_a_crawl_that_was_stopped_past_its_lease_takes_its_hosts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()

    async def work() -> None:
        taken = Taken(1, cast(Writer, table))
        await taken.take(HOST, 0)
        table.theirs = {HOST}
        await taken.take(HOST, 0)
        woken = time.monotonic() + LEASE.total_seconds() + 1
        monkeypatch.setattr("crawler.hosts.time.monotonic", lambda: woken)
        with pytest.raises(HostTaken):
            await taken.take(HOST, 0)

    asyncio.run(work())
    assert table.wanted == [HOST, HOST]


def test_a_route_whose_host_another_crawl_asks_was_not_looked_at() -> None:
    crawl: Any = SimpleNamespace(routes_open=1, woken=asyncio.Event())  # no writer: nothing is recorded
    failure: Any = SimpleNamespace(value=HostTaken("another crawl is asking the host"))
    source: Any = SimpleNamespace(id="a")

    async def work() -> Any:
        return await Routes(crawl).not_listed(failure, source, Route("https://a.example/feed", "feed"))

    assert asyncio.run(work()) == []
    assert crawl.routes_open == 0
    assert crawl.woken.is_set()

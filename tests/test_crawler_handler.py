"""A host is asked for two pages at a time, however many wait for it and however short its delay is."""

import asyncio
from collections import defaultdict
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.backlog import MOST, Backlog
from crawler.handler import GuardedHandler
from tests.crawling import crawl, outcomes
from tests.sites import Press, Reply, Site, article

TAKES = 0.2  # seconds of each answer


def test_no_more_than_two_are_under_way(tmp_path: Path) -> None:
    with closing(Press(tmp_path / "sources")) as press:
        site = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=TAKES) for n in range(12)}))
        crawl(tmp_path / "data", press.sources)
        assert list(outcomes(tmp_path / "data", "slow").values()) == ["stored"] * 12
        began = [each.at for each in site.asked if each.path[1:].isdigit()]
        assert len(began) == 12
        for lot in (began[::2], began[1::2]):  # each third one waits for an answer to one of the two before it
            assert all(later - earlier >= TAKES * 0.9 for earlier, later in pairwise(lot))


class Fetching(GuardedHandler):
    """A handler whose answers come after a moment, without a network; each fills the backlog of its source."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}
        self._turns: defaultdict[str, asyncio.Semaphore] = defaultdict(partial(asyncio.Semaphore, 2))
        self.fetched: list[str] = []

    def delay_of(self, host: str) -> float:
        return 0.0

    async def fetch(self, request: Request) -> Response:
        await asyncio.sleep(0.01)
        self.fetched.append(request.url)
        if "backlog" in request.meta:
            request.meta["backlog"].add(MOST + 1)
        return Response(request.url)


def all_asked(handler: Fetching, number: int, **meta: Any) -> list[Response | BaseException]:
    """What becomes of some requests that are made of one host at once."""

    async def ask() -> list[Response | BaseException]:
        requests = [Request(f"https://harbour.example/{each}", meta=meta) for each in range(number)]
        asked = (asyncio.wait_for(handler.download_request(each), 0.5) for each in requests)
        return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(ask())


def test_what_waits_for_its_turn_is_not_asked_of_a_host_that_another_crawl_took() -> None:
    class Taken(Exception):
        pass

    handler = Fetching()

    async def take(host: str, seconds: float) -> None:
        if len(handler.fetched) >= 4:
            raise Taken

    ended = all_asked(handler, 12, take=take)
    assert [type(each) for each in ended] == [Response] * 4 + [Taken] * 8
    assert len(handler.fetched) == 4


def test_what_waits_for_its_turn_leaves_a_full_backlog_alone() -> None:
    handler, backlog = Fetching(), Backlog()
    ended = all_asked(handler, 12, backlog=backlog)
    assert [type(each) for each in ended] == [Response] * 2 + [TimeoutError] * 10
    assert backlog.bytes == 2 * (MOST + 1)
    assert handler._turns["harbour.example"]._value == 2  # none is held by those that wait for room

"""A desk without a network for tests of a look at a site: it answers from a mapping, and parses in this process."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from config.source import Source
from crawler.child import TASKS
from crawler.scout import Scout
from crawler.scouted import Scouted
from pipeline.boilerplate import Boilerplate
from pipeline.learned import NOTHING, Reading
from pipeline.values import Drop, Found, Link, Page, Route
from tests.scouted_sites import NOW
from tests.sites import Reply

HOME = "https://quay.example/"


class Here:
    """Children that are no processes."""

    async def run(self, _owner: str, name: str, *arguments: Any) -> Any:
        """What a task gives."""
        return TASKS[name](*arguments)

    async def find(self, page: Page, route: Route, source: Source) -> Found:
        """The links of a list."""
        found: Found = TASKS["find"](page, route, source)
        return found

    async def read(self, page: Page, source: Source, link: Link, boilerplate: Boilerplate = NOTHING) -> Reading:
        """The article of a page."""
        reading: Reading = TASKS["read"](page, source, link, boilerplate)
        return reading


@dataclass(slots=True)
class Shelf:
    """Answers by paths below the home of a site, or by whole addresses."""

    replies: Mapping[str, Reply]
    asked: list[str] = field(default_factory=list)
    children: Here = field(default_factory=Here)
    most: int = 60
    began: float = field(default_factory=time.monotonic)

    def may_ask(self) -> bool:
        """True while there is budget."""
        return len(self.asked) < self.most

    async def ask(self, url: str, needed: bool = False) -> Page | Drop:
        """The answer to a URL."""
        if not needed and not self.may_ask():
            return Drop("timeout", "not asked")
        self.asked.append(url)
        for _ in range(6):
            reply = self.replies.get(url) or self.replies.get(url.removeprefix(HOME.rstrip("/")))
            location = dict(reply.headers).get("Location") if reply else None
            if location is None:
                break
            url = urljoin(url, location)
        if reply is None or reply.status != 200:
            return Drop("bad-status", str(reply.status if reply else 404))
        return Page(url, reply.body, NOW, 200, (("content-type", reply.type),))

    async def robots(self, _url: str) -> str:
        """The site's robots.txt."""
        reply = self.replies.get("/robots.txt")
        return reply.body.decode("utf-8", "replace") if reply else ""

    def pace(self, _url: str) -> float:
        """No time at all."""
        return 0.0


def drive(work: Any) -> Any:
    """What a coroutine gives that waits for nothing outside."""
    return asyncio.run(work)


def looked_at(replies: Mapping[str, Reply], url: str = HOME) -> Scouted:
    """What a look at a site brings."""
    shelf: Any = Shelf(replies)
    found: Scouted = drive(Scout(shelf, url, NOW).run())
    return found

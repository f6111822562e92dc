"""What a crawl works with, and what its routes and its visits do alike."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from scrapy.http import Response

from config.source import Source
from crawler.backlog import Backlog
from crawler.children import Children
from crawler.clock import CLOCK
from crawler.guard import permit_of
from crawler.hosts import Taken
from crawler.middleware import keep_hold
from crawler.rights import Rights
from crawler.tally import Tally
from crawler.writer import Writer
from pipeline.boilerplate import Boilerplate
from pipeline.quiet import quiet_of
from pipeline.urls import host_of
from pipeline.values import Drop, Page
from storage import holds

Value = TypeVar("Value")


@dataclass(slots=True)
class Crawl:
    """What a crawl works with: its run, its sources, and the rooms it hands work to."""

    run_id: int
    sources: Sequence[Source]
    writer: Writer
    children: Children
    tally: Tally
    validators: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # ETag, Last-Modified of routes
    rested: set[tuple[str, str]] = field(default_factory=set)  # source and URL of routes that want no look yet
    held: dict[str, datetime] = field(default_factory=dict)  # hosts to leave alone, with the end of it
    boilerplate: dict[str, Boilerplate] = field(default_factory=dict)  # what is known of the lines of each host
    changed: set[str] = field(default_factory=set)  # hosts with new texts, from which there may be more to learn
    in_flight: dict[str, int] = field(default_factory=dict)
    routes_asked: dict[str, set[str]] = field(default_factory=dict)
    routes_open: int = 0
    dry: set[str] = field(default_factory=set)  # sources with nothing due until a route gives new links
    backlogs: dict[str, Backlog] = field(default_factory=lambda: defaultdict(Backlog))
    delays: dict[str, float] = field(default_factory=dict)  # seconds kept with each host, known at the end
    rights: Rights = field(default_factory=Rights)  # what is known of the hosts of its pages
    over: bool = False  # stopped: what fails from now on fails because of that
    woken: asyncio.Event = field(default_factory=asyncio.Event)  # set whenever there may be something to claim
    taken: Taken = field(init=False)

    def __post_init__(self) -> None:
        self.taken = Taken(self.run_id, self.writer)

    def meta(self, source: Source) -> dict[str, Any]:
        """What the middlewares and the handler know of a request's source."""
        return {
            "permit": permit_of(source),
            "delay": source.delay,
            "held": self.held,
            "backlog": self.backlogs[source.id],
            "take": self.taken.take,
            "quiet": partial(quiet_of, source) if source.quiet else None,
            "rights": self.rights,
        }

    async def hold(self, response: Response) -> None:
        """Remember beyond this crawl that a host asked to be left alone."""
        host = host_of(response.url)
        until = keep_hold(host, self.held, response.status, response.headers, CLOCK.now())
        if until is not None:
            detail = f"answered {response.status}"
            await self.writer.do(partial(holds.hold_host, host=host, until=until, detail=detail))


async def attempt(work: Awaitable[Value]) -> Value | Drop:
    """What the work gives, or its refusal as a value: the one place where refusals are caught."""
    try:
        return await work
    except Drop as drop:
        return drop


def conditional(etag: str, last_modified: str) -> dict[str, str]:
    """The headers that ask for the page only where it changed."""
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value}


def was_conditional(response: Response) -> bool:
    """True where the request asked for the page only if it changed."""
    asked = response.request.headers if response.request else {}
    return "If-None-Match" in asked or "If-Modified-Since" in asked


def page_of(response: Response) -> Page:
    """The answer as a value that a child process can be handed."""
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Page(response.url, response.body, CLOCK.now(), response.status, headers)

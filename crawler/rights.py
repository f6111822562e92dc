"""What the pages of a crawl reserve, and what is kept of those that reserve what duizhao does with them."""

import asyncio
from dataclasses import dataclass, field

from config.source import Source
from crawler.children import Children
from pipeline.reservations import Policy, keeps_text, reservations_of
from pipeline.reservations_page import HEAD, Pairs, mentions
from pipeline.reservations_site import Rule, Signal, Site, signals_of
from pipeline.urls import host_of
from pipeline.values import Page, Reservation


@dataclass(slots=True)
class Rights:
    """What is known of the hosts of a crawl: the rules of their tdmrep.json and the signals of their robots.txt."""

    policy: Policy = "metadata"  # of sources whose file says nothing of it
    files: "dict[str, asyncio.Future[tuple[Rule, ...]]]" = field(default_factory=dict)  # or who will bring them
    signals: dict[str, tuple[Signal, ...]] = field(default_factory=dict)

    def heard(self, host: str, robots: bytes) -> None:
        """Note what the robots.txt of a host says beside whom it lets in."""
        self.signals[host] = signals_of(robots)

    def site(self, host: str) -> Site:
        """What is known of a host by now."""
        asked = self.files.get(host)
        is_known = asked is not None and asked.done() and not asked.cancelled() and asked.exception() is None
        return Site(asked.result() if asked is not None and is_known else (), self.signals.get(host, ()))

    async def of(self, page: Page, source: Source, children: Children) -> tuple[Reservation, ...]:
        """What a page and its site reserve; its markup is looked into, in a child, where it may say something of it."""
        metas: Pairs = await children.metas(page.body[:HEAD], source) if mentions(page.body) else ()
        return reservations_of(page, metas, self.site(host_of(page.url)))

    def follows(self, source: Source, reserved: tuple[Reservation, ...]) -> Policy:
        """What is kept of a page of a source: `full` where nothing that matters here is reserved."""
        return "full" if keeps_text(reserved) else source.reserved or self.policy

"""The lists of a site, asked and tried: feeds, pages that name feeds, sitemaps and their indexes."""

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crawler.errand import Desk
from crawler.scouted import AT_ONCE, Scouted
from pipeline.language import language_of
from pipeline.scouting_addresses import key_of
from pipeline.scouting_doubles import doubles_in
from pipeline.scouting_feed import FeedSeen
from pipeline.scouting_index import goes_by_dates, likeliest
from pipeline.scouting_kind import kind_of
from pipeline.scouting_named import Named
from pipeline.scouting_page import Sight
from pipeline.scouting_union import Tried
from pipeline.urls import host_of
from pipeline.values import Drop, Found, Link, Page, Route, RouteKind

MOST_FEEDS = 12
MOST_COMPARED = 5_000  # links of one list
MOST_CHILDREN = 3  # sitemaps of an index


class Lists:
    """Asks lists through a desk, each once, and notes what they gave."""

    def __init__(self, desk: Desk, seen: Scouted) -> None:
        self.desk = desk
        self.seen = seen
        self.known: set[str] = set()  # addresses that were asked
        self.native: set[str] = set()  # links whose pages are in the page's language, whatever their titles say

    async def look(
        self,
        page: Page,
        known: frozenset[str] = frozenset(),
        foreign: frozenset[str] = frozenset(),
        fleeting: frozenset[str] = frozenset(),
    ) -> Sight:
        """What a page shows; one that breaks its parser shows nothing."""
        try:
            sight: Sight = await self.desk.children.run(
                "new", "look", page, known, foreign, fleeting, frozenset(self.native)
            )
        except Drop as drop:
            return Sight(page.url, "other", f"{drop.reason}: {drop.detail}")
        return sight

    async def ask_all(self, named: Sequence[Named], kind: RouteKind) -> list[Named]:
        """Ask lists, a few at once; return the feeds that pages of feeds name."""
        new = [each for each in named if key_of(each.url) not in self.known]
        self.known.update(key_of(each.url) for each in new)
        further: list[Named] = []
        for at in range(0, len(new), AT_ONCE):
            some = new[at : at + AT_ONCE]
            pages = await asyncio.gather(*(self.desk.ask(each.url) for each in some))
            for each, page in zip(some, pages, strict=True):
                further += await self.take(page, each, kind, each.how)
        return further

    async def take(self, page: Page | Drop, named: Named, kind: RouteKind, how: str) -> list[Named]:
        """Try one answer as a list; return the feeds that it names where it is a page of feeds."""
        if isinstance(page, Drop):
            if how != "path" or page.reason != "bad-status":  # that a usual path is not there says nothing
                refused = f"{page.reason}: {page.detail}"
                self.seen.tried.append(Tried(Route(named.url, kind), how, title=named.title, refused=refused))
            return []
        came = kind_of(page)
        if came in ("feed", "sitemap"):
            kind = "feed" if came == "feed" else "sitemap"
        elif kind == "feed":
            return await self.feeds_on(page, named, how)
        elif came != "sitemap":
            if how != "path":
                self.seen.tried.append(Tried(Route(named.url, kind), how, refused=f"not a sitemap: {came}"))
            return []
        if key_of(page.url) != key_of(named.url):
            if any(key_of(each.route.url) == key_of(page.url) for each in self.seen.tried):
                return []  # two addresses that lead to one list
            self.known.add(key_of(page.url))
        # A feed may live with a service: then the site's own address is the one that lasts.
        url = page.url if self.seen.is_own(page.url) else named.url
        if kind == "feed":
            await self.take_feed(page, url, named, how)
        else:
            await self.take_sitemap(page, url, how)
        return []

    async def take_feed(self, page: Page, url: str, named: Named, how: str) -> None:
        """Try a feed, with what it says of itself."""
        said = self.seen.feeds[url] = self.seen.feeds[page.url] = await self.said_of(page)
        found = replace(await self.tried(page, Route(url, "feed"), how, said.title or named.title), trait=said.trait)
        if not found.trait and self.is_foreign(found):
            found = replace(found, trait="language")
        if not found.trait and found.links and self.is_double(found):
            found = replace(found, refused="the same as another feed")
        self.seen.tried.append(found)

    async def said_of(self, page: Page) -> FeedSeen:
        """What a feed or a news sitemap says of itself; nothing where it breaks its parser."""
        try:
            said: FeedSeen = await self.desk.children.run("new", "look_at_feed", page)
        except Drop:
            said = FeedSeen()
        return said

    def is_foreign(self, found: Tried) -> bool:
        """True where the titles of a feed are in another language than the page: a source has one."""
        own = self.seen.front.language if self.seen.front else None
        said = language_of("\n".join(link.title for link in found.links))
        return bool(own and said and own != said)

    def is_double(self, found: Tried) -> bool:
        """True where a feed with the same articles was tried before."""
        keys = {key_of(link.url) for link in found.links}
        feeds = [each for each in self.seen.tried if each.route.kind == "feed" and each.links and not each.trait]
        return any(keys == {key_of(link.url) for link in each.links} for each in feeds)

    async def take_sitemap(self, page: Page, url: str, how: str, write: str = "", depth: int = 0) -> bool:
        """Try a sitemap; of an index its likeliest children. True where all that was in it is news."""
        route = Route(url, "sitemap", depth=depth)
        try:
            found: Found = await self.desk.children.find(page, route, self.seen.source)
        except Drop as drop:
            self.seen.tried.append(Tried(route, how, refused=f"{drop.reason}: {drop.detail}"))
            return False
        if found.routes and depth < 2:
            return await self.take_index(found, url, how, write, depth)
        if host := self.host_elsewhere(found):
            name = re.sub(r":(?:80|443)$", "", host)
            self.seen.tried.append(Tried(route, how, refused=f"lists pages of {name}"))
            return False
        timed = sum(link.published_at is not None for link in found.links)
        kind: RouteKind = "news" if timed * 2 > len(found.links) else "sitemap"
        if kind == "news":
            self.seen.feeds[url] = await self.said_of(page)
        self.seen.tried.append(
            Tried(replace(route, kind=kind, depth=0), how, found.links, write=write, others=doubles_of(found.links))
        )
        return kind == "news"

    def host_elsewhere(self, found: Found) -> str:
        """The host of most pages of a sitemap that are of no site whose articles the page shows; empty where few are.

        A sitemap may lie with one site and list another's, where both are of one house or of one copied template.
        """
        shown = self.seen.front.articles if self.seen.front else ()
        hosts = Counter(host_of(link.url) for link in found.links if not self.seen.is_own(link.url))
        host, number = max(hosts.items(), key=lambda each: each[1], default=("", 0))
        is_shown = any(host_of(each.url) == host for each in shown)
        return "" if is_shown or 2 * number <= len(found.links) else host

    async def take_index(self, found: Found, url: str, how: str, write: str, depth: int) -> bool:
        """Try the children of an index that are likeliest to hold the newest articles.

        The file names the index where the children go by dates, for those are other ones next month.
        """
        urls = [route.url for route in found.routes]
        is_news = True
        for each in likeliest(urls, MOST_CHILDREN):
            if key_of(each) in self.known:
                continue
            self.known.add(key_of(each))
            page = await self.desk.ask(each)
            if isinstance(page, Drop):
                self.seen.tried.append(Tried(Route(each, "sitemap"), how, refused=f"{page.reason}: {page.detail}"))
                continue
            is_news = (
                await self.take_sitemap(page, each, how, write or (url if goes_by_dates(urls) else ""), depth + 1)
                and is_news
            )
        return is_news

    async def feeds_on(self, page: Page, named: Named, how: str) -> list[Named]:
        """The feeds that a page in a feed's place names; a page without any is noted where it was named as a feed."""
        sight = await self.look(page)
        feeds = [each for each in sight.feeds if key_of(each.url) not in self.known]
        if how == "declared" or (how == "link" and not feeds and named.title):
            self.seen.tried.append(Tried(Route(named.url, "feed"), how, title=named.title, refused="not a feed: HTML"))
        return feeds[:MOST_FEEDS]

    async def tried(self, page: Page, route: Route, how: str, title: str) -> Tried:
        """What a route gave, as a crawl would read it."""
        try:
            found = await self.desk.children.find(page, route, self.seen.source)
        except Drop as drop:
            return Tried(route, how, title=title, refused=f"{drop.reason}: {drop.detail}")
        return Tried(route, how, found.links, title, others=doubles_of(found.links))


def doubles_of(links: Sequence[Link]) -> frozenset[str]:
    """The keys of links of a list that lead to an article of the same list once more."""
    return doubles_in({key_of(link.url): link.title for link in links[:MOST_COMPARED]})

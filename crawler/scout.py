"""A look at a site for a new source: its front page, robots.txt, feeds, sitemaps, sections, and a few articles."""

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from config.rules import rules
from crawler.errand import Desk
from crawler.scout_data import look_at_data
from crawler.scout_lists import MOST_FEEDS, Lists
from crawler.scout_reading import read_some
from crawler.scout_sections import Sections
from crawler.scouted import AT_ONCE, FEW_ARTICLES, Scouted
from pipeline.discover_links import joined
from pipeline.scouting_addresses import key_of
from pipeline.scouting_named import Named
from pipeline.scouting_page import Sight
from pipeline.scouting_routes import rank
from pipeline.scouting_steps import name_of
from pipeline.values import Drop, Page, Route, RouteKind

MOST_SITEMAPS = 5
MOST_SECTIONS = 5
SITEMAP_LINE = re.compile(r"^\s*site-?map\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


class Scout:
    """Looks at one site through a desk."""

    def __init__(self, desk: Desk, start: str, now: datetime, otherwise: str = "") -> None:
        self.desk = desk
        self.otherwise = otherwise  # what is asked where nobody answers at the start
        self.seen = Scouted(start, now)
        self.lists = Lists(desk, self.seen)
        self.sections = Sections(desk, self.seen, self.lists)

    async def run(self) -> Scouted:
        """All that can be told of the site within the budget of the desk."""
        page = await self.open()
        if isinstance(page, Page):
            self.seen.robots = await self.desk.robots(page.url)
            await self.look_at_feeds()
            await self.look_at_sitemaps()
            await self.look_at_sections(page)
            await look_at_data(self.desk, self.seen, self.lists, page)
        elif page.reason not in ("unreachable", "forbidden-address"):
            self.seen.robots = await self.desk.robots(self.seen.start)
            await self.look_at_feeds()
            await self.look_at_sitemaps()
        self.seen.ranked = rank(self.seen.tried, self.seen.zone, self.seen.at, channel=self.seen.channel)
        await read_some(self.sections, self.seen)
        self.seen.pace = self.desk.pace(self.seen.base)
        self.seen.asked = tuple(self.desk.asked)
        return self.seen

    async def open(self) -> Page | Drop:
        """The page that was given, or that of the site where a feed or an article was given."""
        page = await self.desk.ask(self.seen.start, needed=True)
        if isinstance(page, Drop) and page.reason in ("unreachable", "timeout") and self.otherwise:
            self.seen.start = self.otherwise
            page = await self.desk.ask(self.seen.start, needed=True)
        if isinstance(page, Drop):
            self.seen.refused = f"{page.reason}: {page.detail}".rstrip(": ")
            return page
        sight = await self.lists.look(page)
        if sight.refresh:
            further = await self.desk.ask(sight.refresh, needed=True)
            if isinstance(further, Page):
                page, sight = further, await self.lists.look(further)
        if sight.kind in ("feed", "sitemap") or sight.is_article:
            self.seen.given = sight
            home = await self.home_of(page, sight)
            front = await self.desk.ask(home, needed=True)
            if isinstance(front, Page):
                self.seen.front = await self.lists.look(front)
                return front
            self.seen.front = replace(sight, url=home, kind="page", refused=f"{front.reason}: {front.detail}", feeds=())
            return Page(home, b"", page.fetched_at)
        self.seen.front = sight
        if sight.kind != "page":
            self.seen.refused = sight.refused or f"not-html: {sight.kind}"
        return page

    async def home_of(self, page: Page, sight: Sight) -> str:
        """The front page of the site of a feed, a sitemap or an article that was given; the list itself is tried."""
        root = urljoin(page.url, "/")
        if sight.is_article:
            return root
        kind: RouteKind = "feed" if sight.kind == "feed" else "sitemap"
        self.lists.known.add(key_of(page.url))
        await self.lists.take(page, Named(page.url), kind, "given")
        said = self.seen.feeds[page.url].home if page.url in self.seen.feeds else ""
        home = joined(page.url, said)
        return home if home and self.seen.is_own(home) else root

    async def look_at_feeds(self) -> None:
        """Ask the feeds that the page names; where none of them is good, the paths where many sites have theirs."""
        named = list(self.seen.front.feeds) if self.seen.front else []
        name = name_of(self.seen.base)
        named.sort(
            key=lambda each: (bool(name) and name not in f"{each.url} {each.title}".lower(), each.how != "declared")
        )
        further = await self.lists.ask_all(named[:MOST_FEEDS], "feed")
        await self.lists.ask_all(further[:MOST_FEEDS], "feed")
        paths = [Named(urljoin(self.seen.base, path), how="path") for path in rules("scouting")["feed_paths"]]
        if self.seen.channel:
            below = self.seen.base.partition("?")[0].rstrip("/")
            own = [Named(f"{below}{path}", how="path") for path in rules("scouting")["channel_paths"]]
            await self.lists.ask_all(() if self.seen.has_main_feed() else own, "feed")
        for at in range(0, len(paths), AT_ONCE):
            if self.seen.has_main_feed() or not self.seen.is_up():
                return
            await self.lists.ask_all(await self.lists.ask_all(paths[at : at + AT_ONCE], "feed"), "feed")

    async def look_at_sitemaps(self) -> None:
        """Ask the sitemaps that robots.txt and the page name, those of news first, then the usual paths."""
        lines = [joined(self.seen.base, line) for line in SITEMAP_LINE.findall(self.seen.robots)]
        named = [Named(url, how="robots") for url in dict.fromkeys(filter(None, lines))]
        named += [each for each in (self.seen.front.sitemaps if self.seen.front else ()) if each.url not in lines]
        named.sort(key=lambda each: "news" not in each.url.lower())
        await self.lists.ask_all(named[:MOST_SITEMAPS], "sitemap")
        if self.seen.has_news() or not self.seen.is_up():
            return
        held = rules("scouting")
        paths = held["news_paths"] if not self.seen.has_feed() else held["news_paths"][:2]
        paths = [*paths, *(held["sitemap_paths"] if not named else ())]
        for at in range(0, len(paths), AT_ONCE):
            await self.lists.ask_all(
                [Named(urljoin(self.seen.base, path), how="path") for path in paths[at : at + AT_ONCE]], "sitemap"
            )
            if self.seen.has_news() or not self.seen.is_up():
                return

    async def look_at_sections(self, page: Page) -> None:
        """Look for article links on the page, and on those of its navigation where it is a front page that has few."""
        front = self.seen.front
        if front is None or front.kind != "page" or not page.body:
            return
        lists = [each for each in self.seen.tried if each.route.kind in ("feed", "news") and not each.trait]
        articles = frozenset(
            key_of(link.url) for each in lists for link in each.links if key_of(link.url) not in each.others
        )
        is_told = self.seen.has_main_feed()
        front = self.seen.front = await self.sections.look(page, articles, is_told)
        await self.take_section(page, front)
        is_good = (
            self.seen.has_feed() or self.seen.has_news() or (front.group and len(front.group.articles) >= FEW_ARTICLES)
        )
        if is_good or front.wall or urlsplit(page.url).path.strip("/").count("/") > 0:
            return
        pages = await asyncio.gather(*(self.desk.ask(each.url) for each in front.sections[:MOST_SECTIONS]))
        for each in pages:
            if isinstance(each, Page):
                await self.take_section(each, await self.sections.look(each, articles, is_told))

    async def take_section(self, page: Page, sight: Sight) -> None:
        """Try the selector that names the article links of a page."""
        if sight.group is None:
            return
        route = Route(page.url, "section", selector=sight.group.selector)
        how = "given" if page.url == self.seen.base and urlsplit(page.url).path.strip("/") else "page"
        found = await self.lists.tried(page, route, how, sight.title)
        write = self.seen.lasting if page.url == self.seen.base else ""
        named = frozenset(sight.group.articles)
        self.seen.tried.append(replace(found, named=named, others=sight.others, write=write))

"""A look at a site for a new source: its front page, robots.txt, feeds, sitemaps, sections, and a few articles."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from config.rules import rules
from config.source import Source
from crawler.errand import Desk
from crawler.sampling import Sample, sample
from pipeline.discover_links import joined
from pipeline.language import language_of
from pipeline.scouting_addresses import key_of
from pipeline.scouting_data import DataList
from pipeline.scouting_feed import FeedSeen
from pipeline.scouting_page import Named, Sight, kind_of
from pipeline.scouting_routes import Ranked, Tried, rank
from pipeline.urls import site_of
from pipeline.values import Drop, Found, Page, Route, RouteKind
from pipeline.zones import zone_of_host

MOST_FEEDS = 12
MOST_SITEMAPS = 5
MOST_CHILDREN = 3  # sitemaps of an index
MOST_SECTIONS = 5
AT_ONCE = 3
ARTICLES = 5
MAIN = 0.3  # of the articles on a page
FEW_ARTICLES = 5  # of a front page, below which its sections are looked at
SITEMAP_LINE = re.compile(r"^\s*site-?map\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
OF_ARTICLES = re.compile(r"news|post|article|story|stories|content", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)20\d\d(?:[-_/]?\d\d)?(?:[-_/]?\d\d)?")


@dataclass(slots=True)
class Scouted:
    """What a look at a site brought."""

    start: str
    at: datetime
    front: Sight | None = None
    refused: str = ""  # why the page that was given could not be used
    given: Sight | None = None  # where it is no front or section page: a feed, an article
    tried: list[Tried] = field(default_factory=list)
    ranked: tuple[Ranked, ...] = ()
    samples: tuple[Sample, ...] = ()
    feeds: dict[str, FeedSeen] = field(default_factory=dict)
    robots: str = ""
    zone: str = "UTC"
    pace: float = 0.0
    asked: tuple[str, ...] = ()


class Scout:
    """Looks at one site through a desk."""

    def __init__(self, desk: Desk, start: str, now: datetime, otherwise: str = "") -> None:
        self.desk = desk
        self.otherwise = otherwise  # what is asked where nobody answers at the start
        self.seen = Scouted(start, now)
        self.known: set[str] = set()  # addresses that were asked as routes

    async def run(self) -> Scouted:
        """All that can be told of the site within the budget of the desk."""
        page = await self.open()
        if isinstance(page, Page):
            self.seen.robots = await self.desk.robots(page.url)
            await self.look_at_feeds()
            await self.look_at_sitemaps()
            await self.look_at_sections(page)
            await self.look_at_data(page)
        elif page.reason not in ("unreachable", "forbidden-address"):
            self.seen.robots = await self.desk.robots(self.seen.start)
            await self.look_at_feeds()
            await self.look_at_sitemaps()
        self.seen.ranked = rank(self.seen.tried, self.seen.zone, self.seen.at)
        await self.read_some()
        self.seen.pace = self.desk.pace(self.base)
        self.seen.asked = tuple(self.desk.asked)
        return self.seen

    @property
    def base(self) -> str:
        """The address that paths are joined to."""
        return self.seen.front.url if self.seen.front else self.seen.start

    @property
    def source(self) -> Source:
        """A source that claims nothing but a language and a zone."""
        chinese = bool(self.seen.front and self.seen.front.language == "zh")
        self.seen.zone = "Asia/Shanghai" if chinese else zone_of_host(self.base) or "UTC"
        if chinese and zone_of_host(self.base):
            self.seen.zone = zone_of_host(self.base)
        country = "CN" if chinese else "US"
        return Source("new", "", self.base, "zh" if chinese else "en", country, country, "commercial", self.seen.zone)

    async def open(self) -> Page | Drop:
        """The page that was given, or that of the site where a feed or an article was given."""
        page = await self.desk.ask(self.seen.start, needed=True)
        if isinstance(page, Drop) and page.reason in ("unreachable", "timeout") and self.otherwise:
            self.seen.start = self.otherwise
            page = await self.desk.ask(self.seen.start, needed=True)
        if isinstance(page, Drop):
            self.seen.refused = f"{page.reason}: {page.detail}".rstrip(": ")
            return page
        sight = await self.look(page)
        if sight.refresh:
            further = await self.desk.ask(sight.refresh, needed=True)
            if isinstance(further, Page):
                page, sight = further, await self.look(further)
        if sight.kind in ("feed", "sitemap") or sight.is_article:
            self.seen.given = sight
            home = await self.home_of(page, sight)
            front = await self.desk.ask(home, needed=True)
            if isinstance(front, Page):
                self.seen.front = await self.look(front)
                return front
            self.seen.front = replace(sight, url=home, kind="page", refused=f"{front.reason}: {front.detail}", feeds=())
            return Page(home, b"", page.fetched_at)
        self.seen.front = sight
        if sight.kind != "page":
            self.seen.refused = sight.refused or f"not-html: {sight.kind}"
        return page

    async def look(self, page: Page, known: frozenset[str] = frozenset()) -> Sight:
        """What a page shows; one that breaks its parser shows nothing."""
        try:
            sight: Sight = await self.desk.children.run("new", "look", page, known)
        except Drop as drop:
            return Sight(page.url, "other", f"{drop.reason}: {drop.detail}")
        return sight

    async def home_of(self, page: Page, sight: Sight) -> str:
        """The front page of the site of a feed, a sitemap or an article that was given; the list itself is tried."""
        root = urljoin(page.url, "/")
        if sight.is_article:
            return root
        kind: RouteKind = "feed" if sight.kind == "feed" else "sitemap"
        await self.take(page, Named(page.url), kind, "given")
        said = self.seen.feeds[page.url].home if page.url in self.seen.feeds else ""
        home = joined(page.url, said)
        return home if home and self.is_own(home) else root

    def is_own(self, url: str) -> bool:
        """True for an address of the site that is looked at."""
        try:
            return site_of(url) == site_of(self.base)
        except ValueError:
            return False

    async def look_at_feeds(self) -> None:
        """Ask the feeds that the page names; where none of them is good, the paths where many sites have theirs."""
        named = list(self.seen.front.feeds) if self.seen.front else []
        named.sort(key=lambda each: each.how != "declared")
        further = await self.ask_all(named[:MOST_FEEDS], "feed")
        await self.ask_all(further[:MOST_FEEDS], "feed")
        paths = [Named(urljoin(self.base, path), how="path") for path in rules("scouting")["feed_paths"]]
        for at in range(0, len(paths), AT_ONCE):
            if self.has_main_feed() or not self.is_up():
                return
            await self.ask_all(await self.ask_all(paths[at : at + AT_ONCE], "feed"), "feed")

    def has_feed(self) -> bool:
        """True where a feed gave articles."""
        return any(self.feed_keys())

    def feed_keys(self) -> set[str]:
        """The articles of all feeds."""
        feeds = [each for each in self.seen.tried if each.route.kind == "feed" and not each.trait]
        return {key_of(link.url) for each in feeds for link in each.links}

    def has_main_feed(self) -> bool:
        """True where feeds have a good part of what the page shows: those of one section alone have not."""
        shown = {key_of(each.url) for each in self.seen.front.articles} if self.seen.front else set()
        held = self.feed_keys()
        return bool(held) and (len(shown) < FEW_ARTICLES or len(shown & held) >= MAIN * len(shown))

    def is_up(self) -> bool:
        """False where the last that was asked of the site could not even be reached."""
        return not any(each.refused.startswith(("unreachable", "timeout")) for each in self.seen.tried[-AT_ONCE:])

    async def look_at_sitemaps(self) -> None:
        """Ask the sitemaps that robots.txt and the page name, those of news first, then the usual paths."""
        lines = [joined(self.base, line) for line in SITEMAP_LINE.findall(self.seen.robots)]
        named = [Named(url, how="robots") for url in dict.fromkeys(filter(None, lines))]
        named += [each for each in (self.seen.front.sitemaps if self.seen.front else ()) if each.url not in lines]
        named.sort(key=lambda each: "news" not in each.url.lower())
        await self.ask_all(named[:MOST_SITEMAPS], "sitemap")
        if self.has_news() or not self.is_up():
            return
        held = rules("scouting")
        paths = held["news_paths"] if not self.has_feed() else held["news_paths"][:2]
        paths = [*paths, *(held["sitemap_paths"] if not named else ())]
        for at in range(0, len(paths), AT_ONCE):
            await self.ask_all(
                [Named(urljoin(self.base, path), how="path") for path in paths[at : at + AT_ONCE]], "sitemap"
            )
            if self.has_news() or not self.is_up():
                return

    def has_news(self) -> bool:
        """True where a news sitemap gave articles."""
        return any(each.route.kind == "news" and each.links for each in self.seen.tried)

    async def look_at_sections(self, page: Page) -> None:
        """Look for article links on the page, and on those of its navigation where it is a front page that has few."""
        front = self.seen.front
        if front is None or front.kind != "page" or not page.body:
            return
        articles = frozenset(
            key_of(link.url) for each in self.seen.tried if each.route.kind in ("feed", "news") for link in each.links
        )
        if articles:
            front = self.seen.front = await self.look(page, articles)
        await self.take_section(page, front)
        is_good = self.has_feed() or self.has_news() or (front.group and len(front.group.articles) >= FEW_ARTICLES)
        if is_good or front.wall or urlsplit(page.url).path.strip("/").count("/") > 0:
            return
        pages = await asyncio.gather(*(self.desk.ask(each.url) for each in front.sections[:MOST_SECTIONS]))
        for each in pages:
            if isinstance(each, Page):
                await self.take_section(each, await self.look(each, articles))

    async def look_at_data(self, page: Page) -> None:
        """Look for a list in JSON, alone or inside the page, and behind the addresses that a shell's scripts name."""
        front = self.seen.front
        is_good = self.has_feed() or self.has_news() or bool(front and front.group)
        if front is None or not page.body or is_good:
            return
        await self.take_data(page)
        for url in front.apis if front.kind == "page" else ():
            answer = await self.desk.ask(url)
            if isinstance(answer, Page):
                await self.take_data(answer)

    async def take_data(self, page: Page) -> None:
        """Try the list of articles that stands in an answer's JSON, where there is one."""
        try:
            held: DataList | None = await self.desk.children.run("new", "list_in", page, self.seen.at)
        except Drop:
            return
        if held is not None:
            route = Route(page.url, "api", api=held.api)
            self.seen.tried.append(await self.tried(page, route, "data", ""))

    async def take_section(self, page: Page, sight: Sight) -> None:
        """Try the selector that names the article links of a page."""
        if sight.group is None:
            return
        route = Route(page.url, "section", selector=sight.group.selector)
        how = "given" if page.url == self.base and urlsplit(page.url).path.strip("/") else "page"
        self.seen.tried.append(await self.tried(page, route, how, sight.title))

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
        url = (
            page.url if self.is_own(page.url) else named.url
        )  # a feed may live with a service: the site's own address lasts
        if kind == "feed":
            await self.take_feed(page, url, named, how)
        else:
            await self.take_sitemap(page, url, how)
        return []

    async def take_feed(self, page: Page, url: str, named: Named, how: str) -> None:
        """Try a feed, with what it says of itself."""
        try:
            said: FeedSeen = await self.desk.children.run("new", "look_at_feed", page)
        except Drop:
            said = FeedSeen()
        self.seen.feeds[url] = self.seen.feeds[page.url] = said
        found = replace(await self.tried(page, Route(url, "feed"), how, said.title or named.title), trait=said.trait)
        if not found.trait and self.is_foreign(found):
            found = replace(found, trait="language")
        if not found.trait and found.links and self.is_double(found):
            found = replace(found, refused="the same as another feed")
        self.seen.tried.append(found)

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
            found: Found = await self.desk.children.find(page, route, self.source)
        except Drop as drop:
            self.seen.tried.append(Tried(route, how, refused=f"{drop.reason}: {drop.detail}"))
            return False
        if found.routes and depth < 2:
            return await self.take_index(found, url, how, write, depth)
        timed = sum(link.published_at is not None for link in found.links)
        kind: RouteKind = "news" if timed * 2 > len(found.links) else "sitemap"
        self.seen.tried.append(Tried(replace(route, kind=kind, depth=0), how, found.links, write=write))
        return kind == "news"

    async def take_index(self, found: Found, url: str, how: str, write: str, depth: int) -> bool:
        """Try the children of an index that are likeliest to hold the newest articles.

        The file names the index where the children go by dates, for those are other ones next month.
        """
        urls = [route.url for route in found.routes]
        dated = sum(bool(YEAR.search(each)) for each in urls) * 2 >= len(urls)
        order = sorted(enumerate(urls), key=lambda each: (_of_news(each[1]), _date(each[1]), each[0]), reverse=True)
        best = [each for _, each in order[:MOST_CHILDREN]]
        if not dated and urls[0] not in best:
            best[-1] = urls[0]  # some count the newest as the first
        is_news = True
        for each in best:
            if key_of(each) in self.known:
                continue
            self.known.add(key_of(each))
            page = await self.desk.ask(each)
            if isinstance(page, Drop):
                self.seen.tried.append(Tried(Route(each, "sitemap"), how, refused=f"{page.reason}: {page.detail}"))
                continue
            is_news = await self.take_sitemap(page, each, how, write or (url if dated else ""), depth + 1) and is_news
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
            found = await self.desk.children.find(page, route, self.source)
        except Drop as drop:
            return Tried(route, how, title=title, refused=f"{drop.reason}: {drop.detail}")
        return Tried(route, how, found.links, title)

    async def read_some(self) -> None:
        """Read a few articles, more than one from each chosen route, and rank the routes again with their times."""
        links = {key_of(link.url): link for link in _spread(self.seen.ranked)}
        samples = [await sample(self.desk, self.source, link) for link in list(links.values())[:ARTICLES]]
        self.seen.samples = tuple(samples)
        times = {
            key_of(each.link.url): each.article.published_at
            for each in samples
            if each.article and each.article.published_at
        }
        self.seen.ranked = rank(self.seen.tried, self.seen.zone, self.seen.at, times)


def _of_news(url: str) -> int:
    last = url.rpartition("/")[2].lower()
    return 2 if "news" in last else int(bool(OF_ARTICLES.search(last)))


def _date(url: str) -> str:
    found = YEAR.findall(url)
    return re.sub(r"\D", "", found[-1]) if found else ""


def _spread(ranked: Iterable[Ranked]) -> list[Any]:
    """The newest articles of the chosen routes in turn: of each those first that no route before it has."""
    lists = []
    before: set[str] = set()
    for each in ranked:
        if each.is_chosen:
            own = [link for link in each.articles if key_of(link.url) not in before]
            before.update(key_of(link.url) for link in own)
            lists.append(
                sorted(own, key=lambda link: link.published_at.timestamp() if link.published_at else 0.0, reverse=True)
            )
    return [one[at] for at in range(ARTICLES) for one in lists if at < len(one)]

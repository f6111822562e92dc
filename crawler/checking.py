"""A check of one source over the network: its routes, and its newest articles until one is whole."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from config.source import Source
from crawler.clock import CLOCK
from crawler.errand import Desk
from crawler.guard import permit_of
from crawler.sampling import claimed, sample
from pipeline.check_look import AHEAD, NEEDED, ArticleLook, Look, RouteLook, article_look, times_of
from pipeline.discover import routes_of
from pipeline.discover_links import is_kept
from pipeline.scouting_addresses import key_of
from pipeline.urls import host_of
from pipeline.values import Drop, Link, Page, Route

MOST_TRIED = 3  # articles: a page may be gone, or have no byline
DEEPEST = 3  # indexes of sitemaps that name further ones
SILENT = 2  # times that a host may give no answer; it is asked no more then
AWAY = ("timeout", "unreachable")


@dataclass(slots=True)
class Turnstile(Desk):
    """A desk that asks each host for one thing at a time, and one that does not answer no more."""

    gates: dict[str, asyncio.Lock] = field(default_factory=dict)  # by host, shared by all sources
    silent: dict[str, int] = field(default_factory=dict)

    async def ask(self, url: str, needed: bool = False) -> Page | Drop:
        """The answer to a URL once its host's turn has come."""
        host = host_of(url)
        async with self.gates.setdefault(host, asyncio.Lock()):
            if self.silent.get(host, 0) >= SILENT:
                return Drop("unreachable", f"not asked: {host} gave no answer {SILENT} times")
            answer = await Desk.ask(self, url, needed)
            if isinstance(answer, Drop) and answer.reason in AWAY:
                self.silent[host] = self.silent.get(host, 0) + 1
            return answer


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check saw, and the links of all routes, each article once."""

    look: Look
    links: tuple[Link, ...] = ()


def turnstile(desk: Desk, source: Source, gates: dict[str, asyncio.Lock], silent: dict[str, int]) -> Turnstile:
    """A desk for one source beside others: with its own permit and delay."""
    own = {"permit": permit_of(source), "delay": source.delay, "asked": [], "gates": gates, "silent": silent}
    return Turnstile(**{each.name: getattr(desk, each.name) for each in fields(desk)} | own)


async def check(desk: Desk, source: Source, usual: Collection[str] = ()) -> Checked:
    """What the routes of a source and its newest articles are like by now; refusals are a part of it."""
    routes: list[RouteLook] = []
    links: dict[str, Link] = {}
    for route in routes_of(source):
        seen, brought = await look_at(desk, source, route)
        routes.append(seen)
        for link in brought:
            links.setdefault(key_of(link.url), link)
    tried: list[ArticleLook] = []
    for link in newest_of(links.values())[:MOST_TRIED]:
        tried.append(await article(desk, source, link))
        if tried[-1].outcome == "read" and not tried[-1].missing((*NEEDED, *usual)):
            break
    pace = max((desk.pace(each.url) for each in routes), default=source.delay)
    return Checked(Look(source.id, CLOCK.now(), tuple(routes), tuple(tried), pace), tuple(links.values()))


def newest_of(links: Iterable[Link]) -> list[Link]:
    """The links to try, the newest first; where no list tells times, in the order of the lists."""
    now = CLOCK.now()
    each = list(links)
    dated = [(link.published_at, link) for link in each if link.published_at and link.published_at <= now + AHEAD]
    return [link for _, link in sorted(dated, key=lambda pair: pair[0], reverse=True)] or each


async def look_at(desk: Desk, source: Source, route: Route, depth: int = 0) -> tuple[RouteLook, list[Link]]:
    """What a route gives; of an index the first sitemap that it names, which is the newest, is looked at."""
    seen = RouteLook(route.url, route.kind)
    page = await desk.ask(route.url, needed=True)
    if isinstance(page, Drop):
        return replace(seen, outcome=page.reason, detail=page.detail), []
    try:
        found = await desk.children.find(page, route, source)
    except Drop as drop:
        return replace(seen, outcome=drop.reason, detail=drop.detail), []
    own = [link for link in found.links if is_kept(link.url, source)]
    if not own and found.routes and depth < DEEPEST:
        below, own = await look_at(desk, source, found.routes[0], depth + 1)
        detail = (
            f"{below.url}: {below.detail}" if below.outcome != "found" and not below.detail.startswith("http") else ""
        )
        return replace(below, url=route.url, detail=detail or below.detail), own
    refused = f"{found.refused} URLs are not followed" if found.refused and not own else ""
    times = times_of((link.published_at for link in own), page.fetched_at)
    return replace(seen, links=len(own), times=times, detail=refused), own


async def article(desk: Desk, source: Source, link: Link) -> ArticleLook:
    """One article, of its page or where that is not to be fetched of what the routes say."""
    read = await (claimed if source.metadata_only else sample)(desk, source, link)
    if read.article is None:
        return ArticleLook(link.url, read.refused, read.detail)
    return article_look(link.url, read.article, source.metadata_only)


async def check_all(
    desk: Desk,
    sources: Collection[Source],
    usual: Mapping[str, Collection[str]],
    done: Callable[[], None] = lambda: None,
    at_once: int = 12,
) -> list[Checked]:
    """The checks of many sources, so many at once, in the order asked for; no host is asked for two things at once."""
    gates: dict[str, asyncio.Lock] = {}
    silent: dict[str, int] = {}
    room = asyncio.Semaphore(at_once)

    async def one(source: Source) -> Checked:
        async with room:
            checked = await check(turnstile(desk, source, gates, silent), source, usual.get(source.id, ()))
        done()
        return checked

    return list(await asyncio.gather(*map(one, sources)))

"""The routes of a site with their evidence: what each has of the recent articles of all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pipeline.scouting_addresses import SURE, address_score, key_of
from pipeline.scouting_anchors import is_article_like
from pipeline.url_day import url_day
from pipeline.values import Link, Route

WINDOW = timedelta(days=7)  # before the newest article: what a look at a site is to find
WIDER = timedelta(days=30)  # where a site publishes little
ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """A route that was asked: how it was found, its links, or why there are none."""

    route: Route
    how: str  # declared, link, path, robots, page, given
    links: tuple[Link, ...] = ()
    title: str = ""
    trait: str = ""  # comments, podcast
    refused: str = ""
    write: str = ""  # the address for the file, where it is not the route's own
    named: frozenset[str] = frozenset()  # keys of links that are articles of the page looked at; empty where not told
    others: frozenset[str] = frozenset()  # keys of links that are told to be none: doubles, other kinds of pages


@dataclass(frozen=True, slots=True)
class Ranked:
    """A route with its evidence."""

    tried: Tried
    articles: tuple[Link, ...] = ()
    recent: int = 0
    share: float = 0.0  # of the recent articles of all routes
    recall: float = 0.0  # of those that lie within its own span of time
    dated: float = 0.0  # share of its articles with a time of the route's own
    newest: datetime | None = None
    oldest: datetime | None = None
    is_chosen: bool = False
    why: str = ""

    @property
    def url(self) -> str:
        """The address that a source's file names."""
        return self.tried.write or self.tried.route.url


@dataclass(frozen=True, slots=True)
class Union:
    """The recent articles of all routes, and when each known one is of."""

    recent: frozenset[str]
    times: Mapping[str, datetime] = field(default_factory=dict)
    newest: datetime | None = None
    by_day: frozenset[str] = frozenset()  # those of which an address tells the day alone


def articles_of(tried: Tried, known: frozenset[str]) -> tuple[Link, ...]:
    """The links of a route that are articles: of a feed all, of a sitemap and a page those that look like some."""
    links = tuple(link for link in tried.links if key_of(link.url) not in tried.others) if tried.others else tried.links
    match tried.route.kind:
        case "feed" | "news" | "sitemap" if tried.named:
            return tuple(link for link in links if key_of(link.url) in tried.named)
        case "feed" | "news" | "api":
            return links
        case "sitemap":
            return tuple(link for link in links if address_score(link.url) >= SURE or key_of(link.url) in known)
        case "section" if tried.named:
            return tuple(link for link in links if key_of(link.url) in tried.named or key_of(link.url) in known)
        case _:
            return tuple(link for link in links if key_of(link.url) in known or is_article_like(link.url, link.title))


def united(routes: Sequence[Ranked], zone: str, now: datetime, read: Mapping[str, datetime]) -> Union:
    """The articles of the last days before the newest one; without any times, those of feeds and pages."""
    times: dict[str, datetime] = dict(read)
    by_day: set[str] = set()
    undated: set[str] = set()
    for each in routes:
        if each.tried.trait:
            continue
        for link in each.articles:
            key, at = key_of(link.url), link.published_at
            if at is None and key not in times and (day := _day(link.url, zone, now)):
                times[key] = day
                by_day.add(key)
            elif at is not None and at <= now + timedelta(days=1):
                if key not in times or key in by_day:
                    times[key] = at
                by_day.discard(key)
            elif (
                at is None and key not in times and each.tried.route.kind != "sitemap"
            ):  # an archive is not of the last days
                undated.add(key)
    undated -= times.keys()
    newest = max(times.values(), default=None)
    if newest is None:
        every = {key_of(link.url) for each in routes if not each.tried.trait for link in each.articles}
        return Union(frozenset(undated or every))
    recent = {key for key, at in times.items() if at >= newest - WINDOW}
    if len(recent) < ENOUGH:
        recent = {key for key, at in times.items() if at >= newest - WIDER}
    return Union(frozenset(recent | undated), times, newest, frozenset(by_day))


def _day(url: str, zone: str, now: datetime) -> datetime | None:
    found = url_day(url, zone, now)
    return found.at if found and found.precision == "day" else None


def measured(route: Ranked, union: Union) -> Ranked:
    keys = frozenset(key_of(link.url) for link in route.articles)
    own = [link.published_at for link in route.articles if link.published_at]
    times = sorted(union.times[key] for key in keys if key in union.times)
    recent = keys & union.recent
    share = len(recent) / len(union.recent) if union.recent else 0.0
    span = {key for key in union.recent if key in union.times and times and times[0] <= union.times[key] <= times[-1]}
    # What its own items alone lie among says nothing of what it leaves out.
    recall = len(keys & span) / len(span) if len(span - keys) or len(span) >= ENOUGH else share
    return replace(
        route,
        recent=len(recent),
        share=share,
        recall=max(recall, share),
        dated=len(own) / len(route.articles) if route.articles else 0.0,
        newest=times[-1] if times else None,
        oldest=times[0] if times else None,
    )


def spread(ranked: Iterable[Ranked], number: int) -> list[Link]:
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
    return [one[at] for at in range(number) for one in lists if at < len(one)]

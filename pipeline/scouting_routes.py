"""The routes of a site ranked against each other, and which of them together give its articles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pipeline.scouting_addresses import key_of
from pipeline.scouting_channel import Channel, narrowed
from pipeline.scouting_union import Ranked, Tried, Union, articles_of, measured, united
from pipeline.values import Route

FROZEN = timedelta(days=14)  # behind the newest of another route
WHOLE = 0.9  # recall of a list that leaves hardly anything out
MORE = 0.1  # of all recent articles: what a further route must add
MORE_UNDATED = 0.2  # of them by links of which nothing says when they are of
FEW_OF_PAGE = 3
FEW_BARE = 2  # pages without text, that tell what a list is of
GIVEN = 0.15  # what speaks for the page that was given
KINDS = {"feed": 1.0, "news": 1.0, "section": 0.9, "api": 0.95, "sitemap": 0.6}


def rank(
    tried: Sequence[Tried],
    zone: str,
    now: datetime,
    read: Mapping[str, datetime] | None = None,
    channel: Channel | None = None,
) -> tuple[Ranked, ...]:
    """All routes, the chosen first; `read` are times of articles that were looked at, `channel` is the page given.

    The first is the one with the highest recall, and others follow as long as they add articles that it has not.
    """
    tried = [narrowed(each, channel) for each in tried]
    known = frozenset(
        key_of(link.url)
        for each in tried
        if each.route.kind in ("feed", "news") and not each.trait
        for link in each.links
    )
    routes = [Ranked(each, articles=articles_of(each, known)) for each in tried]
    union = united(routes, zone, now, read or {})
    routes = [measured(each, union) for each in routes]
    chosen = _chosen(routes, union, read or {})
    first = [
        replace(each, is_chosen=True, why=chosen[id(each)])
        for each in sorted(
            (each for each in routes if id(each) in chosen), key=lambda each: list(chosen).index(id(each))
        )
    ]
    others = [replace(each, why=_why_not(each, union)) for each in routes if id(each) not in chosen]
    others.sort(key=lambda each: (bool(each.tried.refused), -each.share, -len(each.articles)))
    return (*first, *others)


def refuted(ranked: Sequence[Ranked], read: Collection[str], bare: Collection[str]) -> list[Route]:
    """The chosen routes of which no page that was looked at is an article, where those of another are.

    `read` are the keys of pages that were read, `bare` of those that answered and have no text of an article: a feed of
    jobs or of events beside that of news.
    """
    chosen = [(each.tried.route, {key_of(link.url) for link in each.articles}) for each in ranked if each.is_chosen]
    return [route for route, keys in chosen if read and not keys & {*read} and len(keys & {*bare}) >= FEW_BARE]


def is_usable(route: Ranked, union: Union) -> bool:
    """True where a route gives articles of now: neither comments nor sound, nor frozen while another goes on."""
    least = FEW_OF_PAGE if route.tried.route.kind in ("section", "sitemap") else 1
    return (
        not route.tried.refused
        and not route.tried.trait
        and len(route.articles) >= least
        and not _is_frozen(route, union)
    )


def _is_frozen(route: Ranked, union: Union) -> bool:
    return bool(route.newest and union.newest and route.newest < union.newest - FROZEN)


def _chosen(routes: Sequence[Ranked], union: Union, read: Mapping[str, datetime]) -> dict[int, str]:
    """Which routes together give the articles, each by its id with why."""
    usable = [each for each in routes if is_usable(each, union)]
    chosen: dict[int, str] = {}
    covered: set[str] = set()
    reach: datetime | None = None  # how far back the best list goes: what is older it had in its time
    given = (each for each in usable if each.tried.how == "given" and each.tried.route.kind == "section")
    page = union.recent.intersection(key_of(link.url) for each in given for link in each.articles)
    while usable:
        best = max(usable, key=lambda each: _worth(each, covered, union, first=not chosen, page=page))
        keys = {key_of(link.url) for link in best.articles}
        gain = {key for key in (keys & union.recent) - covered if not _is_before(key, reach, union)}
        if chosen and not _is_worth(best, gain, reach, union, read):
            usable.remove(best)
            continue
        if not chosen and best.dated > 0.5 and best.recall >= WHOLE:
            reach = best.oldest
        chosen[id(best)] = "gives most" if not chosen else f"adds {len(gain)}"
        covered |= keys
        usable.remove(best)
    feeds = [
        each
        for each in routes
        if is_usable(each, union) and each.tried.route.kind in ("feed", "news") and each.dated > 0.5
    ]
    if chosen and feeds and not any(id(each) in chosen for each in feeds):
        best = max(feeds, key=lambda each: _worth(each, set(), union, first=True))
        if best.share >= MORE:
            chosen[id(best)] = "gives times"
    return chosen


def _is_before(key: str, reach: datetime | None, union: Union) -> bool:
    """True where an article is older than the oldest of a list; one of which the day is known alone at its end."""
    if reach is None or key not in union.times:
        return False
    return union.times[key] + (timedelta(days=1) if key in union.by_day else timedelta(0)) < reach


def _worth(
    route: Ranked, covered: set[str], union: Union, first: bool, page: frozenset[str] = frozenset()
) -> tuple[float, float, int]:
    """How good a route is beside what the others give: first by its recall, then by what it adds.

    `page` are the recent articles of the page that was given: a person wants it, or a feed that has all of them.
    """
    kind = KINDS[route.tried.route.kind]
    keys = {key_of(link.url) for link in route.articles} & union.recent
    gain = len(keys - covered) / len(union.recent) if union.recent else 0.0
    # A list with times tells what it leaves out; a page shows older articles too, and so has a larger share.
    trusted = 0.9 if route.dated > 0.5 else 0.7
    value = (trusted * route.recall + (1 - trusted) * route.share if first else gain) * kind * (0.9 + 0.1 * route.dated)
    given = {"given": GIVEN, "declared": 0.02}.get(route.tried.how, 0.0)
    if route.tried.route.kind == "feed" and page and len(keys & page) >= WHOLE * len(page):
        given += GIVEN
    return (round(value + given, 3), route.share, -len(route.url))


def _is_worth(
    route: Ranked, gain: set[str], reach: datetime | None, union: Union, read: Mapping[str, datetime]
) -> bool:
    """True where what a further route adds is recent, as far as times and the articles that were looked at tell."""
    if not union.recent or len(gain) < 2 or route.tried.route.kind == "sitemap":
        return False
    dated = {key for key in gain if key in union.times}
    own = [key_of(link.url) for link in route.articles]
    looked = [key for key in own if key in read]
    # Of its links without times those that were looked at stand for the others.
    if (
        looked
        and len(dated) < len(gain)
        and not gain.intersection(looked)
        and any(_is_before(key, reach, union) for key in looked)
    ):
        return False
    undated = len(gain) - len(dated)
    return len(dated) / len(union.recent) >= MORE or (len(dated) + undated) / len(union.recent) >= MORE_UNDATED


def _why_not(route: Ranked, union: Union) -> str:
    if route.tried.refused:
        return route.tried.refused
    if route.tried.trait:
        return {"comments": "of comments", "podcast": "of sound", "language": "in another language"}[route.tried.trait]
    if not route.articles:
        return "no articles in it"
    if _is_frozen(route, union):
        return "frozen: nothing new while others go on"
    if route.tried.route.kind == "sitemap":
        return "an archive: long to crawl, and not needed"
    return "adds nothing" if route.share else "none of the last days"

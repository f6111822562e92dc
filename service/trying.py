"""The command `try`: a few articles of a source read as a crawl would, shown field by field, and not stored."""

import sys
from dataclasses import dataclass, replace
from typing import Any

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.settings import settings
from config.source import Source
from crawler.contact import require_contact
from crawler.errand import Desk, Stopped, run_errand
from crawler.guard import permit_of
from crawler.reserving import reserving
from crawler.sampling import Sample, claimed, sample
from pipeline.discover import routes_of
from pipeline.discover_links import is_kept
from pipeline.recurring import Recurring, recurring
from pipeline.refusal_text import plainly
from pipeline.scouting_addresses import key_of
from pipeline.values import Drop, Found, Link, Route
from service.awake import require_awake
from service.new_source import telling
from service.output import jsonable, print_json
from service.read_pages import check_url
from service.reading import as_object as article_object
from service.reading import cited_by
from service.saved_check import as_object as saved_object
from service.saved_check import outcomes
from service.saved_check import show as show_saved
from service.trying_table import missing_fields, show
from service.workplace import complain

GOOD, BAD = 0, 1
MOST_ROUTES = 12
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A route that was asked for links: how many, or why there are none."""

    route: Route
    links: int = 0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial of a source brought."""

    routes: tuple[Asked, ...] = ()
    samples: tuple[Sample, ...] = ()


def run_try(source_id: str, url: str, number: int, as_json: bool) -> int:
    """Print what is read of a source's newest articles, or of one; return 0 where each could be read, else 1."""
    here = settings()
    catalogue = load_catalogue(here.sources)
    complain(catalogue, (source_id,), False)
    source = catalogue.select((source_id,))[0]
    check_url(url)
    require_awake(source)
    require_contact(here, (source, replace(source, home=url)) if url else (source,))

    async def work(desk: Desk) -> Trial:
        found = await trial(desk, source, url, number)
        return replace(found, samples=await reserving(desk, source, found.samples))

    try:
        with telling() as tell:
            found = run_errand(
                here, permit_of(source), work, delay=source.delay, most=number + MOST_ROUTES, seconds=300, tell=tell
            )
    except Stopped:
        raise ConfigError(None, None, "try", "stopped") from None
    cut = recurring([(each.page, each.article.text) for each in found.samples if each.page and each.article])
    saved = outcomes(here.sources, source) if here.sources else []
    if as_json:
        print_json(as_object(source, found, cut) | {"saved": [saved_object(each) for each in saved]})
    else:
        for line in route_lines(found):
            sys.stderr.write(f"{line}\n")
        show(source, found.samples, cut, here.reserved)
        show_saved(saved)
    is_read = bool(found.samples) and all(each.article for each in found.samples)
    return GOOD if is_read and all(each.is_good for each in saved) else BAD


async def trial(desk: Desk, source: Source, url: str, number: int) -> Trial:
    """The articles of a source that are read, and the routes that were asked for them."""
    if url:
        return Trial(samples=(await one(desk, source, Link(url)),))
    asked, lists = await links(desk, source, number)
    chosen: dict[str, Link] = {}
    for at in range(number):  # the newest of each route in turn, for they may be of different kinds
        for each in lists:
            if at < len(each) and len(chosen) < number:
                chosen.setdefault(key_of(each[at].url), each[at])
    return Trial(tuple(asked), tuple([await one(desk, source, link) for link in chosen.values()]))


async def one(desk: Desk, source: Source, link: Link) -> Sample:
    """One article, of its page or where that is not to be fetched of what the routes say."""
    if source.metadata_only:
        return await claimed(desk, source, link)
    return await sample(desk, source, link)


async def links(desk: Desk, source: Source, number: int) -> tuple[list[Asked], list[list[Link]]]:
    """The links of a source's routes, newest first, each route asked until there are links enough."""
    queue = list(routes_of(source))
    asked: list[Asked] = []
    lists: list[list[Link]] = []
    while queue and len(asked) < MOST_ROUTES and (len(asked) < len(routes_of(source)) or not lists):
        route = queue.pop(0)
        page = await desk.ask(route.url, needed=True)
        if isinstance(page, Drop):
            asked.append(Asked(route, refused=f"{page.reason}: {page.detail}"))
            continue
        try:
            found: Found = await desk.children.find(page, route, source)
        except Drop as drop:
            asked.append(Asked(route, refused=f"{drop.reason}: {drop.detail}"))
            continue
        asked.append(Asked(route, len(found.links)))
        own = [link for link in found.links if is_kept(link.url, source)]
        own.sort(key=lambda link: link.published_at.timestamp() if link.published_at else 0.0, reverse=True)
        if own:
            lists.append(own)
        if route.depth < DEEPEST:
            queue[:0] = [replace(each, depth=route.depth + 1) for each in found.routes[:number]]
    return asked, lists


def route_lines(found: Trial) -> list[str]:
    """The routes that gave nothing, and that there was no link at all."""
    lines = [f"{each.route.url}: {plainly(each.refused) or 'no links'}" for each in found.routes if not each.links]
    return lines if found.samples else [*lines, "no link was found: nothing to read"]


def as_object(source: Source, found: Trial, cut: tuple[Recurring, ...]) -> dict[str, Any]:
    """The trial as one JSON object."""
    return {
        "source": source.id,
        "routes": [
            {"url": each.route.url, "kind": each.route.kind, "links": each.links, "refused": each.refused}
            for each in found.routes
        ],
        "articles": [
            {
                "url": each.link.url,
                "outcome": each.refused or "read",
                "detail": each.detail,
                "missing": missing_fields(each.article, source) if each.article else [],
                "article": article_object(each.article, cited_by(each.article)) if each.article else None,
            }
            for each in found.samples
        ],
        "could_be_cut": jsonable(list(cut)),
    }

"""Whether a site is followed already: an article of two sources is stored for the one that finds it first."""

from collections.abc import Iterable, Mapping

from config.source import Source
from pipeline.discover import routes_of
from pipeline.scouting_addresses import key_of
from pipeline.scouting_union import Ranked


def follower(url: str, sources: Iterable[Source]) -> Source | None:
    """The first source whose front page or route an address is; None where it is new."""
    key = key_of(url)
    return next(
        (each for each in sources if key and key in (key_of(each.home), *(key_of(one.url) for one in routes_of(each)))),
        None,
    )


def followed_lines(ranked: Iterable[Ranked], source_id: str, sources: Mapping[str, Source]) -> list[str]:
    """Which chosen routes other sources have too, a sentence each."""
    known = {
        (route.kind, key_of(route.url), route.selector): each.id
        for each in sources.values()
        if each.id != source_id
        for route in routes_of(each)
    }
    lines = []
    for each in ranked:
        route = each.tried.route
        other = known.get((route.kind, key_of(route.url), route.selector))
        if each.is_chosen and other:
            lines.append(
                f"{route.url} is followed by {other} already: each article is stored for the one that finds it first."
            )
    return lines

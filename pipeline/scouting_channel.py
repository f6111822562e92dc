"""Which lists are right for a channel page that was given: those that have the articles which it lists."""

from dataclasses import dataclass, replace

from pipeline.scouting_addresses import key_of
from pipeline.scouting_page import Sight
from pipeline.scouting_shapes import parted_by
from pipeline.scouting_steps import is_under, name_of
from pipeline.scouting_union import Tried
from pipeline.values import Link

FEWEST = 3  # articles that tell what a page is of
NAMED = 0.5  # of them with the channel's name in their addresses
OWN = 0.7  # of a list's articles, of a list that is the channel's own; or of the page's that it has
SOME = 0.3  # of them, where a list reaches back further than the page
ENOUGH = 0.5  # of the page's articles that the whole site's list must hold to stand beside the page


@dataclass(frozen=True, slots=True)
class Channel:
    """A page below a site's front: its articles, and its name where that stands in their addresses."""

    keys: frozenset[str]
    name: str = ""

    def has(self, url: str) -> bool:
        """True for an article of the channel, on its page or not."""
        return key_of(url) in self.keys or is_under(self.name, url)


def channel_of(sight: Sight | None) -> Channel | None:
    """The channel that a page is; None for a front page, and for one that lists too little."""
    if sight is None or sight.kind != "page":
        return None
    name = name_of(sight.url)
    keys = frozenset(key_of(each.url) for each in sight.articles)
    if not name or len(keys) < FEWEST:
        return None
    named = frozenset(key_of(each.url) for each in sight.articles if is_under(name, each.url))
    return Channel(named, name) if len(named) >= max(FEWEST, NAMED * len(keys)) else Channel(keys)


def narrowed(tried: Tried, channel: Channel | None) -> Tried:
    """A route as far as it is right for a channel: as it is, with the channel's articles alone, or refused."""
    if channel is None or tried.route.kind in ("section", "api") or tried.refused or tried.trait or not tried.links:
        return tried
    own = [link for link in tried.links if channel.has(link.url)]
    held = channel.keys & {key_of(link.url) for link in own}
    if channel.name and len(own) >= OWN * len(tried.links):
        return tried  # a desk of the channel, of which the page may show none today
    if not held:
        return replace(tried, links=(), refused="has none of the page's articles")
    share, recall = len(own) / len(tried.links), len(held) / len(channel.keys)
    if share >= OWN or (not channel.name and recall >= OWN and share >= SOME and _is_of_now(own, tried.links)):
        return tried
    said = f"has {len(held)} of the page's {len(channel.keys)} articles amid others"
    if recall < ENOUGH or not _is_parted(own, tried.links):
        return replace(tried, links=(), refused=said)
    return replace(tried, named=frozenset(key_of(link.url) for link in own))


def _is_parted(own: list[Link], links: tuple[Link, ...]) -> bool:
    """True where a pattern of addresses lets a crawl follow the channel's articles alone."""
    held = {key_of(link.url) for link in own}
    others = tuple(link.url for link in links if key_of(link.url) not in held)
    return bool(parted_by(tuple(link.url for link in own), others))


def _is_of_now(own: list[Link], links: tuple[Link, ...]) -> bool:
    """True where the others are older than the page's articles, as far as times tell: the list reaches back further."""
    times = [link.published_at for link in own if link.published_at]
    if not times:
        return True
    beside = sum(bool(link.published_at and link.published_at >= min(times)) for link in links)
    return len(times) >= OWN * beside

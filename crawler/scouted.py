"""What a look at a site brought, and what can be told of it so far."""

from dataclasses import dataclass, field
from datetime import datetime

from config.source import Source
from crawler.sampling import Sample
from pipeline.scouting_addresses import key_of
from pipeline.scouting_channel import Channel, channel_of, narrowed
from pipeline.scouting_feed import FeedSeen
from pipeline.scouting_page import Sight
from pipeline.scouting_union import Ranked, Tried
from pipeline.url_today import names_day_of
from pipeline.urls import site_of
from pipeline.zones import zone_of_host

AT_ONCE = 3  # lists that are asked together
MAIN = 0.3  # of the articles on a page
FEW_ARTICLES = 5  # of a front page, below which its sections are looked at


@dataclass(slots=True)
class Scouted:
    """What a look at a site brought."""

    start: str
    at: datetime
    front: Sight | None = None
    refused: str = ""  # why the page that was given could not be used
    is_foreign: bool = False  # all its articles that were looked at are in another language
    given: Sight | None = None  # where it is no front or section page: a feed, an article
    tried: list[Tried] = field(default_factory=list)
    ranked: tuple[Ranked, ...] = ()
    samples: tuple[Sample, ...] = ()
    feeds: dict[str, FeedSeen] = field(default_factory=dict)
    robots: str = ""
    zone: str = "UTC"
    pace: float = 0.0
    asked: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The address that paths are joined to."""
        return self.front.url if self.front else self.start

    @property
    def lasting(self) -> str:
        """The address of the page for a file: the one that was given, where it leads to the page of a day."""
        led = key_of(self.start) != key_of(self.base) and not names_day_of(self.start, self.at)
        return self.start if led and names_day_of(self.base, self.at) else self.base

    @property
    def source(self) -> Source:
        """A source that claims nothing but a language and a zone."""
        chinese = bool(self.front and self.front.language == "zh")
        self.zone = "Asia/Shanghai" if chinese else zone_of_host(self.base) or "UTC"
        if chinese and zone_of_host(self.base):
            self.zone = zone_of_host(self.base)
        country = "CN" if chinese else "US"
        return Source("new", "", self.base, "zh" if chinese else "en", country, country, "commercial", self.zone)

    def is_own(self, url: str) -> bool:
        """True for an address of the site that is looked at."""
        try:
            return site_of(url) == site_of(self.base)
        except ValueError:
            return False

    @property
    def channel(self) -> Channel | None:
        """The channel whose page was given; None where a front page, a list or an article was."""
        return None if self.given or self.lasting != self.base else channel_of(self.front)

    def feed_keys(self) -> set[str]:
        """The articles of all feeds."""
        feeds = [narrowed(each, self.channel) for each in self.tried if each.route.kind == "feed" and not each.trait]
        return {key_of(link.url) for each in feeds for link in each.links}

    def has_feed(self) -> bool:
        """True where a feed gave articles."""
        return any(self.feed_keys())

    def has_main_feed(self) -> bool:
        """True where feeds have a good part of what the page shows: those of one section alone have not."""
        shown = {key_of(each.url) for each in self.front.articles} if self.front else set()
        held = self.feed_keys()
        return bool(held) and (len(shown) < FEW_ARTICLES or len(shown & held) >= MAIN * len(shown))

    def has_news(self) -> bool:
        """True where a news sitemap gave articles."""
        return any(each.route.kind == "news" and narrowed(each, self.channel).links for each in self.tried)

    def is_up(self) -> bool:
        """False where hardly anything of what was asked last could be reached."""
        silent = [each for each in self.tried[-AT_ONCE:] if each.refused.startswith(("unreachable", "timeout"))]
        return len(silent) < 2

"""What a check of a source saw: each route, the articles it tried, how gently its hosts are to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.values import Article

NEEDED = ("title", "text", "published_at")
WATCHED = (*NEEDED, "byline", "editor", "credit", "section", "dek", "image")  # whose coming and going is told
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
AHEAD = timedelta(hours=1)  # that a site's clock may be


@dataclass(frozen=True, slots=True)
class RouteLook:
    """One route: `found`, or the reason why it gave nothing; how many links, and their times, where it tells any."""

    url: str
    kind: str
    outcome: str = "found"
    detail: str = ""
    links: int = 0
    times: tuple[datetime, ...] = ()

    @property
    def newest(self) -> datetime | None:
        """The time of its newest link."""
        return max(self.times, default=None)


@dataclass(frozen=True, slots=True)
class ArticleLook:
    """One article: `read`, or the outcome that its visit would have; the fields that it has."""

    url: str
    outcome: str = "read"
    detail: str = ""
    fields: tuple[str, ...] = ()
    words: int = 0
    is_bare: bool = False  # a stub, or of its page nothing is fetched: no text is expected

    def missing(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """The fields of these that it should have and has not."""
        return tuple(name for name in wanted if name not in self.fields and not (name == "text" and self.is_bare))


@dataclass(frozen=True, slots=True)
class Look:
    """All that one check saw of one source."""

    source: str
    at: datetime
    routes: tuple[RouteLook, ...] = ()
    articles: tuple[ArticleLook, ...] = ()
    pace: float = 0.0  # seconds that are kept between two requests, as its file and robots.txt wish

    @property
    def links(self) -> int:
        """The links of all routes, one that two routes have counted twice."""
        return sum(each.links for each in self.routes)

    @property
    def newest(self) -> datetime | None:
        """The time of the newest link of all routes."""
        return max((each.newest for each in self.routes if each.newest), default=None)

    @property
    def read(self) -> tuple[ArticleLook, ...]:
        """The articles that could be read."""
        return tuple(each for each in self.articles if each.outcome == "read")


@dataclass(frozen=True, slots=True)
class Flow:
    """How many articles a day a source's lists tell of; `whole` is False where they may tell of too few."""

    daily: float
    whole: bool


def article_look(url: str, article: Article, metadata_only: bool) -> ArticleLook:
    """What is kept of an article that was read."""
    fields = tuple(name for name in WATCHED if getattr(article, name))
    bare = article.stub or article.metadata_only or metadata_only
    return ArticleLook(url, fields=fields, words=article.words, is_bare=bare)


def times_of(times: Iterable[datetime | None], now: datetime) -> tuple[datetime, ...]:
    """The times of links that were told, newest first; one that lies ahead is a mistake or an announcement."""
    return tuple(sorted((each for each in times if each is not None and each <= now + AHEAD), reverse=True))


def flow_of(look: Look, times: Iterable[datetime]) -> Flow | None:
    """The articles a day by the times of all links together; None where no route tells times.

    They are counted over whole days, a week at the most, and as far back as every list with times reaches. Where one
    reaches less than a day back, those of the last day are counted, and there may be more.
    """
    dated = [each for each in look.routes if each.times]
    counted = [each for each in times if each <= look.at + AHEAD]
    if not dated or not counted:
        return None
    reach = look.at - max(min(each.times) for each in dated)
    days = min(WEEK, reach) // DAY
    if days:
        return Flow(sum(each > look.at - days * DAY for each in counted) / days, whole=True)
    return Flow(float(sum(each > look.at - DAY for each in counted)), whole=False)

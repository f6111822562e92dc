"""The values that travel through duizhao: Route, Link, Page, Article, Reservation, and Drop for a refusal."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from config.source import Api

KEPT = ("stored", "revised", "known", "metadata")
REFUSED = (
    "bad-status",
    "not-html",
    "too-large",
    "truncated",
    "bad-encoding",
    "parser-limit",
    "no-text",
    "too-short",
    "wrong-language",
    "section-page",
    "robots",
    "forbidden-address",
    "redirect-loop",
    "timeout",
    "unreachable",
    "reserved",
)
HELD = ("quarantined",)
OUTCOMES = KEPT + REFUSED + HELD

# Where a field was read: the source's own rules, rules of its host, what a route claimed, structured data, patterns in
# the text around, our general reader, trafilatura, the largest parent of paragraphs, htmldate's guess, the URL.
LAYERS = ("source", "host", "route", "json-ld", "meta", "text", "general", "trafilatura", "plain", "htmldate", "url")

RouteKind = Literal["feed", "news", "sitemap", "section", "api"]
Language = Literal["zh", "en"]
Script = Literal["Hans", "Hant"]
Precision = Literal["second", "minute", "day", "month"]


class Drop(Exception):
    """A refusal: raised wherever a page or a list can not be used, caught in one place."""

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in REFUSED + HELD:
            raise ValueError(f"no such outcome: {reason}")
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Route:
    """Where links of a source are found: one URL and how to read what it answers."""

    url: str
    kind: RouteKind
    selector: str = ""  # CSS of the links, for a section page
    api: Api | None = None
    depth: int = 0  # how many routes led here; a sitemap index names further routes


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute http(s) URL, with what its route claimed of it; unknown is None or empty."""

    url: str
    route: str = ""
    title: str = ""
    published_at: datetime | None = None
    author: str = ""
    section: str = ""
    dek: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one route gave: links, further routes, and how many URLs were not followed."""

    links: tuple[Link, ...] = ()
    routes: tuple[Route, ...] = ()
    refused: int = 0
    hint: int = 0  # seconds that the route asks for until the next look


@dataclass(frozen=True, slots=True)
class Page:
    """One HTTP answer, untouched but for its transfer and content codings."""

    url: str  # the URL that answered, after redirects
    body: bytes = field(repr=False)
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()  # names in lower case

    def header(self, name: str) -> str:
        """The first value of a header, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that damaged text was given: by which rule, in which field, and where in the field as it came."""

    rule: str
    field: str  # title, text, byline …
    place: int  # offset of `before` in that field, in characters
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """A use that a page or its site reserves: what, by which sign, with which policy, and to whom it is said."""

    what: str  # tdm, ai, ai-image, ai-input, ai-train, archive or search
    sign: str  # header tdm-reservation, meta robots, tdmrep.json, robots.txt content-signal …
    policy: str = ""  # absolute http(s) URL
    agent: str = ""  # of another crawler that alone it is said to; empty where it is said to all, or to us


@dataclass(frozen=True, slots=True)
class Article:
    """One text by one source; unknown is None or empty, times are aware and in UTC."""

    url: str  # the canonical URL, the article's key
    page_url: str  # our normal form of the URL that answered
    source: str
    title: str
    text: str  # paragraphs parted by one line feed
    language: Language
    fetched_at: datetime
    script: Script | None = None
    dek: str = ""
    byline: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    credit: str = ""
    dateline: str = ""
    section: str = ""
    published_at: datetime | None = None
    published_precision: Precision | None = None
    published_from: str = ""  # the layer of evidence, one of LAYERS
    published_zone: str = ""  # the page's offset (+08:00), "stated" for UTC, or the zone it was read in
    updated_at: datetime | None = None
    updated_precision: Precision | None = None
    updated_from: str = ""
    updated_zone: str = ""
    image: str = ""  # absolute http(s) URL of the lead image
    account: str = ""  # the self-media account that published it: 网易号, 搜狐号, 公众号
    original: bool = False  # marked 原创
    stub: bool = False  # a paywall let only the beginning through
    words: int = 0  # Han characters and Latin words of the text
    layers: tuple[tuple[str, str], ...] = ()  # field and the layer of evidence that gave it
    repairs: tuple[Repair, ...] = ()
    learned: str = ""  # version of the boilerplate of its host that was cut from it
    declared_origin: str = ""  # a rel=canonical on another site: evidence for copies, never a key
    metadata_only: bool = False
    # Lines around and amid the text that are no part of it, or there twice; they are not stored.
    cut: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # lines with a date that can be read in two ways and gave no time; not stored either
    reserved: tuple[Reservation, ...] | None = None  # by its page and its site; None where nobody looked

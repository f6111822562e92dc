"""A source: a publisher we follow, as one YAML file says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args

from yaml.nodes import MappingNode, ScalarNode

from config.checks import choice, country, css, day, jmes, pattern, url, zone
from config.described import described, refuse
from config.hours import Hours
from config.kinds import Check, Place, built, flag, list_of, number, record, string, whole
from config.source_checks import daily, every, hours, paywall

Ownership = Literal[
    "wire",
    "state",
    "party",
    "commercial",
    "public",
    "self-media",
    "company",
    "government",
    "think-tank",
    "trade",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A front or channel page, and the CSS of the article links on it."""

    url: str
    links: str


@dataclass(frozen=True, slots=True)
class Api:
    """A JSON list: its URL, and JMESPath for the items and for what stands in each item."""

    url: str
    items: str
    link: str
    title: str = ""
    time: str = ""
    author: str = ""
    section: str = ""
    dek: str = ""
    marker: str = ""  # what stands before the JSON, where it is data inside a page


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a source's file says, with the defaults of what it leaves out."""

    id: str
    name: str
    home: str
    language: Literal["zh", "en"]
    country: str  # ISO 3166-1 alpha-2, the country that its masthead is taken to speak from
    edited_in: str  # ISO 3166-1 alpha-2, where it is edited
    ownership: Ownership
    timezone: str  # IANA
    aliases: tuple[str, ...] = ()  # what others call it beside its name
    script: Literal["Hans", "Hant"] | None = None
    feeds: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    api: tuple[Api, ...] = ()
    body: str = ""  # CSS of the text
    cut: tuple[str, ...] = ()  # CSS of what is removed from the page
    keep: tuple[str, ...] = ()  # patterns: a URL is followed only where one of them is found in it
    refuse: tuple[str, ...] = ()  # patterns: a URL is not followed where one of them is found in it
    every: int | Literal["auto"] = "auto"  # minutes
    daily: tuple[int, int] | None = None  # least and most articles a day
    delay: float = 1.0  # seconds between two requests to one host
    quiet: Hours | None = None  # in which it is asked nothing, by its own clock
    budget: int | None = None  # pages of one day at the most
    reserved: Literal["full", "metadata", "skip"] | None = None  # in place of the setting
    paywall: str = ""  # CSS that only a stub shows, or "hard"
    metadata_only: bool = False
    may_be_empty: bool = False  # a route that answers without a link is no failure
    allow_private: bool = False
    ports: tuple[int, ...] = ()  # beside 80 and 443
    last_seen_working: date | None = None  # when somebody last told that its routes gave articles
    path: Path | None = None  # the file it was read from


RESERVED = ("full", "metadata", "skip")
ROUTES = ("feeds", "news", "sitemaps", "sections", "api")
REQUIRED = ("name", "home", "language", "country", "edited_in", "ownership", "timezone")
API_CLAIMS = ("title", "time", "author", "section", "dek")
URLS = partial(list_of, check=url, example="https://example.org/feed.xml")
PATTERNS = partial(list_of, check=pattern, example="/20[0-9]{2}/")
SECTION = partial(built, make=Section, keys={"url": url, "links": css}, required=("url", "links"))
API = partial(
    built,
    make=Api,
    keys={"url": url, "marker": string} | dict.fromkeys(("items", "link", *API_CLAIMS), jmes),
    required=("url", "items", "link"),
)
KEYS: Mapping[str, Check] = {
    "name": string,
    "aliases": partial(list_of, check=string, example="路透社"),
    "home": url,
    "language": partial(choice, options=("zh", "en")),
    "script": partial(choice, options=("Hans", "Hant")),
    "country": country,
    "edited_in": country,
    "ownership": partial(choice, options=get_args(Ownership)),
    "timezone": zone,
    "feeds": URLS,
    "news": URLS,
    "sitemaps": URLS,
    "sections": partial(list_of, check=SECTION, example="url: https://example.org/tech"),
    "api": partial(list_of, check=API, example="url: https://example.org/list.json"),
    "body": css,
    "cut": partial(list_of, check=css, example=".related"),
    "keep": PATTERNS,
    "refuse": PATTERNS,
    "every": every,
    "daily": daily,
    "delay": partial(number, least=0, most=3600),
    "quiet": hours,
    "budget": partial(whole, least=1, most=1_000_000, words="pages a day, such as 200"),
    "reserved": partial(choice, options=RESERVED),
    "paywall": paywall,
    "metadata_only": flag,
    "may_be_empty": flag,
    "allow_private": flag,
    "ports": partial(list_of, check=partial(whole, least=1, most=65535, words="a port"), example="8080"),
    "last_seen_working": day,
}


def parse_source(text: str, path: Path) -> Source:
    """The source a file's text describes, its id from the file's name; ConfigErrors with all mistakes in it."""
    mapping, place = described(text, path, "source")
    values = record(mapping, place, keys=KEYS, required=REQUIRED)
    _check_script(values, mapping, place)
    if not place.errors and not any(values.get(route) for route in ROUTES):
        place.under("feeds").wrong(mapping, f"no route at all: give one of {', '.join(ROUTES)}")
    refuse(place)
    return Source(id=path.stem, path=path, **values)


def _check_script(values: Mapping[str, Any], mapping: MappingNode, place: Place) -> None:
    nodes = {key.value: value for key, value in mapping.value if isinstance(key, ScalarNode)}
    at = place.under("script")
    if values.get("language") == "en" and "script" in values:
        at.wrong(nodes["script"], "is for Chinese alone: leave the key out where the language is en")
    misspelt = any(error.nearest == "script" for error in place.errors)
    if values.get("language") == "zh" and "script" not in values and not misspelt:
        at.wrong(nodes["language"], "is missing: where the language is zh, write Hans or Hant")

"""A source: a publisher we follow, as one YAML file says it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a source's file says, with the defaults of what it leaves out."""

    id: str
    name: str
    home: str
    language: Literal["zh", "en"]
    country: str  # ISO 3166-1 alpha-2, where its owner is
    edited_in: str  # ISO 3166-1 alpha-2, where it is edited
    ownership: Ownership
    timezone: str  # IANA
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
    paywall: str = ""  # CSS that only a stub shows, or "hard"
    metadata_only: bool = False
    allow_private: bool = False
    ports: tuple[int, ...] = ()  # beside 80 and 443
    path: Path | None = None  # the file it was read from

"""Saved pages: a masked page and beside it what a person expects of it, read again as a crawl would read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError, nearest
from config.nodes import text_of
from config.source import Source
from pipeline.expected import FIELDS, NAMES, NUMBERS, Value, unlike
from pipeline.values import Article, Drop, Page
from service.read_pages import by_source, content

FOLDER = "pages"
KEYS = ("url", "fetched", "content_type", "expected")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page as it was saved, and what is to be read of it."""

    path: Path  # of the file of expectations; the page stands beside it
    page: Page
    expected: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name, after its source's."""
        return f"{self.path.parent.name}/{self.path.stem}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a saved page: what was read in the place of what is expected, or why nothing could be read."""

    saved: SavedPage
    unlike: Mapping[str, Value] = field(default_factory=dict)
    refused: str = ""

    @property
    def is_good(self) -> bool:
        """True where all is read as expected."""
        return not self.unlike


def saved_pages(directory: Path, source_id: str) -> list[SavedPage]:
    """The saved pages of a source in a directory of sources; raises ConfigError for a file with mistakes."""
    return [load(path) for path in sorted((directory / FOLDER / source_id).glob("*.yml"))]


def load(path: Path) -> SavedPage:
    """The saved page that a file of expectations tells of; raises ConfigError."""
    try:
        told = yaml.load(text_of(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError(path, None, "", f"is no YAML: {' '.join(str(error).split())[:200]}") from error
    if not isinstance(told, dict) or not isinstance(told.get("expected"), dict) or not told["expected"]:
        raise ConfigError(path, None, "expected", "is missing: what is to be read of the page, field by field")
    for key in (*told, *told["expected"]):
        known = KEYS if key in told else FIELDS
        if key not in known:
            raise ConfigError(path, None, str(key), "is no key of a saved page", nearest(str(key), known))
    for name, value in told["expected"].items():
        kind = list if name in NAMES else int if name in NUMBERS else str
        if not isinstance(value, kind):
            raise ConfigError(
                path,
                None,
                name,
                f"must be {'a list' if kind is list else 'a number' if kind is int else 'text in quotes'}",
            )
    try:
        fetched = datetime.fromisoformat(str(told.get("fetched")))
        url = str(told["url"])
    except (ValueError, KeyError) as error:
        raise ConfigError(path, None, "fetched", "and url must say whence and when the page came") from error
    headers = (("content-type", str(told["content_type"])),) if told.get("content_type") else ()
    page = Page(url, content(str(path.with_suffix(".html"))), fetched, headers=headers)
    return SavedPage(path, page, told["expected"])


def outcome_of(saved: SavedPage, source: Source) -> Outcome:
    """What is read of a saved page, held against what is expected."""
    article = read_page(saved.page, source)
    refused = f"{article.reason}: {article.detail}".rstrip(": ") if isinstance(article, Drop) else ""
    read = None if isinstance(article, Drop) else article
    return Outcome(saved, unlike(saved.expected, read, source.timezone), refused)


def read_page(page: Page, source: Source) -> Article | Drop:
    """The article of a page, or why it is none."""
    try:
        return by_source(page, source)
    except Drop as drop:
        return drop


def expectations(page: Page, expected: Mapping[str, Any], day: str) -> str:
    """The text of a file of expectations."""
    told = {
        "url": page.url,
        "fetched": page.fetched_at.isoformat(),
        "content_type": page.header("content-type"),
        "expected": dict(expected),
    }
    lines = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)
    return f"# What a person said on {day} is to be read of the page beside this file. Its text is masked.\n{lines}"

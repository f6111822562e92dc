"""The invented sites and their articles, as the YAML files beside this module say them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from typing import Any, Literal

import yaml

Form = Literal["article", "paywall", "list", "dead"]


@dataclass(frozen=True, slots=True)
class Revision:
    """What the second edition changes in an article: words put right, and a paragraph more."""

    time: datetime
    replace: Mapping[str, str]
    add: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One page of a site; of a list page the text is the titles of its links."""

    path: str
    headline: str
    time: datetime
    section: str
    summary: str = ""
    text: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    credit: str = ""
    dateline: str = ""
    form: Form = "article"
    charset: str = ""  # only where it is not the site's
    edition: int = 1  # the first edition it stands in
    origin: str = ""  # id of the site and path of the article it reprints
    revision: Revision | None = None
    updated: datetime | None = None

    @property
    def modified(self) -> datetime:
        """When the page last changed."""
        return self.updated or self.time


@dataclass(frozen=True, slots=True)
class Site:
    """One invented publisher: what its source file says, the manner of its pages, its articles."""

    id: str
    name: str
    language: Literal["zh", "en"]
    country: str
    edited_in: str
    ownership: str
    timezone: str
    manner: str
    routes: Mapping[str, Any]  # the further keys of its source file, with {home} for its address
    articles: tuple[DemoArticle, ...]
    script: Literal["Hans", "Hant"] | None = None

    def in_edition(self, edition: int) -> tuple[DemoArticle, ...]:
        """The articles as that edition prints them, newest first."""
        articles = [printed(article, edition) for article in self.articles if article.edition <= edition]
        return tuple(sorted(articles, key=lambda article: article.time, reverse=True))


def load_sites() -> tuple[Site, ...]:
    """All sites, in the order of their ids."""
    names = sorted(item.name for item in files(__package__).iterdir() if item.name.startswith("demo-"))
    said = {name.removesuffix(".yml"): load(name) for name in names}
    return tuple(read_site(site_id, said) for site_id in said)


def load_expected() -> dict[str, Any]:
    """What a right crawl of both editions gives, as it was written by hand."""
    return load("expected.yml")


def printed(article: DemoArticle, edition: int) -> DemoArticle:
    """The article as that edition prints it."""
    if article.revision is None or edition < 2:
        return article
    text = "\n".join(article.text)
    for wrong, right in article.revision.replace.items():
        text = text.replace(wrong, right)
    return replace(article, text=(*text.split("\n"), article.revision.add), updated=article.revision.time)


def load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return content


def read_site(site_id: str, said: Mapping[str, dict[str, Any]]) -> Site:
    articles = tuple(read_article(item, said) for item in said[site_id]["articles"])
    return Site(**{**said[site_id], "id": site_id, "articles": articles})


def read_article(item: dict[str, Any], said: Mapping[str, dict[str, Any]]) -> DemoArticle:
    values = {**reprinted(item.get("reprint_of", ""), said), **item}
    origin = values.pop("reprint_of", "")
    revision = values.pop("revision", None)
    return DemoArticle(
        **{
            **values,
            "time": datetime.fromisoformat(values["time"]),
            "text": tuple(values.get("text", "").splitlines()),
            "byline": tuple(values.get("byline", ())),
            "editor": tuple(values.get("editor", ())),
            "origin": origin,
            "revision": None if revision is None else read_revision(revision),
        }
    )


def reprinted(origin: str, said: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What a reprint takes from its original, so that the two can not drift apart."""
    if not origin:
        return {}
    site_id, _, path = origin.partition("/")
    original = next(item for item in said[site_id]["articles"] if item["path"] == f"/{path}")
    taken = ("headline", "summary", "text", "byline", "credit", "dateline")
    return {key: original[key] for key in taken if key in original}


def read_revision(said: dict[str, Any]) -> Revision:
    return Revision(time=datetime.fromisoformat(said["time"]), replace=said["replace"], add=said["add"])

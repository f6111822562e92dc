"""Every source of the catalogue in one crawl over HTTP, under its own hosts: its routes, their links, its articles."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.catalogue import SHIPPED, load_catalogue
from pipeline.discover import routes_of
from pipeline.urls import normalise
from storage.database import connect, reading
from storage.queries import Selection, articles
from storage.stored import StoredArticle
from tests.crawling import crawl, rows
from tests.internet import Internet
from tests.source_pages import Told, site, written
from tests.warm import Ended

SOURCES = load_catalogue().sources
ARTICLES = [(source_id, told) for source_id in written() for told in site(source_id).articles]
LOOKS = "SELECT url, outcome, detail FROM discovery WHERE source_id = ?"
# What is made of new articles behind a crawl has tests of its own, and takes a third of the time.
NO_AFTERWARDS = "import crawler.crawl\ncrawler.crawl.look_at_new = lambda *_, **__: None\n"
VISITS = """
SELECT link.url, visit.outcome, visit.detail FROM link JOIN visit ON visit.link_id = link.id
WHERE link.source_id = ? AND visit.outcome != ''
"""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl left."""

    data: Path
    ended: Ended
    stored: dict[tuple[str, str], StoredArticle]  # by source and URL


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_of(written(), tmp_path_factory.mktemp("sources"))


def crawl_of(ids: Collection[str], base: Path) -> Crawled:
    """One crawl of some sources by the files that ship; only their delays are left out."""
    own = base / "own"
    own.mkdir()
    for source_id in ids:
        lines = (SHIPPED / f"{source_id}.yml").read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if not line.startswith("delay:")]
        (own / f"{source_id}.yml").write_text("\n".join([*lines, "delay: 0", ""]), encoding="utf-8")
    pages = {url: reply for source_id in ids for url, reply in site(source_id).pages.items()}
    with Internet(pages, {urlsplit(url).hostname or "" for url in pages}, base) as internet:
        trust = {"SSL_CERT_FILE": str(internet.certificate)}
        ended = crawl(base / "data", own, prelude=internet.diversion + NO_AFTERWARDS, more=trust)
    engine = connect(f"sqlite:///{base / 'data' / 'duizhao.sqlite'}")
    with reading(engine) as connection:
        stored = {(each.source, each.url): each for each in articles(connection, Selection())}
    engine.dispose()
    return Crawled(base / "data", ended, stored)


def test_every_source_has_its_pages() -> None:
    assert written() == tuple(SOURCES)


def looked_at(crawled: Crawled, source_id: str) -> dict[str, str]:
    """What each route of a source gave, by its URL."""
    return {url: f"{outcome} {detail}".strip() for url, outcome, detail in rows(crawled.data, LOOKS, [source_id])}


def visited(crawled: Crawled, source_id: str) -> dict[str, str]:
    """What became of each link of a source, by the normal form of its URL."""
    found = rows(crawled.data, VISITS, [source_id])
    return {normalise(url): f"{outcome} {detail}".strip() for url, outcome, detail in found}


@pytest.mark.parametrize("source_id", written())
def test_every_route_answers(crawled: Crawled, source_id: str) -> None:
    looks = looked_at(crawled, source_id)
    assert set(looks) == set(site(source_id).routes) >= {route.url for route in routes_of(SOURCES[source_id])}
    # Some of the lists have nothing in these sites, which is a failure of the route and none of what reads it.
    assert {"found"} <= set(looks.values()) <= {"found", "no-text no links"}


@pytest.mark.parametrize("source_id", written())
def test_the_links_are_those_of_the_articles(crawled: Crawled, source_id: str) -> None:
    assert visited(crawled, source_id) == {normalise(told.url): told.outcome for told in site(source_id).articles}


@pytest.mark.parametrize(("source_id", "told"), ARTICLES, ids=[f"{each}-{told.url}" for each, told in ARTICLES])
def test_the_article(crawled: Crawled, source_id: str, told: Told) -> None:
    read, expected = crawled.stored[source_id, told.key], told.expected
    assert {name: getattr(read, name) for name in expected} == expected

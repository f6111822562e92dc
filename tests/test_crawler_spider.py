"""The spider: all that is due is claimed; delays, windows, odd routes and odd URLs over real HTTP."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from config.source import Source
from crawler import spider
from crawler.children import Children
from crawler.spider import WINDOW, NewsSpider
from crawler.tally import Tally
from crawler.work import Crawl
from crawler.writer import Writer
from pipeline.values import Link
from storage.frontier import Visit
from tests.crawling import crawl, outcomes, rows
from tests.sites import Press, Reply, Site, article, feed
from tests.warm import Ended

SOURCE = Source("a", "A", "http://127.0.0.1:1/", "en", "US", "US", "trade", "UTC")
NOW = datetime.now(UTC)


@dataclass(slots=True)
class Frontier:
    """Stands in for the writer: gives what is due, and lets something happen while it is asked."""

    due: list[Visit]
    meanwhile: list[Any] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    async def do(self, job: "partial[Any]", source_id: str) -> list[Visit]:
        """The next visits."""
        if source_id != "a":
            return []
        taken, self.due = self.due[: job.keywords["limit"]], self.due[job.keywords["limit"] :]
        if self.meanwhile:
            self.meanwhile.pop(0)()
        await asyncio.sleep(0)
        return taken


def visits(number: int, host: str = "h") -> list[Visit]:
    """So many visits that are due."""
    return [Visit(n, n, Link(f"http://{host}/{n}"), f"http://{host}/{n}", NOW, 0) for n in range(number)]


def spider_of(frontier: Frontier, sources: tuple[Source, ...] = (SOURCE,)) -> NewsSpider:
    """A spider with nothing but a frontier."""
    return NewsSpider(Crawl(1, sources, cast(Writer, frontier), cast(Children, None), Tally()))


async def made(of: NewsSpider) -> int:
    """How many requests the spider makes when each is finished as soon as the next one is asked for."""
    number = 0
    async for _ in of.start():
        number += 1
        of.crawl.in_flight["a"] -= 1
        of.crawl.woken.set()
    return number


@pytest.mark.parametrize("number", [0, 1, WINDOW - 1, WINDOW, WINDOW + 1, 5 * WINDOW])
def test_all_that_is_due_is_claimed(number: int) -> None:
    assert asyncio.run(made(spider_of(Frontier(visits(number))))) == number


def test_what_a_route_brings_while_the_frontier_is_asked_is_claimed() -> None:
    frontier = Frontier([])
    of = spider_of(frontier)

    def bring() -> None:
        frontier.due = visits(3)
        of.crawl.dry.discard("a")

    frontier.meanwhile.append(bring)
    assert asyncio.run(made(of)) == 3


def test_a_window_that_empties_while_others_have_their_turn_is_filled_again() -> None:
    frontier = Frontier(visits(WINDOW + 4))
    other = Source("b", "B", "http://127.0.0.1:1/", "en", "US", "US", "trade", "UTC")
    of = spider_of(frontier, (SOURCE, other))
    other_turn = of.claim

    async def claim(source: Source) -> list[Visit]:
        claimed = await other_turn(source)
        if source.id == "b" and of.crawl.in_flight["a"] == WINDOW:
            of.crawl.in_flight["a"] = 0  # they all end while it is the other's turn, which has nothing
        return claimed

    async def run() -> int:
        number = 0
        async for _ in of.start():
            number += 1
            if number > WINDOW:
                of.crawl.in_flight["a"] -= 1
                of.crawl.woken.set()
        return number

    of.claim = claim  # type: ignore[method-assign]
    assert asyncio.run(asyncio.wait_for(run(), 10)) == WINDOW + 4


def test_visits_behind_those_of_a_held_host_are_made() -> None:
    of = spider_of(Frontier(visits(3 * WINDOW, "held") + visits(5, "free")))
    of.crawl.held["held:80"] = datetime.now(UTC) + timedelta(minutes=5)
    assert asyncio.run(made(of)) == 5
    assert of.crawl.tally.held == 3 * WINDOW


def test_a_window_is_never_overfilled() -> None:
    of = spider_of(Frontier(visits(3 * WINDOW)))

    async def run() -> int:
        requests = of.start()
        for _ in range(WINDOW):
            await anext(requests)
        waiting = asyncio.ensure_future(anext(requests))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        waiting.cancel()
        return of.crawl.in_flight["a"]

    assert asyncio.run(run()) == WINDOW


SLOW = """
import time
from pipeline.read import read as usual
def read(page, source, link):
    until = time.process_time() + 0.4
    while time.process_time() < until:
        pass
    return usual(page, source, link)
"""
FINDER = """
from pipeline.values import Found, Link
def find(page, route, source):
    host = source.home
    return Found((
        Link(host + "long?" + "x" * 3000), Link("http://[::1/a"), Link("ftp://example.org/a"), Link(host + "good"),
        Link("http://127.0.0.1:99999/a"), Link(""), 7,
    ))
"""
UNFOUND = "def find(page, route, source):\n    return [page.url]\n"


# Notes when the downloader lets a request go: what it does then waits for its turn among all else.
NOTED = """
import time
from scrapy.core.downloader import Downloader
let_go, sent = Downloader._wait_for_download, open({path!r}, "w", buffering=1)
def note(self, slot, request, queue):
    print(time.monotonic(), request.url, file=sent)
    return let_go(self, slot, request, queue)
Downloader._wait_for_download = note
"""


@dataclass(frozen=True, slots=True)
class Crawled:
    """A crawl of sources with manners of their own."""

    data: Path
    ended: Ended
    press: Press


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    base = tmp_path_factory.mktemp("manners")
    press = Press(base / "sources")
    press.add("paced", Site({f"/{n}": Reply(article(f"paced{n}")) for n in range(6)}), delay=0.3)
    robots = {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 0.8")}
    press.add("asked", Site(robots | {f"/{n}": Reply(article(f"asked{n}")) for n in range(3)}))
    press.add("slow", Site({f"/{n}": Reply(article(f"slow{n}")) for n in range(7)}), SLOW)
    large = "<!--" + "x" * 3_000_000 + "-->"
    press.add("large", Site({f"/{n}": Reply(article(f"large{n}", large)) for n in range(7)}), SLOW)
    press.add("fast", Site({f"/{n}": Reply(article(f"fast{n}")) for n in range(30)}))
    press.add("claims", Site({f"/{n}": Reply(article(f"claims{n}")) for n in range(40)}), metadata_only="true")
    press.add("odd", Site({"/good": Reply(article("odd"))}))
    press.add("garbage", Site({"/good": Reply(article("garbage"))}))
    (base / "sources" / "spiders").mkdir()
    (base / "sources" / "spiders" / "odd.py").write_text(FINDER)
    (base / "sources" / "spiders" / "garbage.py").write_text(UNFOUND)
    press.add("unasked", Site({"/feed": Reply(status=304)}))
    press.add("unasked-page", Site({"/a": Reply(status=304)}))
    press.add(
        "many-headers", Site({"/a": Reply(article("headers"), headers=tuple((f"X-{n}", "a") for n in range(900)))})
    )
    index = Site()
    maps = "".join(f"<sitemap><loc>{index.url(f'/map{n}')}</loc></sitemap>" for n in (1, 2))
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index.pages["/index"] = Reply(f"<sitemapindex {xmlns}>{maps}</sitemapindex>".encode(), type="application/xml")
    for n in (1, 2):
        urls = f"<url><loc>{index.url(f'/page{n}')}</loc></url>"
        index.pages[f"/map{n}"] = Reply(f"<urlset {xmlns}>{urls}</urlset>".encode(), type="application/xml")
        index.pages[f"/page{n}"] = Reply(article(f"mapped{n}"))
    press.add("index", index, paths=[], sitemaps=f"[{index.url('/index')}]")
    press.add("empty", Site({"/feed": feed([])}))
    press.add("flaky", Site({"/a": Flaky([503, 503, 200])}))
    noted = NOTED.format(path=str(base / "sent"))
    ended = crawl(base / "data", base / "sources", limits={"cpu_seconds": 8}, prelude=noted)
    yield Crawled(base / "data", ended, press)
    press.close()


class Flaky:
    """A page that answers with one status after another."""

    def __init__(self, statuses: list[int]) -> None:
        self.statuses = statuses

    def __call__(self, _asked: Any) -> Reply:
        return Reply(article("flaky"), self.statuses.pop(0))


def test_the_crawl_comes_to_its_end(crawled: Crawled) -> None:
    assert crawled.ended.code == 0, crawled.ended.errors
    assert crawled.ended.told["finished"]
    assert rows(crawled.data, "SELECT count(*) FROM visit WHERE outcome = '' AND due_at <= datetime('now')") == [(0,)]


@pytest.mark.parametrize(("name", "least", "requests"), [("paced", 0.3, 9), ("asked", 0.8, 6)])
def test_a_host_is_asked_no_faster_than_it_wants(crawled: Crawled, name: str, least: float, requests: int) -> None:
    site = crawled.press.sites[name]
    # robots.txt, the feed, tdmrep.json and the pages are asked for.
    # When the crawl let each request go: when it arrives depends on what else the machine does.
    lines = (crawled.data.parent / "sent").read_text().splitlines()
    at = [float(time) for time, url in map(str.split, lines) if url.startswith(site.url())]
    # The crawl-delay of robots.txt is known only once that has come.
    gaps = [later - earlier for earlier, later in pairwise(at[1:] if name == "asked" else at)]
    assert len(at) == len(site.asked) == requests
    assert min(gaps) > least * 0.99


@pytest.mark.parametrize("other", ["slow", "large"])
def test_a_slow_source_does_not_hold_up_the_others(crawled: Crawled, other: str) -> None:
    query = "SELECT finished_at FROM visit WHERE source_id = ? AND outcome != '' ORDER BY finished_at"
    fast, slow = rows(crawled.data, query, ["fast"]), rows(crawled.data, query, [other])
    assert len(fast) == 30
    assert fast[-1] < slow[-1]


def test_pages_that_wait_for_a_slow_parser_are_not_piled_up(crawled: Crawled) -> None:
    assert crawled.ended.peak < 300


def test_metadata_are_kept_without_a_request(crawled: Crawled) -> None:
    assert set(outcomes(crawled.data, "claims").values()) == {"metadata"}
    assert len(outcomes(crawled.data, "claims")) == 40
    assert {each.path for each in crawled.press.sites["claims"].asked} == {"/feed", "/robots.txt"}


def test_links_that_are_none_are_refused_and_the_rest_kept(crawled: Crawled) -> None:
    assert outcomes(crawled.data, "odd") == {"/good": "stored"}
    assert rows(crawled.data, "SELECT found, refused FROM discovery WHERE source_id = 'odd'") == [(1, 6)]


def test_a_finder_that_gives_no_links_is_held(crawled: Crawled) -> None:
    (route,) = crawled.ended.told["sources"]["garbage"]["routes_without_links"]
    assert route["outcome"] == "quarantined"


def test_not_modified_is_no_answer_to_whoever_did_not_ask(crawled: Crawled) -> None:
    (route,) = crawled.ended.told["sources"]["unasked"]["routes_without_links"]
    assert (route["outcome"], route["detail"]) == ("bad-status", "304")
    assert outcomes(crawled.data, "unasked-page") == {"/a": "bad-status"}


def test_an_answer_of_many_headers_is_refused(crawled: Crawled) -> None:
    assert outcomes(crawled.data, "many-headers") == {"/a": "too-large"}


def test_the_sitemaps_of_an_index_are_followed(crawled: Crawled) -> None:
    assert outcomes(crawled.data, "index") == {"/page1": "stored", "/page2": "stored"}


def test_an_error_of_the_server_is_tried_again(crawled: Crawled) -> None:
    assert outcomes(crawled.data, "flaky") == {"/a": "stored"}
    assert crawled.press.sites["flaky"].times("/a") == 3


def test_the_claim_is_the_spiders_own() -> None:
    assert spider.claim.__module__ == "crawler.spider"


def test_an_empty_feed_is_a_failure_of_the_route(crawled: Crawled) -> None:
    told = {"url": crawled.press.sites["empty"].url("/feed"), "outcome": "no-text", "detail": "no links"}
    expected = {"links": 0, "new": 0, "outcomes": {}, "not_kept": [], "routes_without_links": [told]}
    assert crawled.ended.told["sources"]["empty"] == expected


def test_the_sitemaps_of_an_index_that_stays_as_it_is_are_asked_again(tmp_path: Path) -> None:
    press, site = Press(tmp_path / "sources"), Site()
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemapindex {xmlns}><sitemap><loc>{site.url('/map')}</loc></sitemap></sitemapindex>"
    site.pages["/index"] = Reply(index.encode(), type="application/xml", etag='"same"')
    press.add("index", site, paths=[], sitemaps=f"[{site.url('/index')}]")
    for number in (1, 2):
        site.pages[f"/{number}"] = Reply(article(f"mapped{number}"))
        urls = f"<urlset {xmlns}><url><loc>{site.url(f'/{number}')}</loc></url></urlset>"
        site.pages["/map"] = Reply(urls.encode(), type="application/xml", etag=f'"{number}"')
        crawl(tmp_path / "data", press.sources)
    press.close()
    assert outcomes(tmp_path / "data", "index") == {"/1": "stored", "/2": "stored"}

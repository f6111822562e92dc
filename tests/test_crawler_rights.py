"""What pages and sites reserve, over HTTP: seen, kept with articles and links, and followed as the setting has it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import crawl, details, outcomes, rows
from tests.sites import Page, Press, Reply, Site, article, feed

FILE = "/.well-known/tdmrep.json"
ROBOTS = b"User-agent: GPTBot\nDisallow: /\nUser-agent: *\nAllow: /\nContent-Signal: search=yes,ai-train=no\n"
RULES = b'[{"location": "/free/", "tdm-reservation": 0}, {"location": "/f", "tdm-reservation": 1, "tdm-policy": "/p"}]'
ALL = RULES.replace(b'"/f"', b'"/"')
META = '<meta name="{}" content="{}">'
PAGES: dict[str, Page] = {  # that reserve something, each in its way
    "/plain": Reply(article("plain")),
    "/noai": Reply(article("noai", META.format("robots", "noindex, noai, noimageai"))),
    "/archive": Reply(article("archive"), headers=(("X-Robots-Tag", "noarchive"),)),
    "/google": Reply(article("google", META.format("googlebot", "noarchive"))),
    "/mined": Reply(article("mined"), headers=(("tdm-reservation", "1"), ("tdm-policy", "https://p.example/1"))),
    "/file": Reply(article("file")),
    "/freed": Reply(article("freed", META.format("tdm-reservation", "0"))),
    "/empty": Reply(b"<html><head><meta name=robots content=noai></head><body></body></html>"),
}
FREE = ("/plain", "/google", "/freed")
RESERVED = ("/noai", "/archive", "/mined", "/file")
SIGNAL = ("ai-train", "robots.txt content-signal", "", "")
BROKEN = {
    "no-json": Reply(b"not JSON"),
    "one-rule": Reply(b'{"location": "/", "tdm-reservation": 1}'),
    "deep": Reply(b"[" * 100_000),
    "large": Reply(b'[{"location": "/", "tdm-reservation": 1}]' + b" " * 2**20),
    "endless": Reply(b"[", endless=b" " * 65536),
    "silent": Reply(hang=True),
    "busy": Reply(b"busy", 503),
    "closed": Reply(b"no", 403),
    "loop": Reply(b"", 302, headers=(("Location", FILE),)),
    "inner": Reply(b"", 302, headers=(("Location", "http://169.254.169.254/"),)),
    "local": Reply(b"", 302, headers=(("Location", "file:///etc/passwd"),)),
    "cut": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n["),
    "nothing": Reply(raw=b""),
}
SETTINGS = {"unset": "metadata", "full": "full", "metadata": "metadata", "skip": "skip"}  # keys of sources


@dataclass(frozen=True, slots=True)
class Crawled:
    """The data directory after crawls, and the sites."""

    data: Path
    press: Press
    asked: dict[str, int]  # how often each site was asked for its file by the end of the first crawl


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    base = tmp_path_factory.mktemp("rights")
    press, data = Press(base / "sources"), base / "data"
    for name in SETTINGS:
        keys: dict[str, Any] = {} if name == "unset" else {"reserved": name}
        site = press.add(name, Site(PAGES), **keys)
        site.pages |= {FILE: Reply(RULES, type="application/json"), "/robots.txt": Reply(ROBOTS, type="text/plain")}
    for name, reply in BROKEN.items():
        press.add(f"broken-{name}", Site({"/a": Reply(article(name))})).pages[FILE] = reply
    moved = press.add("moved", Site({"/a": Reply(article("moved"))}))
    moved.pages |= {FILE: Reply(b"", 301, headers=(("Location", "/tdm"),)), "/tdm": Reply(ALL)}
    shut = press.add("shut", Site({"/a": Reply(article("shut"))}))
    shut.pages |= {FILE: Reply(ALL), "/robots.txt": Reply(b"User-agent: *\nDisallow: /.well-known/")}
    press.add("down", Site({"/a": Reply(article("down"))})).pages[FILE] = Reply(ALL)
    later = {"/gets": Reply(article("gets")), "/other": PAGES["/noai"]}
    press.add("later", Site(later), reserved="full")
    press.add("lifted", Site({"/a": PAGES["/noai"]}))
    first = crawl(data, press.sources, limits={"robots_seconds": 2})
    assert first.code == 0, first.errors
    yield Crawled(data, press, {name: site.times(FILE) for name, site in press.sites.items()})
    press.close()


@pytest.fixture(scope="module")
def again(crawled: Crawled) -> Crawled:
    """The same after another day, on which some of it is otherwise, and a crawl an hour later."""
    sites = crawled.press.sites
    with closing(sqlite3.connect(crawled.data / "duizhao.sqlite")) as connection:
        host = f"127.0.0.1:{sites['down'].port}"
        connection.execute("UPDATE tdm_file SET asked_at = '2020-01-01 00:00:00' WHERE host = ?", [host])
        connection.commit()
    sites["down"].pages |= {FILE: Reply(b"busy", 503), "/b": Reply(article("b"))}
    sites["down"].pages["/feed"] = feed(sites["down"].url(path) for path in ("/a", "/b"))
    sites["later"].pages |= {
        "/gets": Reply(article("gets"), headers=(("tdm-reservation", "1"),)),  # the same bytes
        "/other": Reply(article("noai", META.format("robots", "noarchive"))),
    }
    sites["lifted"].pages["/a"] = Reply(article("noai"))
    for _ in range(2):
        assert crawl(crawled.data, crawled.press.sources, "--again", limits={"robots_seconds": 2}).code == 0
    return crawled


def marks(data: Path, source: str) -> dict[str, set[tuple[str, ...]]]:
    """What each article reserves, by the path of its URL."""
    query = "SELECT url, reserved FROM article WHERE source_id = ?"
    return {
        "/" + url.rpartition("/")[2]: {tuple(each.values()) for each in loads(held)}
        for url, held in rows(data, query, [source])
    }


@pytest.mark.parametrize(
    ("source", "outcome", "of_empty"),
    [
        ("unset", "metadata", "no-text"),
        ("metadata", "metadata", "no-text"),
        ("full", "stored", "no-text"),
        ("skip", "reserved", "reserved"),
    ],
)
def test_what_is_kept(crawled: Crawled, source: str, outcome: str, of_empty: str) -> None:
    data, site = crawled.data, crawled.press.sites[source]
    expected = dict.fromkeys(FREE, "stored") | dict.fromkeys(RESERVED, outcome) | {"/empty": of_empty}
    assert outcomes(data, source) == expected
    assert crawled.asked[source] == 1
    query = "SELECT page.url FROM page JOIN visit ON visit.id = visit_id WHERE source_id = ?"
    archived = {url.removeprefix(site.url()[:-1]) for (url,) in rows(data, query, [source])}
    assert archived == ({*PAGES} if source == "full" else {*FREE})
    with_text = rows(data, "SELECT url FROM article WHERE length(text) > 0 AND source_id = ?", [source])
    assert {url.removeprefix(site.url()[:-1]) for (url,) in with_text} == {
        path for path, word in expected.items() if word == "stored"
    }
    query = "SELECT folded.text, title FROM folded JOIN article ON article.id = article_id WHERE source_id = ?"
    searched = rows(data, query, [source])
    assert sum("paragraph 3" in text for text, _ in searched) == len(with_text)
    assert all(title for _, title in searched)
    if outcome != "stored":
        assert "https://p.example/1" in details(data, source)["/mined"]


@pytest.mark.parametrize("source", SETTINGS)
def test_what_is_noted(crawled: Crawled, source: str) -> None:
    expected: dict[str, set[tuple[str, ...]]] = {
        "/plain": {SIGNAL},
        "/freed": {SIGNAL},
        "/google": {SIGNAL, ("archive", "meta googlebot", "", "googlebot")},
    }
    if source != "skip":
        expected |= {
            "/noai": {SIGNAL, ("ai", "meta robots", "", ""), ("ai-image", "meta robots", "", "")},
            "/archive": {SIGNAL, ("archive", "header x-robots-tag", "", "")},
            "/mined": {SIGNAL, ("tdm", "header tdm-reservation", "https://p.example/1", "")},
            "/file": {SIGNAL, ("tdm", "tdmrep.json", crawled.press.sites[source].url("/p"), "")},
        }
    assert marks(crawled.data, source) == expected
    # With the links it is noted of pages that were not stored too.
    query = "SELECT count(*) FROM reservation JOIN link ON link.id = link_id WHERE source_id = ?"
    assert rows(crawled.data, query, [source]) == [(len(PAGES),)]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_nothing_and_is_asked_for_once_a_day(again: Crawled, name: str) -> None:
    assert outcomes(again.data, f"broken-{name}") == {"/a": "stored"}
    site = again.press.sites[f"broken-{name}"]
    query = "SELECT outcome = 'found', rules FROM tdm_file WHERE host = ?"
    assert rows(again.data, query, [f"127.0.0.1:{site.port}"]) == [(0, "[]")]
    assert again.asked[f"broken-{name}"] == site.times(FILE)
    assert site.times(FILE) <= 6  # redirects


def test_a_redirect_leads_to_the_file(crawled: Crawled) -> None:
    assert outcomes(crawled.data, "moved") == {"/a": "metadata"}


def test_robots_txt_may_close_the_file(crawled: Crawled) -> None:
    assert crawled.asked["shut"] == 0
    assert outcomes(crawled.data, "shut") == {"/a": "stored"}


def test_what_the_file_said_stands_while_the_host_is_busy(again: Crawled) -> None:
    assert outcomes(again.data, "down") == {"/a": "metadata", "/b": "metadata"}
    site = again.press.sites["down"]
    assert site.times(FILE) == 2
    query = "SELECT outcome FROM tdm_file WHERE host = ?"
    assert rows(again.data, query, [f"127.0.0.1:{site.port}"]) == [("unreachable",)]


def test_a_later_change_changes_the_mark_alone(again: Crawled) -> None:
    query = "SELECT length(text) > 0, revision FROM article WHERE source_id = 'later'"
    assert rows(again.data, query) == [(1, 0), (1, 0)]
    assert marks(again.data, "later") == {
        "/gets": {("tdm", "header tdm-reservation", "", "")},
        "/other": {("archive", "meta robots", "", "")},
    }
    query = (
        "SELECT reserved FROM reservation JOIN link ON link.id = link_id WHERE source_id = 'later'"
        " ORDER BY link.url, reservation.id"
    )
    assert [len(loads(held)) for (held,) in rows(again.data, query)] == [1, 2, 1]
    query = "SELECT DISTINCT outcome FROM visit WHERE outcome != '' AND source_id = 'later' ORDER BY outcome"
    assert rows(again.data, query) == [("known",), ("stored",)]


def test_a_text_that_is_free_again_comes_in(again: Crawled) -> None:
    query = "SELECT length(text) > 0, metadata_only, reserved FROM article WHERE source_id = 'lifted'"
    assert rows(again.data, query) == [(1, 0, "[]")]
    query = "SELECT reserved FROM reservation JOIN link ON link.id = link_id WHERE source_id = 'lifted' ORDER BY 1"
    assert len(rows(again.data, query)) == 2

"""The benchmarks on a handful of made pages: they measure what they say, and see what is wrong."""

import gzip
import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import crawl, kill, processes
from benchmarks.ledger import Ledger, digest, doubled, ledger_of, unreadable, wrongs
from benchmarks.newsroom import ROLES, furnish
from benchmarks.saved import SavedPage, f1, load_pages, load_scorer
from benchmarks.server import Server, Span, answer
from benchmarks.sites import Site, lists_of, source_of, thirds, without_empty, write_sources
from benchmarks.texts import html_of, make
from config.catalogue import load_catalogue
from config.source import Source
from pipeline.discover import find, routes_of
from pipeline.values import Page
from storage.database import connect
from storage.migrate import upgrade
from storage.warc import Archive, Record

NOW = datetime(2026, 10, 12, tzinfo=UTC)
SCORER = """
GROUPS = {
    "zh-news": lambda page: page["lang"] == "zh",
    "zh-163": lambda page: False,
    "en-news": lambda page: page["lang"] == "en",
}
def score(page, article):
    return {"F1": float(page["gold"]["text"] in article["text"])}
"""
EMPTY = Ledger(0, 0, 0, {}, {}, {}, {}, Counter(), 0, 0, (), ())
SOUND = Ledger(
    links=2,
    visits=3,
    pending=1,
    outcomes={"stored": 1, "robots": 1},
    of_links={"a": ("stored",), "b": ("robots",)},
    hashes={"a": "1"},
    texts={"a": "text"},
    pages_of=Counter(a=1),
    copies=0,
    revisions=0,
    silent=(),
    records=(),
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A directory of three Chinese and five English pages, one of them reserved, with manifest and scorer."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "extraction.py").write_text(SCORER, encoding="utf-8")
    lines = []
    for number in range(8):
        language = "zh" if number < 3 else "en"
        article = make(language, number, seed=1)
        html = html_of(article)
        if number == 7:
            html = html.replace(b"</head>", b'<meta name="robots" content="noarchive"></head>')
        (pages / f"p{number}.gz").write_bytes(gzip.compress(html))
        line = {"id": f"p{number}", "url": "//example.com/", "lang": language, "file": f"p{number}.gz"}
        lines.append(json.dumps(line | {"gold": {"text": article.paragraphs[2]}}))
    (pages / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return pages


def test_a_crawl_of_saved_pages_is_measured(saved: Path, tmp_path: Path) -> None:
    figures, wrong = crawl.measure(saved, 2, tmp_path / "work", with_trafilatura=False, bares=1)
    assert wrong == []
    assert figures["links"] == figures["stored"] == figures["pending"] == 16
    assert figures["outcomes"] == {"stored": 16}
    assert figures["f1"] == {"zh": 1.0, "en": 1.0, "zh-news": 1.0, "zh-163": None, "en-news": 1.0}
    rates = (figures["pages_per_s"], figures["bare_pages_per_s"], figures["scrapy_pages_per_s"], *figures["bare_runs"])
    assert min(rates) > 0
    assert min(figures["peak_mib"].values()) > 10


def test_a_killed_crawl_ends_as_one_that_was_not(tmp_path: Path) -> None:
    figures, wrong = kill.measure(1, 24, 3, tmp_path)
    assert wrong == []
    assert {name: figures[name] for name in ("kills", "lost", "doubled", "children_left")} == {
        "kills": 1,
        "lost": 0,
        "doubled": 0,
        "children_left": 0,
    }
    assert set(figures["outcomes"]) == {"stored", "bad-status"}


@pytest.mark.parametrize(
    ("ledger", "links", "what"),
    [
        (SOUND, 2, ""),
        (EMPTY, 0, ""),
        (replace(SOUND, silent=("http://a/: timeout: ",)), 2, "http://a/: timeout"),
        (SOUND, 3, "2 links are known, 3 were named"),
        (replace(SOUND, visits=4), 2, "4 visits are not 1 pending and 2 outcomes"),
        (replace(SOUND, outcomes={"stored": 1, "gone": 1}), 2, "no such outcomes: gone"),
        (replace(SOUND, of_links={"a": ("stored", "known"), "b": ("robots",)}), 2, "1 links do not have one outcome"),
        (replace(SOUND, of_links={"a": ("stored",), "b": ()}), 2, "1 links do not have one outcome"),
    ],
)
def test_a_ledger_that_does_not_add_up_is_told(ledger: Ledger, links: int, what: str) -> None:
    found = wrongs(ledger, links)
    assert found == [] if not what else what in "\n".join(found)


@pytest.mark.parametrize(
    ("ledger", "number"),
    [
        (EMPTY, 0),
        (SOUND, 0),
        (replace(SOUND, of_links={"a": ("stored", "known", "known")}), 2),
        (replace(SOUND, pages_of=Counter(a=2)), 1),
        (replace(SOUND, revisions=1), 1),
    ],
)
def test_what_stands_twice_is_counted(ledger: Ledger, number: int) -> None:
    assert doubled(ledger) == number


def test_a_fate_is_the_first_outcome_of_a_visited_link() -> None:
    ledger = replace(SOUND, of_links={"a": ("stored", "known"), "b": ("robots",), "c": ()})
    assert ledger.fates == {("a", "1", "stored"), ("b", "", "robots")}


def test_an_empty_database_has_an_empty_ledger(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/duizhao.sqlite")
    upgrade(engine)
    engine.dispose()
    assert ledger_of(tmp_path) == EMPTY
    assert kill.state_of(tmp_path) == kill.State()


def test_no_database_is_an_empty_state(tmp_path: Path) -> None:
    assert kill.state_of(tmp_path / "none") == kill.State()
    assert kill.size_of(tmp_path / "none") == kill.records(tmp_path / "none") == 0


def test_a_torn_changed_or_missing_record_is_unreadable(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "run")
    bodies = [random.Random(number).randbytes(5000) for number in range(3)]
    records = [archive.add(Page("http://127.0.0.1/", body, NOW)) for body in bodies]
    archive.sync()
    archive.close()
    digests = [digest(body) for body in bodies]
    ledger = replace(EMPTY, records=tuple(zip(records, digests, strict=True)))
    assert unreadable(ledger, tmp_path) == 0
    assert kill.records(tmp_path.parent) == 0
    missing = (Record("no.warc.gz", 0), digests[0])
    assert unreadable(replace(EMPTY, records=((records[0], digests[1]), missing)), tmp_path) == 2
    archive.path.write_bytes(archive.path.read_bytes()[:-2000])
    assert unreadable(ledger, tmp_path) == 1
    assert kill.records_of(archive.path) == 2


@pytest.mark.parametrize("number", [0, 1, 2, 3, 40, 1600])
def test_the_lists_of_a_site_name_each_page_once(number: int, tmp_path: Path) -> None:
    site = Site("made", "zh", 8000, tuple(f"/a/{each}.html" for each in range(number)))
    write_sources(tmp_path, [site])
    catalogue = load_catalogue(tmp_path)
    if not number:
        assert "made" not in catalogue.sources
        return
    assert not catalogue.errors
    source = catalogue.sources["made"]
    assert sorted(found_by(source, site)) == sorted(site.home + path for path in site.paths)
    assert len({route.kind for route in routes_of(source)}) == min(number, 3)


def found_by(source: Source, site: Site) -> list[str]:
    """The links that the source's routes give, as often as they give them."""
    lists = lists_of(site)
    return [
        link.url
        for route in routes_of(source)
        for link in find(Page(route.url, lists[route.url.removeprefix(site.home)].body, NOW), route, source).links
    ]


@given(st.lists(st.text("abc", min_size=1), unique=True))
def test_thirds_lose_nothing(paths: list[str]) -> None:
    assert Counter(path for each in thirds(paths).values() for path in each) == Counter(paths)


def test_a_source_says_nothing_empty() -> None:
    said = without_empty(source_of(Site("made", "en", 8000, ("/a",))))
    assert said["feeds"] == ["http://127.0.0.1:8000/feed-1.xml"]
    assert "sitemaps" not in said


@pytest.mark.parametrize(("chinese", "english"), [(1, 1), (0, 5), (5, 0), (194, 511), (3, 400), (0, 0)])
def test_pages_are_spread_over_sites_of_one_language(chinese: int, english: int) -> None:
    pages = [SavedPage(f"z{each}", "", "zh", b"", {}) for each in range(chinese)]
    pages += [SavedPage(f"e{each}", "", "en", b"", {}) for each in range(english)]
    by_path = {crawl.path_of(page, 0): page for page in pages}
    sites = crawl.sites_of(by_path, (1, 2, 3, 4))
    assert sorted(path for site in sites for path in site.paths) == sorted(by_path)
    assert all(by_path[path].language == site.language for site in sites for path in site.paths)
    assert len({site.id for site in sites}) == 4


def test_articles_are_distinct_and_the_same_for_a_seed() -> None:
    for language in ("zh", "en"):
        texts = {make(language, number, seed=7).paragraphs for number in range(300)}
        assert len(texts) == 300
    assert make("zh", 5, 7) == make("zh", 5, 7) != make("zh", 5, 8)


def test_every_role_stands_in_a_newsroom() -> None:
    server = Server(2)
    sites = furnish(server, 2 * len(ROLES), seed=1)
    for each in server.sockets:
        each.close()
    for site, answers in zip(sites, server.answers, strict=True):
        named = [answers.get(path) for path in site.paths]
        assert named.count(None) == ROLES.count("missing")
        assert sum(each is not None and not each.counted for each in named) == ROLES.count("moved")
        assert sum("/private/" in path for path in site.paths) == ROLES.count("private")


def test_the_server_counts_articles_and_knows_what_is_unchanged() -> None:
    server = Server(1)
    server.answers = [{"/a": answer("文".encode(), counted=True), "/list": answer(b"x", etag='"1"')}]
    with server:
        home = f"http://127.0.0.1:{server.ports[0]}"
        assert fetched(f"{home}/list", {"If-None-Match": '"2"'}) == (200, b"x")
        assert fetched(f"{home}/list", {"If-None-Match": '"1"'})[0] == 304
        assert fetched(f"{home}/b")[0] == 404
        assert server.span() == Span(0, 0.0)
        assert fetched(f"{home}/a") == (200, "文".encode())
        assert fetched(f"{home}/a")[0] == 200
        assert server.responses() == 2
        assert server.span().seconds > 0
        server.reset()
        assert server.responses() == 0


def fetched(url: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body of an answer."""
    try:
        with urlopen(Request(url, headers=headers or {})) as response:
            return response.status, response.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_child_that_outlives_its_parent_is_found(tmp_path: Path) -> None:
    sleeper = (
        "import subprocess,sys,time;subprocess.Popen([sys.executable,'-c','import time;time.sleep(60)']);time.sleep(60)"
    )
    process = processes.begin([sys.executable, "-c", sleeper], {}, tmp_path / "log")
    until = time.monotonic() + 10
    while not processes.children_of(process.pid) and time.monotonic() < until:
        time.sleep(0.02)
    left = processes.children_of(process.pid)
    assert processes.kill(process, patience=0.1) == len(left) == 1
    left[0].kill()


def test_nothing_outlives_a_process_without_children(tmp_path: Path) -> None:
    process = processes.begin([sys.executable, "-c", "import time;time.sleep(60)"], {}, tmp_path / "log")
    assert processes.kill(process, patience=5) == 0
    assert processes.children_of(process.pid) == []


def test_memory_is_the_most_of_each_and_of_all_at_one_moment() -> None:
    mib = processes.MIB
    assert processes.peak_of([(10 * mib, 5 * mib), (2 * mib, 12 * mib)]) == processes.Peak(10, 12, 15)
    assert processes.peak_of([]) == processes.Peak(0, 0, 0)


def test_a_page_of_which_nothing_was_stored_counts_as_empty(saved: Path) -> None:
    pages, scorer = load_pages(saved), load_scorer(saved)
    found = [(page, page.line["gold"]["text"] if number else "") for number, page in enumerate(pages)]
    assert f1(scorer, found) == {"zh": 0.6667, "en": 1.0, "zh-news": 0.6667, "zh-163": None, "en-news": 1.0}
    assert set(f1(scorer, []).values()) == {None}
    assert {page.url for page in pages} == {"https://example.com/"}


@pytest.mark.parametrize(
    ("figures", "number"),
    [
        ({"repeat": 1, "ratio": 0.01}, 0),
        ({"repeat": 8, "ratio": 0.14}, 0),
        ({"repeat": 8, "ratio": 0.139}, 1),
        ({"repeat": 8, "ratio": None}, 1),
        ({"repeat": 1, "f1": {"zh": 0.8, "en": 0.896}, "trafilatura_f1": {"zh": 0.9, "en": 0.9}}, 1),
        ({"repeat": 1, "f1": {"zh": 0.9}, "trafilatura_f1": {"zh": 0.9, "zh-163": 1.0}}, 0),
    ],
)
def test_figures_that_fall_short_are_told(figures: dict[str, object], number: int) -> None:
    assert len(crawl.missed(figures)) == number


@given(st.integers(0, 400), st.integers(1, 30), st.integers())
def test_the_rest_of_a_crawl_lasts_for_the_kills_to_come(rest: int, kills: int, seed: int) -> None:
    share = kill.share_of(rest, kills, random.Random(seed))
    assert share >= 1
    assert share == 1 or rest - share >= kill.RESERVE * (kills - 1)


def test_the_commands_tell_what_they_take() -> None:
    for name in ("crawl", "kill"):
        told = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", "--help"], capture_output=True, check=True, cwd=processes.ROOT
        )
        assert b"--into" in told.stdout

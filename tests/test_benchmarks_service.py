"""What the benchmarks of a service reckon with: sites with beats, samples of processes, looks within an interval."""

import subprocess
from pathlib import Path

import pytest

from benchmarks.beats import Asked, Beat, Beats, answer_of, gaps
from benchmarks.company import Member
from benchmarks.newsroom import furnish
from benchmarks.server import Server
from benchmarks.service import events_in, twice_in_an_interval


def beat(**changes: object) -> Beat:
    values = {
        "id": "beat-03",
        "language": "zh",
        "port": 8080,
        "every": 10.0,
        "rewritten": 25.0,
        "fixed": None,
        "delay": 0.5,
    }
    return Beat(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("seconds", "published"), [(0, 1), (9.9, 1), (10, 2), (1000, 101)])
def test_a_site_publishes_to_its_beat(seconds: float, published: int) -> None:
    assert beat().published(seconds) == published
    feed = answer_of(beat(), "/feed.xml", seconds, 1)[2].decode()
    assert feed.count("<item>") == min(published, 20)
    assert f"/{published - 1}.html" in feed
    assert f"/{published}.html" not in feed


@pytest.mark.parametrize(
    ("path", "status"), [("/0.html", "200 OK"), ("/1.html", "404 Not Found"), ("/robots.txt", "404 Not Found")]
)
def test_an_article_stands_there_once_it_is_published(path: str, status: str) -> None:
    assert answer_of(beat(), path, 5.0, 1)[0] == status


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_article_is_rewritten(language: str) -> None:
    site = beat(language=language)
    pages = [answer_of(site, "/1.html", seconds, 1)[2] for seconds in (10.0, 34.0, 36.0, 61.0)]
    assert pages[0] == pages[1]
    assert len(set(pages)) == 3
    assert [number in page.decode() for page, number in zip(pages[1:], ("0000", "0001", "0002"), strict=True)] == [
        True,
        True,
        True,
    ]


def test_the_shortest_gap_of_each_site() -> None:
    asked = [Asked(1.0, 0, "/"), Asked(1.5, 1, "/"), Asked(4.0, 0, "/a"), Asked(4.5, 0, "/b"), Asked(9.0, 2, "/")]
    assert gaps(asked) == {0: 0.5}
    assert gaps([]) == {}


def test_two_looks_within_an_interval_are_seen(tmp_path: Path) -> None:
    beats = Beats(tmp_path / "asked.jsonl", 1)
    beats.sites = [beat(id="a"), beat(id="b")]
    lines = [[0.0, 0, "/feed.xml"], [0.5, 0, "/1.html"], [4.0, 0, "/feed.xml"], [14.0, 0, "/feed.xml"]]
    beats.log.write_text("\n".join(map(str, lines)).replace("'", '"'), encoding="utf-8")
    assert twice_in_an_interval(beats, {"a": 10.0}) == 1
    assert twice_in_an_interval(beats, {"a": 5.0, "b": 10.0}) == 0


def test_the_slope_and_the_share_of_a_process() -> None:
    with subprocess.Popen(["true"]) as process:
        process.wait()
    member = Member("serve", process)
    assert member.slope() == member.share(0, 10) == 0.0
    member.memory = [(float(second), 100 + second / 36) for second in range(100)]
    member.cpu = [(float(second), second / 50) for second in range(100)]
    assert round(member.slope(), 6) == 100.0
    assert round(member.share(10, 60), 6) == 0.02


def test_events_that_are_no_news_are_counted(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text(
        '{"event": "crawl_started", "level": "info"}\n{"event": "paused", "level": "error"}\nnonsense\n'
        '{"event": "beat-01 is another crawl\'s by now", "level": "warning"}\n',
        encoding="utf-8",
    )
    assert events_in(log) == {"paused": 1, "by another crawl": 1}


@pytest.mark.parametrize(("number", "ids"), [(2, 2), (6, 6)])
def test_a_newsroom_has_as_many_sites_as_ports(number: int, ids: int) -> None:
    server = Server(number)
    sites = furnish(server, 31, 1)
    assert len({site.id for site in sites}) == ids
    assert sum(len(site.paths) for site in sites) == 31
    for each in server.sockets:
        each.close()

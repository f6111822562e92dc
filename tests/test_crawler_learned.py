"""Lines of a host over two crawls: learned at the end of the one, cut by the next, and no revision for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.learned import FEWEST
from tests.crawling import crawl, rows
from tests.sites import Press, Reply, Site, article, feed

FOOT = "The Lock Gazette is printed in Halden by those who read it."
OUTCOMES = "SELECT outcome, count(*) FROM visit WHERE outcome != '' GROUP BY outcome ORDER BY outcome"


def page(name: str, more: str = "") -> Reply:
    return Reply(article(name, more).replace(b"</article>", f"<p>{FOOT}</p></article>".encode()))


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    made = Press(tmp_path / "sources")
    made.add("gazette", Site({f"/{number}": page(f"lock {number}") for number in range(FEWEST)}))
    yield made
    made.close()


def test_what_one_crawl_learns_the_next_one_cuts(press: Press, tmp_path: Path) -> None:
    data, site = tmp_path / "data", press.sites["gazette"]
    assert crawl(data, press.sources).code == 0
    assert rows(data, OUTCOMES) == [("stored", FEWEST)]
    assert rows(data, "SELECT host, sample, articles FROM boilerplate") == [(f"127.0.0.1:{site.port}", FOOT, FEWEST)]
    assert all(text.endswith(FOOT) for (text,) in rows(data, "SELECT text FROM article"))
    for number in range(FEWEST + 1):  # the old ones with other bytes and the same text, and a new one
        site.pages[f"/{number}"] = page(f"lock {number}", "<meta name=generator content=other>")
    site.pages["/feed"] = feed(site.url(f"/{number}") for number in range(FEWEST + 1))
    assert crawl(data, press.sources, "--again").code == 0
    assert rows(data, OUTCOMES) == [("known", FEWEST), ("stored", FEWEST + 1)]
    text, learned = rows(data, "SELECT text, learned FROM article ORDER BY id DESC LIMIT 1")[0]
    assert (FOOT in text, bool(learned)) == (False, True)
    assert rows(data, "SELECT articles, of_articles FROM boilerplate") == [(FEWEST + 1, FEWEST + 1)]

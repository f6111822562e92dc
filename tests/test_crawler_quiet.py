"""Quiet hours and budgets of a day, over HTTP: nothing is asked in the first, no more pages than the second says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import crawl, outcomes, rows
from tests.sites import Press, Reply, Site, article
from tests.warm import Ended

CLOCK = ("--clock", "2026-10-14T12:00+00:00")  # at midnight a new budget begins
PAGES = {f"/{n}": Reply(article(f"p{n}")) for n in range(5)}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """A source in its quiet hours for two hours yet, one that is not, one with a budget, and one without."""
    made = Press(tmp_path_factory.mktemp("quiet") / "sources")
    made.add("asleep", Site(dict(PAGES)), quiet='"11:00-14:00"')
    made.add("awake", Site(dict(PAGES)), quiet='"15:00-17:00"')
    made.add("thrifty", Site(dict(PAGES)), budget=2)
    made.add("names", Site(dict(PAGES)), budget=1, metadata_only="true")
    yield made
    made.close()


@pytest.fixture(scope="module")
def ended(press: Press) -> list[Ended]:
    """Two crawls, one after the other."""
    return [crawl(press.sources.parent / "data", press.sources, *CLOCK) for _ in range(2)]


def data_of(press: Press) -> Path:
    return press.sources.parent / "data"


def test_nothing_is_asked_in_quiet_hours(press: Press, ended: list[Ended]) -> None:
    assert press.sites["asleep"].connections == 0
    assert [each.code for each in ended] == [0, 0]
    assert [each.told["quiet"] for each in ended] == [{"asleep": "2026-10-14T14:00:00+00:00"}] * 2
    assert rows(data_of(press), "SELECT count(*) FROM round WHERE source_id = 'asleep'") == [(0,)]
    assert set(outcomes(data_of(press), "awake").values()) == {"stored"}


def test_a_budget_bounds_the_pages_of_a_day(press: Press, ended: list[Ended]) -> None:
    found = outcomes(data_of(press), "thrifty")
    assert sorted(found.values()) == ["", "", "", "stored", "stored"]
    assert sum(press.sites["thrifty"].times(path) for path in PAGES) == 2
    assert [each.told["budget_spent"] for each in ended] == [{"thrifty": 3}] * 2
    assert press.sites["thrifty"].times("/feed") == 2  # routes are no pages
    assert rows(data_of(press), "SELECT state FROM round WHERE source_id = 'thrifty'") == [("done",)] * 2


def test_metadata_cost_nothing_of_it(press: Press, ended: list[Ended]) -> None:
    assert set(outcomes(data_of(press), "names").values()) == {"metadata"}

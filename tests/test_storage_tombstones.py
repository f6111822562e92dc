"""Articles whose pages are gone: when that is told, what it keeps, and what undoes it."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from pipeline.values import Article, Found, Link, Route
from storage.database import writing
from storage.frontier import claim, give_back
from storage.looks import add_found
from storage.results import Result, write
from storage.runs import start_run
from storage.schema import article as articles
from storage.schema import link, tombstone, visit
from storage.tombstones import Tombstone, tombstones_of
from storage.warc import Record
from tests.builders import NOW, article, result

URL = "https://harbour.example/first"
OTHER = "https://harbour.example/first.amp"
FIRST = article(url=URL)
TIMES = [NOW + timedelta(days=each) for each in range(12)]


def make(engine: sa.Engine, at: datetime, brought: Article | int | str, url: str = URL) -> str:
    """Discover a URL, make its visit, due or not, and store what it brought: an article, a status or an outcome."""
    with writing(engine) as connection:
        run_id = start_run(connection, at)
        add_found(connection, run_id, "harbour", Route(URL, "feed"), Found((Link(url),)), at)
        due = sa.select(visit.c.id).join(link, link.c.id == visit.c.link_id).where(link.c.url == url)
        connection.execute(sa.update(visit).where(visit.c.id.in_(due), visit.c.outcome == "").values(due_at=at))
        (of,) = (each for each in claim(connection, run_id, "harbour", 9, at) if each.link.url == url)
        came = Result(of, "bad-status", str(brought), brought) if isinstance(brought, int) else result(of, brought, at)
        outcome = write(connection, came, Record("a.warc.gz", 0), run_id, at)
        give_back(connection, run_id)
        return outcome


def told(engine: sa.Engine) -> dict[int, Tombstone]:
    with writing(engine) as connection:
        return tombstones_of(connection, [1, 2, 3])


def test_no_article_has_no_tombstone(connection: sa.Connection) -> None:
    assert tombstones_of(connection, []) == {}
    assert tombstones_of(connection, [1]) == {}


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ([FIRST], None),
        ([FIRST, 404], None),
        ([FIRST, 404, 404], (1, 0, 404)),
        ([FIRST, 404, 404, 404], (1, 0, 404)),
        ([FIRST, 410], (1, 0, 410)),
        ([FIRST, 404, 410], (1, 0, 410)),
        ([FIRST, FIRST, 404, 404], (2, 1, 404)),
        # What tells nothing of the page neither counts nor begins anew.
        ([FIRST, 404, 503, "timeout", 404], (1, 0, 404)),
        ([FIRST, 503, 503, 503], None),
        ([FIRST, 403, 403], None),
        # It came back in between.
        ([FIRST, 404, FIRST, 404], None),
        ([FIRST, 404, FIRST, 404, 404], (3, 2, 404)),
        ([FIRST, 404, 404, FIRST], None),
        ([FIRST, 410, article(url=URL, text="Another text.")], None),
        ([FIRST, 404, 404, FIRST, 410], (4, 3, 410)),
        # Pages that never were an article.
        ([404, 404], None),
        ([404, 404, FIRST], None),
    ],
)
def test_when_a_page_is_gone(
    engine: sa.Engine, came: list[Article | int | str], expected: tuple[int, int, int] | None
) -> None:
    for at, each in zip(TIMES, came, strict=False):
        make(engine, at, each)
    found = {1: Tombstone(TIMES[expected[0]], TIMES[expected[1]], expected[2])} if expected else {}
    assert told(engine) == found


def test_the_last_text_is_kept(engine: sa.Engine) -> None:
    make(engine, TIMES[0], FIRST)
    make(engine, TIMES[1], 410)
    with writing(engine) as connection:
        assert connection.execute(sa.select(articles.c.text)).scalar_one() == FIRST.text


def test_it_is_gone_only_where_all_that_led_to_it_are(engine: sa.Engine) -> None:
    make(engine, TIMES[0], FIRST)
    make(engine, TIMES[1], FIRST, OTHER)
    make(engine, TIMES[2], 410)
    assert told(engine) == {}
    make(engine, TIMES[3], 410, OTHER)
    assert told(engine) == {1: Tombstone(TIMES[2], TIMES[1], 410)}
    make(engine, TIMES[4], FIRST, OTHER)
    assert told(engine) == {}


def test_a_claim_of_a_route_is_no_sight_of_a_page(engine: sa.Engine) -> None:
    make(engine, TIMES[0], FIRST)
    make(engine, TIMES[1], 410)
    with writing(engine) as connection:
        run_id = start_run(connection, NOW)
        connection.execute(sa.update(visit).where(visit.c.outcome == "").values(due_at=TIMES[2]))
        (of,) = claim(connection, run_id, "harbour", 1, TIMES[2])
        assert write(connection, Result(of, "", article=FIRST), None, run_id, NOW) == "known"
        assert connection.execute(sa.select(sa.func.count()).select_from(tombstone)).scalar_one() == 1


def test_a_page_missed_at_its_last_visit_is_asked_for_once_more(engine: sa.Engine) -> None:
    for at in TIMES[:4]:
        make(engine, at, FIRST)
    make(engine, TIMES[4], 404)
    pending = sa.select(visit.c.due_at).where(visit.c.outcome == "")
    with writing(engine) as connection:
        assert connection.execute(pending).scalars().all() == [TIMES[4] + timedelta(days=1)]
    make(engine, TIMES[6], 404)
    assert told(engine) == {1: Tombstone(TIMES[4], TIMES[3], 404)}
    with writing(engine) as connection:
        assert connection.execute(pending).scalars().all() == []

"""The rounds of a source as the watch reads them: what its routes answered, and how the visits of pages ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pipeline.values import Found, Link, Route
from storage.database import reading, writing
from storage.histories_of_rounds import rounds_of, visits_of
from storage.looks import add_found, note_discovery
from storage.runs import start_run
from storage.schema import visit
from tests.builders import NOW, article, source, visited, visited_again

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://harbour.example/1"
FEED = Route("https://harbour.example/feed.xml", "feed")
SECTION = Route("https://harbour.example/tech", "section", selector="a")
HARBOUR = source(feeds=(FEED.url,))


def test_the_newest_item_of_a_route(engine: sa.Engine) -> None:
    links = (
        Link(URL, route=FEED.url, published_at=NOW - DAY),
        Link("https://harbour.example/2", route=FEED.url, published_at=NOW - HOUR),
        Link("https://harbour.example/3", route=FEED.url, published_at=NOW + DAY),  # it can not have come yet
        Link("https://harbour.example/4", route=FEED.url),
    )
    with writing(engine) as connection:
        run_id = start_run(connection, NOW)
        add_found(connection, run_id, "harbour", FEED, Found(links), NOW)
        add_found(connection, run_id, "harbour", SECTION, Found(links[3:]), NOW)
    with reading(engine) as connection:
        (told,) = rounds_of(connection, HARBOUR, NOW)
    assert [(each.url, each.found, each.new, each.newest) for each in told.answers] == [
        (FEED.url, 4, 4, NOW - HOUR),
        (SECTION.url, 1, 0, None),
    ]


@pytest.mark.parametrize(
    ("outcome", "detail", "status"),
    [
        ("bad-status", "403", 403),
        ("bad-status", "503, a challenge for browsers", 403),
        ("bad-status", "HostHeld: until 12:00", 429),
        ("bad-status", "", None),
        ("timeout", "403", None),
        ("no-text", "no links", None),
    ],
)
def test_the_status_of_a_refusal(engine: sa.Engine, outcome: str, detail: str, status: int | None) -> None:
    with writing(engine) as connection:
        run_id = start_run(connection, NOW)
        note_discovery(connection, run_id, "harbour", FEED, NOW, outcome, detail)
        (told,) = rounds_of(connection, HARBOUR, NOW)
    assert (told.answers[0].outcome, told.answers[0].status, told.answered) == (outcome, status, False)


def test_a_source_that_may_be_empty(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        note_discovery(connection, start_run(connection, NOW), "harbour", FEED, NOW, "found")
        (strict,) = rounds_of(connection, HARBOUR, NOW)
        (mild,) = rounds_of(connection, replace(HARBOUR, may_be_empty=True), NOW)
    assert (strict.answered, mild.answered) == (False, True)


def test_how_the_visits_of_a_run_ended(engine: sa.Engine) -> None:
    visited(engine, (URL, article(url=URL)), *((f"{URL}{each}", each) for each in ("robots", "no-text", "timeout")))
    visited(engine, (f"{URL}8", "robots"), (f"{URL}9", "not-html"), now=NOW + HOUR / 2)
    with reading(engine) as connection:
        told = rounds_of(connection, HARBOUR, NOW + HOUR)
    assert [(each.at, each.visited, each.kept, each.refused, each.replaced, each.denied) for each in told] == [
        (NOW, 3, 1, 1, 0, 1),
        (NOW + HOUR / 2, 2, 0, 1, 1, 2),
    ]


def test_a_page_that_is_refused_again_is_one_page(engine: sa.Engine) -> None:
    visited(engine, (URL, "robots"))
    visited_again(engine, "robots", NOW + HOUR)
    with reading(engine) as connection:
        told = visits_of(connection, "harbour", NOW, NOW + DAY)
    assert [(numbers[0], numbers[2], numbers[-1]) for _, numbers in sorted(told.items())] == [(1, 1, 1), (1, 1, 0)]


@pytest.mark.parametrize(
    ("status", "detail", "counted"),
    [
        (403, "403", (1, 0, 0)),
        (403, "403, a challenge for browsers", (1, 0, 0)),
        (503, "503, a challenge for browsers", (1, 0, 0)),
        (503, "503", (0, 1, 0)),
        (418, "418", (0, 0, 1)),
        (404, "404", (0, 0, 0)),  # a page may be gone
        (410, "410", (0, 0, 0)),
    ],
)
def test_by_what_a_visit_ended(engine: sa.Engine, status: int, detail: str, counted: tuple[int, ...]) -> None:
    visited(engine, (URL, "bad-status"))
    with writing(engine) as connection:
        connection.execute(sa.update(visit).values(status=status, detail=detail))
        (told,) = rounds_of(connection, HARBOUR, NOW + HOUR)
    assert (told.visited, told.refused, told.broken, told.replaced) == (1, *counted)
    assert told.denied == counted[0] + counted[2]

"""The history of a source as the watch reads it: what of the rows it tells, in which order, and by which index."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.alarms import Spoilt
from pipeline.rhythm import Rhythm
from pipeline.values import Found, Link, Route
from storage.database import reading, writing
from storage.frontier import claim
from storage.histories import arrivals_of, history_of, lasts_of, seen_of, spoilt_of
from storage.histories_of_rounds import rounds_of, visits_of
from storage.looks import add_found, note_discovery
from storage.results import Result, write
from storage.runs import start_run
from storage.schedule import enrol
from storage.schema import alarm, link, rounds, visit
from tests.builders import NOW, article, database, source, visited
from tests.test_storage_gauges import plans

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://harbour.example/1"
FEED = Route("https://harbour.example/feed.xml", "feed")
SECTION = Route("https://harbour.example/tech", "section", selector="a")
CHILD = Route("https://harbour.example/sitemap-1.xml", "sitemap", depth=1)
HARBOUR = source(feeds=(FEED.url,))


def test_of_nothing(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        history = history_of(connection, HARBOUR, NOW)
        assert lasts_of(connection, ["harbour"], NOW - DAY, NOW) == []
    assert (history.source, history.zone, history.routes) == ("harbour", "America/New_York", frozenset({FEED.url}))
    assert (history.rounds, history.seen, history.arrivals, history.spoilt) == ([], [], [], [])


def test_what_a_page_gave(engine: sa.Engine) -> None:
    whole = article(url=URL, byline=("Ada Quill",), credit="AP", words=120, text="The harbour\ufffd opened.")
    bare = article(url="https://harbour.example/2", title="", published_at=None)
    visited(engine, (URL, whole), (bare.url, bare), ("https://harbour.example/3", "no-text"))
    with reading(engine) as connection:
        one, two, three = sorted(seen_of(connection, "harbour", NOW), key=lambda each: each.url)
        assert seen_of(connection, "beihai", NOW) == seen_of(connection, "harbour", NOW - HOUR) == []
        assert seen_of(connection, "harbour", NOW + 91 * DAY) == []
    assert (one.at, one.outcome, one.url, one.headline, one.length) == (NOW, "stored", URL, whole.title, 120)
    assert (one.title, one.published, one.byline, one.credit) == (True, True, True, "AP")
    assert one.damage == pytest.approx(1 / 20)
    assert one.article is not None
    assert one.routes == {FEED.url}
    assert (two.title, two.published, two.byline, two.credit, two.damage) == (False, False, False, "", 0.0)
    assert (three.outcome, three.article, three.length) == ("no-text", None, 0)


def test_a_second_visit_is_no_first_reading(engine: sa.Engine) -> None:
    visited(engine, (URL, "no-text"))
    with writing(engine) as connection:
        run_id = start_run(connection, NOW + HOUR)
        (visit,) = claim(connection, run_id, "harbour", 9, NOW + HOUR)
        write(connection, Result(visit, "no-text"), None, run_id, NOW + HOUR)
    with reading(engine) as connection:
        assert len(seen_of(connection, "harbour", NOW + DAY)) == 1


def test_the_routes_that_list_a_link(engine: sa.Engine) -> None:
    links = Found((Link(URL, route=FEED.url), Link("https://harbour.example/2", route=FEED.url)))
    with writing(engine) as connection:
        run_id = start_run(connection, NOW)
        for of in (FEED, SECTION, SECTION, CHILD, FEED):
            add_found(connection, run_id, "harbour", of, links, NOW)
        add_found(connection, run_id, "beihai", Route("https://beihai.example/", "section"), links, NOW)
        also = set(connection.execute(sa.select(link.c.also)).scalars())
        for number in range(40):
            of = replace(SECTION, url=f"https://harbour.example/section/{number}")
            add_found(connection, run_id, "harbour", of, links, NOW)
        longest = max(map(len, connection.execute(sa.select(link.c.also)).scalars()))
    assert also == {SECTION.url}
    assert longest <= 1000


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
    with writing(engine) as connection:
        run_id = start_run(connection, NOW + HOUR)
        (again,) = claim(connection, run_id, "harbour", 9, NOW + HOUR)
        write(connection, Result(again, "robots"), None, run_id, NOW + HOUR)
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


def test_when_links_were_new(engine: sa.Engine) -> None:
    visited(engine, (URL, "robots"), (f"{URL}1", "robots"), now=NOW - HOUR / 2)
    visited(engine, (URL, "robots"), now=NOW - HOUR / 3)
    visited(engine, (f"{URL}2", "robots"), now=NOW)
    with reading(engine) as connection:
        assert arrivals_of(connection, "harbour", NOW) == [(NOW - HOUR / 2, 2), (NOW - HOUR / 3, 0), (NOW, 1)]
        assert arrivals_of(connection, "harbour", NOW - HOUR / 2) == [(NOW - HOUR / 2, 2)]


def test_spans_of_alarms(engine: sa.Engine) -> None:
    def row(source_id: str, kind: str, days: float, ended: float | None) -> dict[str, Any]:
        times: dict[str, Any] = {
            "since": NOW - days * DAY,
            "seen_at": NOW - days * DAY,
            "ended_at": ended and NOW - ended * DAY,
        }
        return {"source_id": source_id, "kind": kind, "evidence": {}} | times

    with writing(engine) as connection:
        connection.execute(
            sa.insert(alarm),
            [row("harbour", "silent", 3, 1), row("harbour", "blocked", 30, None), row("beihai", "silent", 2, None)],
        )
        connection.execute(sa.insert(alarm), [row("*", "network-suspect", 2, 1.5), row("harbour", "silent", 99, 98)])
        connection.execute(
            sa.insert(alarm), [row("harbour", "frozen-feed", 96, 80), row("harbour", "credit-wrong", 120, None)]
        )
        found = spoilt_of(connection, "harbour", NOW)
    assert found == [
        Spoilt("frozen-feed", NOW - 96 * DAY, NOW - 80 * DAY),  # it reaches into the ninety days
        Spoilt("blocked", NOW - 30 * DAY, NOW - 9 * DAY),  # by then it is what is usual
        Spoilt("silent", NOW - 3 * DAY, NOW - DAY),
        Spoilt("network-suspect", NOW - 2 * DAY, NOW - 1.5 * DAY),
    ]


def test_rounds_that_failed_while_the_network_was_suspect_are_none(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        for hours, outcome in ((5, "timeout"), (3, "timeout"), (2, "unchanged"), (1, "timeout")):
            at = NOW - hours * HOUR
            note_discovery(connection, start_run(connection, at), "harbour", FEED, at, outcome)
        span = {"since": NOW - 4 * HOUR, "seen_at": NOW - 3 * HOUR, "ended_at": NOW - 1.5 * HOUR}
        connection.execute(sa.insert(alarm).values(source_id="*", kind="network-suspect", evidence={}, **span))
        history = history_of(connection, HARBOUR, NOW)
    assert [(NOW - each.at) / HOUR for each in history.rounds] == [5, 2, 1]


def test_the_last_round_of_each_source(engine: sa.Engine) -> None:
    def row(source_id: str, hours: float, state: str) -> dict[str, object]:
        at = NOW - hours * HOUR
        return {"source_id": source_id, "due_at": at, "fence": 1, "claimed_at": at, "state": state}

    with writing(engine) as connection:
        enrol(connection, ["harbour", "beihai"], NOW, Rhythm())
        told = [row("harbour", 3, "done"), row("harbour", 2, "failed"), row("harbour", 1, "failed")]
        told += [row("harbour", 0.5, "crashed"), row("beihai", 1, "done"), row("gone", 1, "failed")]
        connection.execute(sa.insert(rounds), told)
        found = {each.source: each for each in lasts_of(connection, ["harbour", "beihai"], NOW - DAY, NOW)}
    assert {*found} == {"harbour", "beihai"}
    assert (found["harbour"].at, found["harbour"].answered) == (NOW - HOUR, False)
    assert found["harbour"].failing_since == NOW - 2 * HOUR
    assert (found["beihai"].answered, found["beihai"].failing_since) == (True, None)


def test_it_is_read_by_indexes(tmp_path: Path) -> None:
    engine = database(tmp_path)
    found = plans(engine, lambda connection: history_of(connection, HARBOUR, NOW))
    assert any("ix_discovery_fetched_at (source_id=? AND fetched_at>? AND fetched_at<?)" in each for each in found)
    assert any("ix_visit_finished (source_id=? AND finished_at>? AND finished_at<?)" in each for each in found)
    assert not [each for each in found if each.startswith("SCAN")]
    engine.dispose()

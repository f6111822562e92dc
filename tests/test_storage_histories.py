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
from storage.histories import arrivals_of, history_of, lasts_of, seen_of, spoilt_of
from storage.looks import add_found, note_discovery
from storage.runs import start_run
from storage.schedule import enrol
from storage.schema import alarm, link, rounds
from tests.builders import NOW, article, database, source, visited, visited_again
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
    visited_again(engine, "no-text", NOW + HOUR)
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

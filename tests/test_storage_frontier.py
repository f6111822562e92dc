"""Every link gets a visit, every visit one outcome, and a claim belongs to one run."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values import Found, Link, Route
from storage import frontier, holds, looks, runs
from storage.frontier import REVISITS
from storage.schema import discovery, link, run, visit

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
FEED = Route("https://a.example/feed", "feed")


def found(*urls: str, title: str = "") -> Found:
    return Found(tuple(Link(url, FEED.url, title) for url in urls))


def start(connection: sa.Connection, *urls: str) -> int:
    run_id = runs.start_run(connection, NOW)
    looks.add_found(connection, run_id, "a", FEED, found(*urls), NOW)
    return run_id


def waiting(connection: sa.Connection) -> list[datetime]:
    query = sa.select(visit.c.due_at).where(visit.c.outcome == "").order_by(visit.c.due_at)
    return list(connection.execute(query).scalars())


def test_a_link_is_known_by_its_normal_form(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1?utm_source=x", "https://a.example/1", "https://a.example/2")
    assert connection.execute(sa.select(sa.func.count()).select_from(link)).scalar_one() == 2
    assert looks.add_found(connection, run_id, "a", FEED, found("https://A.example/2#top"), NOW) == 0
    rows = connection.execute(sa.select(discovery.c.found, discovery.c.new)).all()
    assert [tuple(row) for row in rows] == [(2, 2), (1, 0)]


def test_an_empty_route_is_recorded(connection: sa.Connection) -> None:
    start(connection)
    assert connection.execute(sa.select(discovery.c.outcome, discovery.c.found)).one() == ("found", 0)


def test_a_second_route_completes_what_the_first_did_not_claim(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1")
    looks.add_found(connection, run_id, "a", FEED, found("https://a.example/1", title="题"), NOW)
    looks.add_found(connection, run_id, "a", FEED, found("https://a.example/1", title="另题"), NOW)
    assert connection.execute(sa.select(link.c.title)).scalar_one() == "题"


def test_a_claimed_visit_is_not_claimed_again(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1", "https://a.example/2", "https://a.example/3")
    assert len(frontier.claim(connection, run_id, "a", 2, NOW)) == 2
    assert len(frontier.claim(connection, run_id, "a", 2, NOW)) == 1
    assert frontier.claim(connection, run_id, "a", 2, NOW) == []
    assert frontier.claim(connection, run_id, "b", 2, NOW) == []


def test_what_is_not_due_is_not_claimed(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1")
    assert frontier.claim(connection, run_id, "a", 9, NOW - timedelta(seconds=1)) == []


def test_a_finished_visit_has_one_outcome_and_a_successor(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1")
    now = NOW
    for wait in REVISITS:
        (claimed,) = frontier.claim(connection, run_id, "a", 9, now)
        assert frontier.finish(connection, claimed, run_id, "stored", now)
        assert not frontier.finish(connection, claimed, run_id, "no-text", now)
        assert waiting(connection) == [now + wait]
        now += wait
    (claimed,) = frontier.claim(connection, run_id, "a", 9, now)
    assert frontier.finish(connection, claimed, run_id, "known", now)
    assert waiting(connection) == []
    outcomes = connection.execute(sa.select(visit.c.outcome).order_by(visit.c.due_at)).scalars().all()
    assert outcomes == ["stored", "stored", "stored", "stored", "known"]


def test_another_run_can_not_finish_it(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1")
    (claimed,) = frontier.claim(connection, run_id, "a", 9, NOW)
    assert not frontier.finish(connection, claimed, run_id + 1, "stored", NOW)
    assert waiting(connection) == [NOW]


def test_again_makes_every_known_link_due_once(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1", "https://a.example/2")
    (claimed,) = frontier.claim(connection, run_id, "a", 1, NOW)
    frontier.finish(connection, claimed, run_id, "stored", NOW)
    later = NOW + timedelta(minutes=1)
    assert frontier.again(connection, ["a"], later) == 2
    assert frontier.again(connection, ["a"], later) == 2
    assert frontier.again(connection, ["b"], later) == 0
    assert len(frontier.claim(connection, run_id, "a", 9, later)) == 2


def test_again_after_the_last_planned_visit(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1")
    (claimed,) = frontier.claim(connection, run_id, "a", 1, NOW)
    frontier.finish(connection, claimed, run_id, "metadata", NOW, revisit=False)
    assert waiting(connection) == []
    assert frontier.again(connection, ["a"], NOW + timedelta(minutes=1)) == 1


def test_the_claims_of_a_dead_run_come_back(connection: sa.Connection) -> None:
    run_id = start(connection, "https://a.example/1", "https://a.example/2")
    frontier.claim(connection, run_id, "a", 1, NOW)
    assert runs.recover(connection, NOW) == 0  # this process lives
    connection.execute(sa.update(run).values(pid=2**22 + 1))
    assert runs.recover(connection, NOW) == 1
    assert connection.execute(sa.select(run.c.state)).scalar_one() == "interrupted"
    assert len(frontier.claim(connection, run_id, "a", 9, NOW)) == 2


def test_a_pid_used_again_is_another_process(connection: sa.Connection) -> None:
    start(connection)
    assert not runs.alive(1, 12345.0)


def test_a_hold_only_grows(connection: sa.Connection) -> None:
    late, early = NOW + timedelta(minutes=9), NOW + timedelta(minutes=1)
    holds.hold_host(connection, "a.example:443", late, "answered 429")
    holds.hold_host(connection, "a.example:443", early, "answered 503")
    assert holds.held(connection, NOW) == {"a.example:443": late}
    assert holds.held(connection, late) == {}


@given(st.integers(0, 50))
def test_the_schedule_falls_and_ends(visits: int) -> None:
    due = frontier.next_due(visits, NOW)
    assert (due is not None) == (1 <= visits <= len(REVISITS))
    following = frontier.next_due(visits + 1, NOW)
    assert due is None or following is None or following > due


def test_a_hold_longer_than_any_is_none_and_gives_way(connection: sa.Connection) -> None:
    holds.hold_host(connection, "a.example:443", NOW + timedelta(days=365), "answered 429")
    assert holds.held(connection, NOW) == {}
    soon, later = NOW + timedelta(minutes=5), NOW + timedelta(minutes=50)
    for until in (soon, later, soon):
        holds.hold_host(connection, "a.example:443", until, "answered 429")
    assert holds.held(connection, NOW) == {"a.example:443": later}


def test_visits_that_no_rule_sets_so_late_are_due(connection: sa.Connection) -> None:
    run_id = runs.start_run(connection, NOW)
    for number, days in enumerate((0, 7, 365)):
        at = NOW + timedelta(days=days)
        looks.add_found(connection, run_id, "a", FEED, found(f"https://a.example/{number}"), at)
    looks.add_found(connection, run_id, "b", FEED, found("https://b.example/1"), NOW + timedelta(days=365))
    assert frontier.hasten(connection, ["a"], NOW) == 1
    assert waiting(connection) == [NOW, NOW, NOW + timedelta(days=7), NOW + timedelta(days=365)]


def test_the_newest_links_go_first_where_that_is_asked_for(connection: sa.Connection) -> None:
    run_id = runs.start_run(connection, NOW)
    hours = {"c": 30, "a": 2, "d": None, "b": 3000, "e": 1}
    links = [
        Link(f"https://a.example/{name}", FEED.url, published_at=NOW - timedelta(hours=each) if each else None)
        for name, each in hours.items()
    ]
    looks.add_found(connection, run_id, "a", FEED, Found(tuple(links[:3])), NOW)
    later = NOW + timedelta(seconds=1)
    looks.add_found(connection, run_id, "a", Route("https://a.example/all", "sitemap"), Found(tuple(links[3:])), later)
    order = []
    while visits := frontier.claim(connection, run_id, "a", 2, later, newest_first=True):
        order += [each.link.url[-1] for each in visits]
    assert order == ["d", "e", "a", "c", "b"]  # one without a time is as new as its first sight

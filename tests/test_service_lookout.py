"""The lookout: whom it looks at and when, what it writes and tells, and a service on a site that changes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from pipeline.alarm_network import ALL
from pipeline.rhythm import Rhythm
from pipeline.values import Found, Link, Route
from service.lookout import AT_ONCE, Lookout
from service.watch import Watch
from storage.alarms import standing
from storage.database import connect, reading, writing
from storage.looks import add_found, note_discovery
from storage.migrate import ready
from storage.runs import start_run
from storage.schedule import enrol
from storage.schema import link, rounds, schedule, visit
from tests.serving import Service
from tests.sites import Asked, Press, Reply, Site, article, feed
from tests.test_service_running import duizhao
from tests.watching import watch_of

HOUR = timedelta(hours=1)
IDS = ("harbour", "beihai", "lantau", "pudong")


class Hands:
    """A clock that a test sets."""

    def __init__(self, now: datetime) -> None:
        self.at = now
        self.is_trusted = True

    def now(self) -> datetime:
        """What it shows."""
        return self.at


@pytest.fixture
def watch(engine: sa.Engine, tmp_path: Path) -> Watch:
    """A service of four sources, at noon of a Wednesday."""
    made = watch_of(engine, tmp_path, IDS)
    made.clock = Hands(datetime(2026, 9, 9, 12, tzinfo=UTC))  # type: ignore[assignment]
    with writing(engine) as connection:
        enrol(connection, IDS, made.clock.now(), Rhythm())
    return made


def ended(engine: sa.Engine, source_id: str, at: datetime, state: str) -> None:
    """A round of a source that has ended."""
    values = {"source_id": source_id, "due_at": at, "fence": 1, "claimed_at": at, "state": state}
    with writing(engine) as connection:
        connection.execute(sa.insert(rounds).values(values))
        if state == "done":
            of_source = schedule.c.source_id == source_id
            connection.execute(sa.update(schedule).where(of_source).values(last_success_at=at))


def published(engine: sa.Engine, source_id: str, url: str, until: datetime, links: tuple[str, ...] = ()) -> None:
    """Forty days in which a source had something new every two hours, up to a time; the last time these links."""
    of = Route(url, "feed")
    with writing(engine) as connection:
        run_id = start_run(connection, until)
        for hours in range(960, 0, -2):
            note_discovery(connection, run_id, source_id, of, until - hours * HOUR, "found", "", 20, 1)
        found = Found(tuple(Link(each, route=url) for each in links or (f"https://{source_id}.example/last",)))
        add_found(connection, run_id, source_id, of, found, until)


def test_of_nothing(watch: Watch) -> None:
    lookout = Lookout(watch)
    lookout.step()
    lookout.step()
    assert {*lookout.looked} == {*IDS}
    with reading(watch.engine) as connection:
        assert standing(connection) == []


def test_a_source_is_looked_at_after_its_rounds_and_no_more_than_once_an_hour(watch: Watch) -> None:
    lookout, clock = Lookout(watch), watch.clock
    assert isinstance(clock, Hands)
    lookout.step()
    clock.at += HOUR / 2
    ended(watch.engine, "harbour", clock.at, "done")
    assert lookout.due(clock.at) == []
    clock.at += HOUR / 2
    assert lookout.due(clock.at) == ["harbour"]
    lookout.step()
    assert lookout.due(clock.at + HOUR) == []
    assert sorted(lookout.due(clock.at + 5 * HOUR)) == ["beihai", "lantau", "pudong"]


def test_few_are_looked_at_in_one_step(engine: sa.Engine, tmp_path: Path) -> None:
    watch = watch_of(engine, tmp_path, [f"s{number}" for number in range(AT_ONCE + 2)])
    lookout = Lookout(watch)
    lookout.step()
    assert len(lookout.looked) == AT_ONCE
    lookout.step()
    assert len(lookout.looked) == AT_ONCE + 2


def test_a_clock_that_jumped_tells_no_silence(watch: Watch) -> None:
    clock = watch.clock
    assert isinstance(clock, Hands)
    clock.is_trusted = False
    lookout = Lookout(watch)
    lookout.step()
    assert lookout.looked == {}


def test_an_alarm_begins_and_ends_once(watch: Watch) -> None:
    clock, url = watch.clock, "https://harbour.example/feed.xml"
    assert isinstance(clock, Hands)
    published(watch.engine, "harbour", url, clock.at - 30 * HOUR)
    with writing(watch.engine) as connection:
        note_discovery(
            connection, start_run(connection, clock.at), "harbour", Route(url, "feed"), clock.at, "unchanged"
        )
    lookout = Lookout(watch)
    with capture_logs() as logs:
        lookout.look(watch.roster.sources["harbour"], clock.at)
        lookout.look(watch.roster.sources["harbour"], clock.at)
    assert [(each["event"], each["kind"], each["log_level"]) for each in logs] == [
        ("alarm_began", "silent", "warning"),
        ("alarm_began", "frozen-feed", "warning"),
    ]
    clock.at += HOUR
    with writing(watch.engine) as connection:
        found = Found((Link("https://harbour.example/new", route=url),))
        add_found(connection, start_run(connection, clock.at), "harbour", Route(url, "feed"), found, clock.at)
    with capture_logs() as logs:
        lookout.look(watch.roster.sources["harbour"], clock.at)
    assert sorted((each["event"], each["kind"]) for each in logs) == [
        ("alarm_ended", "frozen-feed"),
        ("alarm_ended", "silent"),
    ]
    with reading(watch.engine) as connection:
        assert standing(connection) == []


def test_where_most_fail_at_once_the_network_is_suspect_and_no_source(watch: Watch) -> None:
    clock = watch.clock
    assert isinstance(clock, Hands)
    published(watch.engine, "harbour", "https://harbour.example/feed.xml", clock.at - 30 * HOUR)
    for each in IDS:
        ended(watch.engine, each, clock.at - 3 * HOUR, "done")
    for each in IDS[:3]:
        ended(watch.engine, each, clock.at - HOUR, "failed")
    ended(watch.engine, "pudong", clock.at - HOUR, "done")
    lookout = Lookout(watch)
    with capture_logs() as logs:
        lookout.step()
        lookout.step()
    assert [(each["event"], each["source"], each["kind"]) for each in logs] == [("alarm_began", ALL, "network-suspect")]
    assert lookout.looked == {}
    clock.at += HOUR / 2
    for each in IDS:
        ended(watch.engine, each, clock.at, "done")
    with capture_logs() as logs:
        lookout.step()
    assert (logs[0]["event"], logs[0]["kind"]) == ("alarm_ended", "network-suspect")
    assert {*lookout.looked} == {*IDS}


def spread(file: Path, path: str, first: float, hours: float) -> int:
    """Move the first visits of pages whose path begins so to hours before now; return how many there are."""
    engine = connect(f"sqlite:///{file}")
    with writing(engine) as connection:
        query = sa.select(link.c.id).join(visit, visit.c.link_id == link.c.id).where(visit.c.outcome != "")
        ids = connection.execute(query.where(link.c.url.like(f"%/{path}%")).order_by(link.c.id)).scalars().all()
        for number, each in enumerate(ids):
            at = datetime.now(UTC) - (first - number * hours) * HOUR
            connection.execute(sa.update(link).where(link.c.id == each).values(first_seen_at=at))
            done = sa.and_(visit.c.link_id == each, visit.c.outcome != "")
            connection.execute(sa.update(visit).where(done).values(due_at=at, finished_at=at))
    engine.dispose()
    return len(ids)


def test_a_site_that_falls_silent_and_one_that_changes_its_pages(tmp_path: Path) -> None:
    press, got = Press(tmp_path / "sources"), []

    def hook(asked: Asked) -> Reply:
        got.append(asked)
        return Reply(b"ok")

    with Site() as quiet, Site() as changing, Site({"/hook": hook}) as listener:
        quiet.pages["/old"] = Reply(article("old"))
        names = [f"n{number}" for number in range(24)]
        changing.pages |= {f"/{each}": Reply(article(each)) for each in names}
        press.add("quiet", quiet)
        press.add("changing", changing)
        (tmp_path / "data").mkdir()
        engine = connect(f"sqlite:///{tmp_path}/data/duizhao.sqlite")
        ready(engine)
        since = datetime.now(UTC) - 50 * HOUR
        published(engine, "quiet", quiet.url("/feed"), since, (quiet.url("/old"),))
        engine.dispose()
        webhook = {"DUIZHAO_WEBHOOK": listener.url("/hook")}
        with Service("serve", tmp_path, more=webhook, look=0.5, look_again=0.5) as service:
            began = service.wait(lambda: [e for e in service.events("alarm_began") if e["kind"] == "silent"], 150)[0]
            assert began["source"] == "quiet"
            service.wait(
                lambda: service.rows("SELECT count(*) FROM article WHERE source_id = 'changing'")[0][0] == 24, 150
            )
            service.wait(
                lambda: len(service.events("alarm_began")) == 2, 150
            )  # its only route is a feed that stands still
            assert spread(tmp_path / "data" / "duizhao.sqlite", "n", 100, 3) == 24
            later = [f"m{number}" for number in range(10)]
            shell = b"<!doctype html><html><head><title>News</title></head><body><div id=app></div></body></html>"
            changing.pages |= {f"/{each}": Reply(shell) for each in later}
            changing.pages["/feed"] = feed(changing.url(f"/{each}") for each in [*later, *names])
            query = "SELECT count(*) FROM visit WHERE outcome = 'no-text'"
            service.wait(lambda: service.rows(query)[0][0] == 10, 150)
            spread(tmp_path / "data" / "duizhao.sqlite", "m", 20, 2)  # as if the last twenty hours had brought them
            found = service.wait(lambda: [e for e in service.events("alarm_began") if e["source"] == "changing"], 150)[
                0
            ]
            assert (found["kind"], found["command"].startswith("duizhao try changing http")) == ("layout-changed", True)
            service.wait(lambda: len(got) >= 3)
            assert service.stop()[0] == 0
        told = json.loads(duizhao(tmp_path, "sources", "changing", "--json").stdout)["sources"][0]["alarms"][0]
        assert (told["before"]["outcome"], told["after"]["outcome"]) == ("stored", "no-text")
        assert told["before"]["title"].startswith("What n")
        assert "/m" in told["after"]["url"]
        text = duizhao(tmp_path, "sources", "changing", COLUMNS="200").stdout
        for part in ("layout-changed", "before: article", "after: no-text", "try: duizhao try changing"):
            assert part in text
        assert "changing: layout-changed since" in duizhao(tmp_path, "sources", COLUMNS="200").stdout
    press.close()

"""`serve` and `work` as processes: what is due is crawled once, and whatever ends them leaves nothing half-done."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from tests.crawling import ROOT
from tests.serving import Service
from tests.sites import Press, Reply, Site, article

HALF_DONE = "SELECT count(*) FROM visit WHERE outcome = '' AND run_id IS NOT NULL"
STATES = "SELECT source_id, state, attempts FROM round ORDER BY id"
PAGES = {f"/{number}": Reply(article(f"n{number}")) for number in range(6)}


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    made = Press(tmp_path / "sources")
    yield made
    made.close()


def is_gone(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def all_end(family: list[psutil.Process], seconds: float) -> bool:
    """True once all of them are gone; what the kernel kills with its parent ends a moment later."""
    until = time.monotonic() + seconds
    while not all(is_gone(each) for each in family):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_what_is_due_is_crawled_again_and_again(press: Press, tmp_path: Path) -> None:
    one, two = press.add("one", Site(PAGES), every=3), press.add("two", Site(PAGES), every=5)
    with Service("serve", tmp_path) as service:
        service.wait(lambda: one.times("/feed") >= 3 and two.times("/feed") >= 2)
        code, seconds = service.stop()
    assert code == 0
    assert seconds < 10
    assert service.rows("SELECT count(*) FROM article") == [(12,)]
    assert service.rows(HALF_DONE) == [(0,)]
    rounds = service.rows(STATES)
    assert {state for _, state, _ in rounds} <= {"done", "cut"}
    assert {attempts for _, _, attempts in rounds} == {1}
    for site, name in ((one, "one"), (two, "two")):
        assert site.times("/feed") == sum(each == name and state == "done" for each, state, _ in rounds) or any(
            state == "cut" for _, state, _ in rounds
        )
    assert service.rows("SELECT state, command FROM run WHERE command = 'serve'") == [("done", "serve")]
    assert [each["event"] for each in service.events()][-1] == "ended"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_in_the_middle_of_a_crawl_leaves_the_rest_pending(
    press: Press, tmp_path: Path, number: signal.Signals
) -> None:
    slow = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=1.0) for n in range(40)}))
    with Service("serve", tmp_path) as service:
        service.wait(lambda: slow.times("/3"))
        family = service.children()
        code, seconds = service.stop(number)
    assert code == 0
    assert seconds < 30
    assert all_end(family, 2), family
    assert service.rows(HALF_DONE) == [(0,)]
    assert service.rows(STATES) == [("slow", "cut", 1)]
    [(pending,)] = service.rows("SELECT count(*) FROM visit WHERE outcome = ''")
    assert pending > 0
    with Service("serve", tmp_path) as again:  # it is due at once, and the same round is tried again
        again.wait_for("crawl_started")
        again.wait(lambda: again.rows("SELECT attempts FROM round WHERE source_id = 'slow'") == [(2,)])


@pytest.mark.parametrize("path", ["", "/3"])
def test_a_stop_of_all_processes_at_once_is_no_crash(press: Press, tmp_path: Path, path: str) -> None:
    slow = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=0.2) for n in range(40)}))
    with Service("serve", tmp_path) as service:
        # Without a path the fork server has only begun to import.
        service.wait(lambda: slow.times(path) if path else len(service.children()) > 1)
        family = service.children()
        for each in family:
            each.terminate()
        code, seconds = service.stop()
    assert code == 0
    assert seconds < 15
    assert all_end(family, 2), family
    assert service.rows(HALF_DONE) == [(0,)]
    # Nothing is claimed before the server has its imports.
    assert [state for _, state, _ in service.rows(STATES)] == (["cut"] if path else [])
    assert service.rows("SELECT count(*) FROM visit WHERE outcome = 'quarantined'") == [(0,)]


def test_a_killed_service_takes_its_crawls_with_it_and_another_goes_on(press: Press, tmp_path: Path) -> None:
    slow = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=0.3) for n in range(30)}))
    with Service("serve", tmp_path) as service:
        service.wait(lambda: slow.times("/3"))
        family = service.children()
        service.process.kill()
        assert all_end(family, 15), family
    with Service("serve", tmp_path) as again:
        again.wait(lambda: again.rows("SELECT count(*) FROM article") == [(30,)])
        again.stop()
    assert again.rows("SELECT count(*) FROM visit WHERE outcome != ''") == [(30,)]


def test_a_crawl_that_dies_is_told_and_its_source_waits_longer(press: Press, tmp_path: Path) -> None:
    slow = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=1.0) for n in range(40)}))
    with Service("serve", tmp_path, minute=0.4) as service:
        service.wait(lambda: slow.times("/1"))
        service.crawls()[0].kill()
        ended = service.wait_for("round_ended")
        assert ended["state"] == "crashed"
        assert ended["failures"] == 1
        service.wait_for("crawl_started", times=2)
        service.stop()
    assert service.rows("SELECT state, detail FROM round ORDER BY id LIMIT 1") == [
        ("crashed", "the crawl was killed by SIGKILL")
    ]


def test_a_crawl_that_takes_too_long_is_ended_and_goes_on_soon(press: Press, tmp_path: Path) -> None:
    press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=0.5) for n in range(60)}))
    with Service("serve", tmp_path, deadline=4.0, minute=0.5) as service:
        assert service.wait_for("round_ended")["state"] == "cut"
        service.wait_for("round_ended", times=2)
        service.stop()
    assert service.rows("SELECT count(*) FROM round WHERE state = 'crashed'") == [(0,)]


def test_a_locked_database_is_waited_out(press: Press, tmp_path: Path) -> None:
    site = press.add("one", Site(PAGES), every=2)
    with Service("serve", tmp_path) as service:
        service.wait(lambda: site.times("/feed"))
        other = sqlite3.connect(tmp_path / "data" / "duizhao.sqlite", timeout=20, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        service.wait_for("database_unavailable", seconds=60)
        other.execute("ROLLBACK")
        other.close()
        asked = site.times("/feed")
        service.wait(lambda: site.times("/feed") > asked + 1, seconds=120)
        assert service.stop()[0] == 0


def test_a_stop_while_the_database_is_locked_ends_within_thirty_seconds(press: Press, tmp_path: Path) -> None:
    slow = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=0.3) for n in range(90)}))
    with Service("serve", tmp_path, grace=5.0, busy=60) as service:
        service.wait(lambda: slow.times("/3"))
        other = sqlite3.connect(tmp_path / "data" / "duizhao.sqlite", timeout=20, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        family = service.children()
        code, seconds = service.stop()
        other.close()
    assert code == 1
    assert seconds < 30
    assert all_end(family, 2), family


def test_a_full_disk_pauses_and_is_told_and_it_resumes(press: Press, tmp_path: Path) -> None:
    site = press.add("one", Site(PAGES), every=2)
    with Service("serve", tmp_path) as service:
        service.room.write_text("1048576")
        assert "1 MiB" in service.wait_for("paused")["reason"]
        service.wait(lambda: not service.crawls())
        asked = site.times("/feed")
        time.sleep(5)
        assert site.times("/feed") == asked
        service.room.unlink()
        service.wait_for("resumed")
        service.wait(lambda: site.times("/feed") > asked + 1)


def test_a_source_file_that_changes_is_read_again(press: Press, tmp_path: Path) -> None:
    press.add("one", Site(PAGES), every=2)
    with Service("serve", tmp_path) as service:
        service.wait_for("round_ended")
        (tmp_path / "sources" / "one.yml").write_text("name: [", encoding="utf-8")
        assert service.wait_for("source_file")["mistake"]
        press.add("one", press.sites["one"], every=2)
        ended = len(service.events("round_ended"))
        service.wait_for("round_ended", times=ended + 1)


def test_two_services_and_a_worker_do_each_round_once(press: Press, tmp_path: Path) -> None:
    sites = {name: press.add(name, Site(PAGES), every=4) for name in ("one", "two", "three")}
    with Service("serve", tmp_path) as first, Service("serve", tmp_path) as second, Service("work", tmp_path) as third:
        first.wait(lambda: all(site.times("/feed") >= 4 for site in sites.values()), seconds=90)
        # Read while all three run: a round that the end of one cuts off is tried again by another.
        assert first.rows("SELECT max(attempts) FROM round WHERE state = 'done'") == [(1,)]
        for each in (first, second, third):
            assert each.stop()[0] == 0
    assert first.rows("SELECT count(*) FROM article") == [(18,)]
    [(tries,)] = first.rows("SELECT sum(attempts) FROM round WHERE state IN ('done', 'cut')")
    assert sum(site.times("/feed") for site in sites.values()) <= tries
    for site in sites.values():
        at = [each.at for each in site.asked if each.path == "/feed"]
        assert all(later - earlier > 1.5 for earlier, later in pairwise(at))


def test_a_crawl_by_hand_leaves_alone_what_a_service_crawls(press: Press, tmp_path: Path) -> None:
    slow = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=2) for n in range(240)}))
    other = press.add("other", Site(PAGES), every=60)
    with Service("serve", tmp_path) as service:
        service.wait(lambda: any(slow.times(f"/{n}") for n in range(240)) and other.times("/5"))
        service.wait_for("round_ended")
        environment = {
            "PATH": os.environ["PATH"],
            "DUIZHAO_DATA": str(tmp_path / "data"),
            "DUIZHAO_SOURCES": str(tmp_path / "sources"),
        }
        command = [sys.executable, "-m", "service", "crawl", "slow", "other"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert "Left alone, for another crawl has it: slow." in done.stdout
        assert slow.times("/feed") == 1
        assert other.times("/feed") == 2
        service.stop()


def test_without_a_contact_nothing_but_loopback_is_served(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "service", "serve"]
    environment = {"PATH": os.environ["PATH"], "DUIZHAO_DATA": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("DUIZHAO_CONTACT: is not set")

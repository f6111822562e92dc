"""Kills of a whole service: its crawls, its workers, its scheduler, and all of it at once."""

import random
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psutil
import sqlalchemy as sa

from benchmarks.company import Company, Member, is_crawl
from benchmarks.ledger import Ledger, read_ledger
from benchmarks.processes import children_of, is_alive
from benchmarks.server import Server
from storage.database import connect, reading
from storage.schema import rounds, visit

TARGETS = ("crawl", "serve", "work", "all")
PATIENCE = 15.0  # seconds that crawls have to end after their service was killed
LONGEST = 240.0  # seconds without progress, and the benchmark gives up
LOOK = 0.05
STARTS = 3  # tries for each kill wanted: where no crawl runs there is none to kill
UNDER_WAY = 12  # pages that come after the limit, two for each site


class Service:
    """A service that is killed again and again, and started again."""

    def __init__(self, company: Company, url: str, workers: int, pages: int, server: Server) -> None:
        self.company = company
        self.engine = connect(url)
        self.wanted = ["serve", *["work"] * workers]
        self.pages = pages
        self.server = server
        self.left = 0
        self.killed_at = datetime.now(UTC)
        self.fell: Counter[str] = Counter()

    def fill(self) -> None:
        """Start whoever is missing."""
        self.company.members = [each for each in self.company.members if each.process.poll() is None]
        there = Counter(each.name for each in self.company.members)
        for name, number in Counter(self.wanted).items():
            for _ in range(number - there[name]):
                self.company.start(name)

    def finished(self) -> int:
        """How many visits have their outcome."""
        with self.engine.connect() as connection:
            done = sa.select(sa.func.count()).select_from(visit).where(visit.c.outcome != "")
            return int(connection.execute(done).scalar_one())

    def until(self, finished: int) -> None:
        """Wait until so many visits have their outcome; raises RuntimeError where that does not come."""
        last, at = self.finished(), time.monotonic()
        while last < finished:
            time.sleep(LOOK)
            now = self.finished()
            if now != last:
                last, at = now, time.monotonic()
            if time.monotonic() - at > LONGEST:
                alive = [each.name for each in self.company.members if each.process.poll() is None]
                raise RuntimeError(
                    f"nothing came for {LONGEST:.0f} s after {last} of {self.pages} visits; alive: {alive}"
                )

    def kill_often(self, kills: int, chance: random.Random) -> int:
        """Kill so often, each time after some progress; return how many kills fell while visits were pending."""
        done = 0
        for _ in range(STARTS * kills):
            before = self.finished()
            rest = self.pages - before
            if rest <= 0 or done == kills:
                break
            # What is under way when the limit is reached comes on top of the share.
            share = 1 + chance.randint(0, max(0, int(1.2 * (rest - UNDER_WAY * (kills - done)) / (kills - done + 1))))
            self.fill()
            self.server.limit(share)
            if chance.random() < 0.25:  # soon after the start, or while crawls are being started
                time.sleep(chance.uniform(0, 4))
            else:
                self.until(min(before + share, self.pages))
                time.sleep(chance.uniform(0, 0.3))
            target = chance.choice(TARGETS if "work" in self.wanted else ("crawl", "serve", "all"))
            killed = self.kill(target, chance)
            done += killed and self.finished() < self.pages
        return done

    def kill(self, target: str, chance: random.Random) -> bool:
        """Kill one target with SIGKILL, and count what outlives it; False where there was none."""
        victims, family = self.victims(target, chance)
        for each in victims:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self.fell[target] += bool(victims)
        self.killed_at = datetime.now(UTC)
        until = time.monotonic() + PATIENCE
        while left := [each for each in family if is_alive(each)]:
            if time.monotonic() > until:
                self.left += len(left)
                break
            time.sleep(LOOK)
        # A process whose main thread is gone is a zombie already while its others end, and until then its parent is
        # told that it runs: asked once only, the service was taken for whole, and nobody was started in its place.
        killed = {each.pid for each in victims}
        for member in self.company.members:
            if member.process.pid in killed:
                member.process.wait(PATIENCE)
        return bool(victims)

    def victims(self, target: str, chance: random.Random) -> tuple[list[psutil.Process], list[psutil.Process]]:
        """Who is killed, and who must end because of it."""
        if target == "crawl":
            crawls = self.company.crawls()
            if not crawls:
                return [], []
            one = chance.choice(crawls)
            return [one], [one, *children_of(one.pid)]
        members = [each for each in self.company.members if target in ("all", each.name)]
        chosen: list[Member] = members if target == "all" else members and [chance.choice(members)]
        processes = [psutil.Process(each.process.pid) for each in chosen if each.process.poll() is None]
        family = [child for each in processes for child in children_of(each.pid)]
        crawls = [each for each in family if is_crawl(each)] if target == "all" else []
        return [*processes, *crawls], [*processes, *family]

    def end(self) -> tuple[float, list[int]]:
        """Let the rest be crawled, then stop the service as an operator does."""
        self.server.reset()
        self.fill()
        self.until(self.pages)
        until = time.monotonic() + LONGEST
        while self.of_the_dead() and time.monotonic() < until:
            time.sleep(LOOK)
        return self.company.stop(30.0)

    def of_the_dead(self) -> int:
        """How many rounds run, by the database, that somebody began who was killed since: the next claim ends them."""
        with self.engine.connect() as connection:
            running = sa.select(sa.func.count()).select_from(rounds)
            running = running.where(rounds.c.state == "running", rounds.c.claimed_at <= self.killed_at)
            return int(connection.execute(running).scalar_one())

    def ledger(self) -> Ledger:
        """What stands in the database."""
        with reading(self.engine) as connection:
            return read_ledger(connection)

    def unfinished(self) -> dict[str, int]:
        """What a service that was stopped may not leave behind: claimed visits, and rounds that run."""
        with reading(self.engine) as connection:
            claimed = sa.select(sa.func.count()).select_from(visit)
            claimed = claimed.where(visit.c.outcome == "", visit.c.run_id.is_not(None))
            running = sa.select(sa.func.count()).select_from(rounds).where(rounds.c.state == "running")
            return {
                name: int(connection.execute(query).scalar_one())
                for name, query in (("claimed", claimed), ("running", running))
            }


def unkilled(company: Company, url: str, workers: int, pages: int, server: Server) -> Ledger:
    """What a service leaves that nobody killed."""
    service = Service(company, url, workers, pages, server)
    try:
        service.end()
        return service.ledger()
    finally:
        company.stop(0)


def killed(
    company: Company, url: str, workers: int, pages: int, server: Server, kills: int, chance: random.Random
) -> tuple[Ledger, dict[str, Any], list[str]]:
    """What a service leaves that was killed so often, the figures of it, and what was wrong on the way."""
    service = Service(company, url, workers, pages, server)
    began = datetime.now(UTC)
    try:
        done = service.kill_often(kills, chance)
        took, codes = service.end()
    finally:
        company.stop(0)
    figures = {
        "kills": done,
        "children_left": service.left,
        "targets": dict(service.fell),
        "seconds": round((datetime.now(UTC) - began).total_seconds()),
        "unfinished": service.unfinished(),
    }
    wrong = [f"the service ended with {codes} after {took:.0f} s"] if any(codes) or took > 30 else []
    return service.ledger(), figures, wrong

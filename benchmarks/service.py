"""A service at work: `python -m benchmarks.service --database postgresql --workers 4` prints one JSON line.

Forty sites publish to beats of their own; the minute of the schedule is shorter than the clock's. `--serves 2` and
`--freeze` show that two schedulers do no harm, and what a worker does that was stopped past its lease.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import sqlalchemy as sa

from benchmarks.beats import Beats, gaps
from benchmarks.company import Company, Member, write_beats
from benchmarks.ledger import read_ledger
from benchmarks.processes import children_of
from storage.database import connect, reading
from storage.migrate import ready
from storage.schema import rounds, schedule
from tests.postgres import running

LOOK = 2.0  # seconds between two samples
QUIET = 40.0  # seconds at the end in which nothing is due
FREEZE = 1.3  # leases that a worker is stopped for
END = 30.0  # seconds that a service has to end


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run."""

    database: str  # sqlite or postgresql
    sites: int
    minutes: float
    minute: float  # seconds
    serves: int
    workers: int
    lease: float
    freeze: bool
    seed: int


def main() -> int:
    """Run, measure, print, and return 1 where a promise was broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options.add_argument("--sites", type=int, default=40)
    options.add_argument("--minutes", type=float, default=10.0, help="of the clock")
    options.add_argument("--minute", type=float, default=4.0, help="seconds that a minute of the schedule takes")
    options.add_argument("--serves", type=int, default=1)
    options.add_argument("--workers", type=int, default=0)
    options.add_argument("--lease", type=float, default=90.0, help="seconds")
    options.add_argument("--freeze", action="store_true", help="stop a worker and its crawls past their leases, again")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--into", type=Path, help="keep everything here, in a directory not there yet")
    chosen = vars(options.parse_args())
    into = chosen.pop("into")
    plan = Plan(**chosen)
    with ExitStack() as stack:
        base = into or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-service-")))
        base.mkdir(parents=True, exist_ok=True)
        url = stack.enter_context(database(plan.database, base))
        figures, wrong = measure(plan, base, url)
    print(json.dumps(figures))
    for each in wrong:
        print(each, file=sys.stderr)
    return 1 if wrong else 0


@contextmanager
def database(kind: str, base: Path) -> Iterator[str]:
    """The URL of a new database with all tables."""
    with ExitStack() as stack:
        url = f"sqlite:///{(base / 'data' / 'duizhao.sqlite').as_posix()}"
        if kind == "postgresql":
            url = stack.enter_context(stack.enter_context(running()).database())
        engine = connect(url)
        ready(engine)
        if kind == "postgresql":
            from storage.queue_schema import prepare_queue

            prepare_queue(engine)
        engine.dispose()
        yield url


def measure(plan: Plan, base: Path, url: str) -> tuple[dict[str, Any], list[str]]:
    """The figures of one run, and every promise that it broke."""
    chance = random.Random(plan.seed)
    beats = Beats(base / "asked.jsonl", plan.seed)
    beats.add(plan.sites, plan.minute, chance)
    write_beats(base / "sources", beats.sites)
    ids = [each.id for each in beats.sites]
    company = Company(base, url, [*ids, f"--minute={plan.minute}", f"--lease={plan.lease}", "--revisits"])
    frozen = 0
    with beats:
        for number in range(plan.serves):
            company.start("serve", f"serve-{number + 1}")
        for number in range(plan.workers):
            company.start("work", f"work-{number + 1}")
        until = time.monotonic() + 60 * plan.minutes
        while time.monotonic() < until - FREEZE * plan.lease * plan.freeze:
            frozen += freeze(company, plan, chance) if plan.freeze else 0
            company.sample()
            time.sleep(LOOK)
        worked_until = time.monotonic()
        idle = be_quiet(company, url)
        took, codes = company.stop(END)
    figures, wrong = judge(plan, beats, url)
    gained = {
        "idle_cpu_percent": {each.name: round(100 * each.share(*idle), 2) for each in company.members},
        "busy_cpu_percent": {each.name: round(100 * each.share(0, worked_until), 2) for each in company.members},
        "memory_mib": {each.name: round(each.memory[-1][1], 1) for each in company.members if each.memory},
        "memory_mib_an_hour": {each.name: round(each.slope(), 1) for each in company.members},
        "stopped_in_seconds": round(took, 1),
        "frozen": frozen,
        "events": events_in(company.log),
    }
    if any(codes):
        wrong.append(f"the service ended with {codes}")
    if took > END:
        wrong.append(f"the service took {took:.0f} s to end")
    return figures | gained, wrong


def be_quiet(company: Company, url: str) -> tuple[float, float]:
    """Put everything off, let what runs come to its end, and sample a service that has nothing to do."""
    engine = connect(url)
    until = time.monotonic() + 60
    while company.crawls() and time.monotonic() < until:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            put_off(connection)
        time.sleep(0.5)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        put_off(connection)
    engine.dispose()
    began = time.monotonic()
    while time.monotonic() < began + QUIET:
        company.sample()
        time.sleep(LOOK)
    return began + 2 * LOOK, time.monotonic()


def put_off(connection: sa.Connection) -> None:
    """Make nothing due for a while."""
    now = connection.execute(sa.select(sa.func.max(schedule.c.due_at))).scalar_one()
    later = max(now, *(connection.scalars(sa.select(schedule.c.due_at))))
    connection.execute(
        sa.update(schedule).where(schedule.c.lease_until.is_(None)).values(due_at=later + timedelta(seconds=90))
    )


def freeze(company: Company, plan: Plan, chance: random.Random) -> int:
    """Stop a worker in the middle of a crawl, with it, past its lease, and wake it; return 1, or 0 without a crawl."""
    workers = [each for each in company.members if each.name.startswith("work")] or company.members
    member: Member = chance.choice(workers)
    family = children_of(member.process.pid)
    if not family:
        return 0
    time.sleep(chance.uniform(0, 2))
    stopped = [psutil.Process(member.process.pid), *children_of(member.process.pid)]
    for each in stopped:
        with suppress(psutil.Error):
            each.send_signal(signal.SIGSTOP)
    until = time.monotonic() + FREEZE * plan.lease
    while time.monotonic() < until:
        company.sample()
        time.sleep(LOOK)
    for each in stopped:
        with suppress(psutil.Error):
            each.send_signal(signal.SIGCONT)
    return 1


def judge(plan: Plan, beats: Beats, url: str) -> tuple[dict[str, Any], list[str]]:
    """What the database and the sites say of a run."""
    engine = connect(url)
    with reading(engine) as connection:
        rows = connection.execute(sa.select(rounds).order_by(rounds.c.source_id, rounds.c.claimed_at)).all()
        ledger = read_ledger(connection)
    engine.dispose()
    asked = beats.asked()
    looks = Counter(beats.sites[each.site].id for each in asked if each.path == "/feed.xml")
    by_source = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row)
    late = sorted((row.claimed_at - row.due_at).total_seconds() for row in rows)
    overlaps = sum(
        later.claimed_at < (earlier.ended_at or later.claimed_at)
        for each in by_source.values()
        for earlier, later in pairwise(each)
    )
    fixed = {each.id: each.fixed * plan.minute for each in beats.sites if each.fixed}
    twice = twice_in_an_interval(beats, fixed)
    again = sum(row.attempts > 1 for row in rows)
    hosts = {beats.sites[site].id: gap / beats.sites[site].delay for site, gap in gaps(asked).items()}
    figures = {
        "database": plan.database,
        "serves": plan.serves,
        "workers": plan.workers,
        "sites": plan.sites,
        "rounds": len(rows),
        "states": dict(Counter(row.state for row in rows)),
        "again": again,
        "missed": sum(row.missed for row in rows),
        "looks": looks.total(),
        "overlaps": overlaps,
        "twice_in_an_interval": twice,
        "late_seconds": {"median": round(median(late), 2), "p95": round(late[int(0.95 * len(late))], 2)},
        "shortest_gap_by_delay": round(min(hosts.values()), 2),
        "articles": ledger.stored,
        "visits": ledger.visits,
        "pending": ledger.pending,
        "outcomes": ledger.outcomes,
        "revisions": ledger.revisions,
    }
    wrong = [f"{number} rounds of a source overlap" for number in [overlaps] if number]
    wrong += [f"{number} sources were crawled twice in one interval" for number in [twice] if number]
    if ledger.visits != ledger.pending + sum(ledger.outcomes.values()):
        wrong.append("visits are not pending and outcomes")
    if not plan.freeze:
        # A round that the end of the run cut may not have come to its look; every other has one, and none has two.
        cut = Counter(row.source_id for row in rows if row.state == "cut")
        uneven = [each for each in by_source if not 0 <= len(by_source[each]) - looks[each] <= cut[each]]
        wrong += [f"{each}: {looks[each]} looks, {len(by_source[each])} rounds, {cut[each]} cut" for each in uneven]
        wrong += [f"{again} rounds were begun again"] if again else []
    if doubled := sum(number - 1 for number in ledger.pages_of.values()):
        wrong.append(f"{doubled} articles are doubled")
    return figures, wrong


def twice_in_an_interval(beats: Beats, fixed: dict[str, float]) -> int:
    """How many looks came within half an interval of the one before, at the sites whose interval is fixed."""
    times = defaultdict(list)
    for each in beats.asked():
        if each.path == "/feed.xml":
            times[beats.sites[each.site].id].append(each.at)
    return sum(
        later - earlier < 0.45 * every
        for source_id, every in fixed.items()
        for earlier, later in pairwise(times[source_id])
    )


def events_in(log: Path) -> dict[str, int]:
    """How often each event stands in the service's log."""
    found: Counter[str] = Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        with suppress(ValueError):
            told = json.loads(line)
            if told.get("level") != "info":
                event = str(told.get("event"))
                found["by another crawl" if "another crawl" in event else event[:60]] += 1
    return dict(found.most_common(12))


if __name__ == "__main__":
    sys.exit(main())

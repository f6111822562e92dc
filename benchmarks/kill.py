"""Kills of a crawl: `python -m benchmarks.kill --kills 20` prints one JSON line; 0 is right for all but the kills.

With `--database sqlite` or `--database postgresql` a service is killed instead: its crawls, its workers, its scheduler,
and all of it at once.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
import zlib
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import Any

from benchmarks.company import Company
from benchmarks.killing import killed, unkilled
from benchmarks.ledger import Ledger, doubled, ledger_of, unreadable, wrongs
from benchmarks.newsroom import furnish, lists_in
from benchmarks.processes import begin, command, environment, kill, run
from benchmarks.server import SLOW, Server
from benchmarks.service import database as service_database
from benchmarks.sites import write_sources

DELAY = 0.2  # seconds that an answer waits at most
PATIENCE = 5.0  # seconds that children have to end after their crawl was killed
MOMENTS = ("start", "visits", "commit", "visits", "commit")  # when a kill is meant to fall, drawn from these
LOOK = 0.02  # seconds between two looks at the database
RESERVE = 6  # outcomes kept back for each kill to come: what was under way is written before a kill falls
SITES = 6  # of a service
MINUTE = 0.3  # seconds: a crawl that was killed waits for longer each time, up to 240 of them
LEASE = 9.0  # seconds, a tenth of the product's: what a dead holder left is waited for, and nothing else changes
STARTS = 3  # starts for each kill wanted, at most: a kill with nothing pending is none
# What a State holds, in its order. A finished link has a later visit pending too, which is not due.
QUERIES = (
    "SELECT count(*) FROM visit WHERE outcome = '' AND due_at <= :now",
    "SELECT count(*) FROM visit WHERE outcome != ''",
    "SELECT count(*) FROM discovery WHERE run_id = (SELECT max(id) FROM run)",
    "SELECT count(*) FROM page",
)


@dataclass(frozen=True, slots=True)
class State:
    """What a crawl that was killed left in the database."""

    pending: int = 0
    finished: int = 0
    looked: int = 0  # lists that its last run had asked
    pages: int = 0  # archived pages that rows name


def main() -> int:
    """Kill, compare, print, and return 1 where anything was lost or doubled."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--pages", type=int, default=None, help="300, or 30 for each kill of a service")
    options.add_argument("--database", choices=("sqlite", "postgresql"), help="kill a service on this database")
    options.add_argument("--workers", type=int, default=2, help="of that service")
    options.add_argument("--seed", type=int, default=None, help="draws the moments; a random one is printed")
    options.add_argument("--into", type=Path, help="keep both databases here, in a directory not there yet")
    chosen = options.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**6)
    with ExitStack() as stack:
        work = chosen.into or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-kill-")))
        if chosen.database:
            pages = chosen.pages or 30 * chosen.kills
            figures, wrong = measure_service(chosen.database, chosen.workers, chosen.kills, pages, seed, work)
        else:
            figures, wrong = measure(chosen.kills, chosen.pages or 300, seed, work)
    print(json.dumps(figures))
    for each in wrong:
        print(each, file=sys.stderr)
    return 1 if wrong else 0


def measure(kills: int, pages: int, seed: int, work: Path) -> tuple[dict[str, Any], list[str]]:
    """The figures of a crawl that was killed so often beside one that was not, and what is wrong with them."""
    chance = random.Random(seed)
    server = Server(2, seed)
    sites = furnish(server, pages, seed)
    write_sources(work / "sources", sites)
    crawl = command([site.id for site in sites])
    whole, broken = work / "whole", work / "broken"
    server.slow(DELAY)
    with server:
        unkilled = run(crawl, environment(whole, work / "sources"))
        start = unkilled.seconds - server.span().seconds
        done, left, fell = kill_often(crawl, work, kills, pages, start, lists_in(sites), server, chance)
        server.reset()
        last = run(crawl, environment(broken, work / "sources"))
    right, found = ledger_of(whole), ledger_of(broken)
    must_be_none = compared(right, found, broken, left)
    figures: dict[str, Any] = {"kills": done, **must_be_none, "links": found.links, "outcomes": found.outcomes}
    figures |= {"moments": dict(fell), "seed": seed}
    wrong = wrongs(right, pages) + wrongs(found, pages)
    wrong += [f"a crawl ended with {ran.code}: {ran.output[-500:]}" for ran in (unkilled, last) if ran.code]
    wrong += [f"{name}: {number}" for name, number in must_be_none.items() if number]
    if done < kills:
        wrong.append(f"{done} kills fell while visits were pending, {kills} were wanted")
    return figures, wrong


def compared(right: Ledger, found: Ledger, data: Path, left: int) -> dict[str, int]:
    """What must be none in a collection that was killed, beside one that was not."""
    return {
        "lost": len(right.fates - found.fates),
        "doubled": doubled(found),
        "children_left": left,
        "added": len(found.fates - right.fates),
        "unreadable": unreadable(found, data / "warc"),
        "copies_lost": abs(right.copies - found.copies),
    }


def measure_service(
    kind: str, workers: int, kills: int, pages: int, seed: int, work: Path
) -> tuple[dict[str, Any], list[str]]:
    """The figures of a service that was killed so often beside one that was not, and what is wrong with them."""
    chance = random.Random(seed)
    server = Server(SITES, seed)
    sites = furnish(server, pages, seed)
    server.slow(DELAY)
    options = [*(site.id for site in sites), f"--minute={MINUTE}", f"--lease={LEASE}"]
    ledgers = {}
    figures: dict[str, Any] = {}
    wrong: list[str] = []
    with server:
        for name in ("whole", "broken"):
            base = work / name
            write_sources(base / "sources", sites)
            with service_database(kind, base) as url:
                company = Company(base, url, options)
                if name == "whole":
                    ledgers[name] = unkilled(company, url, workers, pages, server)
                else:
                    ledgers[name], figures, wrong = killed(company, url, workers, pages, server, kills, chance)
    right, found = ledgers["whole"], ledgers["broken"]
    must_be_none = compared(right, found, work / "broken" / "data", figures.pop("children_left"))
    must_be_none |= figures.pop("unfinished")
    wrong += wrongs(right, pages) + wrongs(found, pages)
    wrong += [f"{name}: {number}" for name, number in must_be_none.items() if number]
    if figures["kills"] < kills:
        wrong.append(f"{figures['kills']} kills fell while visits were pending, {kills} were wanted")
    told = {"database": kind, "workers": workers, "links": found.links, "outcomes": found.outcomes, "seed": seed}
    return figures | must_be_none | told, wrong


def kill_often(
    crawl: list[str],
    work: Path,
    kills: int,
    pages: int,
    start: float,
    lists: int,
    server: Server,
    chance: random.Random,
) -> tuple[int, int, Counter[str]]:
    """Start and kill the crawl; return the kills with visits pending, the children left, and in what they fell."""
    data, log = work / "broken", work / "killed.log"
    fell: Counter[str] = Counter()
    done = left = archived = 0
    for _ in range(STARTS * kills):
        before = state_of(data)
        if done == kills or before.finished == pages:
            break
        moment = chance.choice(MOMENTS)
        share = 1 if moment == "start" else share_of(pages - before.finished, kills - done, chance)
        server.limit(share)
        process = begin(crawl, environment(data, work / "sources"), log)
        wait(process, data, moment, before.finished + share, start, chance)
        if process.poll():
            raise RuntimeError(f"the crawl ended by itself with {process.returncode}: {log.read_text()[-2000:]}")
        left += kill(process, PATIENCE)
        after = state_of(data)
        done += bool(after.pending)
        fell["discovery"] += after.looked < lists
        fell["visits"] += after.finished > before.finished
        unnamed = records(data) - after.pages
        fell["commit"] += unnamed > archived  # pages are in the archive whose rows were not committed
        archived = unnamed
    return done, left, fell


def share_of(rest: int, kills: int, chance: random.Random) -> int:
    """After how many outcomes to kill next, so that the kills to come spread over the rest and it lasts for them."""
    return 1 + chance.randint(0, max(0, int(1.5 * (rest - RESERVE * kills) / (kills + 1))))


def wait(process: "Popen[bytes]", data: Path, moment: str, target: int, start: float, chance: random.Random) -> None:
    """Wait for the moment to kill: soon after the start, after so many outcomes, or while the next are written."""
    if moment == "start":
        time.sleep(chance.uniform(0, start))
        return
    while process.poll() is None and state_of(data).finished < target:
        time.sleep(LOOK)
    if moment == "visits":
        time.sleep(chance.uniform(0, 0.2))
        return
    archived, until = size_of(data), time.monotonic() + 2 * SLOW
    while process.poll() is None and size_of(data) == archived and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.01))  # a page is archived, synced and committed within a few milliseconds


def size_of(data: Path) -> int:
    """The bytes in the archive."""
    return sum(each.stat().st_size for each in (data / "warc").glob("*"))


def state_of(data: Path) -> State:
    """What stands in the database; nothing where it is not yet made.

    Looks through a read-only connection that is closed at once, so that the next crawl finds what the kill left.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    try:
        with closing(sqlite3.connect(f"file:{data / 'duizhao.sqlite'}?mode=ro", uri=True)) as connection:
            return State(*(connection.execute(query, {"now": now}).fetchone()[0] for query in QUERIES))
    except sqlite3.OperationalError:
        return State()


def records(data: Path) -> int:
    """How many pages stand whole in the archive, named by a row or not."""
    return sum(records_of(each) for each in (data / "warc").glob("*"))


def records_of(file: Path) -> int:
    """The whole gzip members of one file, each a record; the last one may be torn."""
    rest, whole = file.read_bytes(), 0
    while rest:
        member = zlib.decompressobj(wbits=31)
        member.decompress(rest)
        if not member.eof:
            break
        rest, whole = member.unused_data, whole + 1
    return whole


if __name__ == "__main__":
    sys.exit(main())

"""Connections cut under a crawl: `python -m benchmarks.cuts --cuts 100` ends PostgreSQL backends while it writes."""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.kill import compared
from benchmarks.ledger import Ledger, read_ledger, wrongs
from benchmarks.newsroom import furnish
from benchmarks.processes import Ran, command, environment, run
from benchmarks.server import Server
from benchmarks.service import database
from benchmarks.sites import Site, write_sources
from storage.database import connect, reading

DELAY = 0.4  # seconds that an answer waits at most
SPREAD = 0.7  # of the seconds that the crawl takes undisturbed: in these all cuts fall
PATIENCE = 0.3  # seconds that a cut waits for a transaction to fall into
BACKENDS = sa.text(
    "SELECT pid, state, xact_start IS NOT NULL AS within FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TERMINATE = sa.text("SELECT pg_terminate_backend(:pid)")


def main() -> int:
    """Cut, compare, print, and return 1 where anything was lost or doubled."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cuts", type=int, default=100)
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="duizhao-cuts-") as name:
        figures, wrong = measure(chosen.cuts, chosen.pages, chosen.seed, Path(name))
    print(json.dumps(figures))
    for each in wrong:
        print(each, file=sys.stderr)
    return 1 if wrong else 0


def measure(cuts: int, pages: int, seed: int, work: Path) -> tuple[dict[str, Any], list[str]]:
    """The figures of a crawl whose connections were cut so often beside one with none cut, and what is wrong."""
    server = Server(2, seed)
    sites = furnish(server, pages, seed)
    write_sources(work / "sources", sites)
    server.slow(DELAY)
    with server:
        whole, right, _ = crawled(sites, work, "whole", 0, 0.0, seed)
        server.reset()
        # Spread over what the crawl takes on this machine: one that is busy would be cut before it comes to anything.
        broken, found, fell = crawled(sites, work, "broken", cuts, SPREAD * whole.seconds / cuts, seed)
    must_be_none = compared(right, found, work / "broken" / "data", 0)
    figures: dict[str, Any] = {"cuts": fell.total(), "within_a_transaction": fell["within"], **must_be_none}
    figures |= {"seconds": [round(whole.seconds, 1), round(broken.seconds, 1)], "outcomes": found.outcomes}
    wrong = wrongs(right, pages) + wrongs(found, pages)
    wrong += [f"a crawl ended with {ran.code}: {ran.output[-500:]}" for ran in (whole, broken) if ran.code]
    wrong += [f"{name}: {number}" for name, number in must_be_none.items() if number]
    if fell.total() < cuts:
        wrong.append(f"{fell.total()} cuts fell, {cuts} were wanted")
    return figures, wrong


def crawled(
    sites: list[Site], work: Path, name: str, cuts: int, every: float, seed: int
) -> tuple[Ran, Ledger, "Counter[str]"]:
    """One crawl on a PostgreSQL of its own, what it left, and where the cuts fell."""
    fell: Counter[str] = Counter()
    over = threading.Event()
    with database("postgresql", work / name) as url:
        cutter = threading.Thread(target=cut, args=(url, cuts, every, random.Random(seed), fell, over))
        cutter.start()
        surroundings = environment(work / name / "data", work / "sources") | {"DUIZHAO_DATABASE": url}
        ran = run(command([site.id for site in sites]), surroundings)
        over.set()
        cutter.join()
        engine = connect(url)
        with reading(engine) as connection:
            ledger = read_ledger(connection)
        engine.dispose()
    return ran, ledger, fell


def cut(url: str, cuts: int, every: float, chance: random.Random, fell: "Counter[str]", over: threading.Event) -> None:
    """Terminate so many backends, one in so many seconds, every other one as soon as it is within a transaction."""
    engine = connect(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while fell.total() < cuts and not over.is_set():
            time.sleep(chance.uniform(0, 2 * every))
            until = time.monotonic() + PATIENCE * chance.randrange(2)
            backends = connection.execute(BACKENDS).all()
            while not any(each.within for each in backends) and time.monotonic() < until:
                backends = connection.execute(BACKENDS).all()
            chosen = [each for each in backends if each.within] or backends
            if chosen:
                one = chance.choice(chosen)
                fell["within" if one.within else "idle"] += bool(
                    connection.execute(TERMINATE, {"pid": one.pid}).scalar_one()
                )
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())

"""Kills of the copies benchmark: `python -m benchmarks.copies_kill --cases DIR` prints one JSON line.

The stream of `benchmarks.copies` is stored once undisturbed, and once by processes that are killed with SIGKILL again
and again, soon after their start or while a group is written. 0 is right for all but kills and seconds: what both
databases hold is compared table by table, articles by their addresses.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.processes import ROOT
from benchmarks.service import database
from storage.database import connect, reading
from storage.schema import article, article_band, article_passage, copy, kin, link, signature, visit

LOOK = 0.005  # seconds between two looks at the database
GROUP = 20  # texts in a transaction, a fifth of the product's, so that there is one for each kill
AT_START = 0.2  # share of the kills that come before anything was written
START = 0.1  # share of the undisturbed time in which they come: in 3 s a fast machine stores a third of the stream
TIED = (copy.c.kind, copy.c.form, copy.c.score, copy.c.place, copy.c.place_of, copy.c.length, copy.c.runs)


def main() -> int:
    """Store, kill, compare, print; return 1 where anything differs."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", type=Path, required=True)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options.add_argument("--seed", type=int, default=None, help="draws the moments; a random one is printed")
    chosen = options.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**6)
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-copies-")))
        whole = stack.enter_context(database(chosen.database, work / "whole"))
        broken = stack.enter_context(database(chosen.database, work / "broken"))
        began = time.monotonic()
        subprocess.run(command(chosen.cases, whole, work), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        unkilled = time.monotonic() - began
        chance = random.Random(seed)
        kills = kill_often(chosen.cases, broken, work, chosen.kills, counted(whole)[0], START * unkilled, chance)
        subprocess.run(command(chosen.cases, broken, work), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        differing = {
            name: sum(((one - other) + (other - one)).values())
            for (name, one), other in zip(held_in(whole).items(), held_in(broken).values(), strict=True)
        }
        doubled = counted(broken)[1] - counted(whole)[1]
    figures = {"database": chosen.database, "kills": kills, "doubled": doubled, "differing": differing}
    print(json.dumps(figures | {"seconds_unkilled": round(unkilled), "seed": seed}))
    return int(kills < chosen.kills or bool(doubled) or any(differing.values()))


def command(cases: Path, url: str, work: Path) -> list[str]:
    """What stores the stream, or the rest of it."""
    told = ["--cases", str(cases), "--out", str(work / "links.jsonl"), "--database", url, "--group", str(GROUP)]
    return [sys.executable, "-m", "benchmarks.copies", *told]


def kill_often(cases: Path, url: str, work: Path, kills: int, texts: int, start: float, chance: random.Random) -> int:
    """Start and kill so often, some in so many seconds; return how many kills fell before everything was stored."""
    for done in range(kills):
        before = counted(url)[0]
        if before >= texts:
            return done
        share = chance.randint(0, max(0, (texts - before) // (kills - done) - GROUP))
        process = subprocess.Popen(command(cases, url, work), cwd=ROOT, stdout=subprocess.DEVNULL)
        if chance.random() < AT_START:
            time.sleep(chance.uniform(0, start))
        else:
            while process.poll() is None and counted(url)[0] <= before + share:
                time.sleep(LOOK)
            time.sleep(chance.uniform(0, 0.1))
        if process.poll() is not None:
            return done
        process.kill()
        process.wait()
    return kills


def counted(url: str) -> tuple[int, int]:
    """How many visits have their outcome, and how many articles there are."""
    finished = sa.select(sa.func.count()).select_from(visit).where(visit.c.outcome != "")
    engine = connect(url)
    try:
        with reading(engine) as connection:
            articles = connection.execute(sa.select(sa.func.count()).select_from(article)).scalar_one()
            return int(connection.execute(finished).scalar_one()), int(articles)
    finally:
        engine.dispose()


def held_in(url: str) -> dict[str, Counter[Any]]:
    """The rows of each table, with addresses in place of numbers, which a killed run may leave out."""
    engine = connect(url)
    try:
        with reading(engine) as connection:
            urls: dict[int, str] = dict(connection.execute(sa.select(article.c.id, article.c.url)).all())
            outcomes = sa.select(link.c.key, visit.c.outcome).join(link, link.c.id == visit.c.link_id)
            ties = connection.execute(sa.select(copy.c.article_id, copy.c.of_id, *TIED)).all()
            families: dict[int, set[str]] = {}
            for article_id, family_id in connection.execute(sa.select(kin.c.article_id, kin.c.family_id)):
                families.setdefault(family_id, set()).add(urls[article_id])
            return {
                "articles": Counter(map(tuple, connection.execute(sa.select(article.c.url, article.c.letters)))),
                "visits": Counter(map(tuple, connection.execute(outcomes))),
                "signatures": named(connection.execute(sa.select(signature.c.article_id, signature.c.minima)), urls),
                "bands": named(connection.execute(sa.select(article_band.c.article_id, article_band.c.h)), urls),
                "passages": named(
                    connection.execute(sa.select(article_passage.c.article_id, article_passage.c.h)), urls
                ),
                "copies": Counter((urls[row.article_id], urls[row.of_id], *row[2:]) for row in ties),
                "families": Counter(map(frozenset, families.values())),
            }
    finally:
        engine.dispose()


def named(rows: Iterable[Any], urls: dict[int, str]) -> Counter[Any]:
    """Rows of a number and a value, with the address in place of the number."""
    return Counter((urls[article_id], value) for article_id, value in rows)


if __name__ == "__main__":
    sys.exit(main())

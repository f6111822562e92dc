"""How finding copies grows with the collection: a lookup's time, and the bytes of an article's keys.

    python -m benchmarks.copies_growth [--database sqlite] [--articles 10000 100000 1000000]

Signatures are simulated, as skewed as news: three in ten articles are of a family of near-copies, whose sizes follow
Zipf's law, and three in ten carry a notice of one of 2,000 hosts, which follow it too. A lookup is what the writer does
for one new article: who has its bands and passages, and which of them to compare. Printed is a line of JSON for each
size: milliseconds of the clock at the median and at 95 in 100, and bytes an article in the three tables. Collections of
up to 100,000 articles are written as the writer does it, in groups of 100; larger ones in the order of the keys, for
time's sake, and so their tables are packed tighter than growing ones are.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

import numpy as np
import sqlalchemy as sa
from rich.console import Console
from rich.progress import track

from benchmarks.simulated_signatures import Ints, News
from pipeline.signature import SIGNATURE_VERSION, Signature
from pipeline.signature import bands as bands_of
from storage.candidates import Fresh, candidates_of
from storage.copy_keys import BANDS, PASSAGES, KeyRows, KeyTable, put
from storage.database import connect, reading, transact
from storage.migrate import ready
from storage.schema import signature

CHUNK = 20_000  # articles that are made at once
GROUP = 100  # articles in a transaction
LOOKUPS = 500
GROWN = 100_000  # articles that are written as the writer does it
ROWS = 200_000  # in a transaction, beyond
NAMES = {BANDS: "article_band", PASSAGES: "article_passage"}
# What PostgreSQL has where nobody sets anything; that of the tests is for small tables.
USUAL = {"shared_buffers": "'128MB'", "max_wal_size": "'1GB'"}
WARM = 200  # lookups that are not counted
ROOM = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT sum(pg_total_relation_size(each)) FROM"
    " unnest(ARRAY['signature', 'article_band', 'article_passage']::regclass[]) AS each",
}


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    asked = parser.parse_args()
    for articles in asked.articles:
        with ExitStack() as stack:
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/growth.sqlite"
            if asked.database == "postgresql":
                from tests.postgres import SETTINGS, running

                url = stack.enter_context(stack.enter_context(running(SETTINGS | USUAL)).database())
            engine = connect(url)
            stack.callback(engine.dispose)
            ready(engine)
            news = News(articles)
            fill(engine, news, articles)
            if engine.dialect.name == "postgresql":
                tend(engine)
            print(json.dumps({"database": asked.database, "articles": articles, **measured(engine, news, articles)}))


def fill(engine: sa.Engine, news: News, articles: int) -> None:
    """Write the signatures and keys of so many articles, without the articles themselves."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", hurry)
        engine.dispose()
    else:
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE signature DROP CONSTRAINT fk_signature_article_id"))
    late: dict[KeyTable, list[tuple[Ints, Ints]]] = {BANDS: [], PASSAGES: []}
    for first in range(1, articles + 1, CHUNK):
        number = min(CHUNK, articles + 1 - first)
        minima, passages = news.chunk(first, number)
        ids = np.arange(first, first + number)
        signed = [
            {"article_id": first + at, "version": SIGNATURE_VERSION, "minima": minima[at].tobytes()}
            for at in range(number)
        ]
        transact(engine, partial(sign, rows=signed))
        bands = [bands_of(each.tobytes()) for each in minima]
        for table, its in ((BANDS, bands), (PASSAGES, passages)):
            if articles <= GROWN:
                for start in range(0, number, GROUP):
                    write(engine, table, its[start : start + GROUP], ids[start : start + GROUP])
            else:
                late[table].append((np.concatenate(its), np.repeat(ids, list(map(len, its)))))
    for table, parts in late.items():
        if parts:
            all_keys, all_ids = (np.concatenate(each) for each in zip(*parts, strict=True))
            order = np.argsort(all_keys)
            for start in track(range(0, len(order), ROWS), NAMES[table], console=Console(stderr=True)):
                some = order[start : start + ROWS]
                rows = np.stack((all_keys[some], all_ids[some]), axis=1)
                if engine.dialect.name == "sqlite":
                    transact(engine, partial(put, table=table, rows=rows))
                else:
                    load(engine, table, rows)


def load(engine: sa.Engine, table: KeyTable, rows: KeyRows) -> None:
    """Copy rows into a table of PostgreSQL: of 140 million as statements an hour was not enough."""
    with engine.begin() as connection:
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {NAMES[table]} FROM STDIN") as copying:
            copying.write("".join([f"{key}\t{article_id}\n" for key, article_id in rows.tolist()]))


def tend(engine: sa.Engine) -> None:
    """Look after the tables as PostgreSQL itself has by the time that a collection is so large."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in ("signature", *NAMES.values()):
            connection.execute(sa.text(f"VACUUM ANALYZE {name}"))


def hurry(connection: Any, _record: Any) -> None:
    """Let SQLite take signatures of articles that are not there, and wait for no disk."""
    connection.executescript("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF").close()


def sign(connection: sa.Connection, rows: Sequence[dict[str, object]]) -> None:
    """Write signatures."""
    connection.execute(sa.insert(signature), rows)


def write(engine: sa.Engine, table: KeyTable, its: Sequence[Ints], ids: Ints) -> None:
    """Write the keys of a group of articles as the writer does it."""
    keys = np.concatenate(its)
    articles = np.repeat(ids, list(map(len, its)))
    order = np.argsort(keys, kind="stable")
    transact(engine, partial(put, table=table, rows=np.stack((keys[order], articles[order]), axis=1)))


def measured(engine: sa.Engine, news: News, articles: int) -> dict[str, object]:
    """The figures of lookups for new articles, and of the room that the tables take."""
    minima, passages = news.chunk(articles + 1, LOOKUPS + WARM)
    took: list[float] = []
    found: list[int] = []
    with reading(engine) as connection:
        for at in range(LOOKUPS + WARM):
            its = Signature(minima[at].tobytes(), passages[at].astype("<i8").tobytes())
            began = time.perf_counter()
            each = candidates_of(connection, [Fresh(articles + 1 + at, "", "", its)])
            took.append((time.perf_counter() - began) * 1000)
            found.append(len(each.candidates[0].ids))
        room = connection.execute(sa.text(ROOM[engine.dialect.name])).scalar_one()
    cuts = statistics.quantiles(took[WARM:], n=20)
    return {
        "p50_ms": round(statistics.median(took[WARM:]), 2),
        "p95_ms": round(cuts[-1], 2),
        "candidates": round(statistics.mean(found[WARM:]), 2),
        "bytes_per_article": round(int(room) / articles),
    }


if __name__ == "__main__":
    main()

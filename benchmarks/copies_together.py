"""Several writers at once: `python -m benchmarks.copies_together` prints one JSON line; 0 is right for the last four.

Each writer is a process of its own. All of them store the same articles at the same addresses, each in an order of its
own, and of every article a copy at an address of their own: word for word, or with a sentence less. Every two of the
texts that tell one article must be tied, no address may have two articles, and no writer may meet an error.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import combinations
from pathlib import Path

import sqlalchemy as sa

from benchmarks.processes import ROOT
from benchmarks.service import database
from benchmarks.texts import make
from pipeline.learned import NOTHING, reading_of
from pipeline.values import Article, Found, Link, Route
from storage.copy_links import ties_of
from storage.database import connect, reading, transact
from storage.frontier import Visit, claim
from storage.looks import add_found
from storage.results import Result, write_all
from storage.runs import start_run
from storage.schema import article

GROUP = 20
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LANGUAGES = ("zh", "en")


def main() -> int:
    """Start the writers, wait for them, look at what they wrote; return 1 where anything is wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--writers", type=int, default=4)
    options.add_argument("--writer", type=int, default=None, help="be one of them, on the database at --url")
    options.add_argument("--url", default="")
    chosen = options.parse_args()
    if chosen.writer is not None:
        store(chosen.url, chosen.writer, chosen.articles)
        return 0
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-together-")))
        url = stack.enter_context(database(chosen.database, work))
        command = [sys.executable, "-m", "benchmarks.copies_together", "--url", url, f"--articles={chosen.articles}"]
        began = time.monotonic()
        writers = [
            subprocess.Popen([*command, f"--writer={number}"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
            for number in range(chosen.writers)
        ]
        told = [each.communicate()[1] for each in writers]
        seconds = time.monotonic() - began
        figures = looked_at(url, chosen.articles, chosen.writers) if not any(told) else {}
    errors = [each for each in told if each]
    print(json.dumps({"database": chosen.database, "seconds": round(seconds, 1), **figures, "errors": len(errors)}))
    for each in errors:
        print(each[-2000:], file=sys.stderr)
    wrong = figures["articles"] - figures["wanted"], figures["doubled"], figures["untied"], len(errors)
    return int(any(wrong) or any(each.returncode for each in writers))


def store(url: str, writer: int, articles: int) -> None:
    """Store all articles and a copy of each, as one writer."""
    engine = connect(url)
    source = f"writer-{writer}"
    numbers = list(range(articles))
    random.Random(writer).shuffle(numbers)
    # A link is of the source that found it first, so each writer has addresses of its own that lead to the same ones.
    by_url = {f"https://{source}.example/{kind}/{at}": (kind, at) for at in numbers for kind in ("same", "copy")}
    found = Found(tuple(map(Link, by_url)))

    def begin(connection: sa.Connection) -> int:
        run_id = start_run(connection, NOW)
        add_found(connection, run_id, source, Route(f"https://{source}.example/feed", "feed"), found, NOW)
        return run_id

    run_id = transact(engine, begin)
    while visits := transact(engine, partial(claim, run_id=run_id, source_id=source, limit=GROUP, now=NOW)):
        results = [(result_of(each, source, writer, *by_url[each.link.url]), None) for each in visits]
        transact(engine, partial(write_all, results=results, run_id=run_id, now=NOW))
    engine.dispose()


def result_of(of: Visit, source: str, writer: int, kind: str, number: int) -> Result:
    """What a visit brings: the article that all writers have, or this one's copy of it."""
    made = make(LANGUAGES[number % 2], number, 7)
    text = "\n".join(made.paragraphs)
    if kind == "copy" and writer:  # the first copies word for word, the others leave a paragraph out, each another
        text = "\n".join(each for at, each in enumerate(made.paragraphs) if at != writer)
    url = address(kind, writer, number)
    language = "zh" if made.language == "zh" else "en"
    read = Article(url, url, source, made.title, text, language, NOW)  # type: ignore[arg-type]
    return Result(of, "", article=read, reading=reading_of(read, NOTHING))


def address(kind: str, writer: int, number: int) -> str:
    """Where a text stands: all writers' articles at one address."""
    return f"https://news.example/{number}" if kind == "same" else f"https://copies-{writer}.example/{number}"


def looked_at(url: str, articles: int, writers: int) -> dict[str, int]:
    """How many articles there are and should be, addresses with two, and pairs of copies that are not tied."""
    engine = connect(url)
    try:
        with reading(engine) as connection:
            rows = connection.execute(sa.select(article.c.url, article.c.id)).all()
            ids: dict[str, int] = dict(rows)
            ties = ties_of(connection, ids.values())
            tied = {(each.article_id, each.other_id) for its in ties.values() for each in its}
            exact = {row.id: row.letters for row in connection.execute(sa.select(article.c.id, article.c.letters))}
    finally:
        engine.dispose()
    untied = 0
    for number in range(articles):
        group = [ids[address("same", 0, number)], *(ids[address("copy", each, number)] for each in range(writers))]
        # Of articles with the same letters one alone is named where another is tied to all of them.
        untied += sum(
            (one, other) not in tied and (other, one) not in tied and exact[one] != exact[other]
            for one, other in combinations(group, 2)
            if not any((one, each) in tied for each in group if exact[each] == exact[other])
        )
    return {
        "wanted": articles * (writers + 1),
        "articles": len(rows),
        "doubled": len(rows) - len(ids),
        "untied": untied,
    }


if __name__ == "__main__":
    sys.exit(main())

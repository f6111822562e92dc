"""Which articles tell of one event, by the product's own store.

    python -m benchmarks.stories --articles FILE --out FILE [--database URL] [--seed N] [--score]

FILE has a JSON object a line with id, lang, outlet, published, title and text. The articles are stored as a crawl
stores them, in the order of the file, or in a random one by --seed, some at a time, and their stories are made as they
come. Out gets a line an article, {"id", "story"}. With --score the file's own `story` is the truth: BCubed precision,
recall and F1, and which share of the pairs of two languages that were put together is false.
"""

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.learned import NOTHING, reading_of
from pipeline.values import Article
from storage.articles import add
from storage.comparing import compare
from storage.database import connect, reading, transact
from storage.migrate import ready
from storage.schema import article
from storage.stories import story_of, tell_stories
from storage.vectors import make_vectors

AT_ONCE = 20  # articles that come together, as from one crawl


def main() -> None:
    """Store the articles, write their stories, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--database", help="URL of an empty database")
    parser.add_argument("--seed", type=int, help="store them in a random order")
    parser.add_argument("--score", action="store_true", help="against the stories that the file tells")
    asked = parser.parse_args()
    with asked.articles.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    order = list(rows)
    if asked.seed is not None:
        random.Random(asked.seed).shuffle(order)
    with tempfile.TemporaryDirectory() as directory:
        engine = connect(asked.database or f"sqlite:///{directory}/stories.sqlite")
        try:
            ready(engine)
            began = time.process_time()
            for start in range(0, len(order), AT_ONCE):
                transact(engine, lambda connection: store(connection, order[start : start + AT_ONCE]))  # noqa: B023  now
                make_vectors(engine, shipped_topic())
                tell_stories(engine, shipped_topic(), datetime.fromisoformat(order[start]["published"]))
            seconds = time.process_time() - began
            stories = stories_in(engine)
        finally:
            engine.dispose()
    with asked.out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({"id": row["id"], "story": stories[row["id"]]}) + "\n")
    figures: dict[str, Any] = {"articles": len(rows), "stories": len(set(stories.values())), "cpu_s": round(seconds, 1)}
    print(json.dumps(figures | (score(rows, stories) if asked.score else {})))


def store(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store articles with their copies and families."""
    texts = {}
    for row in rows:
        at = datetime.fromisoformat(row["published"])
        url = f"https://articles.example/{row['id']}"
        made = Article(url, url, row["outlet"], row["title"], row["text"], row["lang"], at, published_at=at)
        read = reading_of(made, NOTHING)
        article_id, outcome, _ = add(connection, read, None, at)
        if outcome in ("stored", "revised"):
            texts[article_id] = read
    compare(connection, texts, datetime.fromisoformat(rows[0]["published"]))


def stories_in(engine: sa.Engine) -> dict[str, int]:
    """The story of each article by its id in the file."""
    with reading(engine) as connection:
        rows = connection.execute(sa.select(article.c.id, article.c.url)).all()
        return {row.url.rpartition("/")[2]: story_of(connection, row.id) or 0 for row in rows}


def score(rows: Sequence[Mapping[str, Any]], stories: Mapping[str, int]) -> dict[str, float]:
    """BCubed precision, recall and F1 (Bagga and Baldwin 1998), and the false share of pairs across languages."""
    gold: dict[str, set[str]] = defaultdict(set)
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        gold[row["story"]].add(row["id"])
        found[stories[row["id"]]].add(row["id"])
    shared = [(gold[row["story"]] & found[stories[row["id"]]], row) for row in rows]
    precision = sum(len(both) / len(found[stories[row["id"]]]) for both, row in shared) / len(rows)
    recall = sum(len(both) / len(gold[row["story"]]) for both, row in shared) / len(rows)
    across = [
        one["story"] == other["story"]
        for one, other in combinations(rows, 2)
        if one["lang"] != other["lang"] and stories[one["id"]] == stories[other["id"]]
    ]
    figures = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}
    figures["false_across"] = 1 - sum(across) / len(across) if across else 0.0
    return {name: round(value, 4) for name, value in figures.items()}


if __name__ == "__main__":
    main()

"""Which articles tell of one event, by the product's own store.

    python -m benchmarks.stories --articles FILE --out FILE [--database URL] [--seed N] [--score]

FILE has a JSON object a line with id, lang, outlet, published, title and text. The articles are stored as a crawl
stores them, in the order of the file, or in a random one by --seed, some at a time, and their stories are made as they
come. Out gets a line an article, {"id", "story", "relays"}, of each relay outlet, date, end, of and type. With --score
the file's own `story` is the truth: BCubed precision, recall and F1, which share of the pairs of two languages that
were put together is false, and how often the outlets, ends and originals of relays are right.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.dateline import dateline_of
from pipeline.learned import NOTHING, reading_of
from pipeline.newsrooms import name_of, newsroom
from pipeline.source_outlets import Newsrooms, outlets_of
from pipeline.values import Article, Found, Link, Route
from storage.articles import add
from storage.citing import look_for_citations
from storage.comparing import compare
from storage.database import connect, reading, transact
from storage.looks import add_found
from storage.migrate import ready
from storage.relays import relays_of
from storage.runs import start_run
from storage.schema import article
from storage.storied import story_of
from storage.stories import tell_stories
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
            newsrooms = Newsrooms(outlets_of({each: (each,) for each in {row["outlet"] for row in rows}}), {})
            look_for_citations(engine, newsrooms.own)
            stories = stories_in(engine)
            relays = relays_in(engine, newsrooms)
        finally:
            engine.dispose()
    with asked.out.open("w", encoding="utf-8") as file:
        for row in rows:
            told = {"id": row["id"], "story": stories[row["id"]], "relays": relays.get(row["id"], [])}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    figures: dict[str, Any] = {"articles": len(rows), "stories": len(set(stories.values())), "cpu_s": round(seconds, 1)}
    print(json.dumps(figures | (score(rows, stories) if asked.score else {})))
    if asked.score:
        print(json.dumps(score_relays(rows, relays)))


def store(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store articles with their copies and families."""
    texts = {}
    run_id = start_run(connection, datetime.fromisoformat(rows[0]["published"]))
    for row in rows:
        at = datetime.fromisoformat(row["published"])
        url = f"https://articles.example/{row['id']}"
        route = Route(f"https://articles.example/{row['outlet']}", "feed")
        add_found(connection, run_id, row["outlet"], route, Found((Link(url),)), at)
        made = Article(url, url, row["outlet"], row["title"], row["text"], row["lang"], at, published_at=at)
        made = replace(made, dateline=dateline_of(row["text"]))
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


def relays_in(engine: sa.Engine, newsrooms: Newsrooms) -> dict[str, list[dict[str, Any]]]:
    """The relays of each article that retells anybody, by the ids in the file."""
    with reading(engine) as connection:
        ids = dict(connection.execute(sa.select(article.c.id, article.c.url)).all())
        names = {article_id: url.rpartition("/")[2] for article_id, url in ids.items()}
        found = relays_of(connection, ids, newsrooms)
    return {
        names[article_id]: [
            {
                "outlet": name_of(each.relay.outlet),
                "date": each.relay.date.isoformat() if each.relay.date else None,
                "end": each.relay.end,
                "of": names[each.relay.of] if each.relay.of else None,
                "type": each.relay.kind,
            }
            for each in its
        ]
        for article_id, its in found.items()
    }


def score_relays(rows: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Of the relays that the file tells: how many were seen, with the right end, the right original, the right type."""
    counted: Counter[str] = Counter()
    for row in rows:
        ours = {newsroom(each["outlet"]): each for each in found.get(row["id"], ())}
        counted["found"] += len(ours)
        for gold in row["relays"]:
            counted["labelled"] += 1
            its = ours.get(newsroom(gold["outlet"]))
            if its:
                counted["outlet"] += 1
                for key in ("end", "of", "date", "type"):
                    counted[key] += its[key] == gold[key]
    return dict(counted)


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

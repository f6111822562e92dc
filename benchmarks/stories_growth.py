"""How making stories grows with the collection: CPU time an added article, and memory.

    python -m benchmarks.stories_growth --cases FILE [--articles 100000] [--a-day 500] [--database URL]

FILE has a JSON object a line with lang and text: the vectors of its texts tell how common each term is, how many a text
has and what they weigh. From these articles are simulated, a third of them Chinese; half of all tell of an event, of
which two to a few dozen articles within two days have most of its rare terms. Printed is a line of JSON for each tenth:
milliseconds of CPU that stories take for an added article without the making of its vector, when a crawl brings 200;
how many stories there are, the BCubed F1 of the newest 2,000 articles against their events, and the memory at its
highest.
"""

import argparse
import json
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.learned import NOTHING, reading_of
from pipeline.term_vector import TermVector, term_vector
from pipeline.values import Article, Language
from storage.articles import insert_all
from storage.database import connect, reading, transact
from storage.migrate import ready
from storage.schema import telling
from storage.stories import tell_stories
from storage.vectors import put_vectors, vector_version

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 200  # articles of one crawl
NEWEST = 2000  # articles whose stories are scored
CORE = 40  # rare terms of an event, of which an article has most
KEPT = 0.6
TOLD = 0.5  # articles that tell of an event
CHINESE = 1 / 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What the texts of a language have: each term with its share, the weights, and how many terms a text has."""

    names: Sequence[str]
    shares: np.ndarray[tuple[int], np.dtype[np.float64]]
    weights: np.ndarray[tuple[int], np.dtype[np.float64]]
    sizes: np.ndarray[tuple[int], np.dtype[np.int64]]


def main() -> None:
    """Simulate, tie, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--a-day", type=int, default=500)
    parser.add_argument("--database", help="URL of an empty database")
    asked = parser.parse_args()
    of: dict[Language, Terms] = {"zh": terms_of(asked.cases, "zh"), "en": terms_of(asked.cases, "en")}
    with tempfile.TemporaryDirectory() as directory:
        engine = connect(asked.database or f"sqlite:///{directory}/stories.sqlite")
        try:
            ready(engine)
            for figures in grown(engine, of, asked.articles, asked.a_day):
                print(json.dumps({"database": engine.dialect.name, **figures}), flush=True)
        finally:
            engine.dispose()


def terms_of(cases: Path, language: Language) -> Terms:
    """The statistics of the texts of a language."""
    with cases.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    vectors = [term_vector(row["text"], language, shipped_topic()) for row in rows if row["lang"] == language]
    counts: dict[str, int] = defaultdict(int)
    for vector in vectors:
        for term in vector.terms:
            counts[term] += 1
    shares = np.array(list(counts.values()), float)
    weights = np.array([weight for vector in vectors for weight in vector.weights])
    return Terms(list(counts), shares / shares.sum(), weights, np.array([len(vector.terms) for vector in vectors]))


def grown(engine: sa.Engine, of: dict[Language, Terms], articles: int, a_day: int) -> Iterator[dict[str, object]]:
    """The figures of each tenth of the articles, which come in batches."""
    chance = np.random.default_rng(1)
    events: list[list[str]] = []
    event_of: dict[int, int] = {}
    seconds = 0.0
    topic = shipped_topic()
    for first in range(0, articles, BATCH):
        day = FIRST + timedelta(days=first / a_day)
        while len(events) < (first + a_day) // 10:
            events.append([of["en"].names[at] for at in chance.integers(0, len(of["en"].names), CORE)])
        event_of |= batch(engine, of, chance, events, first, day, a_day // 5)
        started = time.process_time()
        tell_stories(engine, topic, day)
        seconds += time.process_time() - started
        done = first + BATCH
        if done % (articles // 10) == 0:
            number, score = scored(engine, event_of)
            yield {
                "articles": done,
                "ms_an_article": round(seconds / (articles // 10) * 1000, 2),
                "stories": number,
                "f1_newest": round(score, 3),
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
            seconds = 0.0


def batch(
    engine: sa.Engine,
    of: dict[Language, Terms],
    chance: np.random.Generator,
    events: Sequence[Sequence[str]],
    first: int,
    day: datetime,
    recent: int,
) -> dict[int, int]:
    """Store articles without a text and with a vector; return the event of each, one of its own where it tells none."""
    languages: list[Language] = ["zh" if each < CHINESE else "en" for each in chance.random(BATCH)]
    arrivals = []
    for number, language in enumerate(languages, first):
        url = f"https://cases.example/{number}"
        made = Article(url, url, "cases", str(number), "", language, day, published_at=day)
        arrivals.append((reading_of(made, NOTHING), None))
    ids = [article_id for article_id, _, _ in transact(engine, partial(insert_all, arrivals=arrivals, now=day))]
    event_of, vectors = {}, {}
    for article_id, language in zip(ids, languages, strict=True):
        event = int(chance.integers(max(0, len(events) - recent), len(events))) if chance.random() < TOLD else -1
        event_of[article_id] = event if event >= 0 else -article_id
        core = [term for term in events[event] if chance.random() < KEPT] if event >= 0 else []
        vectors[article_id] = simulated(of[language], language, chance, core)
    transact(engine, partial(put_vectors, made=vectors, version=vector_version(shipped_topic())))
    return event_of


def simulated(of: Terms, language: Language, chance: np.random.Generator, core: Sequence[str]) -> TermVector:
    """A vector with the terms of an event and others by how common they are."""
    size = int(chance.choice(of.sizes))
    others = [of.names[at] for at in chance.choice(len(of.names), size, p=of.shares)]
    terms = tuple(dict.fromkeys((*core, *others)))
    weights = chance.choice(of.weights, len(terms))
    weights[: len(core)] = np.maximum(weights[: len(core)], 1)  # what an event is about is said in so many words
    return TermVector(language, terms, tuple(weights.tolist()), terms)


def scored(engine: sa.Engine, event_of: dict[int, int]) -> tuple[int, float]:
    """How many stories there are, and the BCubed F1 (Bagga and Baldwin 1998) of the newest articles."""
    with reading(engine) as connection:
        number = connection.scalar(sa.select(sa.func.count(telling.c.story_id.distinct()))) or 0
        rows = connection.execute(sa.select(telling).where(telling.c.article_id.in_(sorted(event_of)[-NEWEST:]))).all()
    gold: dict[int, set[int]] = defaultdict(set)
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        gold[event_of[row.article_id]].add(row.article_id)
        found[row.story_id].add(row.article_id)
    both = [(len(gold[event_of[each.article_id]] & found[each.story_id]), each) for each in rows]
    precision = sum(number / len(found[each.story_id]) for number, each in both) / len(rows)
    recall = sum(number / len(gold[event_of[each.article_id]]) for number, each in both) / len(rows)
    return number, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()

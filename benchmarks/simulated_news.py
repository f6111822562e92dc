"""A database of simulated news of both languages, for measuring comparisons."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
import sqlalchemy as sa

from config.paired_terms import paired_terms
from config.source import Source
from config.topics import shipped_topic
from pipeline.dictionary import meaning
from pipeline.repair_words import words
from pipeline.topics import version_of
from storage import schema
from storage.database import connect, writing
from storage.migrate import ready

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
DAYS = 60
SOURCES = 24
VOCABULARY = 30_000  # of the commonest words
WORDS = 350  # of a text
CHUNK = 500  # articles in a transaction
OUTLETS = ("ft", "reuters", "bloomberg", "wsj", "xinhua", "nyt")
OWNERSHIPS = ("state", "commercial", "party", "wire")


def sources() -> dict[str, Source]:
    """The sources of the collection."""
    found = {}
    for number in range(SOURCES):
        language = "zh" if number % 2 else "en"
        edited_in = ("US", "CN", "GB", "CN")[number % 4]
        found[f"s{number}"] = Source(
            f"s{number}", f"Source {number}", "https://a.example/", cast("Any", language), edited_in, edited_in,
            cast("Any", OWNERSHIPS[number // 2 % 4]), "UTC",
        )  # fmt: skip
    return found


def make(file: Path, articles: int) -> None:
    """Write a collection of so many articles."""
    engine = connect(f"sqlite:///{file}")
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF").close())
    ready(engine)
    rows = made(articles)
    tables = (schema.family, schema.story, schema.run)
    with writing(engine) as connection:
        for table in tables[:2]:
            connection.execute(sa.insert(table), [{"began_at": BEGIN} for _ in range(articles)])
        run = {"started_at": BEGIN, "command": "crawl", "state": "done", "host": "", "pid": 1, "process_started": 0.0}
        connection.execute(sa.insert(schema.run), run)
        looks = list(looked())
        connection.execute(sa.insert(schema.discovery), looks)
    while batch := list(islice(rows, CHUNK)):
        with writing(engine) as connection:
            for table in (schema.article, schema.on_topic, schema.telling, schema.kin, schema.cited, schema.citation):
                its = [row for one in batch for row in one.get(table.name, ())]
                if its:
                    connection.execute(sa.insert(table), its)
    engine.dispose()


def looked() -> Iterator[dict[str, Any]]:
    """The looks at the routes of all sources."""
    for number in range(SOURCES):
        silent = {*(range(20, 26) if number % 3 == 0 else ()), *(range(40, 44) if number % 2 else ())}
        for hour in range(-48, (DAYS + 6) * 24, 2):
            at = BEGIN + timedelta(hours=hour)
            if (at - BEGIN).days not in silent:
                told = {"url": "https://a.example/feed", "kind": "feed", "outcome": "found", "detail": ""}
                yield {"run_id": 1, "source_id": f"s{number}", "fetched_at": at, **told}


def made(articles: int) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """The rows of one article after another, by their tables; the same for the same number."""
    chance = np.random.default_rng(1)
    topic = shipped_topic()
    shares = sorted(words().shares.items(), key=lambda each: -each[1])[:VOCABULARY]
    chinese = [word for word, _ in shares]
    english = [" ".join(term for term, _ in meaning(word)[:1]) or "thing" for word in chinese]
    weights = np.array([share for _, share in shares])
    names = [each for each in (*topic.terms, *paired_terms(topic).terms) if each.zh and each.en]
    story, left, family = 0, 0, 0
    last: dict[str, str] = {}
    for number in range(1, articles + 1):
        if left == 0:
            story, left = story + 1, int(chance.integers(1, 9))
            at, mixed = BEGIN + timedelta(hours=24 * DAYS * number / articles), chance.random() < 0.5
            only = int(chance.integers(2))
            last = {}
        left -= 1
        source = int(chance.integers(SOURCES // 2)) * 2 + (int(chance.integers(2)) if mixed else only)
        language = "zh" if source % 2 else "en"
        is_copy = language in last and chance.random() < 0.3
        if not is_copy:
            family += 1
            drawn = chance.choice(VOCABULARY, WORDS, p=weights / weights.sum())
            last[language] = text_of(drawn, language, chinese if language == "zh" else english, names, chance)
        yield rows_of(number, source, language, last[language], at + timedelta(minutes=int(chance.integers(2880))),
                      family, story, chance.random() < 0.5,
                      OUTLETS[int(chance.integers(6))] if chance.random() < 0.2 else "")  # fmt: skip


def text_of(drawn: Any, language: str, vocabulary: list[str], names: list[Any], chance: Any) -> str:
    """A text of those words, a name among each fifteen."""
    said = []
    for number, word in enumerate(drawn):
        said.append(vocabulary[word])
        if number % 15 == 14:
            name = names[int(chance.integers(len(names)))]
            said.append((name.zh if language == "zh" else name.en)[0])
            said.append("。" if language == "zh" else ". The")
    return ("" if language == "zh" else " ").join(said)


def rows_of(
    number: int, source: int, language: str, text: str, at: datetime, family: int, story: int, is_on: bool, outlet: str
) -> dict[str, list[dict[str, Any]]]:
    """The rows of an article."""
    empty = ("page_url", "dek", "credit", "dateline", "section", "published_from", "updated_from", "updated_zone")
    of = {
        "id": number, "url": f"https://s{source}.example/{number}", "source_id": f"s{source}", "title": text[:40],
        "text": text, "byline": (), "editor": (), "language": language, "published_at": at,
        "published_precision": "minute", "published_zone": "stated", "metadata_only": False, "first_seen_at": at,
        "fetched_at": at, "revision": 0, "image": "", "account": "", "learned": "", "declared_origin": "",
    } | dict.fromkeys(empty, "")  # fmt: skip
    mark = {"topic": "us-china-ai", "version": version_of(shipped_topic()), "is_on": is_on, "facets": ""}
    cites = [{"article_id": number, "number": 0, "outlet": outlet, "day": None, "said": []}] if outlet else []
    return {
        "article": [of],
        "on_topic": [{"article_id": number, **mark}],
        "telling": [{"article_id": number, "story_id": story}],
        "kin": [{"article_id": number, "family_id": family}],
        "cited": [{"article_id": number, "version": 1}],
        "citation": cites,
    }

"""What a comparison takes: CPU time and memory of `compare` over simulated articles.

    python -m benchmarks.comparison [--articles 10000 100000] [--database FILE]
    python -m benchmarks.comparison --parallel FILE

Words are drawn as often as Chinese has them, English ones are what the dictionary has for those, and names of the topic
and paired terms stand between. 24 sources in two languages publish over 60 days; three in ten articles carry the text
of another, half are on the topic, a story has 1 to 8 texts, and one article in five cites an outlet. Every source is
asked every two hours, but a third of them is silent for six days, and all Chinese ones for four. What other commands
find is written straight into the tables, so that only the comparison is measured. Printed is a line of JSON for each
size and cut.

FILE has a JSON object a line with zh and en, one text in both languages: whatever is found distinctive of either is
wrong.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
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
from pipeline.distinctive import LANGUAGES, distinctive, shared_words
from pipeline.gaps import shipped_enough
from pipeline.hearing import heard
from pipeline.repair_words import words
from pipeline.sides import Cut
from pipeline.topics import version_of
from pipeline.wording import Wording
from storage import schema
from storage.compared import Asked, compared
from storage.database import connect, reading, writing
from storage.migrate import ready
from storage.queries import Selection

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
DAYS = 60
SOURCES = 24
VOCABULARY = 30_000  # of the commonest words
WORDS = 350  # of a text
CHUNK = 500  # articles in a transaction
OUTLETS = ("ft", "reuters", "bloomberg", "wsj", "xinhua", "nyt")
OWNERSHIPS = ("state", "commercial", "party", "wire")
COMMAND = [sys.executable, "-m", "benchmarks.comparison"]
CUTS: tuple[Cut, ...] = ("language", "edited_in", "ownership")


def main() -> None:
    """Make each collection, and compare it by each cut in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--database", type=Path, help="keep the last collection in this file")
    parser.add_argument("--measure", choices=CUTS, help="compare what is in --database, and nothing else")
    parser.add_argument("--make", type=int, help="make so many articles in --database, and nothing else")
    parser.add_argument("--parallel", type=Path, help="texts that exist in both languages")
    asked = parser.parse_args()
    if asked.make:
        make(asked.database, asked.make)
        return
    if asked.parallel:
        print(json.dumps(wrongly_distinctive(asked.parallel), ensure_ascii=False))
        return
    if asked.measure:
        print(json.dumps(measured(asked.database, asked.measure)))
        return
    for articles in asked.articles:
        with tempfile.TemporaryDirectory() as directory:
            file = asked.database or Path(directory, "made.sqlite")
            file.unlink(missing_ok=True)
            subprocess.run([*COMMAND, "--database", str(file), "--make", str(articles)], check=True)
            for cut in CUTS:
                command = [*COMMAND, "--database", str(file), "--measure", cut]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                print(json.dumps({"articles": articles, "cut": cut} | told), flush=True)


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


def measured(file: Path, cut: Cut) -> dict[str, Any]:
    """Seconds of CPU of a comparison by a cut, the memory before and at its most, and what was found."""
    topic = shipped_topic()
    engine = connect(f"sqlite:///{file}")
    asked = Asked(Selection(topic=topic.id), cut, "day", UTC, sources(), topic, paired_terms(topic), shipped_enough())
    with reading(engine) as connection:
        before, started = memory(), time.process_time()
        found = compared(connection, asked)
        seconds = time.process_time() - started
    return {
        "seconds": round(seconds, 1),
        "texts": sum(found.read.values()),
        "ms_a_text": round(seconds * 1000 / max(1, sum(found.read.values())), 2),
        "MB_before": before,
        "MB_most": memory(),
        "stories": found.counts.stories,
        "verdicts": found.counts.verdicts,
    }


def wrongly_distinctive(file: Path) -> dict[str, Any]:
    """How many terms both languages can say of the same texts, and which are told to be distinctive of one."""
    topic, wording = shipped_topic(), Wording()
    pairs = paired_terms(topic)
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            for language in LANGUAGES:
                wording.add(language, language, number, heard(row[language], language, topic, pairs))
    shared, _ = shared_words(wording, topic, pairs)
    found = [each for side in distinctive(wording, topic, pairs, most=1000) for each in side.terms if each.is_sure]
    terms = {word for tally in shared.values() for word in tally.times}
    return {"terms": len(terms), "wrong": len(found), "which": [f"{each.term} {each.z:.1f}" for each in found]}


def memory() -> int:
    """The most memory of this process so far, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


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


if __name__ == "__main__":
    main()

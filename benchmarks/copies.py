"""Stores a stream of texts through the product's own writer, and tells what it found to be copies, and how fast.

    python -m benchmarks.copies --cases DIR --out FILE [--database URL]

DIR holds JSON Lines files `cases-*.jsonl` of rows with id, lang, role (index or query) and text: all rows of role index
are stored first, then those of role query, languages apart, as a crawl stores them: each is a visit of its own, and
groups of them are written in one transaction each. FILE gets a line a tie, {"a", "b", "kind", "form", "score"}. Printed
is one line of JSON with how many texts were stored in a second of this process's CPU: folding, signing and writing each
text with its visit, without discovery and claims. Killed and begun again on the same database it goes on.
"""

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from crawler.frozen import freeze
from pipeline.learned import NOTHING, reading_of
from pipeline.values import Article, Found, Language, Link, Route
from storage.copy_links import ties_of
from storage.database import connect, reading, transact
from storage.frontier import Visit, claim
from storage.looks import add_found
from storage.migrate import ready
from storage.results import Result, write_all
from storage.runs import start_run
from storage.schema import article, visit

GROUP = 100  # as the writer of a crawl has it
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """One text of the stream."""

    id: str
    language: Language
    role: str
    text: str

    @property
    def url(self) -> str:
        """The address that it is stored under."""
        return f"https://cases.example/{self.id}"

    @property
    def part(self) -> str:
        """The source that it is stored for."""
        return f"{self.role}-{self.language}"


def main() -> None:
    """Store the stream and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--database", help="URL of an empty database, or of one where this was killed")
    parser.add_argument("--group", type=int, default=GROUP, help="texts that are written in one transaction")
    asked = parser.parse_args()
    cases = cases_of(asked.cases)
    with tempfile.TemporaryDirectory() as directory:
        engine = connect(asked.database or f"sqlite:///{directory}/copies.sqlite")
        try:
            ready(engine)
            freeze()  # as a crawl does
            figures = store_all(engine, cases, asked.group)
            kinds = write_links(engine, cases, asked.out)
        finally:
            engine.dispose()
    print(json.dumps({"database": engine.dialect.name, **figures, "ties": kinds}))


def cases_of(directory: Path) -> list[Case]:
    """The rows of all files in the order of the stream."""
    cases: list[Case] = []
    for path in sorted(directory.glob("cases-*.jsonl")):
        with path.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        cases += [Case(row["id"], row["lang"], row["role"], row["text"]) for row in rows]
    return sorted(cases, key=lambda case: (case.role != "index", case.language))


def store_all(engine: sa.Engine, cases: Sequence[Case], group: int = GROUP) -> dict[str, object]:
    """Store what is not stored yet; return how many texts of each language, and how many a second of CPU."""
    parts: dict[str, dict[str, Case]] = {}
    for case in cases:
        parts.setdefault(case.part, {})[case.url] = case
    run_id = transact(engine, partial(begin, parts=parts))
    number: Counter[str] = Counter()
    seconds: dict[str, float] = defaultdict(float)
    for part, its in parts.items():
        while visits := transact(engine, partial(claim, run_id=run_id, source_id=part, limit=group, now=NOW)):
            began = time.process_time()
            results = [result_of(each, its[each.link.url]) for each in visits]
            transact(engine, partial(write_all, results=results, run_id=run_id, now=NOW))
            language = its[visits[0].link.url].language
            seconds[language] += time.process_time() - began
            number[language] += len(visits)
    speeds = {language: round(number[language] / seconds[language], 1) for language in number}
    return {"docs": dict(number), "docs_per_cpu_s": speeds}


def begin(connection: sa.Connection, parts: Mapping[str, Mapping[str, Case]]) -> int:
    """Discover all texts and give back what a killed run had claimed; return the number of this run."""
    run_id = start_run(connection, NOW)
    connection.execute(sa.update(visit).where(visit.c.outcome == "").values(run_id=None))
    for part, its in parts.items():
        route = Route("https://cases.example/feed", "feed")
        add_found(connection, run_id, part, route, Found(tuple(map(Link, its))), NOW)
    return run_id


def result_of(of: Visit, case: Case) -> tuple[Result, None]:
    """What a visit brings: the text of its case."""
    title = case.text.partition("\n")[0][:80]
    made = Article(case.url, case.url, case.part, title, case.text, case.language, NOW)
    return Result(of, "", article=made, reading=reading_of(made, NOTHING)), None


def write_links(engine: sa.Engine, cases: Sequence[Case], out: Path) -> dict[str, int]:
    """Write a line for each tie; return how many there are of each kind, seen from both sides."""
    names = {case.url: case.id for case in cases}
    kinds: Counter[str] = Counter()
    with reading(engine) as connection, out.open("w", encoding="utf-8") as file:
        of_id = {row.id: names[row.url] for row in connection.execute(sa.select(article.c.id, article.c.url))}
        for start in range(0, len(of_id), GROUP):
            for ties in ties_of(connection, sorted(of_id)[start : start + GROUP]).values():
                for tie in ties:
                    found = tie.found
                    row = {"a": of_id[tie.article_id], "b": of_id[tie.other_id], "kind": found.kind, "form": found.form}
                    file.write(json.dumps(row | {"score": round(found.score, 4)}) + "\n")
                    kinds[found.kind] += 1
    return dict(kinds)


if __name__ == "__main__":
    main()

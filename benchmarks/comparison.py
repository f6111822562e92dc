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
from datetime import UTC
from pathlib import Path
from typing import Any

from benchmarks.simulated_news import make, sources
from config.paired_terms import paired_terms
from config.topics import shipped_topic
from pipeline.distinctive import LANGUAGES, distinctive, shared_words
from pipeline.gaps import shipped_enough
from pipeline.hearing import heard
from pipeline.sides import Cut
from pipeline.wording import Wording
from storage.compared import Asked, compared
from storage.database import connect, reading
from storage.queries import Selection

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


if __name__ == "__main__":
    main()

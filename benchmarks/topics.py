"""Which texts are on the topic, and which sides of it they tell, by the product's own queries.

    python -m benchmarks.topics --texts FILE --out FILE

FILE has a JSON object a line with id, lang, title and text; the other gets id, on_topic and facets. A text off the
topic has no facets.
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from config.topics import shipped_topic
from pipeline.topics import topics_of


def main() -> None:
    """Write what was found, and print how many texts were read in a second of CPU time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    lines = asked.texts.read_text(encoding="utf-8").split("\n")  # splitlines() parts a line at U+2028, too
    rows = [json.loads(line) for line in lines if line.strip()]
    topics_of("", "", topic=shipped_topic())  # reading the terms is no part of the time
    started = time.process_time()
    found = list(judged(rows))
    seconds = max(time.process_time() - started, 1e-9)
    asked.out.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found), encoding="utf-8")
    characters = sum(len(row.get("text") or "") for row in rows) / max(1, len(rows))
    print(
        f"{len(rows)} texts of {characters:.0f} characters on average, {len(rows) / seconds:.0f} a second of CPU time"
    )


def judged(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each text its id, whether it is on the topic, and its facets."""
    for row in rows:
        language = row.get("lang")
        found = topics_of(row.get("title") or "", row.get("text") or "", language if language in ("zh", "en") else None)
        yield {"id": row["id"], "on_topic": found.on_topic, "facets": list(found.facets)}


if __name__ == "__main__":
    main()

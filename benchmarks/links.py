"""Which English text tells of the same as each Chinese one, by the product's own linker.

    python -m benchmarks.links --cases FILE --out FILE

FILE has a JSON object a line with id, lang and text; the texts have no dates, so any may be tied to any. The other gets
a line a Chinese text, {"id", "best": [[id, score], ...]}, the best first.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from config.topics import shipped_topic
from pipeline.dictionary import readings
from pipeline.dictionary_parsed import prepare
from pipeline.term_index import TermIndex, frequencies_of
from pipeline.term_vector import term_vector

MOST = 10  # English texts that are told of each Chinese one


def main() -> None:
    """Write what was found, and print how many texts were linked in a second of CPU time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    with asked.cases.open(encoding="utf-8") as file:  # splitlines() parts a line at U+2028, too
        rows = [json.loads(line) for line in file if line.strip()]
    started = time.process_time()
    prepare()
    readings("黄")  # what the kept dictionary leaves out, and names ask for
    term_vector("芯片", "zh", shipped_topic())
    loaded = time.process_time()
    found = list(ranked(rows))
    seconds = max(time.process_time() - loaded, 1e-9)
    asked.out.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found), encoding="utf-8")
    print(
        f"{len(rows)} texts, {len(rows) / seconds:.0f} a second of CPU time, "
        f"after {loaded - started:.2f} s in which dictionary and names were read"
    )


def ranked(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each Chinese text the English ones nearest to it."""
    topic = shipped_topic()
    vectors = [term_vector(row["text"], row["lang"], topic) for row in rows]
    english = [number for number, row in enumerate(rows) if row["lang"] == "en"]
    index = TermIndex([vectors[number] for number in english], frequencies_of(vectors))
    for row, vector in zip(rows, vectors, strict=True):
        if row["lang"] == "zh":
            best = [[rows[english[at]]["id"], round(score, 4)] for at, score in index.nearest(vector, MOST)]
            yield {"id": row["id"], "best": best}


if __name__ == "__main__":
    main()

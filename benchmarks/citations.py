"""Which outlets texts name as their sources, and on which days those reported, as the product finds them.

    python -m benchmarks.citations --texts FILE --out FILE
    python -m benchmarks.citations --texts FILE --out FILE --score LABELLED [--wrong]

FILE has a JSON object a line with id, lang, published and text, and where it is known outlet: the article's own as
printed. The other gets id and cites: each an outlet, its date or null, and the verb. A labelled file has the cites that
are right, outlets by any of their names; --wrong prints every text that differs.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.citations import citations_of
from pipeline.newsrooms import known_as, newsroom


def main() -> None:
    """Write what was found and print how fast, and with a labelled file how right it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--score", type=Path)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    rows = read(asked.texts)
    for language in ("zh", "en"):
        citations_of("Reuters 路透社", language)  # reading the tables is no part of the time
    started = time.process_time()
    found = list(cited(rows))
    seconds = max(time.process_time() - started, 1e-9)
    asked.out.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found), encoding="utf-8")
    characters = sum(len(row["text"]) for row in rows) / max(1, len(rows))
    print(f"{len(rows)} texts of {characters:.0f} characters, {1000 * seconds / max(1, len(rows)):.2f} ms of CPU each")
    if asked.score:
        labelled = read(asked.score)
        for part in ("zh", "en", ""):
            print(part or "all", score(found, [row for row in labelled if not part or row["lang"] == part]))
        if asked.wrong:
            print("\n".join(differences(found, labelled)))


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with a JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def cited(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each text its id and whom it cites."""
    for row in rows:
        at = datetime.fromisoformat(row["published"]) if row.get("published") else None
        own = newsroom(row["outlet"]) if row.get("outlet") else None
        zone = at.isoformat()[-6:] if at and at.tzinfo else "UTC"
        found = citations_of(row["text"], row["lang"], at, zone, own)
        cites = [
            {
                "outlet": each.outlet.name,
                "id": each.outlet.id,
                "date": each.date.isoformat() if each.date else None,
                "verb": each.verb,
            }
            for each in found
        ]
        yield {"id": row["id"], "cites": cites}


def score(found: list[dict[str, Any]], labelled: list[dict[str, Any]]) -> str:
    """Precision and recall of outlets, and how many days are right of those outlets that are."""
    by_id = {each["id"]: each["cites"] for each in found}
    count: Counter[str] = Counter()
    for row in labelled:
        ours, right = outlets_of(by_id[row["id"]]), outlets_of(row["cites"])
        both = ours.keys() & right.keys()
        dates = sum(ours[outlet] == right[outlet] for outlet in both)
        count.update(both=len(both), ours=len(ours), right=len(right), dates=dates)
    precision, recall, days = (
        count[part] / max(1, count[whole]) for part, whole in (("both", "ours"), ("both", "right"), ("dates", "both"))
    )
    return (
        f"outlets P {precision:.3f} ({count['both']}/{count['ours']}) R {recall:.3f} ({count['both']}/{count['right']})"
        f", dates right {days:.3f} ({count['dates']}/{count['both']})"
    )


def outlets_of(cites: list[dict[str, Any]]) -> dict[str, str | None]:
    """The date of each outlet, by its id in the table, or by its letters where the table has none of that name."""
    return {(each.get("id") or outlet_of(each["outlet"])).removeprefix("the"): each["date"] for each in reversed(cites)}


def outlet_of(name: str) -> str:
    """The id of the outlet of a name, which may say more in parentheses: CNA (Channel NewsAsia)."""
    first, _, more = name.rstrip(")").partition(" (")
    return known_as(name) or (known_as(f"{more} {first}") or known_as(more) if more else "") or newsroom(first)


def differences(found: list[dict[str, Any]], labelled: list[dict[str, Any]]) -> Iterator[str]:
    """For each text with a difference a line: what is missing (-), too much (+), of another day (!)."""
    by_id = {each["id"]: each["cites"] for each in found}
    for row in labelled:
        ours, right = outlets_of(by_id[row["id"]]), outlets_of(row["cites"])
        signs = [f"-{outlet}" for outlet in right.keys() - ours.keys()]
        signs += [f"+{outlet}" for outlet in ours.keys() - right.keys()]
        signs += [
            f"!{each} {ours[each]}≠{right[each]}" for each in ours.keys() & right.keys() if ours[each] != right[each]
        ]
        if signs:
            yield f"{row['id']} {row['published'][:10]} [{row.get('trap') or ''}] {' '.join(sorted(signs))}"
            yield f"    {row['text']}"


if __name__ == "__main__":
    main()

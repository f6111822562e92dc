"""How many saved pages the rules by host answer, and how their texts compare with the general readers' on those.

    python -m benchmarks.hosts --pages ../shared/pages

For each group of pages and each platform: pages, pages answered, body F1 of the rules, body F1 of the general readers
on the same pages, and milliseconds of CPU that the rules took a page.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from types import ModuleType

from benchmarks.reading import FETCHED_AT
from benchmarks.saved import GROUPS, SavedPage, load_pages, load_scorer
from pipeline.body import body_of
from pipeline.ends import cut_head, cut_tail
from pipeline.host import read_host, rules_for
from pipeline.markup import tree_of
from pipeline.read import text_of
from pipeline.values import Drop, Page


@dataclass(frozen=True, slots=True)
class Answer:
    """One page that has rules: whether they gave a text, and how both texts score where there is a gold one."""

    page: SavedPage
    rules: str
    is_answered: bool
    seconds: float
    by_host: float | None
    by_general: float | None


def answers(pages: list[SavedPage], scorer: ModuleType) -> Iterator[Answer]:
    """What the rules by host give for each page that has any."""
    for page in pages:
        rules = rules_for(page.url)
        if rules is None:
            continue
        try:
            markup = text_of(Page(page.url, page.body, FETCHED_AT))
            tree = tree_of(markup)
        except Drop:
            continue
        started = time.process_time()
        text = read_host(page.url, tree, markup).text
        seconds = time.process_time() - started
        if not text or "text" not in page.line["gold"]:
            yield Answer(page, rules.id, bool(text), seconds, None, None)
            continue
        scores = [scorer.score(page.line, {"text": _cut(each)})["F1"] for each in (text, body_of(tree).text)]
        yield Answer(page, rules.id, True, seconds, *scores)


def row_of(name: str, pages: int, found: list[Answer]) -> list[str]:
    """One line of the table."""
    both = [(one.by_host, one.by_general) for one in found if one.by_host is not None and one.by_general is not None]
    means = [f"{mean(values):.4f}" for values in zip(*both, strict=True)] if both else ["-", "-"]
    taken = f"{1000 * mean(one.seconds for one in found):.2f}" if found else "-"
    return [name, str(pages), str(sum(one.is_answered for one in found)), *means, taken]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=Path, default=Path("../shared/pages"))
    options.add_argument("--platforms", action="store_true", help="a line for each platform too")
    given = options.parse_args()
    if not (given.pages / "manifest.jsonl").exists():
        sys.exit(f"no manifest.jsonl in {given.pages}")
    pages = load_pages(given.pages)
    scorer = load_scorer(given.pages)
    found = list(answers(pages, scorer))
    print("\t".join(["group", "pages", "answered", "F1 host", "F1 general", "ms host"]))
    for group in (*GROUPS, "all"):
        belongs = scorer.GROUPS[group]
        chosen = [one for one in found if belongs(one.page.line)]
        print("\t".join(row_of(group, sum(belongs(page.line) for page in pages), chosen)))
    for rules in sorted({one.rules for one in found}) if given.platforms else ():
        chosen = [one for one in found if one.rules == rules]
        print("\t".join(row_of(rules, len(chosen), chosen)))


def _cut(text: str) -> str:
    return cut_head(cut_tail(text)[0])[0]


if __name__ == "__main__":
    main()

"""How often each layer of evidence is right about each field, on saved pages with a gold value.

    python -m benchmarks.layers PAGES

PAGES holds manifest.jsonl, and ../bench/extraction.py stands beside it: right is what that scorer calls right (for
authors an F1 of one half or more). A layer is asked on every page, also where an earlier one answered. The second table
tells of two layers that differ on a page, which one is better there, and how often.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.reading import FETCHED_AT, source_of
from benchmarks.saved import SavedPage, load_pages, load_scorer
from pipeline.article import outlets_of
from pipeline.body import body_of
from pipeline.byline_en import english_claims
from pipeline.byline_places import Places
from pipeline.byline_zh import chinese_claims
from pipeline.claims import Claim
from pipeline.credit import credit_claims
from pipeline.fields import around_of, fields_of, place_of
from pipeline.lines import signatures
from pipeline.markup import tree_of
from pipeline.published import published_claims
from pipeline.published_guesses import published_guesses
from pipeline.read import text_of
from pipeline.title import title_claims
from pipeline.values import Drop, Link, Page

KEYS = {"title": "title", "day": "published", "author": "authors", "credit": "credit"}
RIGHT = 0.5


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", type=Path)
    pages = options.parse_args().pages
    scorer = load_scorer(pages)
    rows: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    apart: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for page in load_pages(pages):
        scores = judged(page, scorer)
        for (field, layer), score in scores.items():
            rows[page.language, field, layer].append(score >= RIGHT)
        for ((field, layer), score), ((other_field, other), against) in combinations(sorted(scores.items()), 2):
            if field == other_field and score != against:
                apart[page.language, field, layer, other][score < against] += 1
    print("language\tfield\tlayer\tpages\tright")
    for (language, field, layer), found in sorted(rows.items()):
        print(f"{language}\t{field}\t{layer}\t{len(found)}\t{sum(found) / len(found):.3f}")
    print("\nlanguage\tfield\tlayer\tother\tbetter\tworse")
    for (language, field, layer, other), (better, worse) in sorted(apart.items()):
        print(f"{language}\t{field}\t{layer}\t{other}\t{better}\t{worse}")


def judged(page: SavedPage, scorer: ModuleType) -> dict[tuple[str, str], float]:
    """The score of the first value of each field and layer that says something of a page with a gold value."""
    try:
        found = list(claims_of(page))
    except Drop:
        return {}
    scores: dict[tuple[str, str], float] = {}
    for field, layer, value in found:
        row = scorer.score(page.line, {KEYS[field]: value})
        if field in row:
            scores.setdefault((field, layer), float(row[field]))
    return scores


def claims_of(page: SavedPage) -> Iterator[tuple[str, str, Any]]:
    """What each layer says of a page, in the order in which the product asks: field, layer and value."""
    source = source_of(page.body, page.url)
    address = page.url if page.url.startswith("http") else "https://page.invalid/"
    fetched = Page(address, page.body, FETCHED_AT)
    tree = tree_of(text_of(fetched))
    fields = fields_of(tree, address, source, Link(address), FETCHED_AT)
    metadata, head, nodes = fields.metadata, fields.head, frozenset(fields.nodes)
    yield from _named("title", title_claims(metadata, "", (source.name,), nodes))
    around, zone = around_of(fields.nodes, fields.title.value), ZoneInfo(source.timezone)
    place = place_of(tree, fields.nodes, around, address, source.timezone, FETCHED_AT)
    signed = signatures(tree)
    for claim in (*published_claims(metadata, place), *published_guesses(place)):
        yield "day", claim.layer, claim.value.at.astimezone(zone).date()
    text = body_of(tree).text
    yield from _named("credit", credit_claims(metadata, "\n".join(head), text, fields.page))
    claims = english_claims if source.language == "en" else chinese_claims
    outlets = outlets_of(source, metadata)
    yield from _named("author", claims(Places(metadata, head, text, fields.page, outlets, "", signed)))


def _named(field: str, claims: Iterator[Claim[Any]]) -> Iterator[tuple[str, str, Any]]:
    return ((field, claim.layer, claim.value) for claim in claims)


if __name__ == "__main__":
    main()

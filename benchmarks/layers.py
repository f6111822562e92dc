"""How often each layer of evidence is right about each field, on saved pages with a gold value.

    python -m benchmarks.layers PAGES

PAGES holds manifest.jsonl, and ../bench/extraction.py stands beside it: right is what that scorer calls right (for
authors an F1 of one half or more). A layer is asked on every page, also where an earlier one answered.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.reading import FETCHED_AT, source_of
from benchmarks.saved import SavedPage, load_pages, load_scorer
from pipeline.article import outlets_of
from pipeline.body import body_of
from pipeline.byline import chinese_claims, english_claims
from pipeline.claims import Claim
from pipeline.credit import credit_claims
from pipeline.fields import around_of, fields_of, place_of
from pipeline.lines import signatures
from pipeline.markup import tree_of
from pipeline.published import published_claims, published_guesses
from pipeline.read import text_of
from pipeline.title import title_claims
from pipeline.values import Drop, Link, Page

KEYS = {"title": "title", "day": "published", "author": "authors", "credit": "credit"}
RIGHT = 0.5


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", type=Path)
    pages = options.parse_args().pages
    scorer = load_scorer(pages)
    rows: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for page in load_pages(pages):
        for field, layer, is_right in judged(page, scorer):
            rows[page.language, field, layer].append(is_right)
    print("language\tfield\tlayer\tpages\tright")
    for (language, field, layer), found in sorted(rows.items()):
        print(f"{language}\t{field}\t{layer}\t{len(found)}\t{sum(found) / len(found):.3f}")


def judged(page: SavedPage, scorer: ModuleType) -> Iterator[tuple[str, str, bool]]:
    """Each field and layer that says something of a page with a gold value, and whether it is right."""
    try:
        found = list(claims_of(page))
    except Drop:
        return
    asked = set()
    for field, layer, value in found:
        row = scorer.score(page.line, {KEYS[field]: value})
        if field in row and (field, layer) not in asked:
            asked.add((field, layer))
            yield field, layer, float(row[field]) >= RIGHT


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
    text = body_of(tree, "")
    yield from _named("credit", credit_claims(metadata, "\n".join(head), text, fields.page))
    claims = english_claims if source.language == "en" else chinese_claims
    outlets = outlets_of(source, metadata)
    yield from _named("author", claims(metadata, head, text, fields.page, outlets, "", signed))


def _named(field: str, claims: Iterator[Claim[Any]]) -> Iterator[tuple[str, str, Any]]:
    return ((field, claim.layer, claim.value) for claim in claims)


if __name__ == "__main__":
    main()

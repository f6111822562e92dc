"""Exporting pairs of articles: of one story across languages, and retellings with their originals."""

from collections import Counter
from collections.abc import Generator, Mapping
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from config.source import Source
from pipeline.pairs import Tie
from pipeline.source_outlets import Newsrooms
from storage.columns import PAIR_COLUMNS
from storage.data_sheet import data_sheet
from storage.export import Cell, Form, write_export
from storage.pairing import StoredPair, pairs_of
from storage.queries import Selection


def export_pairs(
    connection: sa.Connection,
    selection: Selection,
    path: Path,
    form: Form,
    now: datetime,
    sources: Mapping[str, Source],
    newsrooms: Newsrooms,
) -> int:
    """Write the pairs of which an article is selected, and a data sheet to `<file>.about.json`; return how many.

    Both files appear whole or not at all; on an error those that stood there before are untouched.
    """
    articles: dict[int, tuple[str, str]] = {}  # of all pairs, by source and language
    relations: Counter[str] = Counter()

    def rows() -> Generator[dict[str, Cell], None, None]:
        for each in pairs_of(connection, selection, newsrooms):
            relations[each.relation] += 1
            articles.update({of.id: (of.source, of.language) for of in (each.one, each.other)})
            yield row(each)

    def about() -> dict[str, object]:
        counted = Counter(articles.values())
        sheet = data_sheet(connection, selection, path.name, PAIR_COLUMNS, counted, sources, now)
        return sheet | {
            "pairs": relations.total(),
            "relations": dict(sorted(relations.items())),
            "pairs_of": "articles of which at least one is selected; `articles`, `languages` and `sources` count both",
        }

    write_export(path, form, PAIR_COLUMNS, rows(), about)
    return relations.total()


def row(of: StoredPair) -> dict[str, Cell]:
    """The cells of a pair, in the order of the columns."""
    is_relay = of.relation != "story"
    by_language = {each.language: each.id for each in (of.other, of.one)}
    is_across = len(by_language) == 2
    chinese, english = (of.one, of.other) if of.one.language == "zh" else (of.other, of.one)
    first, then = (english, chinese) if is_across else (of.other, of.one)
    heads = (of.one.language, of.other.language) if is_across else ("retelling", "original")
    return {
        "zh_id": by_language.get("zh"),
        "en_id": by_language.get("en"),
        "relation": of.relation,
        "score": round(of.score, 3),
        "lag": round((then.at - first.at).total_seconds()),
        "evidence": [evidence(each, heads) for each in of.ties],
        "story_id": of.story_id,
        "retelling_id": of.one.id if is_relay else None,
        "original_id": of.other.id if is_relay else None,
        "outlet": of.outlet,
    }


def evidence(of: Tie, heads: tuple[str, str]) -> dict[str, str | int | float]:
    """A term that ties a pair: as the Chinese text prints it, then the English one."""
    printed: dict[str, str | int | float] = {heads[0]: of.here, heads[1]: of.there}
    order = ("zh", "en") if "zh" in printed else heads
    return {head: printed[head] for head in order} | {"share": round(of.share, 3)}

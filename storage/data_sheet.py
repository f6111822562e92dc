"""The data sheet of an export: what is in it, how it was chosen, and what its columns mean."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import sqlalchemy as sa

from config.source import Source
from storage import migrate
from storage.queries import Selection
from storage.reports import outcomes


def data_sheet(
    connection: sa.Connection,
    selection: Selection,
    file: str,
    columns: Mapping[str, str],
    exported: "Counter[tuple[str, str]]",
    known: Mapping[str, Source],
    now: datetime,
) -> dict[str, Any]:
    """What stands beside an export, ready for JSON; `exported` counts its articles by source and language."""
    return {
        "file": file,
        "exported_at": now.isoformat(),
        "duizhao": product_version(),
        "schema": migrate.version(connection),
        "period": {
            "since": selection.since.isoformat() if selection.since else None,
            "until": selection.until.isoformat() if selection.until else None,
            "of": "published_at, or first_seen_at where that is not known; until is not part of it",
        },
        "selection": {
            "sources": None if selection.sources is None else list(selection.sources),
            "language": selection.language,
            "words": selection.words,
            "topic": selection.topic,
            "facet": selection.facet,
            "limit": selection.limit,
            "left_out": len(selection.leave_out),  # of families of which another article is in
        },
        "articles": exported.total(),
        "languages": totals(exported, 1),
        "sources": [
            {"id": source, **told(known.get(source)), "articles": count}
            for source, count in totals(exported, 0).items()
        ],
        "outcomes": {
            "of": "all visits of the selected sources up to this export, also of pages outside the period",
            "counts": dict(outcomes(connection, sources=selection.sources)),
        },
        "columns": dict(columns),
        "csv": "UTF-8 with BOM; a cell that a spreadsheet could run as a formula has an apostrophe before it",
    }


def told(source: Source | None) -> dict[str, str | None]:
    """What the catalogue says of a source beside its id; empty where it is no longer in it."""
    seen = source.last_seen_working if source else None
    return {"name": source.name if source else "", "last_seen_working": seen.isoformat() if seen else None}


def totals(exported: "Counter[tuple[str, str]]", part: int) -> dict[str, int]:
    """The counts by one part of the key, sorted by it."""
    found: Counter[str] = Counter()
    for key, count in exported.items():
        found[key[part]] += count
    return dict(sorted(found.items()))


def product_version() -> str:
    """The version of this program."""
    try:
        return version("duizhao")
    except PackageNotFoundError:
        return "unknown"

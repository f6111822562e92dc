"""Saved pages with the texts that were read out of them by hand, and the scorer that stands beside them."""

import gzip
import importlib.util
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

GROUPS = ("zh-news", "zh-163", "en-news")  # of the scorer's own; both languages whole come beside them


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One saved page: its bytes, the URL it was saved from, and its line of the manifest for the scorer."""

    id: str
    url: str
    language: str
    body: bytes = field(repr=False)
    line: dict[str, Any] = field(repr=False)


def load_pages(directory: Path) -> list[SavedPage]:
    """The pages that a directory's manifest names."""
    with (directory / "manifest.jsonl").open(encoding="utf-8") as lines:
        return [saved_page(directory, json.loads(line)) for line in lines]


def saved_page(directory: Path, line: dict[str, Any]) -> SavedPage:
    """The page of one line of a manifest; one URL there lacks its scheme."""
    url = line["url"]
    body = gzip.decompress((directory / line["file"]).read_bytes())
    return SavedPage(line["id"], f"https:{url}" if url.startswith("//") else url, line["lang"], body, line)


def load_scorer(pages: Path) -> ModuleType:
    """The module bench/extraction.py beside the directory of the pages."""
    spec = importlib.util.spec_from_file_location("extraction", pages.parent / "bench" / "extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(scorer: ModuleType, found: Sequence[tuple[SavedPage, str]]) -> dict[str, float | None]:
    """The mean body F1 of each group; a page of which nothing was stored has the empty text."""
    scores = [(page, row["F1"]) for page, text in found if "F1" in (row := scorer.score(page.line, {"text": text}))]
    groups: dict[str, Callable[[dict[str, Any]], bool]] = {
        "zh": lambda line: line["lang"] == "zh",
        "en": lambda line: line["lang"] == "en",
    }
    groups |= {name: scorer.GROUPS[name] for name in GROUPS}
    means = {}
    for name, belongs in groups.items():
        values = [score for page, score in scores if belongs(page.line)]
        means[name] = round(mean(values), 4) if values else None
    return means


def f1_of_trafilatura(scorer: ModuleType, pages: Sequence[SavedPage]) -> dict[str, float | None]:
    """The same of trafilatura with its own defaults, on the same bytes."""
    read = scorer.reader("trafilatura")
    found = []
    for page in pages:
        article, _, _ = scorer.run(read, page.line | {"html": page.body})
        found.append((page, (article or {}).get("text") or ""))
    return f1(scorer, found)

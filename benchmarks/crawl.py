"""The whole crawl on saved pages: `python -m benchmarks.crawl --pages DIRECTORY [--repeat N]` prints one JSON line."""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any, Literal
from urllib.parse import quote

from benchmarks.fetching import crawl, crawl_bare, crawl_plain, fetch_raw
from benchmarks.ledger import Ledger, ledger_of, wrongs
from benchmarks.processes import Ran
from benchmarks.saved import SavedPage, f1, f1_of_trafilatura, load_pages, load_scorer
from benchmarks.server import Answer, Server, answer
from benchmarks.sites import Site, lists_of, write_sources

SITES = 4  # with two connections each, so that politeness is not what limits
LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
WORSE = 0.005  # F1 below trafilatura's own that is let pass
LEAST_RATIO = 0.14  # of the speed of reading and writing pages to that of fetching them
BARES = 3  # runs of the spider alone, around the crawl
AT_REPEAT = 8  # from how many copies of the pages the speed is steady enough to be judged
Figures = tuple[dict[str, Any], list[str]]  # what is printed, and what is wrong with it


def main() -> int:
    """Measure, print, and return 1 where a figure is not as it must be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=Path, required=True, help="directory with manifest.jsonl")
    options.add_argument("--repeat", type=int, default=1, help="serve each page so often, at different paths")
    options.add_argument("--with-trafilatura", action="store_true", help="score it alone on the same pages too")
    options.add_argument("--into", type=Path, help="keep database and sources here, in a directory not there yet")
    chosen = options.parse_args()
    with ExitStack() as stack:
        work = chosen.into or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duizhao-bench-")))
        figures, wrong = measure(chosen.pages.resolve(), chosen.repeat, work, chosen.with_trafilatura)
    print(json.dumps(figures, ensure_ascii=False))
    for each in wrong:
        print(each, file=sys.stderr)
    return 1 if wrong else 0


def measure(pages: Path, repeat: int, work: Path, with_trafilatura: bool, bares: int = BARES) -> Figures:
    """The figures of a crawl of the pages into the directory, and what is wrong with them."""
    saved = load_pages(pages)
    scorer = load_scorer(pages)
    by_path = {path_of(page, copy): page for copy in range(repeat) for page in saved}
    server = Server(SITES)
    sites = sites_of(by_path, server.ports)
    server.answers = [answers_of(site, by_path) for site in sites]
    write_sources(work / "sources", sites, {path: page.url for path, page in by_path.items()})
    with server:
        raw = fetch_raw(server, sites)
        bare = [crawl_bare(server, sites, work)]
        real = crawl(server, sites, work)
        bare += [crawl_bare(server, sites, work) for _ in range(bares - 1)]
        plain = [crawl_plain(server, sites, work) for _ in range(bares)]
    ledger = ledger_of(work / "data")
    texts = {url.split("/", 3)[3]: text for url, text in ledger.texts.items()}
    found = [(page, texts.get(path.removeprefix("/"), "")) for path, page in by_path.items()]
    bare_rate = median(each.rate for each in bare)
    plain_rate = median(each.rate for each in plain)
    figures: dict[str, Any] = {
        "pages": len(saved),
        "repeat": repeat,
        "links": ledger.links,
        "visits": ledger.visits,
        "pending": ledger.pending,
        "outcomes": ledger.outcomes,
        "stored": ledger.stored,
        "f1": f1(scorer, found),
        "seconds": round(real.span.seconds, 2),
        "pages_per_s": round(real.rate, 1),
        "bare_pages_per_s": round(bare_rate, 1),
        "ratio": round(real.rate / bare_rate, 3) if bare_rate else None,
        "peak_mib": {"crawl": real.ran.peak.crawl, "children": real.ran.peak.children, "sum": real.ran.peak.sum},
        "command_seconds": round(real.ran.seconds, 1),
        "scrapy_pages_per_s": round(plain_rate, 1),
        "ratio_of_scrapy": round(real.rate / plain_rate, 3) if plain_rate else None,
        "bare_runs": [round(each.rate, 1) for each in bare],
        "raw_pages_per_s": round(raw.responses / raw.seconds, 1) if raw.seconds else None,
    }
    if with_trafilatura:
        figures["trafilatura_f1"] = f1_of_trafilatura(scorer, saved)
    wrong = wrongs(ledger, len(by_path)) + told_wrong(ledger, real.ran)
    others = [("the spider alone", each) for each in bare] + [("Scrapy as it comes", each) for each in plain]
    wrong += [f"{name} ended with {each.ran.code}" for name, each in others if each.ran.code]
    for name, span in [("the crawl", real.span), *((name, each.span) for name, each in others)]:
        if span.responses != len(by_path):
            wrong.append(f"{name} was given {span.responses} pages of {len(by_path)}")
    return figures, wrong + missed(figures)


def path_of(page: SavedPage, copy: int) -> str:
    """The path that a copy of a page is served at."""
    return f"/{copy}/{quote(page.id, safe='')}.html"


def sites_of(by_path: Mapping[str, SavedPage], ports: Sequence[int]) -> list[Site]:
    """As many sites as ports, each of one language, and about as many pages on each."""
    paths = {language: [path for path, page in by_path.items() if page.language == language] for language in LANGUAGES}
    chinese = round(len(ports) * len(paths["zh"]) / max(1, len(by_path)))
    chinese = min(max(chinese, 1), len(ports) - 1)
    lots = [("zh", paths["zh"][lot::chinese]) for lot in range(chinese)]
    english = len(ports) - chinese
    lots += [("en", paths["en"][lot::english]) for lot in range(english)]
    return [
        Site(f"saved-{language}-{number}", "zh" if language == "zh" else "en", port, tuple(own))
        for number, ((language, own), port) in enumerate(zip(lots, ports, strict=True), 1)
    ]


def answers_of(site: Site, by_path: Mapping[str, SavedPage]) -> dict[str, Answer]:
    """A site's lists and pages; a page says its charset itself, as it was saved, so no header says it."""
    pages = {path: answer(by_path[path].body, "text/html", counted=True) for path in site.paths}
    return lists_of(site) | pages


def told_wrong(ledger: Ledger, ran: Ran) -> list[str]:
    """Where the command itself failed, or told other counts than the database holds."""
    if ran.code != 0:
        return [f"the crawl ended with {ran.code}: {ran.output[-2000:]}"]
    told: dict[str, int] = {}
    for each in json.loads(ran.output)["sources"].values():
        for word, number in each["outcomes"].items():
            told[word] = told.get(word, 0) + number
    return [] if told == ledger.outcomes else [f"the crawl told {told}, the database holds {ledger.outcomes}"]


def missed(figures: Mapping[str, Any]) -> list[str]:
    """The figures that fall short of what they must be."""
    short = []
    for group, own in figures.get("trafilatura_f1", {}).items():
        if group in LANGUAGES and figures["f1"][group] < own - WORSE:
            short.append(f"F1 {figures['f1'][group]} of {group} is below trafilatura's {own}")
    if figures["repeat"] >= AT_REPEAT and (figures["ratio"] or 0) < LEAST_RATIO:
        short.append(f"{figures['ratio']} of the bare speed is below {LEAST_RATIO}")
    return short


if __name__ == "__main__":
    sys.exit(main())

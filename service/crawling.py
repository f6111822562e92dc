"""The command `crawl`: a progress bar while it runs, a table of what each source gave."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from config.catalogue import Catalogue
from crawler.crawl import crawl
from crawler.tally import SourceTally, Tally
from pipeline.values import KEPT
from service.output import print_json
from service.workplace import open_workplace

MOST_SHOWN = 20  # visits that kept nothing, with their reasons


def run_crawl(ids: Sequence[str], again: bool, as_json: bool) -> int:
    """Crawl; return 0, or 1 where it was stopped, a source's file is broken, or every route failed."""
    place = open_workplace()
    sources = place.catalogue.select(ids)
    log_to(place.settings.data)
    place.engine.dispose()
    tally = Tally()
    with progress(tally):
        finished = crawl(place.settings, sources, tally, again)
    if as_json:
        print_json(as_object(tally, finished))
    else:
        show(tally, place.catalogue)
        if not finished:
            Console().print(
                "The crawl was stopped; what is not done stays pending, and the next crawl goes on with it."
            )
    broken = not ids and bool(place.catalogue.errors)
    return 0 if finished and not broken and not all_failed(tally) else 1


def all_failed(tally: Tally) -> bool:
    """True where nothing was found, unchanged or visited, and at least one route says why."""
    outcomes = [outcome for each in tally.sources.values() for _, outcome, _ in each.routes]
    idle = not tally.finished() and not any(each.found for each in tally.sources.values())
    return idle and bool(outcomes) and "unchanged" not in outcomes


def log_to(directory: Path) -> None:
    """Send warnings to a file in the data directory, so that the terminal stays for progress and tables."""
    directory.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(directory / "duizhao.log", encoding="utf-8")
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(True)


@contextmanager
def progress(tally: Tally) -> Iterator[None]:
    """A progress bar on standard error, fed by the tally."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[outcomes]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("crawling", total=None, outcomes="")

        def changed() -> None:
            kept = sum(each.outcomes[word] for each in tally.sources.values() for word in KEPT)
            finished = tally.finished()
            note = f"{kept} kept, {finished - kept} not" if finished else ""
            bar.update(task, completed=finished, total=max(tally.known(), finished) or None, outcomes=note)

        tally.changed = changed
        try:
            yield
        finally:
            tally.changed = lambda: None


def show(tally: Tally, catalogue: Catalogue) -> None:
    """Print what each source gave, and the routes that gave nothing."""
    console = Console()
    table = Table(title="What each source gave", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("source", no_wrap=True)
    table.add_column("name", no_wrap=True, max_width=24)
    table.add_column("links", justify="right")
    table.add_column("new", justify="right")
    table.add_column("outcomes", overflow="fold")
    for source_id, each in sorted(tally.sources.items()):
        name = catalogue.sources[source_id].name if source_id in catalogue.sources else ""
        table.add_row(source_id, name, *(str(number or "·") for number in (each.found, each.new)), outcomes(each))
    console.print(table)
    for source_id, each in sorted(tally.sources.items()):
        for url, outcome, detail in each.routes:
            if outcome != "unchanged":
                line = f"{source_id}: {url}: {outcome}" + (f": {detail}" if detail else "")
                console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    refused = [(source_id, *told) for source_id, each in sorted(tally.sources.items()) for told in each.refused]
    for source_id, url, outcome, detail in refused[:MOST_SHOWN]:
        line = f"{source_id}: {url}: {outcome}" + (f": {detail}" if detail else "")
        console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    if len(refused) > MOST_SHOWN:
        console.print(f"{len(refused) - MOST_SHOWN} more visits kept nothing; all are in duizhao.log", markup=False)
    if tally.held:
        console.print(f"{tally.held} visits wait for hosts that asked for patience; a later crawl makes them.")


def outcomes(tally: SourceTally) -> Text:
    """The outcomes of a source, each with its number; what was not kept stands out."""
    parts = [
        Text(f"{word} {number}", style="" if word in KEPT else "yellow")
        for word, number in sorted(tally.outcomes.items(), key=lambda each: (each[0] not in KEPT, each[0]))
    ]
    return Text(", ").join(parts) if parts else Text("·")


def as_object(tally: Tally, finished: bool) -> dict[str, Any]:
    """The crawl's counts as one JSON object."""
    return {
        "finished": finished,
        "held": tally.held,
        "sources": {
            source_id: {
                "links": each.found,
                "new": each.new,
                "outcomes": dict(each.outcomes),
                "not_kept": [
                    {"url": url, "outcome": outcome, "detail": detail} for url, outcome, detail in each.refused
                ],
                "routes_without_links": [
                    {"url": url, "outcome": outcome, "detail": detail} for url, outcome, detail in each.routes
                ],
            }
            for source_id, each in sorted(tally.sources.items())
        },
    }

"""What a crawl gave: a table for people, an object for programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from config.catalogue import Catalogue
from crawler.tally import SourceTally, Tally
from pipeline.values import KEPT
from service.output import console, plural

MOST_SHOWN = 20  # visits that kept nothing, with their reasons


@dataclass(frozen=True, slots=True)
class Left:
    """How many visits are due and not made, and when the next of all is due."""

    due: int
    next: datetime | None


def show(tally: Tally, catalogue: Catalogue) -> None:
    """Print what each source gave, and the routes that gave nothing."""
    at = console()
    table = Table(title="What each source gave", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("source", no_wrap=True)
    table.add_column("name", no_wrap=True, max_width=24)
    table.add_column("links", justify="right")
    table.add_column("new", justify="right")
    table.add_column("outcomes", overflow="fold")
    for source_id, each in sorted(tally.sources.items()):
        name = catalogue.sources[source_id].name if source_id in catalogue.sources else ""
        table.add_row(source_id, name, *(str(number or "·") for number in (each.found, each.new)), outcomes(each))
    at.print(table)
    every = sorted(tally.sources.items())
    routes = [(source_id, *told) for source_id, each in every for told in each.routes if told[1] != "unchanged"]
    refused = [(source_id, *told) for source_id, each in every for told in each.refused]
    for source_id, url, outcome, detail in (*routes, *refused[:MOST_SHOWN]):
        line = f"{source_id}: {url}: {outcome}" + (f": {detail}" if detail else "")
        at.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    if len(refused) > MOST_SHOWN:
        at.print(f"{len(refused) - MOST_SHOWN} more visits kept nothing; all are in duizhao.log", markup=False)
    if tally.held:
        whose = "hosts that asked for patience or that another crawl has"
        at.print(f"{plural(tally.held, 'visit')} left for {whose}; a later crawl makes them.")


def outcomes(tally: SourceTally) -> Text:
    """The outcomes of a source, each with its number; what was not kept stands out."""
    parts = [
        Text(f"{word} {number}", style="" if word in KEPT else "yellow")
        for word, number in sorted(tally.outcomes.items(), key=lambda each: (each[0] not in KEPT, each[0]))
    ]
    return Text(", ").join(parts) if parts else Text("·")


def as_object(tally: Tally, finished: bool, left: Left) -> dict[str, Any]:
    """The crawl's counts as one JSON object."""
    return {
        "finished": finished,
        "pending": left.due,
        "next_due": left.next.isoformat() if left.next else None,
        "held": tally.held,
        "taken": tally.taken,
        "quiet": {source_id: until.isoformat() for source_id, until in sorted(tally.quiet.items())},
        "budget_spent": dict(sorted(tally.spent.items())),
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

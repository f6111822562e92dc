"""The command `crawl`: a progress bar while it runs, a table of what each source gave."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from rich.box import SIMPLE_HEAD
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from config.catalogue import Catalogue
from config.errors import ConfigError
from config.source import Source
from crawler.clock import CLOCK
from crawler.contact import are_here
from crawler.crawl import crawl, due
from crawler.tally import SourceTally, Tally
from pipeline.values import KEPT
from service.awake import quiet_lines
from service.logfile import log_to
from service.output import console, moment_text, plural, print_json
from service.workplace import open_workplace
from storage.database import consult
from storage.reports import next_visit

MOST_SHOWN = 20  # visits that kept nothing, with their reasons


@dataclass(frozen=True, slots=True)
class Left:
    """How many visits are due and not made, and when the next of all is due."""

    due: int
    next: datetime | None


def run_crawl(ids: Sequence[str], again: bool, as_json: bool, clock: str = "") -> int:
    """Crawl; return 0, or 1 where it was stopped, a source's file is broken, or every route failed."""
    place = open_workplace(ids, make=True)
    sources = place.catalogue.select(ids)
    if clock:
        set_clock(clock, sources)
    log_to(place.settings.data)
    place.engine.dispose()
    tally = Tally()
    with progress(tally):
        finished = crawl(place.settings, sources, tally, again)
    left = left_of(place.engine, [each.id for each in sources])
    if as_json:
        print_json(as_object(tally, finished, left))
    else:
        if len(tally.taken) + len(tally.quiet) < len(sources):
            show(tally, place.catalogue)
            say_end(tally, finished, left)
        say_taken(tally)
        say_waiting(tally)
    broken = not ids and bool(place.catalogue.errors)
    return 0 if finished and not broken and not all_failed(tally) else 1


def set_clock(to: str, sources: Sequence[Source]) -> None:
    """Set the clock of this crawl; raises ConfigError for what is no time, or where a source is not on this machine.

    When something was seen is evidence: only sites that are made for it may be seen at another time than it is.
    """
    try:
        at = datetime.fromisoformat(to)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise ConfigError(None, None, "--clock", f"{to} is no time with its zone, as 2026-10-14T18:30+00:00")
    if not are_here(sources):
        raise ConfigError(None, None, "--clock", "is for sites on this machine alone")
    CLOCK.set(at)


def left_of(engine: sa.Engine, ids: Sequence[str]) -> Left:
    """What a crawl of these sources left to do."""
    left = consult(engine, lambda connection: Left(due(connection, ids, CLOCK.now()), next_visit(connection, ids)))
    engine.dispose()
    return left


def say_end(tally: Tally, finished: bool, left: Left) -> None:
    """Print what a crawl left, where it was stopped or found nothing to visit."""
    at = console()
    if not finished:
        stay = "stays" if left.due == 1 else "stay"
        at.print(
            f"The crawl was stopped: {plural(left.due, 'visit')} {stay} pending; the next crawl goes on with them."
        )
    elif not tally.finished() and not left.due and left.next:
        at.print(f"Nothing was due; the next visit is due at {moment_text(left.next, UTC)}.", highlight=False)


def say_taken(tally: Tally) -> None:
    """Print which sources were left alone."""
    if tally.taken:
        them = "it" if len(tally.taken) == 1 else "them"
        console().print(f"Left alone, for another crawl has {them}: {', '.join(tally.taken)}.", markup=False)


def say_waiting(tally: Tally) -> None:
    """Print which sources were asked nothing, or not all, because their files say so, and whose texts are reserved."""
    at = console()
    for line in quiet_lines(tally.quiet):
        at.print(line, highlight=False)
    for source_id, left in sorted(tally.spent.items()):
        line = f"{source_id}: its budget of pages for today is spent; {plural(left, 'visit')} left for another day."
        at.print(line, highlight=False)
    for source_id, of in sorted(tally.sources.items()):
        if of.withheld:
            line = f"{source_id}: {plural(of.withheld, 'page')} reserved, kept without text: `reserved` in its file."
            at.print(line, highlight=False)


def all_failed(tally: Tally) -> bool:
    """True where at least one route was asked and none gave links or said that nothing changed."""
    outcomes = [outcome for each in tally.sources.values() for _, outcome, _ in each.routes]
    found = any(each.found for each in tally.sources.values())
    return bool(outcomes) and not found and "unchanged" not in outcomes


@contextmanager
def progress(tally: Tally) -> Iterator[None]:
    """A progress bar on standard error, fed by the tally."""
    screen = console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[outcomes]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
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
    for source_id, each in sorted(tally.sources.items()):
        for url, outcome, detail in each.routes:
            if outcome != "unchanged":
                line = f"{source_id}: {url}: {outcome}" + (f": {detail}" if detail else "")
                at.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    refused = [(source_id, *told) for source_id, each in sorted(tally.sources.items()) for told in each.refused]
    for source_id, url, outcome, detail in refused[:MOST_SHOWN]:
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

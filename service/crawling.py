"""The command `crawl`: a progress bar while it runs, a table of what each source gave."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from config.errors import ConfigError
from config.source import Source
from crawler.clock import CLOCK
from crawler.contact import are_here
from crawler.crawl import crawl, due
from crawler.frozen import freeze
from crawler.tally import Tally
from pipeline.values import KEPT
from service.awake import quiet_lines
from service.crawl_table import Left, as_object, show
from service.logfile import log_to
from service.output import console, moment_text, plural, print_json
from service.workplace import open_workplace
from storage.database import consult
from storage.reports import next_visit


def run_crawl(ids: Sequence[str], again: bool, as_json: bool, clock: str = "") -> int:
    """Crawl; return 0, or 1 where it was stopped, a source's file is broken, or every route failed."""
    place = open_workplace(ids, make=True)
    sources = place.catalogue.select(ids)
    if clock:
        set_clock(clock, sources)
    log_to(place.settings.data)
    place.engine.dispose()
    tally = Tally()
    freeze()
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

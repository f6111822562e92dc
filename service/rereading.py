"""The command `reread`: stored pages read again by the present reader, and what that changed."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from config.source import Source
from crawler.children import Children
from pipeline.boilerplate import Boilerplate
from pipeline.learned import NOTHING, Reading
from pipeline.urls import host_of
from pipeline.values import Drop, Page
from service.output import console, plural, print_json
from service.progress import progress
from service.showing import archive
from service.tables import plain
from service.workplace import open_workplace
from storage.boilerplate import known
from storage.database import consult, reading, transact
from storage.rereading import Change, Kept, apply, change_of, kept, number_kept
from storage.warc import page_of

KINDS = {
    "same": "read as before",
    "changed": "read otherwise",
    "new": "refused before, an article now",
    "refused": "refused before and now",
    "less": "not read any more; what was read before is kept",
    "gone": "read from another page by now",
    "unreadable": "not to be had from the archive",
}


@dataclass(slots=True)
class Told:
    """What came of all pages."""

    kinds: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, change: Change) -> None:
        """Count what one page changed."""
        self.kinds[change.kind] += 1
        self.fields.update(change.fields)


Read = tuple[Kept, Page, Reading]


def run_reread(ids: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Read the pages of these sources again, or of all, and print what changed."""
    place = open_workplace(ids)
    place.tell()
    sources = {each.id: each for each in place.catalogue.select(ids)}
    told = Told()
    lines = consult(place.engine, known)
    with reading(place.engine) as connection:
        total = number_kept(connection, list(sources))
    with closing(Children()) as children, progress("reading again", total) as step:
        work = reread(place.engine, archive(place), sources, children, lines, dry_run, told, step)
        asyncio.run(work)
    if as_json:
        print_json({"dry_run": dry_run, "pages": dict(told.kinds), "fields": dict(told.fields)})
    else:
        show(told, dry_run)


async def reread(
    engine: sa.Engine,
    directory: Path,
    sources: dict[str, Source],
    children: Children,
    lines: dict[str, Boilerplate],
    dry_run: bool,
    told: Told,
    step: Callable[[int], None],
) -> None:
    """Read all pages again, a batch at a time, each batch written in one transaction."""
    for batch in kept(engine, list(sources)):
        answers = await asyncio.gather(*(read_again(directory, each, sources, children, lines) for each in batch))
        done: list[Read] = [each for each in answers if not isinstance(each, Change)]
        if dry_run:
            changes = consult(engine, partial(foresee, done=done))
        else:
            changes = transact(engine, partial(write, done=done))
        for change in (*changes, *(each for each in answers if isinstance(each, Change))):
            told.add(change)
        step(len(batch))


async def read_again(
    directory: Path, of: Kept, sources: dict[str, Source], children: Children, lines: dict[str, Boilerplate]
) -> Read | Change:
    """A new reading of one page, or why there is none."""
    try:
        page = page_of(directory, of.record, of.url, of.fetched_at)
    except Exception:  # whatever warcio raises for a file that was cut or changed, or that is gone
        return Change("unreadable")
    try:
        new = await children.read(page, sources[of.source_id], of.link, lines.get(host_of(of.url), NOTHING))
    except Drop:
        return Change("refused" if of.article_id is None else "less")
    return of, page, new


def foresee(connection: sa.Connection, done: Sequence[Read]) -> list[Change]:
    """What readings would change."""
    return [change_of(connection, of, new) for of, _, new in done]


def write(connection: sa.Connection, done: Sequence[Read]) -> list[Change]:
    """What readings changed."""
    now = datetime.now(UTC)
    return [apply(connection, of, new, page, now) for of, page, new in done]


def show(told: Told, dry_run: bool) -> None:
    """Print what became of the pages, and which fields changed on how many."""
    at = console()
    table = plain("Pages read again" + (" (nothing was written)" if dry_run else ""))
    table.add_column("pages", justify="right")
    table.add_column("what became of them")
    for kind, said in KINDS.items():
        if told.kinds[kind]:
            table.add_row(f"{told.kinds[kind]:,}", said)
    if told.kinds:
        at.print(table)
    if told.fields:
        fields = plain("Fields that changed")
        fields.add_column("field")
        fields.add_column("pages", justify="right")
        for name, number in told.fields.most_common():
            fields.add_row(name, f"{number:,}")
        at.print(fields)
    at.print(f"{plural(told.kinds.total(), 'page')} read again", highlight=False)

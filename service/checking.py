"""The command `check`: every source asked at once whether it still gives what it gave."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.errors import ConfigError
from config.source import Source
from crawler.checking import Checked, check_all
from crawler.contact import require_contact
from crawler.errand import Desk, Stopped, run_errand
from crawler.guard import Permit
from pipeline.check_changes import changes
from pipeline.check_findings import Finding, findings_of
from pipeline.check_look import Flow, Look, flow_of
from service.awake import parted, quiet_lines
from service.check_notes import keep_look, last_look
from service.check_table import as_object, show
from service.output import print_json
from service.progress import progress
from service.saved_check import run_saved
from service.workplace import Workplace, open_workplace
from storage import holds
from storage.database import reading
from storage.usual import usual_fields

GOOD, BAD = 0, 1


@dataclass(frozen=True, slots=True)
class Result:
    """What one source's check came to."""

    source: Source
    look: Look
    flow: Flow | None
    findings: tuple[Finding, ...]
    changes: tuple[str, ...] = ()
    before: datetime | None = None  # the check that the changes are told from

    @property
    def is_good(self) -> bool:
        """True where nothing is wrong."""
        return not any(each.wrong for each in self.findings)


def run_check(ids: Sequence[str], saved: bool, as_json: bool) -> int:
    """Check sources and print what was found; return 0 where all is right, else 1."""
    if saved:
        return run_saved(ids, as_json)
    place = open_workplace(ids, all_errors=not ids)
    sources = place.catalogue.select(ids)
    require_contact(place.settings, sources)
    sources, quiet = parted(sources)
    results = asked(place, sources)
    note(place.settings.data, results)
    if as_json:
        print_json(
            {
                "sources": [as_object(each) for each in results],
                "quiet": {source_id: until.isoformat() for source_id, until in sorted(quiet.items())},
            }
        )
    else:
        show(results, datetime.now(UTC), quiet_lines(quiet))
    is_whole = not (place.catalogue.errors and not ids)  # a source whose file has mistakes does not run
    return GOOD if is_whole and all(each.is_good for each in results) else BAD


def note(data: Path, results: Sequence[Result]) -> None:
    """Keep what was seen for the next check, and say where that can not be."""
    try:
        for each in results:
            keep_look(data, each.look)
    except OSError as error:
        line = f"{error.filename}: {error.strerror}: the next check can not tell what changed since this one"
        sys.stderr.write(f"{line}\n")


def asked(place: Workplace, sources: Sequence[Source]) -> list[Result]:
    """The results of all sources; raises ConfigError where the person stopped it."""
    if not sources:
        return []
    with reading(place.engine) as connection:
        usual = {each.id: usual_fields(connection, each.id) for each in sources}
        held = holds.held(connection, datetime.now(UTC))
    with progress("checking", len(sources)) as advance:

        async def work(desk: Desk) -> list[Checked]:
            desk.held.update(held)
            return await check_all(desk, sources, usual, lambda: advance(1))

        try:
            found = run_errand(place.settings, Permit(), work)
        except Stopped:
            raise ConfigError(None, None, "check", "stopped; nothing was noted") from None
    return [
        result_of(source, each, usual[source.id], last_look(place.settings.data, source.id))
        for source, each in zip(sources, found, strict=True)
    ]


def result_of(source: Source, checked: Checked, usual: frozenset[str], before: Look | None) -> Result:
    """What a check came to, held against the one before."""
    flow = flow_of(checked.look, (each.published_at for each in checked.links if each.published_at))
    findings = findings_of(checked.look, source, flow, sorted(usual))
    told = changes(before, checked.look) if before else ()
    return Result(source, checked.look, flow, findings, told, before.at if before else None)

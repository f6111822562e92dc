"""The command `sources`: which sources there are, what each has given, and when it is crawled next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from config.source import Source
from pipeline.alarm_network import ALL
from pipeline.alarms import Alarm
from pipeline.quiet import quiet_of
from pipeline.values import KEPT, OUTCOMES
from service.alarm_text import alarm_lines, alarm_object, kinds
from service.fitting import Column, fitted, texts
from service.output import console, jsonable, print_json, span_text
from service.workplace import open_workplace
from storage.alarms import standing
from storage.database import reading
from storage.plans import Planned, planned
from storage.source_table import SourceRow, source_table

MANY = 3  # failures in a row that stand out


@dataclass(frozen=True, slots=True)
class Line:
    """A source with what it has given and its plan, where it has any."""

    source: Source
    state: SourceRow | None
    plan: Planned | None
    alarms: Sequence[Alarm] = ()

    @property
    def kept(self) -> int:
        """How many visits of the last day were kept."""
        return sum(number for word, number in self.outcomes.items() if word in KEPT)

    @property
    def not_kept(self) -> int:
        """How many were not."""
        return sum(self.outcomes.values()) - self.kept

    @property
    def worst(self) -> str:
        """The reason for which most were not, with how often it was; empty where all were kept."""
        refused = Counter({word: self.outcomes.get(word, 0) for word in OUTCOMES if word not in KEPT})
        word, number = refused.most_common(1)[0]
        return f"{word} {number}" if number else ""

    @property
    def outcomes(self) -> Mapping[str, int]:
        """The outcomes of the last day."""
        return self.state.outcomes if self.state else {}


def show_sources(as_json: bool, ids: Sequence[str] = ()) -> int:
    """Print the sources with these ids, or all, what each has given and its plan; return 1 where a file is broken.

    Raises ConfigErrors where there is no such source.
    """
    place = open_workplace(all_errors=True)
    catalogue, now = place.catalogue, datetime.now(UTC)
    asked = catalogue.select(ids)
    place.tell()
    with reading(place.engine) as connection:
        states = {state.id: state for state in source_table(connection, now)}
        plans = planned(connection, [*catalogue.sources], now)
        alarms = standing(connection)
    lines = [
        Line(each, states.get(each.id), plans.get(each.id), [alarm for alarm in alarms if alarm.source == each.id])
        for each in asked
    ]
    of_all = [each for each in alarms if each.source == ALL]
    own = [each.id for each in asked if each.id in catalogue.overridden]
    if as_json:
        sources = [source_object(each) for each in lines]
        errors = [str(error) for error in catalogue.errors]
        told = {"sources": sources, "errors": errors, "overridden": own}
        print_json(told | {"alarms": [alarm_object(each) for each in of_all]})
    else:
        at = console()
        at.print(sources_table(lines, now, at.width))
        for each in asked if ids else ():
            at.print(seen(each), markup=False, highlight=False)
        shown = [*of_all, *(alarm for line in lines for alarm in line.alarms)]
        for text in alarm_lines(shown, whole=bool(ids)):
            at.print(text, markup=False, highlight=False)
        if own:
            at.print(f"Files of your own stand in for the shipped {', '.join(own)}.", markup=False, highlight=False)
    return 1 if catalogue.errors and not ids else 0


def source_object(line: Line) -> dict[str, Any]:
    """A source, its state and its plan for a JSON writer."""
    source = line.source
    told = {name: getattr(source, name) for name in ("id", "name", "home", "language", "script", "country")}
    told |= {name: getattr(source, name) for name in ("edited_in", "ownership", "metadata_only")}
    last_day = {"kept": line.kept, "not_kept": line.not_kept, "worst": line.worst.partition(" ")[0] or None}
    told |= {"quiet": str(source.quiet) if source.quiet else None, "budget": source.budget, "reserved": source.reserved}
    return told | {
        "last_seen_working": source.last_seen_working.isoformat() if source.last_seen_working else None,
        "state": jsonable(line.state) if line.state else None,
        "schedule": jsonable(line.plan) if line.plan else None,
        "last_day": last_day,
        "alarms": [alarm_object(each) for each in line.alarms],
    }


def sources_table(lines: Sequence[Line], now: datetime, width: int) -> Table:
    """The sources, a line each; where the width is short, what a source is goes first, and when it is due last."""
    return fitted(
        (
            Column("id", texts([each.source.id for each in lines])),
            Column("name", texts([each.source.name for each in lines]), least=10, most=20),
            Column("what it is", texts([kind(each.source) for each in lines]), leave=7, least=12),
            Column("articles", texts([each.state.articles if each.state else "·" for each in lines]), justify="right"),
            Column("planned", texts([each.state.pending if each.state else "·" for each in lines]), justify="right"),
            Column("last success", texts([success(each) for each in lines])),
            Column(
                "next due", texts([due_text(each.plan, now, quiet_of(each.source, now)) for each in lines]), leave=1
            ),
            Column("interval", texts([interval(each.plan) for each in lines]), leave=6),
            Column("failures", [failures(each.plan) for each in lines], leave=2, justify="right"),
            Column("kept", texts([each.kept or "·" for each in lines]), leave=4, justify="right"),
            Column("not kept", texts([each.not_kept or "·" for each in lines]), leave=3, justify="right"),
            *alarmed(lines),
            Column("worst reason", texts([each.worst for each in lines], "yellow"), leave=5, least=10),
        ),
        width,
    )


def alarmed(lines: Sequence[Line]) -> tuple[Column, ...]:
    """The column of alarms, where one stands: what they say comes below the table at every width."""
    cells = texts([kinds(each.alarms) for each in lines], "bold red")
    return (Column("alarms", cells, leave=8, least=8),) if any(each.alarms for each in lines) else ()


def seen(source: Source) -> str:
    """When others last saw that a source's routes work, as a sentence."""
    if source.last_seen_working is None:
        return f"{source.id}: no dated report that its routes work is known."
    return f"{source.id}: its routes were last seen working by others on {source.last_seen_working}."


def kind(source: Source) -> str:
    """What a source is: its language and script, where it is edited, whose it is."""
    language = f"{source.language}-{source.script}" if source.script else source.language
    return f"{language} {source.edited_in} {source.ownership}"


def success(line: Line) -> str:
    """When a visit last ended with an article."""
    if line.state is None:
        return "never crawled"
    return f"{line.state.last_success:%m-%d %H:%M}" if line.state.last_success else "none"


def due_text(plan: Planned | None, now: datetime, quiet_until: datetime | None = None) -> str:
    """When a source is due, in words; in its quiet hours that is when they are over."""
    if plan is None:
        return "·"
    if plan.held:
        return f"held by run {plan.held_by}" if plan.held_by else "begins"
    if quiet_until:
        return f"in {span_text((max(plan.due_at, quiet_until) - now).total_seconds())}, quiet"
    return "now" if plan.due_at <= now else f"in {span_text((plan.due_at - now).total_seconds())}"


def interval(plan: Planned | None) -> str:
    """How long a source rests between two rounds."""
    return span_text(plan.interval) if plan else "·"


def failures(plan: Planned | None) -> Text:
    """How many rounds in a row failed; many stand out."""
    number = plan.failures if plan else 0
    return Text(str(number or "·"), style="bold red" if number >= MANY else "")

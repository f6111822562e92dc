"""Alarms for people and for JSON writers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.alarms import Alarm, Seen
from storage.alarms import example

SHORT = 12  # alarms that the table of all sources tells in a line each


def alarm_lines(alarms: Sequence[Alarm], whole: bool) -> Iterator[str]:
    """The alarms a line each; the whole of each has its examples, its numbers and what to do, too."""
    for each in alarms if whole else alarms[:SHORT]:
        yield f"{each.source}: {each.kind} since {each.since:%Y-%m-%d %H:%M} UTC. {each.sentence}"
        if whole:
            yield from details(each)
    if not whole and alarms:
        more = f"{len(alarms) - SHORT} more. " if len(alarms) > SHORT else ""
        yield f"{more}`duizhao sources ID` shows examples, and what to do."


def details(of: Alarm) -> Iterator[str]:
    """What an alarm is told by."""
    numbers = ", ".join(f"{key} {value}" for key, value in of.evidence.items())
    yield f"  seen at {of.seen_at:%Y-%m-%d %H:%M} UTC; {numbers}"
    for name, page in (("before", of.before), ("after", of.after)):
        if page is not None:
            yield f"  {name}: {page_text(page)}"
    if of.command:
        yield f"  try: {of.command}"


def page_text(page: Seen) -> str:
    """A page in one line."""
    what = [f"article {page.article}" if page.article else page.outcome, page.headline, page.url]
    if page.article:
        missing = [name for name, there in (("time", page.published), ("author", page.byline)) if not there]
        what += [f"{page.length} words", f"credit {page.credit}" if page.credit else "no credit"]
        what += [f"no {name}" for name in missing]
    return ", ".join(filter(None, what))


def alarm_object(of: Alarm) -> dict[str, Any]:
    """An alarm for a JSON writer."""
    return {
        "kind": of.kind,
        "since": of.since.isoformat(),
        "seen_at": of.seen_at.isoformat(),
        "sentence": of.sentence,
        "evidence": dict(of.evidence),
        "before": example(of.before),
        "after": example(of.after),
        "command": of.command,
    }


def kinds(alarms: Iterable[Alarm]) -> str:
    """The kinds of alarms, in a cell of a table."""
    return ", ".join(each.kind for each in alarms)

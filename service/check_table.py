"""What `check` prints: a line a source, then what is wrong with each, what to do about it, and what changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pipeline.check_findings import answers, flow_text, listed
from pipeline.check_look import NEEDED
from service import check_notes
from service.fitting import Column, fitted
from service.output import console, jsonable, plural, span_text

if TYPE_CHECKING:
    from service.checking import Result


def show(results: "Sequence[Result]", now: datetime, quiet: Sequence[str] = ()) -> None:
    """Print the table and all that is to be told beside it; `quiet` are lines of sources that are not asked now."""
    at = console()
    for told in quiet:
        at.print(told, highlight=False, soft_wrap=True)
    if not results:
        if quiet:
            return
        at.print("There is no source to check.")
        return
    at.print(table(results, now, at.width))
    for each in results:
        for line in lines(each):
            at.print(line, soft_wrap=True)
    wrong = sum(not each.is_good for each in results)
    right = f"{len(results) - wrong} of {plural(len(results), 'source')} are as they should be."
    at.print(right if len(results) > 1 or wrong else "The source is as it should be.", highlight=False)


def table(results: "Sequence[Result]", now: datetime, width: int) -> Any:
    """A line a source; red is what is wrong."""
    return fitted(
        [
            Column("source", [Text(each.source.id, "" if each.is_good else "bold red") for each in results]),
            Column("routes", [routes(each) for each in results], justify="right"),
            Column("links", [links(each) for each in results], leave=2, justify="right"),
            Column("newest", [newest(each, now) for each in results], leave=1, justify="right"),
            Column("a day", [marked(each, "daily", flow_text(each.flow) or "·") for each in results], leave=3),
            Column("article", [article(each) for each in results], least=10),
        ],
        width,
    )


def routes(result: "Result") -> Text:
    """How many of its routes gave links."""
    good, every = answers(result.look, result.source), len(result.look.routes)
    return Text(str(every) if good == every else f"{good} of {every}", "" if good == every else "red")


def links(result: "Result") -> Text:
    """How many links all routes gave together."""
    empty = not result.look.links and not result.source.may_be_empty
    return Text(str(result.look.links), "red" if empty else "")


def newest(result: "Result", now: datetime) -> Text:
    """The age of the newest link; a dot where no route tells times."""
    at = result.look.newest
    return marked(result, "old", span_text((now - at).total_seconds()) if at else "·")


def article(result: "Result") -> Text:
    """Whether an article is whole, or what it lacks."""
    look = result.look
    if not look.articles:
        return Text("none", "red" if look.links or not result.source.may_be_empty else "dim")
    if not look.read:
        return Text(look.articles[0].outcome, "red")
    missing = min((each.missing(NEEDED) for each in look.read), key=len)
    return Text(f"without {listed(missing)}", "red") if missing else marked(result, "incomplete", "whole")


def marked(result: "Result", kind: str, text: str) -> Text:
    """A cell, red where a finding of this kind is wrong."""
    return Text(text, "red" if any(each.wrong and each.kind == kind for each in result.findings) else "")


def lines(result: "Result") -> list[Text]:
    """What is to be told of a source below the table: findings with their commands, and changes."""
    told = []
    for each in result.findings:
        line = Text(f"{result.source.id}: ", "bold").append(each.sentence, "not bold red" if each.wrong else "not bold")
        told.append(line.append(f"\n    {each.command}", "dim") if each.command and each.wrong else line)
    if result.changes and result.before:
        since = f"{result.source.id}: since {result.before:%Y-%m-%d %H:%M} UTC: "
        told.append(Text(since, "bold").append("; ".join(result.changes), "not bold"))
    return told


def as_object(result: "Result") -> dict[str, Any]:
    """One source's check as JSON says it."""
    told = check_notes.as_object(result.look)
    return told | {
        "good": result.is_good,
        "newest": jsonable(result.look.newest),
        "daily": jsonable(result.flow),
        "findings": jsonable(result.findings),
        "changes": list(result.changes),
        "before": jsonable(result.before),
    }

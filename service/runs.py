"""The command `runs`: what ran, since when and where, and what became of it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.table import Table
from rich.text import Text

from service.fitting import Column, fitted, texts
from service.output import console, jsonable, plural, print_json, span_text
from service.printable import printable
from service.selecting import chosen
from service.workplace import open_workplace
from storage.database import reading
from storage.living import Living, living, services
from storage.run_table import RoundRow, RunRow, Times, round_table, run_table, times_since

GOOD = ("running", "done")


def show_runs(limit: int | None, source_id: str, as_json: bool) -> None:
    """Print the newest runs, and with a source its rounds; raises ConfigError for one that there is not."""
    place = open_workplace([source_id] if source_id else [])
    if source_id:
        chosen(place, [source_id], ())
    place.tell()
    now = datetime.now(UTC)
    with reading(place.engine) as connection:
        alive = services(living(connection, now))
        times = times_since(connection, now - timedelta(days=1))
        rows = run_table(connection, now, limit, source_id)
        rounds = round_table(connection, source_id, limit) if source_id else ()
    if as_json:
        told = {"services": alive, "last_day": times, "runs": [run_object(each, now) for each in rows]}
        print_json(jsonable(told | ({"rounds": rounds} if source_id else {})))
        return
    at = console()
    at.print(summary(alive, times), markup=False, highlight=False)
    if rows:
        at.print(runs_table(rows, now, at.width))
    if rounds:
        at.print(rounds_table(rounds, at.width))


def run_object(row: RunRow, now: datetime) -> dict[str, Any]:
    """A run for a JSON writer."""
    return asdict(row) | {"seconds": lasted(row, now).total_seconds(), "detail": row.detail}


def summary(alive: Sequence[Living], times: Times) -> str:
    """One line: which services live, and what was missed."""
    each = [f"{one.command} since {one.since:%Y-%m-%d %H:%M} UTC on {machine(one.machine)}" for one in alive]
    missed = f"{plural(times.missed, 'due time')} missed and {times.overlapped} overlapped in the last day"
    return printable(f"{', '.join(each) or 'no service runs'}; {missed}")


def runs_table(rows: Sequence[RunRow], now: datetime, width: int) -> Table:
    """Runs, a line each."""
    return fitted(
        (
            Column("id", texts([row.id for row in rows]), justify="right"),
            Column("command", texts([row.command for row in rows])),
            Column("started, UTC", texts([f"{row.started_at:%m-%d %H:%M}" for row in rows])),
            Column("lasted", texts([lasted_text(row, now) for row in rows])),
            Column("state", [state_text(state_of(row)) for row in rows]),
            Column("machine", texts([machine(row.machine) for row in rows]), leave=3, least=8),
            Column("pid", texts([row.pid for row in rows]), leave=4, justify="right"),
            Column("kept", texts([row.kept or "·" for row in rows]), justify="right"),
            Column("not kept", texts([row.not_kept or "·" for row in rows]), justify="right"),
            Column("sources", texts([sources_text(row.sources) for row in rows]), leave=1, least=13),
            Column("detail", texts([row.detail for row in rows], "yellow"), leave=2, least=16),
        ),
        width,
    )


def rounds_table(rows: Sequence[RoundRow], width: int) -> Table:
    """The rounds of one source, a line each."""
    return fitted(
        (
            Column("due, UTC", texts([f"{row.due_at:%m-%d %H:%M:%S}" for row in rows])),
            Column("late by", texts([span_text(row.late.total_seconds(), 2) for row in rows])),
            Column("run", texts([row.run or "·" for row in rows]), leave=1, justify="right"),
            Column("attempts", texts([row.attempts for row in rows]), leave=2, justify="right"),
            Column("missed", texts([row.missed or "·" for row in rows]), justify="right"),
            Column("overlapped", texts([row.overlapped or "·" for row in rows]), justify="right"),
            Column("state", [state_text(row.state) for row in rows]),
            Column("detail", texts([row.detail for row in rows], "yellow"), least=8),
        ),
        width,
    )


def lasted(row: RunRow, now: datetime) -> timedelta:
    """How long a run took, or has taken; of one that died, as far as it was seen."""
    until = row.ended_at or (row.seen_at if row.state == "died" else now) or row.started_at
    return max(until - row.started_at, timedelta(0))


def lasted_text(row: RunRow, now: datetime) -> str:
    """How long a run took; in a word that it runs yet."""
    return "running" if row.state == "running" else span_text(lasted(row, now).total_seconds(), 2)


def state_of(row: RunRow) -> str:
    """The state of a run; where it came to its end and a round of it did not end well, that of the round."""
    wrong = [each.state for each in row.rounds if each.state not in GOOD]
    return wrong[0] if row.state == "done" and wrong else row.state


def state_text(state: str) -> Text:
    """A state; what is no good one stands out."""
    return Text(printable(state), style="" if state in GOOD else "yellow")


def machine(name: str) -> str:
    """The name of a machine without the number of its table of processes."""
    return name.rpartition("/")[0] or name


def sources_text(ids: Sequence[str]) -> str:
    """The ids of a run's sources; of many, how many."""
    return ", ".join(ids) if len(ids) <= 3 else f"{ids[0]} and {len(ids) - 1} more"

"""What `doctor` finds of the services: which of them live, whether one is paused, and the queue between them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.client import HTTPException

import sqlalchemy as sa

from service.asking import DEFAULT, ask
from service.finding import Finding
from service.output import span_text
from service.printable import printable
from storage.database import reading
from storage.gauges import has_queue
from storage.living import Living, living, services

LATELY = timedelta(minutes=3)
SECONDS = 1.0  # that a service may take to say how it is


def attendance(engine: sa.Engine) -> Iterator[Finding]:
    """What there is to find in a database at the newest schema."""
    now = datetime.now(UTC)
    with reading(engine) as connection:
        alive = [each for each in services(living(connection, now)) if now - each.seen_at <= LATELY]
        queue = has_queue(connection)
    if engine.dialect.name == "postgresql":
        found = "its tables are there" if queue else "its tables are not there"
        yield Finding("queue", queue, found, "run duizhao db upgrade")
        yield both(alive, now)
    else:
        yield Finding("service", True, told(alive, now) or "none runs; duizhao crawl works without")
    yield from paused([each.id for each in alive])


def both(alive: Sequence[Living], now: datetime) -> Finding:
    """On PostgreSQL one that keeps the schedule and one that works; none at all is no mistake."""
    lacking = [each for each in ("serve", "work") if each not in {one.command for one in alive}]
    if len(lacking) == 2:
        return Finding("service", True, "none was seen in the last minutes; duizhao crawl works without")
    found = told(alive, now) + (f"; no {lacking[0]} was seen in the last minutes" if lacking else "")
    return Finding("service", not lacking, found, f"start duizhao {lacking[0]}" if lacking else "")


def told(alive: Sequence[Living], now: datetime) -> str:
    """The services in words."""
    return printable(
        ", ".join(f"{each.command} has run for {span_text((now - each.since).total_seconds(), 2)}" for each in alive)
    )


def paused(runs: Sequence[int]) -> Iterator[Finding]:
    """What a service says of itself, where one of these runs answers at the usual address; else nothing."""
    if not runs:
        return
    try:
        said = ask(DEFAULT, SECONDS)
    except (OSError, HTTPException, ValueError):
        return
    if said.facts.get("run") not in runs:
        return  # of another collection
    reasons = said.facts.get("reasons")
    found = printable("; ".join(map(str, reasons if isinstance(reasons, list) else []))) or "all is well"
    yield Finding("health", said.ok, found, "see the log of the service")

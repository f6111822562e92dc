"""The rounds of a source as the watch reads them: what its routes answered, and how the visits of pages ended."""

import re
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from config.source import Source
from pipeline.alarms import AWAY, GONE, REFUSING, REPLACED, Answer, Round
from pipeline.values import KEPT
from storage.schema import discovery, link, visit

RECENT = timedelta(days=14)  # of the looks at routes
LOOKS = 1500
STATUS = re.compile(r"[1-5][0-9]{2}")
HELD = 429  # what a host that asked to be left alone has answered, or 503 with a time to wait
CHALLENGE = "challenge"


def rounds_of(connection: sa.Connection, source: Source, now: datetime) -> list[Round]:
    """What the routes gave in each of the newest runs, and how the visits of it ended."""
    looks = connection.execute(
        sa.select(discovery)
        .where(discovery.c.source_id == source.id, discovery.c.fetched_at >= now - RECENT)
        .where(discovery.c.fetched_at <= now)
        .order_by(discovery.c.fetched_at.desc())
        .limit(LOOKS)
    ).all()
    if not looks:
        return []
    of_run: dict[int, list[Any]] = defaultdict(list)
    for row in reversed(looks):
        of_run[row.run_id].append(row)
    visits = visits_of(connection, source.id, looks[-1].fetched_at, now)
    found = []
    for run_id, rows in of_run.items():
        answers = tuple(answer_of(row, source.may_be_empty) for row in rows)
        found.append(Round(rows[-1].fetched_at, answers, *visits.get(run_id, ())))
    return sorted(found, key=lambda each: each.at)


def answer_of(row: Any, may_be_empty: bool) -> Answer:
    """What one look gave; of a refusal its status, which the detail tells."""
    status = None
    if row.outcome == "bad-status":
        told = STATUS.match(row.detail)
        status = int(told[0]) if told else HELD if row.detail.startswith("HostHeld") else None
        if CHALLENGE in row.detail:
            status = 403
    return Answer(row.url, row.kind, row.outcome, row.found, row.new, row.newest, status, may_be_empty)


def visits_of(connection: sa.Connection, source_id: str, since: datetime, now: datetime) -> dict[int, tuple[int, ...]]:
    """How many visits of each run ended, were kept, refused, broken and replaced; not those that got no answer.

    The last number is of first visits that were refused or replaced: of pages.
    """
    refused = sa.or_(visit.c.status.in_(REFUSING), visit.c.outcome == "robots", visit.c.detail.like(f"%{CHALLENGE}%"))
    replaced = sa.or_(
        visit.c.outcome.in_(REPLACED), sa.and_(visit.c.status.between(400, 499), visit.c.status.not_in(GONE))
    )
    rows = connection.execute(
        sa.select(
            visit.c.run_id,
            sa.func.count(),
            sa.func.sum(sa.case((visit.c.outcome.in_(KEPT), 1), else_=0)),
            sa.func.sum(sa.case((refused, 1), else_=0)),
            sa.func.sum(sa.case((refused, 0), (visit.c.status >= 500, 1), else_=0)),
            sa.func.sum(sa.case((refused, 0), (visit.c.status >= 500, 0), (replaced, 1), else_=0)),
            sa.func.sum(
                sa.case(
                    (visit.c.due_at != link.c.first_seen_at, 0),
                    (refused, 1),
                    (visit.c.status >= 500, 0),
                    (replaced, 1),
                    else_=0,
                )
            ),
        )
        .join(link, link.c.id == visit.c.link_id)
        .where(visit.c.source_id == source_id, visit.c.finished_at >= since, visit.c.finished_at <= now)
        .where(visit.c.outcome.not_in(("", *AWAY)))
        .group_by(visit.c.run_id)
    )
    return {run_id: (ended, *map(int, numbers)) for run_id, ended, *numbers in rows}

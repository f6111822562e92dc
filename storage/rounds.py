"""The end of a round: what it gave, read from what its run wrote, and when its source is due again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.rhythm import Look, Next, Rhythm, Wake, after_round, at_once
from pipeline.values import Route
from storage.holds import holds
from storage.schedule import Lease
from storage.schema import discovery, hold, rounds, route, schedule, visit

ANSWERED = ("found", "unchanged")
STATES = ("running", "done", "failed", "cut", "crashed", "lost")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a source's file says of when and where it is crawled."""

    every: timedelta | None  # None where it is left open
    routes: Sequence[Route]
    hosts: frozenset[str]  # host:port of the routes
    wake: Wake = at_once  # when it may be asked again that falls due at a time: after its quiet hours


def end(
    connection: sa.Connection, lease: Lease, state: str, detail: str, plan: Plan, rhythm: Rhythm, now: datetime
) -> Next | None:
    """Bring a round to its end and give its lease back; None, and nothing written, where the lease is another's by now.

    `done` becomes `failed` where no route answered. A crash counts as a round in which none did.
    """
    row = connection.execute(
        sa.select(rounds.c.run_id, schedule.c.interval, schedule.c.failures)
        .join(schedule, schedule.c.source_id == rounds.c.source_id)
        .where(rounds.c.source_id == lease.source_id, rounds.c.fence == lease.fence, rounds.c.state == "running")
        .where(schedule.c.fence == lease.fence)
    ).one_or_none()
    if row is None:
        return None
    look = look_of(connection, lease, row.run_id, plan, rhythm, now, state)
    if state == "done" and not look.answered:
        state, detail = "failed", look.reason
    interval = timedelta(seconds=row.interval)
    following = after_round(
        lease.due_at, lease.claimed_at, now, interval, row.failures, plan.every, look, rhythm, plan.wake
    )
    if following.is_quiet and not detail:
        detail = f"its next look waits for the end of its quiet hours, {following.due_at:%Y-%m-%d %H:%M} UTC"
    whole = int(following.interval.total_seconds())
    values = {"due_at": following.due_at, "interval": max(1, whole), "failures": following.failures}
    if look.answered:
        values["last_success_at"] = now
    give_back(connection, lease, state, detail, now, following.overlapped, values)
    return following


def interrupt(connection: sa.Connection, lease: Lease, detail: str, now: datetime) -> None:
    """Give a lease back before its round came to its end: the source stays due, and the same round is tried again."""
    give_back(connection, lease, "cut", detail, now, 0, {})


def give_back(
    connection: sa.Connection,
    lease: Lease,
    state: str,
    detail: str,
    now: datetime,
    overlapped: int,
    values: dict[str, object],
) -> None:
    """Write the end of a round, unless the lease is another's by now."""
    mine = sa.and_(schedule.c.source_id == lease.source_id, schedule.c.fence == lease.fence)
    updated = connection.execute(sa.update(schedule).where(mine).values(values | {"lease_until": None}))
    if updated.rowcount:
        of_round = sa.and_(rounds.c.source_id == lease.source_id, rounds.c.fence == lease.fence)
        ended = {"state": state, "detail": detail[:2000], "ended_at": now, "overlapped": overlapped}
        connection.execute(sa.update(rounds).where(of_round, rounds.c.state == "running").values(ended))


def look_of(
    connection: sa.Connection,
    lease: Lease,
    run_id: int | None,
    plan: Plan,
    rhythm: Rhythm,
    now: datetime,
    state: str,
) -> Look:
    """What a round gave.

    Visits that are due and were left bring the next round forward where its time was over; those that a round left
    which came to its end are for hosts that want to be left alone.
    """
    looks: Sequence[Any] = ()
    if run_id is not None:
        # An earlier attempt at the same round may have looked, and this one then asks those routes no more.
        of_round = sa.or_(discovery.c.run_id == run_id, discovery.c.fetched_at >= lease.due_at)
        of_round = sa.and_(discovery.c.source_id == lease.source_id, of_round)
        columns = (discovery.c.outcome, discovery.c.new, discovery.c.url, discovery.c.detail)
        looks = connection.execute(sa.select(*columns).where(of_round).order_by(discovery.c.id)).all()
    # A round in which every route rested, for that is what they had asked for, failed at nothing.
    answered = state != "crashed" and (not looks or any(each.outcome in ANSWERED for each in looks))
    of_source = sa.select(route.c.url, route.c.hint, route.c.asked_at).where(route.c.source_id == lease.source_id)
    asked = {row.url: row for row in connection.execute(of_source)}
    hints = [asked[each.url].hint if each.url in asked else 0 for each in plan.routes]
    rests = [asked[each.url] for each, hint in zip(plan.routes, hints, strict=True) if hint]
    ends = connection.execute(sa.select(hold.c.until).where(hold.c.host.in_(plan.hosts), holds(now))).scalars()
    held = sorted(ends)
    pending = sa.and_(visit.c.source_id == lease.source_id, visit.c.outcome == "")
    if state != "cut":
        pending = sa.and_(pending, visit.c.due_at > now)
    reasons = [f"{each.url}: {each.outcome}: {each.detail}".removesuffix(": ") for each in looks]
    return Look(
        answered=answered,
        reason="" if answered else "; ".join(reasons),
        new=sum(each.new for each in looks),
        hint=rhythm.hint(min(hints, default=0)),
        rests=[each.asked_at + rhythm.hint(each.hint) for each in rests if each.asked_at],
        looked=bool(looks),
        held_until=held[0] if plan.hosts and len(held) == len(plan.hosts) else None,
        waiting=connection.execute(sa.select(sa.func.min(visit.c.due_at)).where(pending)).scalar_one(),
    )

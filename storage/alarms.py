"""Alarms as rows: those that stand, and how a look changes them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.alarms import Alarm, Seen
from storage.schema import alarm

STANDING = alarm.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm that began or ended with a look."""

    alarm: Alarm
    ended_at: datetime | None = None


def standing(connection: sa.Connection, source_ids: Collection[str] | None = None) -> list[Alarm]:
    """The alarms that stand, of these sources or of all."""
    query = sa.select(alarm).where(STANDING).order_by(alarm.c.source_id, alarm.c.kind)  # as their index has them
    if source_ids is not None:
        query = query.where(alarm.c.source_id.in_(source_ids))
    return [alarm_of(row) for row in connection.execute(query)]


def settle(connection: sa.Connection, source_id: str, found: Mapping[str, Alarm], now: datetime) -> list[Change]:
    """Write which alarms of a source stand by now; return what began and what ended."""
    before = {each.kind: each for each in standing(connection, [source_id])}
    changes = []
    for kind, each in before.items():
        if kind not in found:
            of_alarm = sa.and_(alarm.c.source_id == source_id, alarm.c.kind == kind, STANDING)
            connection.execute(sa.update(alarm).where(of_alarm).values(ended_at=now))
            changes.append(Change(each, now))
    for kind, each in found.items():
        if kind not in before:
            connection.execute(sa.insert(alarm).values(row_of(each)))
            changes.append(Change(each))
    return changes


def row_of(of: Alarm) -> dict[str, Any]:
    """The row of an alarm: what has no column of its own stands in its evidence."""
    examples = {"before": example(of.before), "after": example(of.after)}
    return {
        "source_id": of.source,
        "kind": of.kind,
        "since": of.since,
        "seen_at": of.seen_at,
        "sentence": of.sentence,
        "evidence": {"sign": of.sign, "command": of.command, "numbers": dict(of.evidence), **examples},
    }


def example(page: Seen | None) -> dict[str, Any] | None:
    """A page as an example: what leads to it, and what was read of it."""
    if page is None:
        return None
    return {
        "at": page.at.isoformat(),
        "outcome": page.outcome,
        "url": page.url,
        "article": page.article,
        "title": page.headline,
        "length": page.length,
        "has_title": page.title,
        "has_time": page.published,
        "has_author": page.byline,
        "credit": page.credit,
        "damage": round(page.damage, 4),
    }


def alarm_of(row: Any) -> Alarm:
    """The alarm of a row."""
    told = row.evidence
    return Alarm(
        source=row.source_id,
        kind=row.kind,
        since=row.since,
        seen_at=row.seen_at,
        sentence=row.sentence,
        sign=told["sign"],
        evidence=told["numbers"],
        before=page_of(told["before"]),
        after=page_of(told["after"]),
        command=told["command"],
    )


def page_of(told: Mapping[str, Any] | None) -> Seen | None:
    """The page of an example."""
    if told is None:
        return None
    return Seen(
        at=datetime.fromisoformat(told["at"]),
        outcome=told["outcome"],
        url=told["url"],
        headline=told["title"],
        article=told["article"],
        length=told["length"],
        title=told["has_title"],
        published=told["has_time"],
        byline=told["has_author"],
        credit=told["credit"],
        damage=told["damage"],
    )

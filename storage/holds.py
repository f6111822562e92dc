"""Hosts that asked for patience, and until when they are left alone."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.schema import hold

LONGEST_HOLD = timedelta(hours=1)  # of a host that asked to be left alone


def hold_host(connection: sa.Connection, host: str, until: datetime, detail: str) -> None:
    """Leave a host (host:port) alone until then; a later end wins, unless it comes of a clock that was wrong."""
    values = {"until": until, "detail": detail[:2000]}
    known = connection.execute(sa.select(hold.c.until).where(hold.c.host == host)).scalar_one_or_none()
    if known is None:
        connection.execute(sa.insert(hold).values(host=host, **values))
    elif known < until or known > until + 2 * LONGEST_HOLD:
        connection.execute(sa.update(hold).where(hold.c.host == host).values(values))


def held(connection: sa.Connection, now: datetime) -> dict[str, datetime]:
    """The hosts to leave alone, each with the end of it."""
    rows = connection.execute(sa.select(hold.c.host, hold.c.until).where(holds(now)))
    return {row.host: row.until for row in rows}


def holds(now: datetime) -> "sa.ColumnElement[bool]":
    """True for a hold that is not over; one longer than any comes of a clock that was wrong."""
    return sa.and_(hold.c.until > now, hold.c.until <= now + 2 * LONGEST_HOLD)

"""Which run may ask a host: one at a time, so that a host's delay holds over all processes and machines."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.schedule import LEASE
from storage.schema import host

LONGEST = timedelta(hours=1)  # of a delay; a later end comes of a clock that was wrong


def take(connection: sa.Connection, run_id: int, name: str, now: datetime) -> datetime | None:
    """Take a host (host:port) for a run; return when it may first be asked, or None where another run has it."""
    row = connection.execute(sa.select(host).where(host.c.host == name)).one_or_none()
    if row is None:
        connection.execute(sa.insert(host).values(host=name, run_id=run_id, until=now + LEASE))
        return now
    waiting = now < row.until <= now + LONGEST + LEASE
    if waiting and row.run_id not in (None, run_id):
        return None
    connection.execute(sa.update(host).where(host.c.host == name).values(run_id=run_id, until=now + LEASE))
    return row.until if waiting and row.run_id is None else now


def renew(connection: sa.Connection, run_id: int, now: datetime) -> set[str]:
    """Keep the hosts of a run for another while; return them, for another run may have taken some by now."""
    connection.execute(sa.update(host).where(host.c.run_id == run_id).values(until=now + LEASE))
    return set(connection.scalars(sa.select(host.c.host).where(host.c.run_id == run_id)))


def release(connection: sa.Connection, run_id: int, delays: Mapping[str, float], now: datetime) -> None:
    """Leave the hosts of a run; each is free once its delay, in seconds, has passed."""
    for name, delay in delays.items():
        until = min(now + timedelta(seconds=delay), now + LONGEST)
        mine = sa.and_(host.c.host == name, host.c.run_id == run_id)
        connection.execute(sa.update(host).where(mine).values(run_id=None, until=until))
    connection.execute(sa.update(host).where(host.c.run_id == run_id).values(run_id=None, until=now))

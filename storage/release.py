"""Freeing what processes held: nobody works on a collection that was just restored."""

from datetime import datetime

import sqlalchemy as sa

from storage.schema import host, rounds, run, schedule, visit

DETAIL = "restored from a backup"


def release(connection: sa.Connection, now: datetime) -> None:
    """End all leases, rounds and runs, and give back every claim."""
    connection.execute(sa.update(schedule).values(lease_until=None))
    ended = {"state": "lost", "ended_at": now, "detail": DETAIL}
    connection.execute(sa.update(rounds).where(rounds.c.state == "running").values(ended))
    connection.execute(sa.update(run).where(run.c.state == "running").values(state="interrupted", ended_at=now))
    claimed = sa.and_(visit.c.outcome == "", visit.c.run_id.is_not(None))
    connection.execute(sa.update(visit).where(claimed).values(run_id=None))
    connection.execute(sa.delete(host))

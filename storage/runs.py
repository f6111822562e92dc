"""Runs: one crawl process each; the claims of a dead one return at once."""

import os
import socket
from datetime import datetime

import psutil
import sqlalchemy as sa

from storage.frontier import give_back
from storage.schema import run


def start_run(connection: sa.Connection, now: datetime) -> int:
    """Record that this process crawls; return the run's id."""
    process = psutil.Process()
    run_id: int = connection.execute(
        sa.insert(run)
        .values(
            started_at=now,
            state="running",
            host=socket.gethostname(),
            pid=process.pid,
            process_started=process.create_time(),
        )
        .returning(run.c.id)
    ).scalar_one()
    return run_id


def end_run(connection: sa.Connection, run_id: int, state: str, now: datetime) -> None:
    """Close a run and give back what it claimed and did not finish."""
    give_back(connection, run_id)
    connection.execute(sa.update(run).where(run.c.id == run_id).values(state=state, ended_at=now))


def recover(connection: sa.Connection, now: datetime) -> int:
    """Close every run of this machine whose process is dead; return how many claims came back."""
    returned = 0
    open_here = sa.select(run).where(run.c.state == "running", run.c.host == socket.gethostname())
    for row in connection.execute(open_here).all():
        if not alive(row.pid, row.process_started):
            returned += give_back(connection, row.id)
            end_run(connection, row.id, "interrupted", now)
    return returned


def alive(pid: int, started: float) -> bool:
    """True where the process runs that had this pid and began at that time."""
    if pid == os.getpid():
        return True
    try:
        process = psutil.Process(pid)
        return abs(process.create_time() - started) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

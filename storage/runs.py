"""Runs: one process each, a crawl or what starts crawls; the claims of a dead one return."""

import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa

from storage import hosts, schedule
from storage.frontier import give_back
from storage.schedule import LEASE
from storage.schema import run


def machine() -> str:
    """The name of this machine; a container has a table of processes of its own, so it is another one."""
    if sys.platform != "linux":
        return socket.gethostname()
    space = Path("/proc/self/ns/pid").readlink().name  # as pid:[4026531836]
    return f"{socket.gethostname()}/{space.strip('pid:[]')}"


def start_run(connection: sa.Connection, now: datetime, command: str = "crawl", parent_id: int | None = None) -> int:
    """Record that this process crawls, or starts crawls; return the run's id."""
    run_id: int = connection.execute(
        sa.insert(run)
        .values(
            started_at=now,
            seen_at=now,
            command=command,
            parent_id=parent_id,
            state="running",
            host=machine(),
            pid=os.getpid(),
            process_started=started(os.getpid()),
        )
        .returning(run.c.id)
    ).scalar_one()
    return run_id


def seen(connection: sa.Connection, run_id: int, now: datetime) -> None:
    """Note that a run lives, also where it had said nothing for so long that another process took it for dead."""
    alive_again = {"seen_at": now, "state": "running", "ended_at": None}
    open_ = run.c.state.in_(("running", "interrupted"))  # one that ended by itself stays so
    connection.execute(sa.update(run).where(run.c.id == run_id, open_).values(alive_again))


def end_run(
    connection: sa.Connection, run_id: int, state: str, now: datetime, ended_at: datetime | None = None
) -> None:
    """Close a run, one that died as of when it was last seen, and give back what it claimed and did not finish."""
    give_back(connection, run_id)
    hosts.release(connection, run_id, {}, now)
    connection.execute(sa.update(run).where(run.c.id == run_id).values(state=state, ended_at=ended_at or now))


def recover(connection: sa.Connection, now: datetime) -> int:
    """Close every run whose process is dead; return how many claims of visits came back."""
    returned = 0
    for run_id in dead_runs(connection, now):
        schedule.forget(connection, run_id, now)
        returned += give_back(connection, run_id)
        seen = connection.execute(sa.select(run.c.seen_at).where(run.c.id == run_id)).scalar_one()
        end_run(connection, run_id, "interrupted", now, seen or now)
    return returned


def recover_children(connection: sa.Connection, parent_id: int, now: datetime) -> None:
    """Close the runs that a living one started and that died; their rounds are for it to end."""
    children = sa.select(run).where(run.c.state == "running", run.c.parent_id == parent_id)
    for row in connection.execute(children).all():
        if not alive(row.pid, row.process_started):
            end_run(connection, row.id, "interrupted", now)


def dead_runs(connection: sa.Connection, now: datetime) -> list[int]:
    """The runs that were never closed and whose process is dead, but for those whose parent lives and sees to them.

    On this machine the process tells it; a run of another machine is dead when it has said nothing for three leases.
    """
    rows = connection.execute(sa.select(run).where(run.c.state == "running")).all()
    dead = {row.id for row in rows if is_dead(row, now)}
    living = {row.id for row in rows} - dead
    return [row.id for row in rows if row.id in dead and row.parent_id not in living]


def is_dead(row: Any, now: datetime) -> bool:
    """True where the process of a run is no more, as far as can be told from here."""
    if row.host in (machine(), socket.gethostname()):  # before 0002 a run had the bare name
        return not alive(row.pid, row.process_started)
    return is_silent(row, now)


def is_silent(row: Any, now: datetime) -> bool:
    """True where a run of another machine has said nothing for three leases."""
    return bool(now - (row.seen_at or row.started_at) > 3 * LEASE)


def alive(pid: int, since: float) -> bool:
    """True where the process runs that had this pid and began at that time."""
    if pid == os.getpid():
        return True
    try:
        return abs(started(pid) - since) < 0.001 and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, OSError):
        return False


def started(pid: int) -> float:
    """When a process began, in seconds: after the boot on Linux, where a clock that is set changes it not.

    psutil's own is a time of the clock, reckoned from when the clock says that the machine was booted.
    """
    if sys.platform != "linux":
        return psutil.Process(pid).create_time()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")

"""What a service knows of itself while it runs: its run, its pauses, and what its ticks came to."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from pipeline.quiet import is_quiet_at, quiet_of
from service.clock import Clock
from service.crew import said
from service.duty import Bounds, Roster, free_room
from service.events import events
from storage import runs, schedule
from storage.database import reading, transact
from storage.runs import dead_runs

SKEW = 20.0  # seconds between two clocks: leases of 90 s are renewed every 20 s
log = events("service")


@dataclass(slots=True)
class Watch:
    """The state of one service process, for its log, its health and its metrics."""

    command: str  # serve or work
    engine: sa.Engine
    data: Path
    roster: Roster
    bounds: Bounds
    clock: Clock
    room: Callable[[Path], int] = free_room
    webhook: str = field(default="", repr=False)  # where alarms go
    run_id: int = 0
    paused: str = ""  # why nothing new is begun, empty where it is
    quiet: frozenset[str] = frozenset()  # sources that are due, and wait for the end of their quiet hours
    ticks: int = 0
    ticks_missed: int = 0  # that began so late that another was due
    ticks_overlapped: int = 0  # that were left out because the one before had not ended
    ticks_failed: int = 0
    last_tick: float = field(default_factory=time.monotonic)
    begun: float = field(default_factory=time.monotonic)

    @property
    def up(self) -> float:
        """The seconds since it began, whatever the clock was set to."""
        return time.monotonic() - self.begun

    def start(self) -> None:
        """Record this process as a run, and put sources that are new into the schedule."""

        def work(connection: sa.Connection) -> int:
            now = self.clock.now()
            runs.recover(connection, now)
            schedule.enrol(connection, self.roster.sources, now, self.bounds.rhythm)
            return runs.start_run(connection, now, self.command)

        self.run_id = transact(self.engine, work)
        log.info("started", command=self.command, run=self.run_id, sources=len(self.roster.sources))

    def end(self) -> None:
        """Close this process's run; where that can not be written, the next process does it."""
        try:
            transact(self.engine, lambda connection: runs.end_run(connection, self.run_id, "done", self.clock.now()))
        except sa.exc.DBAPIError as error:
            log.error("run_not_closed", run=self.run_id, error=said(error))
        log.info("ended", command=self.command, run=self.run_id)

    def may_begin(self) -> bool:
        """True where there is room for more pages; says so when that changes."""
        try:
            free = self.room(self.data)
            why = "" if free >= self.bounds.room else f"the disk is full: {free // 2**20} MiB are left"
        except OSError as error:
            why = f"the data directory can not be read: {error.strerror}"
        if why and not self.paused:
            log.error("paused", reason=why)
        if self.paused and not why:
            log.info("resumed", after=self.paused)
        self.paused = why
        return not why

    def due(self) -> list[str]:
        """The ids of the sources that are due, free and not in their quiet hours, the longest overdue first."""
        self.check_clock()
        with reading(self.engine) as connection:
            now, trusted = self.clock.now(), self.clock.is_trusted
            found = schedule.due(connection, self.roster.sources, now, self.bounds.rhythm, take_over=trusted)
        ids = [each.source_id for each in found]
        quiet = frozenset(ids) - frozenset(self.awake(ids, now))
        for each in sorted(quiet - self.quiet):
            log.info("quiet_hours", source=each, until=self.until(each, now))
        self.quiet = quiet
        return [each for each in ids if each not in quiet]

    def awake(self, source_ids: Sequence[str], now: datetime) -> list[str]:
        """Those of the sources that are not in their quiet hours."""
        known = self.roster.sources
        return [each for each in source_ids if each not in known or not is_quiet_at(known[each], now)]

    def until(self, source_id: str, now: datetime) -> str:
        """When the quiet hours of a source are over, for the log."""
        end = quiet_of(self.roster.sources[source_id], now)
        return end.isoformat(timespec="minutes") if end else ""

    def check_skew(self) -> float:
        """The seconds by which this clock is ahead of the database's; leases of two machines are told by both."""
        if self.engine.dialect.name != "postgresql":
            return 0.0
        with reading(self.engine) as connection:
            theirs = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        ahead = (self.clock.now() - theirs).total_seconds()
        if abs(ahead) > SKEW:
            log.error("clock_skew", seconds=round(ahead, 1), hint="set the clocks of all machines by NTP")
        return float(ahead)

    def check_clock(self) -> None:
        """Notice a jump of the clock before anything is taken over because of it."""
        if by := self.clock.check():
            log.warning("clock_jump", seconds=round(by, 1))

    def sweep(self) -> None:
        """Notice what changed: the clock, the source files, processes that died. Raises what the database raises."""
        self.check_clock()
        self.check_skew()
        if self.roster.refresh():
            log.info("sources_read_again", sources=len(self.roster.sources), mistakes=len(self.roster.catalogue.errors))
            for error in self.roster.catalogue.errors:
                log.error("source_file", mistake=str(error))
        with reading(self.engine) as connection:
            new = schedule.missing(connection, self.roster.sources)
            # To a clock that was set, every run of another machine looks as if it had been silent for too long.
            dead = dead_runs(connection, self.clock.now()) if self.clock.is_trusted else []
        transact(self.engine, lambda connection: self.note(connection, bool(new), bool(dead), self.clock.now()))

    def note(self, connection: sa.Connection, new: bool, dead: bool, now: datetime) -> None:
        """Write what a sweep found."""
        runs.seen(connection, self.run_id, now)
        if dead:
            log.warning("claims_returned", visits=runs.recover(connection, now))
        if new:
            schedule.enrol(connection, self.roster.sources, now, self.bounds.rhythm)

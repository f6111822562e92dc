"""A running service as those who ask from outside see it: its own state, and what the database says."""

import os
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from service.health import Facts, Health, health_of
from service.kept import Kept
from service.watch import Watch
from storage.database import reading
from storage.gauges import Gauges, Stored, gauges, quarantined, stored
from storage.onlooker import onlooker
from storage.progress import Progress, progress

SECONDS = 3  # that a statement may take
PATIENCE = 4.0  # seconds that an answer waits for the database


class Totals(NamedTuple):
    """What takes longer to count."""

    stored: Stored
    quarantined: int
    warc_bytes: int


class Onlooker:
    """Tells the health and the numbers of a service; every thread may ask."""

    def __init__(self, watch: Watch, patience: float = PATIENCE) -> None:
        self.watch = watch
        self.engine = onlooker(watch.engine.url, SECONDS)
        self.progress: Kept[Progress] = Kept(self.get_progress, 1.0, patience)
        self.gauges: Kept[Gauges] = Kept(self.get_gauges, 10.0, patience)
        self.totals: Kept[Totals] = Kept(self.get_totals, 60.0, 0.5)

    def facts(self) -> Facts:
        """What the health of the service is told from."""
        watch = self.watch
        is_queue = watch.engine.dialect.name == "postgresql"
        database, found = "", None
        try:
            found = self.progress.value()
        except TimeoutError:
            database = "the database does not answer"
        except Exception as error:  # a driver may name a machine or a user, which is for the log of the ticks alone
            locked = "database is locked" in str(error)
            database = "the database is locked" if locked else "the database can not be read"
        return Facts(
            command=watch.command,
            run=watch.run_id,
            at=watch.clock.now(),
            up_seconds=round(watch.up, 1),
            tick_age_seconds=round(time.monotonic() - watch.last_tick, 1),
            paused=watch.paused,
            database=database,
            keeps_schedule=watch.command == "serve" or not is_queue,
            needs_workers=watch.command == "serve" and is_queue,
            progress=found,
        )

    def health(self) -> tuple[Facts, Health]:
        """The facts, and the health that they tell."""
        facts = self.facts()
        return facts, health_of(facts, self.watch.bounds)

    def get_progress(self) -> Progress:
        """How far the work has come."""
        watch, now = self.watch, self.watch.clock.now()
        with reading(self.engine) as connection:
            since = now - timedelta(seconds=watch.up)
            ids = [*watch.roster.sources]
            quiet = set(ids) - set(watch.awake(ids, now))
            return progress(connection, ids, since, now, watch.bounds.rhythm, quiet)

    def get_gauges(self) -> Gauges:
        """What changes from minute to minute."""
        with reading(self.engine) as connection:
            return gauges(connection, [*self.watch.roster.sources], self.watch.clock.now())

    def get_totals(self) -> Totals:
        """What takes longer to count: the articles that came since it was last done, and what has no index."""
        before = self.totals.last[0].stored if self.totals.last else Stored()
        with reading(self.engine) as connection:
            counted, broken = stored(connection, before), quarantined(connection)
        return Totals(counted, broken, bytes_in(self.watch.data / "warc"))


def bytes_in(directory: Path) -> int:
    """The bytes of the files in a directory; none where there is no directory."""
    total = 0
    with suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            with suppress(OSError):  # it may be gone by now
                total += entry.stat().st_size
    return total

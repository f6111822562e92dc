"""The lookout of a service: it tells alarms from what is stored, each source after its rounds, and hands them on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from config.source import Source
from pipeline.alarm_network import ALL, WINDOW, of_network
from pipeline.alarms import Alarm
from pipeline.watching import watch as told_of
from service.events import events
from service.watch import Watch
from service.webhook import Webhook
from storage import alarms
from storage.alarms import Change
from storage.database import reading, transact
from storage.histories import history_of, lasts_of

IDLE = timedelta(hours=6)  # between two looks at a source that was not crawled since the last
AT_ONCE = 8  # sources looked at in one step, so that a start with many does not hold a core
log = events("alarms")


class Lookout:
    """Looks at the sources of a service, a few in each step; what stands is in the database alone."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.webhook = Webhook(watch.webhook) if watch.webhook else None
        self.every = timedelta(seconds=watch.bounds.look_again)
        self.looked: dict[str, datetime] = {}

    def step(self) -> None:
        """Look at the network, and at the sources that are due for a look; raises what the database raises."""
        now = self.watch.clock.now()
        if not self.watch.clock.is_trusted:
            return  # after a jump of the clock no silence is measured
        if not self.network(now):
            for source_id in self.due(now)[:AT_ONCE]:
                self.look(self.watch.roster.sources[source_id], now)
        if self.webhook is not None:
            self.webhook.deliver()

    def network(self, now: datetime) -> bool:
        """True where the network is suspect: no source is held to be at fault until that is over."""
        ids = [*self.watch.roster.sources]
        with reading(self.watch.engine) as connection:
            stands = next(iter(alarms.standing(connection, [ALL])), None)
            lasts = lasts_of(connection, ids, now - 2 * WINDOW, now)
        found = of_network(lasts, stands, now)
        if (found is None) != (stands is None):
            self.settle(ALL, {found.kind: found} if found else {}, now)
        return found is not None

    def due(self, now: datetime) -> list[str]:
        """The sources that were crawled since they were looked at, or that nobody looked at for long."""
        with reading(self.watch.engine) as connection:
            ids = [*self.watch.roster.sources]
            lasts = {each.source: each.at for each in lasts_of(connection, ids, now - 2 * IDLE, now)}
        found = []
        for source_id in ids:
            looked = self.looked.get(source_id)
            crawled = source_id in lasts and (looked is None or lasts[source_id] > looked)
            if looked is None or now - looked >= (self.every if crawled else max(IDLE, self.every)):
                found.append(source_id)
        return sorted(found, key=lambda each: self.looked.get(each, datetime.min.replace(tzinfo=now.tzinfo)))

    def look(self, source: Source, now: datetime) -> None:
        """Tell which alarms of a source stand, and write what changed."""
        with reading(self.watch.engine) as connection:
            standing = {each.kind: each for each in alarms.standing(connection, [source.id])}
            history = history_of(connection, source, now)
        found = told_of(history, standing, now)
        self.looked[source.id] = now
        if found.keys() != standing.keys():
            self.settle(source.id, found, now)

    def settle(self, source_id: str, found: dict[str, Alarm], now: datetime) -> None:
        """Write the alarms that stand, and tell of each that began or ended."""
        work = partial(alarms.settle, source_id=source_id, found=found, now=now)
        settled: Callable[[sa.Connection], list[Change]] = work
        for each in transact(self.watch.engine, settled):
            tell = log.info if each.ended_at else log.warning
            tell(
                "alarm_ended" if each.ended_at else "alarm_began",
                source=each.alarm.source,
                kind=each.alarm.kind,
                since=each.alarm.since.isoformat(timespec="seconds"),
                says=each.alarm.sentence,
                command=each.alarm.command,
            )
            if self.webhook is not None:
                self.webhook.add(each)

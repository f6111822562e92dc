"""A network that is suspect: most sources fail at once, so it is this side, and no source is to blame."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.alarms import Alarm

WINDOW = timedelta(hours=2)  # in which the last round of each source counts,
NEWEST = 20  # of the newest of them: where there are many sources, a few minutes tell
SOUND = timedelta(days=2)  # a source that has not answered for longer says nothing of the network
SHARE = 0.5  # of the sources that were asked,
LEAST = 3  # and so many at least
OVER = 0.25  # the share below which it is over
ALL = "*"  # stands for the source of such an alarm


@dataclass(frozen=True, slots=True)
class Last:
    """The last round of a source."""

    source: str
    at: datetime
    answered: bool
    answered_at: datetime | None  # when one last answered
    failing_since: datetime | None = None  # the first round of those in a row that did not answer


def of_network(lasts: Iterable[Last], stands: Alarm | None, now: datetime) -> Alarm | None:
    """The alarm of all sources together, which stands until no more than a quarter fails."""
    asked = [each for each in lasts if now - each.at <= WINDOW and each.at <= now]
    told = [each for each in asked if each.answered or (each.answered_at and now - each.answered_at <= SOUND)]
    told = sorted(told, key=lambda each: each.at)[-NEWEST:]
    failing = [each for each in told if not each.answered]
    share = len(failing) / len(told) if told else 0.0
    if stands is not None:
        return stands if not told or share > OVER else None
    if len(failing) < LEAST or share <= SHARE:
        return None
    since = sorted(each.failing_since or each.at for each in failing)
    return Alarm(
        source=ALL,
        kind="network-suspect",
        since=max(since[0], now - WINDOW),
        seen_at=now,
        sentence=f"{len(failing)} of the {len(told)} sources that were asked last gave no answer: the network "
        "of this machine is suspect. Until it is well no source is held to be at fault.",
        sign="network",
        evidence={"failing": len(failing), "asked": len(told), "sources": sorted(each.source for each in failing)[:20]},
        command="duizhao doctor",
    )

"""Health by progress: whether a service does what it is there for, told from facts alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from service.duty import Bounds
from service.output import plural, span_text
from storage.progress import Progress

STARTING = 300.0  # seconds in which nothing has to have succeeded yet
WORKERS = 180.0  # seconds after which a worker that says nothing is none


@dataclass(frozen=True, slots=True)
class Facts:
    """What the health of a service is told from."""

    command: str  # serve or work
    run: int
    at: datetime
    up_seconds: float  # since it began
    tick_age_seconds: float  # since a tick last ended well
    paused: str  # why nothing new is begun, empty where it is
    database: str  # why it tells nothing, empty where it does
    keeps_schedule: bool  # it sees to it that what is due is crawled; a worker of a queue only takes what comes
    needs_workers: bool
    progress: Progress | None  # None where the database tells nothing


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well; the reasons say what is not, or what there is to know."""

    ok: bool
    reasons: tuple[str, ...] = ()


def health_of(facts: Facts, bounds: Bounds) -> Health:
    """The health that the facts tell.

    A service that has just begun, and in whose time nothing has succeeded yet, has to make no progress.
    """
    wrong = told(facts, bounds, (silent, paused, unreadable))
    progress = facts.progress
    if progress is None or not facts.keeps_schedule:
        return Health(not wrong, wrong)
    if facts.up_seconds < STARTING and age(facts, progress.last_success_at) >= facts.up_seconds:
        return Health(not wrong, wrong or ("starting",))
    wrong += told(facts, bounds, (stuck, quiet, alone))
    return Health(not wrong, wrong or told(facts, bounds, (behind,)))


def told(facts: Facts, bounds: Bounds, rules: tuple[Callable[[Facts, Bounds], str], ...]) -> tuple[str, ...]:
    """What the rules find."""
    return tuple(filter(None, (rule(facts, bounds) for rule in rules)))


def silent(facts: Facts, bounds: Bounds) -> str:
    """No tick ended well for ten of them."""
    late = facts.tick_age_seconds > max(10 * bounds.tick, 60.0)
    return f"no tick has ended well for {span_text(facts.tick_age_seconds)}" if late else ""


def paused(facts: Facts, bounds: Bounds) -> str:
    """Nothing new is begun."""
    return f"paused: {facts.paused}" if facts.paused else ""


def unreadable(facts: Facts, bounds: Bounds) -> str:
    """The database tells nothing."""
    return facts.database


def stuck(facts: Facts, bounds: Bounds) -> str:
    """Sources are overdue and no crawl begins, or one has been left out for so long that others can not be why."""
    progress = facts.progress
    assert progress is not None
    begun = min(age(facts, progress.begun_at), facts.up_seconds)
    is_stuck = begun > bounds.deadline + 2 * bounds.grace
    if progress.overdue and (is_stuck or progress.overdue_seconds > longest_quiet(progress, bounds)):
        since = f", and no crawl has begun for {span_text(begun)}" if is_stuck else ""
        return overdue(progress) + since
    return ""


def behind(facts: Facts, bounds: Bounds) -> str:
    """Sources are overdue because others are being crawled: no failure, but to be known."""
    progress = facts.progress
    return overdue(progress) if progress and progress.overdue else ""


def overdue(progress: Progress) -> str:
    """How many sources are overdue, and by how much."""
    verb = "is" if progress.overdue == 1 else "are"
    longest = f"the longest has waited for {span_text(progress.overdue_seconds)}"
    return f"{plural(progress.overdue, 'source')} {verb} overdue, {longest}"


def quiet(facts: Facts, bounds: Bounds) -> str:
    """No round of any source has succeeded for too long."""
    progress = facts.progress
    assert progress is not None
    since = age(facts, progress.last_success_at) if progress.last_success_at else facts.up_seconds
    if progress.sources and since > longest_quiet(progress, bounds):
        return f"no source has answered for {span_text(since)}"
    return ""


def alone(facts: Facts, bounds: Bounds) -> str:
    """Something is due, and there is no worker to crawl it."""
    progress = facts.progress
    assert progress is not None
    since = age(facts, progress.worker_seen_at)
    if facts.needs_workers and progress.due and min(since, facts.up_seconds) > WORKERS:
        seen = f"for {span_text(since)}" if progress.worker_seen_at else "at all"
        due = f"{plural(progress.due, 'source')} {'is' if progress.due == 1 else 'are'} due"
        return f"{due}, and no worker was seen {seen}"
    return ""


def longest_quiet(progress: Progress, bounds: Bounds) -> float:
    """The seconds in which something has to succeed: twice the longest interval, and the deadline of a crawl."""
    return 2 * progress.longest_seconds + bounds.deadline


def age(facts: Facts, at: datetime | None) -> float:
    """The seconds since a time; more than any where there was none."""
    return float("inf") if at is None else (facts.at - at).total_seconds()

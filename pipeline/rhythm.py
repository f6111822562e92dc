"""When a source is crawled next: faster while it gives news, slower while it is quiet, rarer while it fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor

FASTER = 0.5  # of the interval, after a round that gave news
SLOWER = 1.25  # of the interval, after one that gave none
MOST_DOUBLINGS = 16
NOTHING = timedelta(0)
Wake = Callable[[datetime], datetime]


def at_once(due_at: datetime) -> datetime:
    """That very time: of a source without quiet hours."""
    return due_at


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The bounds of all intervals, in minutes; a benchmark or a test makes the minute shorter."""

    minute: timedelta = timedelta(minutes=1)
    shortest: int = 5
    first: int = 15
    longest: int = 240  # of an adapted interval, of what a feed asks for, of the wait after failures

    def minutes(self, number: float) -> timedelta:
        """So many minutes."""
        return number * self.minute

    def hint(self, seconds: int) -> timedelta:
        """What a route asks for between two looks, as it says in seconds; an absurd wish is cut."""
        return min(seconds / 60 * self.minute, self.minutes(self.longest))


@dataclass(frozen=True, slots=True)
class Look:
    """What one round of a source gave, as far as its next one depends on it."""

    answered: bool  # at least one route gave links or said that nothing changed
    new: int = 0  # links
    hint: timedelta = NOTHING  # what all its routes ask for between two looks; nothing where one asks for nothing
    held_until: datetime | None = None  # when the first of its hosts may be asked again, where all asked for patience
    rests: Sequence[datetime] = ()  # when each route may be asked again that asked for rest
    looked: bool = True  # at least one route was asked
    waiting: datetime | None = None  # when the next visit of a known link is due
    reason: str = ""  # why no route answered


@dataclass(frozen=True, slots=True)
class Next:
    """When a source is due again, and what led to it."""

    due_at: datetime
    interval: timedelta
    failures: int
    overlapped: int  # due times that passed while the round ran
    reason: str = ""  # why no route answered
    is_quiet: bool = False  # it would have been due in its quiet hours, and waits for their end


def after_round(
    due_at: datetime,
    claimed_at: datetime,
    ended_at: datetime,
    interval: timedelta,
    failures: int,
    every: timedelta | None,
    look: Look,
    rhythm: Rhythm,
    wake: Wake = at_once,
) -> Next:
    """The next round of a source after one that was due, begun and ended at these times.

    The due times keep their beat: the next one is a whole number of gaps after the last, but no sooner than half a gap
    after the round began. With `every` the beat is fixed; otherwise a visit of a known link may bring it forward. What
    falls into the quiet hours waits for their end, `wake`.
    """
    failures = 0 if look.answered else failures + 1
    interval = every or adapted(interval, look, rhythm)
    gap = max(interval, look.hint)
    if failures:
        gap = min(gap * 2 ** min(failures, MOST_DOUBLINGS), max(gap, rhythm.minutes(rhythm.longest)))
    # A clock that was set back ends a round before it was due.
    sound = min(due_at, claimed_at)
    steps = max(1, ceil((claimed_at + gap / 2 - sound) / gap), floor((ended_at - sound) / gap) + 1)
    due = sound + steps * gap
    # A route is asked a moment after its round was due, so on the beat itself it would rest yet.
    due = max((each for each in look.rests if due < each <= due + max(gap / 10, rhythm.minute)), default=due)
    if look.held_until:
        due = max(due, look.held_until)
    elif look.waiting and look.answered and not every:
        due = min(due, max(look.waiting, ended_at + rhythm.minutes(rhythm.shortest)))
    woken = wake(due)
    overlapped = max(0, floor((ended_at - claimed_at) / gap))
    return Next(woken, interval, failures, overlapped, look.reason, is_quiet=woken != due)


def adapted(interval: timedelta, look: Look, rhythm: Rhythm) -> timedelta:
    """The interval of a source whose file leaves it open; a round without an answer changes nothing."""
    if look.answered and look.looked:
        interval = interval * (FASTER if look.new else SLOWER)
    return min(max(interval, rhythm.minutes(rhythm.shortest)), rhythm.minutes(rhythm.longest))


def missed(due_at: datetime, now: datetime, interval: timedelta) -> int:
    """How many due times passed unused before a round that was due begins: one round makes up for all of them."""
    return max(0, floor((now - due_at) / interval))


def is_due(due_at: datetime, now: datetime, interval: timedelta, rhythm: Rhythm) -> bool:
    """True where a source is due; a due time further off than any rule sets it comes of a clock that was wrong."""
    return due_at <= now or due_at > now + 2 * max(interval, rhythm.minutes(rhythm.longest))

"""The clock of the machine, watched against its monotonic time: a jump is noticed, and nothing is taken over for it."""

import time
from datetime import UTC, datetime

from storage.schedule import LEASE


class Clock:
    """Notices when the clock was set, or when the machine slept."""

    def __init__(self, jump: float) -> None:
        self.jump = jump
        self.jumps = 0
        self.before = (time.time(), time.monotonic())
        self.careful_until = 0.0  # monotonic

    def now(self) -> datetime:
        """The time, aware."""
        return datetime.now(UTC)

    def check(self) -> float:
        """The seconds by which the clock jumped since the last look, 0 where it went as it should.

        After a jump the leases of crawls that live look as if they had run out, until each was renewed.
        """
        wall, monotonic = time.time(), time.monotonic()
        by = (wall - self.before[0]) - (monotonic - self.before[1])
        self.before = (wall, monotonic)
        if abs(by) < self.jump:
            return 0.0
        self.jumps += 1
        self.careful_until = monotonic + LEASE.total_seconds()
        return by

    @property
    def is_trusted(self) -> bool:
        """False for as long as a lease lasts after a jump."""
        return time.monotonic() >= self.careful_until

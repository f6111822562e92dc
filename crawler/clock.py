"""The clock of a crawl: the machine's, or one that was set for sites on this machine that have days of their own."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Goes as the machine's, ahead of it or behind."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """The time, aware."""
        return datetime.now(UTC) + self.ahead

    def set(self, at: datetime) -> None:
        """From now on it goes on from that time."""
        self.ahead = at - datetime.now(UTC)


CLOCK = Clock()  # one a process, as the reactor is

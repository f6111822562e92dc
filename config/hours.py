"""A time of day from one clock to another, as a source's file says when it is to be left alone."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Hours:
    """From a time of day to another, which is not part of it; where that is earlier, it is of the next day."""

    start: time
    end: time

    def __str__(self) -> str:
        """As it stands in a file."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

"""What `doctor` finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: good, or bad with what to do."""

    what: str
    good: bool
    found: str
    advice: str = ""

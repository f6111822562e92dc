"""The limits of a crawl, as one value."""

from dataclasses import dataclass

MAXSIZE = 16 * 2**20  # bytes of an answer, as it comes and decoded


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take of time, and one task of a child of everything."""

    fetch_seconds: float = 15  # for the whole answer, so drips and endless headers end too
    robots_seconds: float = 10
    cpu_seconds: float = 10
    wall_seconds: float = 30  # on a busy machine a second of CPU can take three of the clock
    memory: int = 1536 * 2**20  # of address space
    answer: int = 64 * 2**20  # bytes of what a child hands back
    tasks: int = 1000  # then a child is replaced, whatever it leaked

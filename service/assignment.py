"""What a service hands a crawl that it starts: the leases that it claimed, the rhythm, and its own run."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from pipeline.rhythm import Rhythm
from service.duty import Bounds
from storage.schedule import Lease


def assignment(leases: Sequence[Lease], bounds: Bounds, run_id: int) -> bytes:
    """What a crawl is told on its standard input: one line of JSON."""
    told = [asdict(each) for each in leases]
    minute = bounds.rhythm.minute.total_seconds()
    return json.dumps({"leases": told, "minute": minute, "parent": run_id}, default=str).encode() + b"\n"


def read_assignment(line: bytes) -> tuple[tuple[Lease, ...], Rhythm, int]:
    """The leases, the rhythm and the run of the service that wrote the line; raises ValueError for any other."""
    told = json.loads(line)
    leases = tuple(
        Lease(
            each["source_id"],
            each["fence"],
            datetime.fromisoformat(each["due_at"]),
            datetime.fromisoformat(each["claimed_at"]),
        )
        for each in told["leases"]
    )
    return leases, Rhythm(minute=timedelta(seconds=told["minute"])), told["parent"]

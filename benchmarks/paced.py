"""The commands `serve` and `work` and their crawls with a shorter minute: the code is the product's, its units are not.

`python -m benchmarks.paced serve --minute 2 ID…`: intervals, hints and the times between two visits of a link are in
such minutes. Leases and deadlines stay as they are unless `--lease` says otherwise. Each command imports what it needs,
as the product's does: the processes that read pages import this module again, and with the service it took them 3 s.
"""

import argparse
import sys
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.entry import Assignment


def main() -> int:
    """Run one command as the options pace it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("command", choices=("serve", "work"))
    options.add_argument("ids", nargs="*")
    options.add_argument("--minute", type=float, default=60.0, help="seconds")
    options.add_argument("--lease", type=float, default=90.0, help="seconds; a shorter one shortens what depends on it")
    options.add_argument("--revisits", action="store_true", help="visit known links again in such minutes, too")
    options.add_argument("--at-once", type=int, default=3)
    chosen = options.parse_args()
    revisited = chosen.minute if chosen.revisits else 60.0
    pace(chosen.lease, revisited)
    pace_queue(chosen.lease)
    from pipeline.rhythm import Rhythm
    from service.duty import Bounds

    bounds = Bounds(
        at_once=chosen.at_once,
        rhythm=Rhythm(minute=timedelta(seconds=chosen.minute)),
        crawl=partial(paced_crawl, lease=chosen.lease, minute=revisited),
    )
    if chosen.command == "serve":
        from service.serving import run_serve

        return run_serve(chosen.ids, bounds)
    from service.working import run_work

    return run_work(chosen.ids, bounds)


def paced_crawl(assignment: "Assignment", lease: float, minute: float) -> int:
    """What a crawl does in its process, with the same units as its service."""
    from service.entry import crawl

    pace(lease, minute)
    return crawl(assignment)


def pace(lease: float, minute: float) -> None:
    """Shorten what does not go by the rhythm."""
    from crawler import holding
    from service import clock
    from storage import frontier, hosts, runs, schedule

    share = lease / 90.0
    for module in (schedule, hosts, runs, clock):
        module.LEASE = timedelta(seconds=lease)  # type: ignore[attr-defined]  # each has it by name
    holding.RENEW *= share  # type: ignore[attr-defined]
    frontier.REVISITS = tuple(each * (minute / 60.0) for each in frontier.REVISITS)  # type: ignore[assignment]


def pace_queue(lease: float) -> None:
    """Shorten what a service and its workers do for each other; a crawl knows nothing of that."""
    from service import queueing

    share = lease / 90.0
    queueing.BEAT *= share
    queueing.SILENCE *= share
    if share < 0.5:
        queueing.LOOK = "* * * * * */3"


if __name__ == "__main__":
    sys.exit(main())

"""A crawl that a service started: it is told on standard input what it holds, and ends when that closes."""

import os
import signal
import sys
import threading
import time

from crawler import early  # noqa: F401  before all else
from crawler.crawl import crawl
from crawler.tally import Tally
from service.assignment import read_assignment
from service.events import log_events
from service.workplace import open_workplace

PATIENCE = 10.0  # seconds from the death of the service to the end of its crawls
orphaned = threading.Event()  # set once the service is no more: then nobody but the crawl gives its leases back


def run_held() -> int:
    """Crawl what the service claimed; return 0 where it ran to its end, 1 where it was stopped."""
    log_events()
    leases, rhythm, parent_id = read_assignment(sys.stdin.buffer.readline())
    threading.Thread(target=end_with_parent, name="lifeline", daemon=True).start()
    ids = [each.source_id for each in leases]
    place = open_workplace(ids)
    place.engine.dispose()
    sources = place.catalogue.select(ids)
    finished = crawl(
        place.settings,
        sources,
        Tally(),
        leases=leases,
        rhythm=rhythm,
        parent_id=parent_id,
        orphaned=orphaned.is_set,
    )
    return 0 if finished else 1


def end_with_parent() -> None:
    """Wait for standard input to close, which it does with the life of the service, then end this process.

    A signal at the death of the parent would come at the end of the thread that started this process, too. Read from
    the file itself: a thread that waits in Python's buffer can not be left behind at the end.
    """
    while os.read(0, 4096):
        pass
    orphaned.set()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)

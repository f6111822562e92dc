"""Where a crawl begins that a service started. The service imports this, and not Scrapy, which only its crawls use."""

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import wait

from config.source import Source
from crawler.forking import begin_as
from pipeline.rhythm import Rhythm
from storage.schedule import Lease

FINISHED, STOPPED, FAILED = 0, 1, 70  # exit codes of a crawl; the last is sysexits' for an error of the program
PATIENCE = 10.0  # seconds from the death of the service to the end of its crawls
orphaned = threading.Event()  # set once the service is no more: then nobody but the crawl gives its leases back


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a service hands a crawl that it starts: the sources that it claimed, the rhythm, and its own run."""

    leases: tuple[Lease, ...]
    sources: tuple[Source, ...]  # as the service read them last; with all files of a catalogue it would take .2 s
    rhythm: Rhythm
    run_id: int

    @property
    def source_ids(self) -> list[str]:
        """The sources that are held."""
        return [each.source_id for each in self.leases]


Work = Callable[[Assignment], int]  # done in the process of the crawl; returns its exit code


def crawl(assignment: Assignment) -> int:
    """Crawl what the service claimed; return FINISHED, STOPPED, or another exit code with the error told."""
    from service.events import events, log_events
    from service.guarding import guarded
    from service.held import run_held

    log_events()
    try:
        return guarded(lambda: sys.exit(run_held(assignment)))
    except Exception:
        events("crawl").exception("crawl_failed", sources=assignment.source_ids)
        return FAILED


def enter(work: Work, assignment: Assignment, place: str) -> None:
    """Work in a forked process, as the first of a process group, with a directory of its own for what is temporary.

    Ctrl-C is for the service, which ends its crawls itself, and what is printed would stand between its events.
    """
    os.setpgid(0, 0)
    begin_as("duizhao-crawl")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.environ["TMPDIR"], tempfile.tempdir = place, None
    threading.Thread(target=end_with_service, name="lifeline", daemon=True).start()
    try:
        raise SystemExit(work(assignment))
    finally:
        if orphaned.is_set():  # else the service does it, also where this process was killed
            shutil.rmtree(place, ignore_errors=True)


def end_with_service() -> None:
    """Wait for the end of the service, by that of a pipe, then end this process.

    A signal at the death of the parent would come at the end of the thread that started this process, too.
    """
    service = multiprocessing.parent_process()
    assert service is not None
    wait([service.sentinel])
    orphaned.set()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(STOPPED)

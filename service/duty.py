"""How a service works: its bounds as one value, and the sources that it is there for."""

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.catalogue import ENDINGS, SHIPPED, Catalogue, load_catalogue
from config.source import Source
from crawler.plans import plan_of
from pipeline.rhythm import Rhythm
from service.entry import Work, crawl


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a service may take: time in seconds, room in bytes."""

    at_once: int = 3  # crawls; each takes some 100 MiB with its parser
    tick: float = 2.0  # between two looks at what is due
    sweep: float = 20.0  # between two looks at what died, what changed, and the clock
    look: float = 30.0  # between two looks for sources of which alarms are to be told
    look_again: float = 3600.0  # between two looks at one of them
    deadline: float = 1200.0  # of a crawl; what it leaves is pending, and its source soon due again
    grace: float = 20.0  # from SIGTERM to SIGKILL
    room: int = 2**30  # on the disk, or nothing new is begun
    jump: float = 30.0  # of the clock against the machine's own time
    rhythm: Rhythm = field(default_factory=Rhythm)
    crawl: Work = crawl


class Roster:
    """The sources of a service: all of the catalogue or those asked for, read again when a file changes."""

    def __init__(self, own: Path | None, ids: Collection[str] = ()) -> None:
        self.own = own
        self.ids = tuple(ids)
        self.signature = signature(own)
        self.catalogue: Catalogue = load_catalogue(own)
        self.sources = self.selected()
        self.groups = groups_of(self.sources)

    def refresh(self) -> bool:
        """Read the files again if one changed; True where it did."""
        now = signature(self.own)
        if now == self.signature:
            return False
        self.signature = now
        self.catalogue = load_catalogue(self.own)
        self.sources = self.selected()
        self.groups = groups_of(self.sources)
        return True

    def selected(self) -> dict[str, Source]:
        """The sources by id; one that was asked for and is broken by now is left out until it is mended."""
        known = self.catalogue.sources
        return {each: known[each] for each in self.ids or known if each in known}

    def batches(self, due: Iterable[str]) -> list[tuple[str, ...]]:
        """Due sources in batches, in their order: those whose routes share a host go together, for one crawl has it."""
        batches: dict[str, list[str]] = defaultdict(list)
        for source_id in due:
            if source_id in self.groups:  # its file may be gone by now
                batches[self.groups[source_id]].append(source_id)
        return [tuple(each) for each in batches.values()]

    def group(self, source_id: str) -> str:
        """The first id of all sources that share hosts with this one: what a batch is called."""
        return self.groups.get(source_id, source_id)


def groups_of(sources: Mapping[str, Source]) -> dict[str, str]:
    """For each source the first id among those that share a route's host with it, over any number of steps."""
    parent = {each: each for each in sources}

    def root(source_id: str) -> str:
        while parent[source_id] != source_id:
            source_id = parent[source_id]
        return source_id

    first: dict[str, str] = {}
    for source_id in sorted(sources):
        for host in plan_of(sources[source_id], Rhythm()).hosts:
            one, other = sorted((root(source_id), root(first.setdefault(host, source_id))))
            parent[other] = one
    return {each: root(each) for each in sources}


def signature(own: Path | None) -> tuple[tuple[str, float, int], ...]:
    """What changes when a source file does: names, times and sizes."""
    found = []
    for directory in filter(None, (SHIPPED, own)):
        try:
            files = sorted(each for each in directory.iterdir() if each.suffix.lower() in ENDINGS)
            found += [(str(each), each.stat().st_mtime, each.stat().st_size) for each in files]
        except OSError:
            found.append((str(directory), 0.0, 0))
    return tuple(found)


def free_room(data: Path) -> int:
    """The free bytes of the disk that the data directory is on."""
    return shutil.disk_usage(data).free
